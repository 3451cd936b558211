// What a key asks of a list. Decides nothing about the page: the place of the focus comes in, a wish goes out.

const TEXT = 'input:not([type="checkbox"], [type="submit"], [type="button"], [type="reset"]), textarea, select, [contenteditable]';
const MOVES = { ArrowDown: 1, j: 1, J: 1, ArrowUp: -1, k: -1, K: -1 };

/** Where the focus is: in a field that takes letters and arrows itself, in the list's own search, in a row, or elsewhere. */
export function placeOf(active) {
  if (active?.matches?.("[data-list-text]")) return "search";
  if (active?.matches?.(TEXT)) return "field";
  if (active?.closest?.("dialog[open], [popover]:popover-open, details[data-menu][open]")) return "field";
  return active?.closest?.("[data-row]") ? "row" : "page";
}

/** The wish of a key pressed at that place, or null: it stays with the browser. `control` is true on a button or box. */
export function wishOf(event, place, control = false) {
  if (event.defaultPrevented || event.isComposing || event.ctrlKey || event.metaKey || event.altKey) return null;
  if (place === "search") return event.key === "ArrowDown" ? { kind: "move", by: 1, extend: false } : null;
  if (place === "field") return null;
  if (event.key in MOVES) return { kind: "move", by: MOVES[event.key], extend: event.shiftKey && place === "row" };
  if (event.key === "n" || event.key === "p") return { kind: "turn", to: event.key === "n" ? "next" : "prev" };
  if (event.key === "/") return { kind: "search" };
  if (place !== "row") return null;
  if (event.key === "x" || (event.key === " " && !control)) return { kind: "tick" };
  if (event.key === "Home" || event.key === "End") return { kind: "edge", last: event.key === "End" };
  return null;
}

/** The row to go to from row `at` (-1: from outside) of `count`; the same row at either end. */
export function rowAfter(at, by, count) {
  if (at < 0) return by > 0 ? 0 : count - 1;
  return Math.min(Math.max(at + by, 0), count - 1);
}
