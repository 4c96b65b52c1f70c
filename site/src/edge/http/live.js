// Keeps an open page up to date while its author writes: served by the development server alone, never published.
(() => {
  "use strict";
  const script = document.currentScript;
  const place = `site-scroll:${location.pathname}`;
  let source = null;

  // A reload keeps the place on the page.
  const kept = sessionStorage.getItem(place);
  if (kept !== null) {
    sessionStorage.removeItem(place);
    const back = () => scrollTo({ top: Number(kept), behavior: "instant" });
    back();
    addEventListener("load", back, { once: true });
  }
  const reload = () => {
    sessionStorage.setItem(place, String(scrollY));
    location.reload();
  };

  // A fresh copy of what changed, without a reload: style sheets and pictures. A script runs only once, so it needs one.
  const refresh = (paths) => {
    const changed = (url) => {
      const at = new URL(url, location.href);
      return at.origin === location.origin && paths.includes(decodeURI(at.pathname));
    };
    const fresh = (url) => {
      const at = new URL(url, location.href);
      at.searchParams.set("site-fresh", Date.now().toString(36));
      return at.href;
    };
    for (const element of document.scripts) {
      if (element.src && changed(element.src)) return reload();
    }
    for (const link of document.querySelectorAll('link[rel~="stylesheet"][href]')) {
      if (!changed(link.href)) continue;
      const next = link.cloneNode();
      next.href = fresh(link.href);
      // The old sheet stays until the new one is there: no flash of an unstyled page.
      next.addEventListener("load", () => link.remove(), { once: true });
      link.after(next);
    }
    for (const image of document.images) {
      if (changed(image.src)) image.src = fresh(image.src);
    }
  };

  // What is wrong, over the page. Every word goes in as text, so none of it can become markup.
  let overlay = null;
  const add = (parent, tag, name, text) => {
    const element = document.createElement(tag);
    element.className = name;
    if (text) element.textContent = text;
    parent.append(element);
    return element;
  };
  const show = (problems) => {
    overlay?.remove();
    overlay = null;
    if (problems.length === 0) return;
    overlay = document.createElement("div");
    overlay.id = "site-problems";
    const root = overlay.attachShadow({ mode: "open" });
    const sheet = document.createElement("link");
    sheet.rel = "stylesheet";
    sheet.href = "/__site/live.css";
    root.append(sheet);
    const box = add(root, "section", "box");
    box.setAttribute("role", "alert");
    const close = add(box, "button", "close", "×");
    close.setAttribute("aria-label", "关闭 / close");
    close.addEventListener("click", () => overlay?.remove());
    for (const problem of problems) {
      const item = add(box, "article", "problem");
      const head = add(item, "p", "message");
      add(head, "strong", "level", problem.level);
      head.append(` ${problem.message}`);
      if (problem.file) {
        const where = [problem.file, problem.line || null, (problem.line && problem.column) || null];
        add(item, "p", "place", where.filter(Boolean).join(":"));
      }
      if (problem.excerpt) {
        const code = add(item, "pre", "excerpt");
        add(code, "span", "line", `${problem.line} │ `);
        code.append(problem.excerpt.slice(0, 400));
      }
      if (problem.help) add(item, "p", "help", problem.help);
    }
    document.body.append(overlay);
  };

  // A page that nobody looks at does not listen: browsers allow six connections in all. It catches up when it is seen.
  const listen = () => {
    if (document.hidden) {
      source?.close();
      source = null;
    } else if (source === null) {
      const query = new URLSearchParams({ path: location.pathname, seen: script.dataset.seen });
      source = new EventSource(`/__site/events?${query}`);
      source.addEventListener("reload", reload);
      source.addEventListener("assets", (event) => refresh(JSON.parse(event.data)));
      source.addEventListener("problems", (event) => show(JSON.parse(event.data)));
    }
  };
  document.addEventListener("visibilitychange", listen);
  addEventListener("pagehide", () => source?.close());
  addEventListener("pageshow", (event) => event.persisted && location.reload());
  listen();
})();
