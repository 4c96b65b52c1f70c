---
layout: none
---
{% filter compact %}
// The reader's light or dark, before the first paint; the system's own choice is not remembered.
(function () {
  const key = "tuibao-scheme";
  const sheet = document.getElementById("dark-scheme");
  const system = matchMedia("(prefers-color-scheme: dark)");
  const follow = sheet.media;
  // Where storage is switched off, a choice lasts for this page.
  const stored = (use) => {
    try {
      return use(localStorage);
    } catch {
      return null;
    }
  };
  let choice = stored((store) => store.getItem(key));
  const isDark = () => (choice ? choice === "dark" : system.matches);
  const button = () => document.querySelector(".scheme-switch");

  function apply() {
    sheet.media = choice === "dark" ? "screen" : choice === "light" ? "not all" : follow;
    button()?.setAttribute("aria-pressed", isDark());
  }

  document.documentElement.classList.add("js");
  apply();
  system.addEventListener("change", apply);

  document.addEventListener("DOMContentLoaded", () => {
    apply();
    button()?.addEventListener("click", () => {
      const dark = !isDark();
      choice = dark === system.matches ? null : dark ? "dark" : "light";
      stored((store) => (choice ? store.setItem(key, choice) : store.removeItem(key)));
      apply();
    });
  });

  // Control or Command and K lead to the search from wherever a reader is.
  document.addEventListener("keydown", (event) => {
    const link = document.querySelector(".search-link");
    if (!link || !(event.ctrlKey || event.metaKey) || event.altKey || event.shiftKey || event.key.toLowerCase() !== "k") return;
    event.preventDefault();
    link.click();
  });
})();
{% endfilter %}
