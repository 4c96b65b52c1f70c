// The reader's light or dark, before the first paint; the system's own choice is not remembered.
(function () {
  "use strict";
  const key = "tuibao-scheme";
  const sheet = document.getElementById("dark-scheme");
  const system = window.matchMedia("(prefers-color-scheme: dark)");
  const follow = sheet.media;
  let choice = null;
  try {
    choice = window.localStorage.getItem(key);
  } catch {
    // Storage is switched off: a choice lasts for this page.
  }

  function remember() {
    try {
      if (choice) window.localStorage.setItem(key, choice);
      else window.localStorage.removeItem(key);
    } catch {
      // As above.
    }
  }

  function isDark() {
    return choice ? choice === "dark" : system.matches;
  }

  function apply() {
    sheet.media = choice === "dark" ? "screen" : choice === "light" ? "not all" : follow;
    document.querySelector(".scheme-switch")?.setAttribute("aria-pressed", String(isDark()));
  }

  document.documentElement.classList.add("js");
  apply();
  system.addEventListener("change", apply);

  document.addEventListener("DOMContentLoaded", function () {
    apply();
    document.querySelector(".scheme-switch")?.addEventListener("click", function () {
      const dark = !isDark();
      choice = dark === system.matches ? null : dark ? "dark" : "light";
      remember();
      apply();
    });
  });

  // Control or Command and K lead to the search from wherever a reader is.
  document.addEventListener("keydown", function (event) {
    const wanted = (event.ctrlKey || event.metaKey) && !event.altKey && !event.shiftKey && event.key.toLowerCase() === "k";
    const link = document.querySelector(".search-link");
    if (!wanted || !link) return;
    event.preventDefault();
    link.click();
  });
})();
