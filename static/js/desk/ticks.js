// Which rows of a list are ticked, as sets of row numbers.

/** The ticks after the end of a range that begins at `anchor` went from row `from` to row `to`. */
export function extended(ticked, anchor, from, to) {
  const result = new Set(ticked);
  for (const row of span(anchor, from)) result.delete(row);
  for (const row of span(anchor, to)) result.add(row);
  return result;
}

/** What the box in the head shows: "none", "some" or "all". */
export function headOf(ticked, rows) {
  if (ticked === 0) return "none";
  return ticked < rows ? "some" : "all";
}

/** How many rows an act would be asked for. */
export function countOf(ticked, everything, total) {
  return everything ? total : ticked;
}

function span(one, other) {
  const low = Math.min(one, other);
  return Array.from({ length: Math.abs(one - other) + 1 }, (_, n) => low + n);
}
