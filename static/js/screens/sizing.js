/** How many rows a big screen shows and how large they are, from its size and the farthest seat. Pure; lengths in rem. */

const MIN_ROWS = 3;
const MAX_ROWS = 10;
const USUAL_ROWS = 8;
const USUAL_ROWS_TALL = 10;

/** Width of each column at scale 1. */
const COLUMNS = { rank: 8.2, change: 8, badge: 7, name: 20.5, organisation: 20, modules: 19, gap: 11, total: 15.4 };
const ALWAYS = ["rank", "change", "badge", "name", "total"];

/** The same with a column for the scale score, which is never dropped: everything else a little closer. */
const SCALED_COLUMNS = { ...COLUMNS, organisation: 17, modules: 15, gap: 9.8, scale: 10, total: 13.6 };
const DROPPED_IN_ORDER = ["organisation", "modules", "gap"];

/** Row height at scale 1, the gap under a row, and the height of the list on a 16:9 screen (67.5 less head, foot, names). */
const ROW = 5.32;
const BREATH = 0.62;
const LIST = 46.9;

/** The same for an upright screen, where a row has two lines; larger than this scale it has no room for the organisation. */
const TALL = { row: 8.2, list: 93, width: 48, organisation: 1.1 };

function clamped(rows) {
  return Math.min(MAX_ROWS, Math.max(MIN_ROWS, rows));
}

function positive(text) {
  const number = Number(text);
  return text !== null && text !== "" && Number.isFinite(number) && number > 0 ? number : null;
}

/**
 * Rows a page from the address's query: `rows` as given, else from `height` (m, of the picture) and `distance` (m, of the
 * farthest seat): em = 6.3 mm × distance, rows = ⌊0.74 × height ÷ (1.58 × em)⌋; 3 to 10; without them 8, upright 10.
 */
export function rowsFor(query, tall = false) {
  const rows = positive(query.get("rows"));
  if (rows !== null) return clamped(Math.floor(rows));
  const height = positive(query.get("height"));
  const distance = positive(query.get("distance"));
  if (height === null || distance === null) return tall ? USUAL_ROWS_TALL : USUAL_ROWS;
  const em = 0.0063 * distance;
  return clamped(Math.floor((0.74 * height) / (1.58 * em)));
}

/**
 * How `rows` rows fit a list of `width` × `height` rem: `{scale, row, pitch, columns, shown}`. Fewer rows are drawn larger and
 * lose the organisation, then the modules, then the gap; `columns` is a CSS track list, `shown` says which of the three stay.
 * `scaled`: there is a column for the scale score before the total.
 */
export function fit({ rows, width, height, tall = false, scaled = false }) {
  const widths = scaled ? SCALED_COLUMNS : COLUMNS;
  const always = scaled ? [...ALWAYS, "scale"] : ALWAYS;
  const taken = (columns) => columns.reduce((sum, column) => sum + widths[column], 0);
  const pitch = (height + BREATH) / rows;
  const row = pitch - BREATH;
  const usual = tall ? USUAL_ROWS_TALL : USUAL_ROWS;
  const base = tall ? TALL.row : ROW;
  const asked = ((tall ? TALL.list : LIST) + BREATH) / rows - BREATH;
  const widest = tall ? width / TALL.width : (width / taken(always)) * 1.06;
  const scale = Math.min(rows >= usual ? 1 : asked / base, row / base, widest);
  const kept = [...DROPPED_IN_ORDER];
  while (!tall && kept.length > 0 && taken([...always, ...kept]) * scale > width) kept.shift();
  if (tall && scale > TALL.organisation) kept.shift();
  const shown = Object.fromEntries(DROPPED_IN_ORDER.map((column) => [column, kept.includes(column)]));
  return { scale, row, pitch, columns: tall ? null : tracks(scale, shown, widths), shown };
}

function tracks(scale, shown, widths) {
  const rem = (column) => `${(widths[column] * scale).toFixed(3)}rem`;
  return [
    ...["rank", "change", "badge"].map(rem),
    shown.organisation ? rem("name") : "minmax(0, 1fr)",
    ...(shown.organisation ? ["minmax(0, 1fr)"] : []),
    ...["modules", "gap"].filter((column) => shown[column]).map(rem),
    ...("scale" in widths ? [rem("scale")] : []),
    rem("total"),
  ].join(" ");
}
