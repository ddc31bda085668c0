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
      const all = sheet.querySelectorAll("[data-group]");
      const parts = [...all].filter((field) => field.dataset.group === group);
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
    isKept = false;
    addUp();
  });

  // What the server has not kept is not lost in silence: the page says so, keeps it, tries again.
  let isKept = true;
  const say = (section, words) => {
    const place = section?.querySelector(".sheet-saved");
    if (!place) return;
    place.textContent = words;
    place.classList.add("is-unsaved");
  };
  sheet.addEventListener("htmx:sendError", (event) => {
    say(event.target.closest("fieldset"), sheet.dataset.unsaved);
  });
  const isSignedOut = (xhr) => xhr.status === 403 || xhr.responseURL.includes("/accounts/");
  sheet.addEventListener("htmx:beforeSwap", (event) => {
    if (!isSignedOut(event.detail.xhr)) return;
    event.detail.shouldSwap = false;
    say(event.target.closest("fieldset"), sheet.dataset.signedOut);
  });
  // Signed in again in another window, the old token of this page would be refused.
  const token = () => document.cookie.match(/(?:^|; )csrftoken=([^;]+)/)?.[1];
  const renew = () => {
    const field = sheet.querySelector("[name=csrfmiddlewaretoken]");
    if (token()) field.value = token();
    return field.value;
  };
  sheet.addEventListener("htmx:configRequest", (event) => {
    event.detail.parameters.csrfmiddlewaretoken = renew();
  });
  sheet.addEventListener("htmx:afterRequest", (event) => {
    const section = event.target.closest("fieldset");
    if (!section) return;
    const isGone = !event.detail.successful || isSignedOut(event.detail.xhr);
    if (!isGone) isKept = true;
    for (const place of sheet.querySelectorAll(".sheet-saved.is-unsaved, .sheet-saved:has(.finding)")) {
      if (section.contains(place) && isGone) continue;
      place.classList.remove("is-unsaved");
      if (!section.contains(place)) place.textContent = "";
    }
  });
  addEventListener("online", () => {
    const section = sheet.querySelector("fieldset:has(.is-unsaved)");
    section?.dispatchEvent(new Event("change", { bubbles: true }));
  });
  sheet.addEventListener("submit", () => {
    renew();
    isKept = true;
  });
  addEventListener("beforeunload", (event) => {
    if (!isKept) event.preventDefault();
  });

  addUp();
  const first = sheet.querySelector("[aria-invalid]") || fields().find((field) => field.value === "");
  if (!location.hash) first?.focus({ preventScroll: !!document.querySelector(".sheet-faults") });
})();
