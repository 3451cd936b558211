// The matrix of panels without its page: which place is free next, and where an arrow key leads.

/** The lowest place from 1 that no value of the column holds; values are what stands in its cells. */
export function nextFree(values) {
  const taken = new Set(values.map((value) => Number(value)));
  let place = 1;
  while (taken.has(place)) place += 1;
  return place;
}

/** [row, column] after a key, inside rows × columns; null when the key does not move. */
export function moved(key, row, column, rows, columns) {
  const step = { ArrowUp: [-1, 0], ArrowDown: [1, 0], ArrowLeft: [0, -1], ArrowRight: [0, 1], Enter: [1, 0] }[key];
  if (!step) return null;
  const to = [row + step[0], column + step[1]];
  return to[0] < 0 || to[1] < 0 || to[0] >= rows || to[1] >= columns ? [row, column] : to;
}

/** The values that stand more than once in a column. */
export function twice(values) {
  const filled = values.map((value) => value.trim()).filter(Boolean);
  return new Set(filled.filter((value, at) => filled.indexOf(value) !== at));
}
