// The keyboard of the entry page: Enter moves on, Shift+Enter back, digits only, sums beside.
(() => {
  "use strict";
  const sheet = document.querySelector("[data-sheet]");
  if (!sheet) return;

  const fields = () => [...sheet.querySelectorAll("input:not([type=hidden])")];
  const digits = (text) => text.normalize("NFKC").replace(/[^0-9]/g, "");

  const addUp = () => {
    for (const output of sheet.querySelectorAll("output[data-sum]")) {
      const group = output.dataset.sum;
      const parts = fields().filter((field) => field.dataset.group === group);
      const figures = parts.map((field) => digits(field.value)).filter((figure) => figure !== "");
      output.textContent = figures.length
        ? String(figures.reduce((sum, figure) => sum + Number(figure), 0))
        : "—";
    }
  };

  sheet.addEventListener("keydown", (event) => {
    if (event.key !== "Enter" || event.target.tagName !== "INPUT") return;
    event.preventDefault();
    const all = fields();
    const next = all[all.indexOf(event.target) + (event.shiftKey ? -1 : 1)];
    if (next) {
      next.focus();
      if (next.select) next.select();
    } else if (!event.shiftKey) {
      sheet.querySelector("button.main")?.focus();
    }
  });

  sheet.addEventListener("input", (event) => {
    const field = event.target;
    if (field.dataset.figure !== undefined && !event.isComposing) {
      const plain = digits(field.value);
      if (plain !== field.value) field.value = plain;
    }
    addUp();
  });

  addUp();
  if (!document.querySelector(".sheet-faults")) fields()[0]?.focus();
})();
