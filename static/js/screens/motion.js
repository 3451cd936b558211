/** Who moves where when the order changes. Pure; slots count from 0 at the top of the page, `rows` is just below it. */

export const MOVE = { duration: 900, easing: "cubic-bezier(.22,.8,.24,1)" };
export const STAGGER_MS = 60;
export const MANY = 3;

/**
 * The moves from the rows shown to the rows to be shown. `was` and `is` are lists of ids of the page, `before` and `after` the
 * whole order they are cut from. Each move is `{id, from, to, kind, delay}`; kinds: "climb" (up, drawn above the others),
 * "shift" (down, or up only because someone left), "enter", "leave" (from or to beyond the page; both slots equal when the
 * row was not, or is no longer, on the board). More than three moves start one after another: who climbs first, then whoever makes
 * room, the farthest first, so that rows do not run into one another.
 */
export function moves({ was, is, before, after, rows, climbed = [] }) {
  const ups = new Set(climbed);
  const list = [];
  is.forEach((id, to) => {
    const from = was.indexOf(id);
    if (from === to) return;
    if (from >= 0) list.push({ id, from, to, kind: ups.has(id) ? "climb" : "shift" });
    else list.push({ id, from: outside(before, after, id, to, rows), to, kind: ups.has(id) ? "climb" : "enter" });
  });
  was.forEach((id, from) => {
    if (!is.includes(id)) list.push({ id, from, to: outside(after, before, id, from, rows), kind: "leave" });
  });
  const step = list.length > MANY ? STAGGER_MS : 0;
  return list.sort(earlier).map((move, turn) => ({ ...move, delay: turn * step }));
}

function earlier(one, other) {
  const turn = (move) => (move.kind === "climb" ? 0 : move.to > move.from ? 1 : 2);
  if (turn(one) !== turn(other)) return turn(one) - turn(other);
  return turn(one) === 1 ? other.from - one.from : one.from - other.from;
}

/** The slot beyond the page on the side where `id` stands in `there`; its own slot when it stands nowhere. */
function outside(there, here, id, slot, rows) {
  const place = there.indexOf(id);
  if (place < 0) return slot;
  return place < here.indexOf(id) ? -1 : rows;
}

/** ms until the last of the moves has ended. */
export function lasts(list) {
  return list.length === 0 ? 0 : MOVE.duration + Math.max(...list.map((move) => move.delay));
}
