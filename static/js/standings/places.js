/** The list of rows on the phone page: written, ordered, filtered, moved. */

import { changes } from "../live/board.js";
import { matches } from "../live/figures.js";
import { copyOf, mark, still } from "../live/parts.js";
import { fill } from "../live/row.js";

const MOVE = { duration: 600, easing: "cubic-bezier(.22,.8,.24,1)" };
const FADE_MS = 150;

/** Rows inside the list `element`, which the server may have filled; `now()` is the server's clock. */
export function placeList(element, now) {
  const rows = new Map([...element.children].map((row) => [row.dataset.id, row]));
  let shown = null;

  function rowFor(id) {
    if (!rows.has(id)) {
      const row = copyOf("place");
      row.dataset.id = id;
      rows.set(id, row);
    }
    return rows.get(id);
  }

  function tops() {
    return new Map([...element.children].map((row) => [row, row.getBoundingClientRect().top]));
  }

  function order(board) {
    const ids = new Set(board.rows.map((row) => row.id));
    for (const [id, row] of rows) {
      if (ids.has(id)) continue;
      row.remove();
      rows.delete(id);
    }
    board.rows.forEach((row, place) => {
      const here = element.children[place];
      if (here !== rowFor(row.id)) element.insertBefore(rowFor(row.id), here ?? null);
    });
  }

  function move(before, climbed) {
    for (const [row, top] of tops()) {
      if (!before.has(row)) continue;
      const way = before.get(row) - top;
      if (way === 0 || (top > innerHeight && before.get(row) > innerHeight) || Math.max(top, before.get(row)) < -200) continue;
      mark(row, "climb", climbed.has(row.dataset.id) ? "yes" : null);
      const frames = still() ? [{ opacity: 0 }, { opacity: 1 }] : [{ transform: `translateY(${way}px)` }, { transform: "none" }];
      row.animate(frames, still() ? { duration: FADE_MS } : MOVE).onfinish = () => mark(row, "climb", null);
    }
  }

  return {
    /** Writes a newer state of the board. */
    show(board) {
      const before = tops();
      order(board);
      for (const row of board.rows) fill(rows.get(row.id), row, board.modules, now());
      if (shown !== null) move(before, new Set(changes(shown.rows, board.rows).climbed));
      shown = board;
    },
    /** Shows only the rows that answer `query`; returns how many. */
    search(board, query) {
      let found = 0;
      for (const row of board.rows) {
        const fits = matches(row, query);
        if (rows.has(row.id)) rows.get(row.id).hidden = !fits;
        if (fits) found += 1;
      }
      return found;
    },
    /** Takes every row away: this board may not be shown now. */
    clear() {
      element.replaceChildren();
      rows.clear();
      shown = null;
    },
  };
}
