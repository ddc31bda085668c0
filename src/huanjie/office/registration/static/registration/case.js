// Keys of the duplicate case: J and K walk, 1 to 3 choose a ruling and go on to its basis.
"use strict";
document.addEventListener("keydown", (event) => {
  const typing = event.target.closest("input:not([type=radio]), textarea, select");
  if (typing || event.ctrlKey || event.metaKey || event.altKey) return;
  const link = document.querySelector(`a[data-key="${CSS.escape(event.key.toLowerCase())}"]`);
  if (link) {
    link.click();
    return;
  }
  const choices = document.querySelectorAll('input[type=radio][name="ruling"]');
  const choice = choices[Number(event.key) - 1];
  if (choice) {
    event.preventDefault();
    choice.checked = true;
    document.querySelector('[name="basis"]').focus();
  }
});
