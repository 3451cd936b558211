/** A row's figures as people read them. The server's decimals are cut at the point, never computed. Pure. */

import { step } from "./board.js";

/**
 * What a row shows: `rank` ("2", "" when unranked), `tied`, `medal` (1 to 3 or 0), `step` (places won or lost), `whole` and
 * `part` of the total ("90" and ".82"; empty when there is none), `scale` (the scale score or ""), `gap` ("−0.64" or ""), `status`.
 */
export function figures(row) {
  const total = row.total ?? "";
  const point = total.indexOf(".");
  return {
    rank: row.rank === null ? "" : String(row.rank),
    tied: row.rank !== null && row.tied === true,
    medal: row.rank !== null && row.rank <= 3 ? row.rank : 0,
    step: step(row),
    whole: point < 0 ? total : total.slice(0, point),
    part: point < 0 ? "" : total.slice(point),
    scale: row.scale_score ?? "",
    gap: row.gap && Number(row.gap) !== 0 ? `−${row.gap.replace(/^[-−+]/, "")}` : "",
    status: row.status,
  };
}

/** A gain with its sign: "+1.90", "−0.50". */
export function signed(gain) {
  return gain.startsWith("-") ? `−${gain.slice(1)}` : `+${gain.replace(/^\+/, "")}`;
}

/** Whether a gain takes points away. */
export function loses(gain) {
  return gain.startsWith("-");
}

const MODULE_STATES = { d: "done", w: "working", ".": "idle" };

/** The progress of each module: `[{key, state}]`, state "done", "working" or "idle". */
export function chips(modules, row) {
  return modules.map((module, place) => ({ key: module.key, state: MODULE_STATES[row.modules[place]] ?? "idle" }));
}

/** Whether a row answers a search: every word occurs in its name, organisation or badge, whatever the case or width. */
export function matches(row, query) {
  const plain = (text) => text.normalize("NFKC").toLocaleLowerCase().replace(/\s+/g, " ");
  const text = plain(`${row.name} ${row.organisation} ${row.badge}`);
  return plain(query)
    .split(" ")
    .every((word) => text.includes(word));
}
