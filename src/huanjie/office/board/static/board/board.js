// Arrow keys move between the cells of the board; without it Tab and the links do.
"use strict";
(() => {
  const board = document.getElementById("board");
  if (!board) return;
  const lines = [...board.querySelectorAll("tbody tr:not(.board-group)")].map((row) => [...row.cells]);
  const placeOf = (link) => {
    const cell = link.closest("th, td");
    const line = lines.findIndex((cells) => cells.includes(cell));
    return [line, line < 0 ? -1 : lines[line].indexOf(cell)];
  };
  const linkIn = (line, column) => lines[line]?.[column]?.querySelector("a");
  function find(line, column, down, right) {
    for (let y = line + down, x = column + right; lines[y] && x >= 0 && x < lines[y].length; y += down, x += right) {
      const link = linkIn(y, x);
      if (link) return link;
    }
    return null;
  }
  const STEPS = { ArrowUp: [-1, 0], ArrowDown: [1, 0], ArrowLeft: [0, -1], ArrowRight: [0, 1] };
  board.addEventListener("keydown", (event) => {
    const link = event.target.closest("a");
    if (!link || event.altKey || event.ctrlKey || event.metaKey) return;
    const [line, column] = placeOf(link);
    if (line < 0) return;
    const step = STEPS[event.key];
    let next = step ? find(line, column, ...step) : null;
    if (event.key === "Home") next = linkIn(line, 0);
    if (event.key === "End") next = find(line, lines[line].length, 0, -1);
    if (!next) return;
    event.preventDefault();
    next.focus();
    next.scrollIntoView({ block: "nearest", inline: "nearest" });
  });
})();
