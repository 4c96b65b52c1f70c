// The reader's choice between the light and the dark scheme, applied before the first paint.
// The dark scheme is a style sheet of its own (#dark-scheme) whose media query follows the system; a choice replaces that
// query. Choosing what the system has anyway forgets the choice. Without this script the page follows the system.
(function () {
  "use strict";
  const key = "tuibao-scheme";
  const root = document.documentElement;
  const sheet = document.getElementById("dark-scheme");
  const system = window.matchMedia("(prefers-color-scheme: dark)");
  const follow = sheet.media;

  function remembered() {
    try {
      return window.localStorage.getItem(key);
    } catch {
      return null; // storage is switched off: the choice lasts for this page
    }
  }

  function remember(choice) {
    try {
      if (choice) window.localStorage.setItem(key, choice);
      else window.localStorage.removeItem(key);
    } catch {
      // as above
    }
  }

  function isDark(choice) {
    return choice ? choice === "dark" : system.matches;
  }

  function apply(choice) {
    sheet.media = choice === "dark" ? "screen" : choice === "light" ? "not all" : follow;
    const button = document.querySelector(".scheme-switch");
    if (button) button.setAttribute("aria-pressed", String(isDark(choice)));
  }

  let choice = remembered();
  root.classList.add("js");
  apply(choice);

  document.addEventListener("DOMContentLoaded", function () {
    apply(choice);
    const button = document.querySelector(".scheme-switch");
    if (!button) return;
    button.addEventListener("click", function () {
      const wanted = isDark(choice) ? "light" : "dark";
      choice = (wanted === "dark") === system.matches ? null : wanted;
      remember(choice);
      apply(choice);
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

  system.addEventListener("change", function () {
    apply(choice);
  });
})();
