// A trade's page: the matrix of panels by keyboard.
import { moved, nextFree, twice } from "./seats.js";

const matrix = document.querySelector("[data-matrix]");
const rows = matrix ? [...matrix.querySelectorAll("tbody tr")].map((row) => [...row.querySelectorAll("input.seat")]) : [];
const columns = rows[0]?.length ?? 0;

function column(number) {
  return rows.map((row) => row[number]);
}

function mark(number) {
  const cells = column(number);
  const doubled = twice(cells.map((cell) => cell.value));
  for (const cell of cells) {
    cell.toggleAttribute("data-filled", cell.value.trim() !== "");
    cell.setAttribute("aria-invalid", String(doubled.has(cell.value.trim())));
  }
}

function keyed(event) {
  const at = rows.findIndex((row) => row.includes(event.target));
  if (at < 0) return;
  const across = rows[at].indexOf(event.target);
  if (event.key === " ") {
    event.preventDefault();
    event.target.value = event.target.value.trim() ? "" : String(nextFree(column(across).map((cell) => cell.value)));
    mark(across);
    return;
  }
  const to = moved(event.key, at, across, rows.length, columns);
  if (!to) return;
  event.preventDefault();
  rows[to[0]][to[1]].focus();
  rows[to[0]][to[1]].select();
}

if (columns) {
  for (let number = 0; number < columns; number += 1) mark(number);
  matrix.addEventListener("keydown", keyed);
  matrix.addEventListener("input", (event) => {
    const row = rows.find((cells) => cells.includes(event.target));
    if (row) mark(row.indexOf(event.target));
  });
}
