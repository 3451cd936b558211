/** What a big screen shows after what: the pages of every trade, one after another, then the code for phones. Pure. */

/** ms a page of rows stays, and the code for phones. */
export const PAGE_MS = 12_000;
export const CODE_MS = 8000;

/** The code for phones comes at the end of a round, but not more often than this. */
export const CODE_EVERY_MS = 60_000;

/** Pages of `rows` rows that show `count` rows; at least one. */
export function pagesOf(count, rows) {
  return Math.max(1, Math.ceil(count / rows));
}

/** The rows `[from, to)` of a page. The last page is filled from above, so that no page is nearly empty. */
export function span(page, rows, count) {
  const to = Math.min(count, (page + 1) * rows);
  return { from: page === 0 ? 0 : Math.max(0, to - rows), to };
}

/**
 * The slides of one round: `[{board, page, pages}]` for `boards` (`[{board, kind, listed}]`: id, kind of slide, rows listed).
 * Boards where nobody has marks ("empty") wait until no other board has anything to show; then each has its one page.
 */
export function round(boards, rows) {
  const telling = boards.filter((board) => board.kind !== "empty");
  const worth = telling.length > 0 ? telling : boards;
  return worth.flatMap(({ board, kind, listed }) => {
    const pages = kind === "rows" ? pagesOf(listed, rows) : 1;
    return Array.from({ length: pages }, (_, page) => ({ board, page, pages }));
  });
}

/**
 * The slide after `here` in a round, `CODE` where the round ends and the code is due, null when there is nothing to show.
 * `here` may have gone from the round, or be CODE, or null: then the round begins again at its first slide, or, when its
 * board is still there, at that board's next page.
 */
export function after(slides, here, codeDue) {
  if (slides.length === 0) return null;
  if (here === null || here === CODE) return slides[0];
  const at = place(slides, here);
  if (at + 1 < slides.length) return slides[at + 1];
  return codeDue ? CODE : slides[0];
}

/** The slide before `here`; from the first one the last. */
export function before(slides, here) {
  if (slides.length === 0) return null;
  if (here === null || here === CODE) return slides[slides.length - 1];
  const at = place(slides, here);
  return slides[(at + slides.length - 1) % slides.length];
}

/** Where a slide now stands in the round: itself, else the last page of its board that is left, else −1. */
export function place(slides, here) {
  const same = slides.findIndex((slide) => slide.board === here.board && slide.page === here.page);
  return same >= 0 ? same : slides.findLastIndex((slide) => slide.board === here.board);
}

/** The slide that shows the code for phones. */
export const CODE = Object.freeze({ board: "", page: 0, pages: 1 });

/** Which labels fit a strip: groups of neighbours, none wider than `room`; `[[0, 1, 2], [3, 4]]` as places. */
export function groups(widths, gap, room) {
  const sets = [];
  let used = Infinity;
  widths.forEach((width, place) => {
    if (used + gap + width > room) {
      sets.push([]);
      used = -gap;
    }
    sets[sets.length - 1].push(place);
    used += gap + width;
  });
  return sets;
}
