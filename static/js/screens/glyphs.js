/**
 * Fetches the slices of the web fonts that a board will need before it is shown: a trade whose turn comes while the server is
 * away must not lack its characters.
 */

const FACES = { title: '900 16px "Noto Serif SC"', badge: '700 16px "Noto Serif SC"', text: '16px "Noto Sans SC Variable"' };
const fetched = { title: new Set(), badge: new Set(), text: new Set() };

function fetchFor(face, texts) {
  const missing = [...new Set(texts.join(""))].filter((character) => !fetched[face].has(character));
  if (missing.length === 0) return;
  for (const character of missing) fetched[face].add(character);
  document.fonts.load(FACES[face], missing.join("")).catch(() => missing.forEach((character) => fetched[face].delete(character)));
}

/** The characters of the words that any slide may show. */
export function glyphsOfWords(words) {
  fetchFor("title", words);
  fetchFor("text", words);
}

/** The characters of a board: its names, organisations and badges, the trade's name as a title. */
export function glyphsOf(board) {
  const { trade, event, stage } = board;
  fetchFor("title", [trade.name, trade.name_en ?? ""]);
  fetchFor("badge", board.rows.map((row) => row.badge ?? ""));
  fetchFor("text", [trade.name, event.name, stage.name, ...board.rows.map((row) => `${row.name ?? ""}${row.organisation ?? ""}`)]);
}
