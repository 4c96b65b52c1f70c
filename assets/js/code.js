// A button on each block of code that copies it.
(function () {
  "use strict";
  const labels = document.currentScript.dataset;
  if (!navigator.clipboard || !labels.copy) return;
  for (const block of document.querySelectorAll(".text pre:not(.lineno)")) {
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
})();
