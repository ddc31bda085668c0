// What if: election day is dragged along the bar, or moved by keys; the server answers what follows.
"use strict";
(() => {
  const DAY = 86400000;
  const WAIT = 500;
  const STEPS = { ArrowLeft: -1, ArrowDown: -1, ArrowRight: 1, ArrowUp: 1, PageDown: -7, PageUp: 7 };
  const timeOf = (iso) => Date.parse(`${iso}T00:00:00Z`);
  const isoOf = (time) => new Date(time).toISOString().slice(0, 10);
  const spoken = new Intl.DateTimeFormat(document.documentElement.lang, { dateStyle: "long", timeZone: "UTC" });

  let isHeld = false;

  function start(trial) {
    const handle = trial.querySelector(".trial-handle");
    const svg = trial.querySelector(".drawing svg");
    const input = trial.querySelector("form input[name=day]");
    const first = timeOf(trial.dataset.first);
    const last = timeOf(trial.dataset.last);
    const fixed = timeOf(trial.dataset.fixed);
    const edge = Number(trial.dataset.edge) / Number(trial.dataset.width);
    const asked = timeOf(input.value);
    let waiting = 0;
    if (!(first < asked && asked < last)) return;
    let shown = asked;

    const inside = (time) => Math.min(Math.max(time, first + DAY), last - DAY);
    function show(time) {
      shown = inside(time);
      const share = edge + ((shown - first) / (last - first)) * (1 - 2 * edge);
      handle.style.left = `${share * svg.clientWidth}px`;
      handle.classList.toggle("is-moved", shown !== asked);
      handle.firstElementChild.textContent = spoken.format(shown);
      handle.setAttribute("aria-valuenow", String(Math.round((shown - fixed) / DAY)));
      handle.setAttribute("aria-valuetext", spoken.format(shown));
    }
    function ask() {
      clearTimeout(waiting);
      if (shown === asked) return;
      input.value = isoOf(shown);
      input.form.requestSubmit();
    }

    handle.setAttribute("aria-valuemin", String(Math.round((first + DAY - fixed) / DAY)));
    handle.setAttribute("aria-valuemax", String(Math.round((last - DAY - fixed) / DAY)));
    handle.addEventListener("keydown", (event) => {
      if (event.ctrlKey || event.metaKey || event.altKey) return;
      if (event.key in STEPS) show(shown + STEPS[event.key] * DAY);
      else if (event.key === "Home") show(fixed);
      else if (event.key === "Enter" || event.key === " ") ask();
      else return;
      event.preventDefault();
      clearTimeout(waiting);
      waiting = setTimeout(ask, WAIT);
    });
    handle.addEventListener("pointerdown", (event) => {
      event.preventDefault();
      handle.setPointerCapture(event.pointerId);
      handle.focus();
    });
    handle.addEventListener("pointermove", (event) => {
      if (!handle.hasPointerCapture(event.pointerId)) return;
      const box = svg.getBoundingClientRect();
      const share = ((event.clientX - box.left) / box.width - edge) / (1 - 2 * edge);
      show(first + Math.round((share * (last - first)) / DAY) * DAY);
    });
    handle.addEventListener("pointerup", ask);
    window.addEventListener("resize", () => show(shown));

    svg.parentElement.append(handle);
    handle.hidden = false;
    trial.querySelector(".trial-hint").hidden = false;
    show(asked);
    if (isHeld) handle.focus({ preventScroll: true });
  }

  function startAll() {
    for (const trial of document.querySelectorAll("[data-trial]:not([data-started])")) {
      trial.dataset.started = "yes";
      start(trial);
    }
  }
  document.addEventListener("DOMContentLoaded", startAll);
  document.addEventListener("htmx:beforeSwap", () => {
    isHeld = document.activeElement?.id === "trial-handle";
  });
  document.addEventListener("htmx:afterSettle", startAll);
})();
