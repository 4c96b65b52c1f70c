---
layout: none
---
{% filter compact %}
(function () {
  // Contents that stand open beside the text and follow the reader.
  const toc = document.querySelector(".toc");
  if (toc) {
    const wide = matchMedia("(min-width: 68rem)");
    const fold = () => (toc.open = wide.matches);
    fold();
    wide.addEventListener("change", fold);

    const links = new Map();
    for (const link of toc.querySelectorAll("a")) {
      const heading = document.getElementById(decodeURIComponent(link.hash.slice(1)));
      if (heading) links.set(heading, link);
    }
    const mark = () => {
      let current;
      for (const heading of links.keys()) {
        if (heading.getBoundingClientRect().top > innerHeight / 4) break;
        current = heading;
      }
      for (const [heading, link] of links) {
        if (heading === current) link.setAttribute("aria-current", "true");
        else link.removeAttribute("aria-current");
      }
    };
    const observer = new IntersectionObserver(mark, { rootMargin: "0px 0px -75% 0px" });
    for (const heading of links.keys()) observer.observe(heading);
  }

  // A box that scrolls must be reachable by keyboard; one that does not must not be a stop on the way.
  for (const box of document.querySelectorAll(".text pre, .text .table")) {
    if (box.scrollWidth > box.clientWidth) box.tabIndex = 0;
    else box.removeAttribute("tabindex");
  }
})();
{% endfilter %}
