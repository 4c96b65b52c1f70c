---
layout: none
---
{% filter compact %}
(function () {
  const all = (where) => document.querySelectorAll(where);
  const make = (name, text, ...inside) => {
    const element = document.createElement(name);
    element.append(text, ...inside);
    return element;
  };
  const label = document.currentScript.dataset.table;

  // Contents that stand open beside the text and follow the reader.
  const toc = document.querySelector(".toc");
  if (toc) {
    const wide = matchMedia("(min-width: 68rem)");
    const fold = () => (toc.open = wide.matches);
    fold();
    wide.addEventListener("change", fold);

    const links = new Map();
    for (const link of all(".toc a")) {
      const heading = document.getElementById(decodeURIComponent(link.hash.slice(1)));
      if (heading) links.set(heading, link);
    }
    const mark = () => {
      const passed = [...links.keys()].filter((heading) => heading.getBoundingClientRect().top <= innerHeight / 4);
      for (const [heading, link] of links) {
        if (heading === passed.at(-1)) link.setAttribute("aria-current", "true");
        else link.removeAttribute("aria-current");
      }
    };
    const observer = new IntersectionObserver(mark, { rootMargin: "0px 0px -75% 0px" });
    for (const heading of links.keys()) observer.observe(heading);
  }

  // The numbers of a report's chart, which its label says (“name: this 3, that 2”), as a table.
  for (const chart of all(".text .chart > [aria-label]")) {
    const said = chart.getAttribute("aria-label");
    const rows = said.slice(said.indexOf(": ") + 2).split(/(?<= [\d.]+), /);
    const table = make("table", "");
    for (const row of rows) {
      const at = row.lastIndexOf(" ");
      table.append(make("tr", make("th", row.slice(0, at)), make("td", row.slice(at))));
    }
    chart.parentNode.append(make("details", make("summary", label), table));
  }

  // A box that scrolls must be reachable by keyboard; one that does not must not be a stop on the way.
  for (const box of all(".text pre, .text .table")) {
    if (box.scrollWidth > box.clientWidth) box.tabIndex = 0;
    else box.removeAttribute("tabindex");
  }
})();
{% endfilter %}
