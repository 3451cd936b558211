/** Writes one row of a board into its element: the same parts on the big screen and on the phone. */

import { t } from "../lib/words.js";
import { freshFor } from "./board.js";
import { chips, figures, loses, signed } from "./figures.js";
import { made, mark, partsOf, write } from "./parts.js";

const fading = new WeakMap();

/** Fills `element` (a copy of the page's row template) from `row`; `now` is the server's clock, for what is still new. */
export function fill(element, row, modules, now) {
  const part = partsOf(element);
  const figure = figures(row);
  mark(element, "medal", figure.medal || null);
  mark(element, "tied", figure.tied);
  mark(element, "status", figure.status);
  write(part.tied, figure.tied ? t("row.tied") : "");
  write(part.rank, figure.rank || "–");
  write(part.badge, row.badge ?? "");
  write(part.name, row.name ?? "");
  write(part.organisation, row.organisation ?? "");
  write(part.gap, figure.gap);
  write(part.scale, figure.scale);
  write(part.whole, figure.status ? t(`status.${figure.status}`) : figure.whole || "–");
  write(part.part, figure.status ? "" : figure.part);
  stepped(part, figure);
  progressed(part.modules, chips(modules, row));
  freshened(element, part.gain, row, now);
}

function stepped(part, figure) {
  const { step, rank } = figure;
  mark(part.step.parentElement, "step", step > 0 ? "up" : step < 0 ? "down" : null);
  write(part.step, step === 0 ? (rank ? "—" : "") : String(Math.abs(step)));
  write(part["step-words"], step === 0 ? "" : t(step > 0 ? "row.up" : "row.down", { n: Math.abs(step) }));
}

function progressed(element, states) {
  if (element.children.length !== states.length) element.replaceChildren(...states.map(({ key }) => made("i", key)));
  states.forEach(({ key, state }, place) => {
    write(element.children[place], key);
    mark(element.children[place], "state", state);
  });
  const done = states.filter(({ state }) => state === "done").length;
  element.setAttribute("aria-label", t("row.modules", { done, all: states.length }));
}

function freshened(element, gain, row, now) {
  const ms = freshFor(row, now);
  clearTimeout(fading.get(element));
  if (ms > 0) {
    write(gain, signed(row.gain));
    mark(element, "fresh", loses(row.gain) ? "down" : "up");
    fading.set(element, setTimeout(() => mark(element, "fresh", null), ms));
  } else {
    mark(element, "fresh", null);
  }
}
