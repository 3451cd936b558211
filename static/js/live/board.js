/**
 * One public board as the browser knows it: a snapshot that ticks bring up to date. Pure: values in, values out.
 *
 * A feed is `{ board, late, behind }`: the last known snapshot (or null), ticks that came before the one they follow,
 * and whether a snapshot must be fetched.
 */

const KEPT_LATE = 64;

/** How long a new score is shown as new, in ms after `moved_at`. */
export const FRESH_MS = 6000;

/** A feed that knows nothing yet. */
export function emptyFeed() {
  return { board: null, late: [], behind: true };
}

/** A whole snapshot arrived. An older one than we have is left aside, unless `anew`: then the server began again. */
export function withSnapshot(feed, snapshot, { anew = false } = {}) {
  if (feed.board !== null && !anew && snapshot.revision < feed.board.revision) return feed;
  return settle({ board: snapshot, late: anew ? [] : feed.late, behind: false });
}

/** A tick arrived: one that follows is applied, an old one ignored, one from further on kept until a snapshot fills the gap. */
export function withTick(feed, tick) {
  const { board } = feed;
  if (board !== null && tick.revision <= board.revision) return feed;
  if (board !== null && tick.from === board.revision) {
    const next = applied(board, tick);
    return next === null ? { ...feed, behind: true } : settle({ board: next, late: feed.late, behind: false });
  }
  return { board, late: [...feed.late, tick].slice(-KEPT_LATE), behind: true };
}

/** The server named its revision of this board: any other than ours makes the feed behind. */
export function withRevision(feed, revision) {
  if (feed.board !== null && feed.board.revision === revision) return feed;
  return { ...feed, behind: true };
}

/** Applies kept ticks for as long as one follows; what is left over newer than the board still means a gap. */
function settle(feed) {
  let { board } = feed;
  let late = [...feed.late].sort((one, other) => one.revision - other.revision);
  for (;;) {
    const here = board.revision;
    late = late.filter((tick) => tick.revision > here);
    const follows = late.find((tick) => tick.from === here);
    const next = follows === undefined ? null : applied(board, follows);
    if (next === null) return { board, late, behind: late.length > 0 };
    board = next;
  }
}

/** The board after a tick that follows it; null when it does not follow, or orders a row that nobody has told us about. */
function applied(board, tick) {
  const { from, rows: changed, order, ...rest } = tick;
  const rows = new Map(board.rows.map((row) => [row.id, row]));
  for (const row of changed) rows.set(row.id, row);
  if (from !== board.revision || !order.every((id) => rows.has(id))) return null;
  return { ...board, ...rest, rows: order.map((id) => rows.get(id)) };
}

/**
 * What became different between two orders of rows: `climbed` and `fell` (ids of those who changed places themselves; whoever
 * only made room for them is in neither), `entered` and `left` (ids).
 */
export function changes(before, after) {
  const was = new Map(before.map((row, place) => [row.id, place]));
  const is = new Map(after.map((row, place) => [row.id, place]));
  const both = after.filter((row) => was.has(row.id)).map((row) => row.id);
  const kept = longestRun(both.map((id) => was.get(id)));
  const went = both.filter((id) => !kept.has(was.get(id)));
  const rest = before.filter((row) => is.has(row.id)).map((row) => row.id);
  const up = new Set(went.filter((id) => both.indexOf(id) < rest.indexOf(id)));
  return {
    climbed: went.filter((id) => up.has(id)),
    fell: went.filter((id) => !up.has(id)),
    entered: after.filter((row) => !was.has(row.id)).map((row) => row.id),
    left: before.filter((row) => !is.has(row.id)).map((row) => row.id),
  };
}

/** A longest rising run of `numbers`, as a set: the rows that kept their order among themselves. */
function longestRun(numbers) {
  const tails = [];
  const previous = new Map();
  for (const number of numbers) {
    let low = 0;
    let high = tails.length;
    while (low < high) {
      const middle = (low + high) >> 1;
      if (tails[middle] < number) low = middle + 1;
      else high = middle;
    }
    previous.set(number, low > 0 ? tails[low - 1] : null);
    tails[low] = number;
  }
  const run = new Set();
  let number = tails.length > 0 ? tails[tails.length - 1] : null;
  while (number !== null) {
    run.add(number);
    number = previous.get(number);
  }
  return run;
}

/** Places won (+) or lost (−) at the row's last change; 0 when unknown or unranked. */
export function step(row) {
  return row.rank === null || row.was === null || row.was === undefined ? 0 : row.was - row.rank;
}

/** ms for which the row's gain is still shown at `now` (ms since 1970 by the server's clock); 0 when it is not shown. */
export function freshFor(row, now) {
  if (!row.gain || !row.moved_at) return 0;
  const since = now - Date.parse(row.moved_at);
  return Number.isNaN(since) ? 0 : Math.min(FRESH_MS, Math.max(0, FRESH_MS - since));
}

/** True when nobody on the board has a rank yet. */
export function unmarked(board) {
  return board.rows.every((row) => row.rank === null && row.status === "");
}

/** True when the rows carry scale scores: the plan has them, and somebody has marks. */
export function scaled(board) {
  return board.rows.some((row) => row.scale_score !== undefined);
}

/** The module the hall is working on: the last one that is being marked somewhere, else null. */
export function current(board) {
  const working = board.modules.filter((_, place) => board.rows.some((row) => row.status === "" && row.modules[place] === "w"));
  return working.length === 0 ? null : working[working.length - 1];
}

/** The name in `locale` ("zh-CN", "en" …): `name_en` for English where there is one, else `name`. */
export function named(thing, locale) {
  return String(locale).startsWith("en") && thing.name_en ? thing.name_en : thing.name;
}
