// What an article gains when scripts run: contents that stand open beside the text and follow the reader, and a button on
// each block of code that copies it. The article reads the same without.
(function () {
  "use strict";
  const labels = document.currentScript.dataset;

  function contents() {
    const toc = document.querySelector(".toc");
    if (!toc) return;
    const wide = window.matchMedia("(min-width: 68rem)");
    const fold = function () {
      toc.open = wide.matches;
    };
    fold();
    wide.addEventListener("change", fold);

    const links = new Map();
    for (const link of toc.querySelectorAll("a[href^='#']")) {
      const heading = document.getElementById(decodeURIComponent(link.hash.slice(1)));
      if (heading) links.set(heading, link);
    }
    const mark = function () {
      let current = null;
      for (const heading of links.keys()) {
        if (heading.getBoundingClientRect().top > window.innerHeight / 4) break;
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

  function copying() {
    if (!navigator.clipboard || !labels.copy) return;
    for (const block of document.querySelectorAll(".text pre")) {
      const box = document.createElement("div");
      const button = document.createElement("button");
      box.className = "code-box";
      button.type = "button";
      button.className = "copy";
      button.textContent = labels.copy;
      block.replaceWith(box);
      box.append(block, button);
      button.addEventListener("click", async function () {
        await navigator.clipboard.writeText(block.textContent);
        button.textContent = labels.copied;
        window.setTimeout(function () {
          button.textContent = labels.copy;
        }, 2000);
      });
    }
  }

  // A box that scrolls must be reachable by keyboard; one that does not must not be a stop on the way.
  function scrolling() {
    for (const box of document.querySelectorAll(".text pre, .text .table")) {
      if (box.scrollWidth > box.clientWidth) box.tabIndex = 0;
      else box.removeAttribute("tabindex");
    }
  }

  contents();
  scrolling();
  copying();
})();
