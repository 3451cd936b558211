/** What stands around the slides: the head with the clock, the foot with the trades. */

import { current, named } from "../live/board.js";
import { countdown, instant, left, timeOfDay } from "../lib/clock.js";
import { made, mark, still, write } from "../live/parts.js";
import { t } from "../lib/words.js";
import { PAGE_MS, groups, span } from "./playlist.js";

const CLOSE_MS = 5 * 60_000;
const NARROWEST = 0.6;
const by = (id) => document.getElementById(id);

/** The trade, the event and the stage; the trade's name in the other language last. */
export function drawHead(board, locale) {
  const english = locale.startsWith("en");
  const module = current(board);
  const title = by("trade");
  const changed = title.textContent !== named(board.trade, locale);
  write(title, named(board.trade, locale));
  write(by("event"), named(board.event, locale));
  const stage = named(board.stage, locale);
  write(by("stage"), module ? t("head.module", { stage, module: module.key }) : stage);
  const other = english ? board.trade.name : (board.trade.name_en ?? "");
  by("other").lang = english ? "zh-CN" : "en";
  write(by("other"), other === title.textContent ? "" : other);
  narrowed(title);
  if (changed && !still()) by("what").animate([{ opacity: 0 }, { opacity: 1 }], { duration: 500, easing: "ease-in-out" });
}

function narrowed(title) {
  title.style.fontSize = "";
  const share = title.clientWidth / title.scrollWidth;
  if (share < 1) title.style.fontSize = `${(4.7 * Math.max(NARROWEST, share * 0.98)).toFixed(3)}rem`;
}

/** How honest the figures are: live, fetched, reconnecting, offline since; a final board is no longer live. */
export function drawLink(state, heard, zone, board) {
  const link = by("link");
  const final = state === "live" && board !== null && board.stage.label === "final";
  link.dataset.state = state;
  mark(link, "final", final ? "yes" : null);
  const time = timeOfDay(heard, zone).slice(0, 5);
  write(by("link-words"), final ? t("label.final") : t(`live.${state}`, { time }));
}

/** The time left of the stage, or the time of day; called every quarter of a second. */
export function drawClock(board, now, zone) {
  const rest = board === null ? null : left(instant(board.stage.ends_at), now);
  const time = timeOfDay(now, zone);
  const running = rest !== null && board.stage.state !== "ENDED";
  write(by("clock-label"), t(running ? (rest > 0 ? "clock.left" : "clock.over") : "clock.now"));
  write(by("clock"), running ? long(countdown(rest)) : time);
  mark(by("clock").parentElement, "close", running && rest < CLOSE_MS ? "yes" : null);
  write(by("hour"), running ? time.slice(0, 5) : "");
}

function long(text) {
  return text.split(":").length === 3 ? text.padStart(8, "0") : `00:${text}`;
}

/** The notes at the right of the foot; figures in them are set bold. */
export function drawFacts(board, slide, perPage) {
  const { label } = board.stage;
  const listed = slide.kind === "rows" ? span(slide.page, perPage, board.rows.length) : null;
  write(by("note"), board.blind > 0 && label !== "hidden" ? t("foot.blind", { n: board.blind }) : "");
  write(by("label"), t(`label.${label}`));
  mark(by("label"), "label", label);
  const places = listed && t("foot.places", { from: listed.from + 1, to: listed.to, count: board.rows.length });
  by("places").replaceChildren(...emphasised(places ?? t("foot.count", { count: board.count })));
}

function emphasised(text) {
  return text.split(/([\d–]+)/).map((piece, turn) => (turn % 2 ? made("b", piece) : document.createTextNode(piece)));
}

/** The trades as a strip: as many as fit, always with the one on show; returns nothing, keeps its own elements. */
export function tradeStrip() {
  const strip = by("pills");
  let names = [];
  let widths = [];
  let drawn = "";
  let here = null;

  function measure() {
    strip.replaceChildren(...names.map((name) => pill(name, true)));
    widths = [...strip.children].map((element) => element.getBoundingClientRect().width);
  }

  function pill(name, bold) {
    const element = document.createElement("li");
    if (bold) element.setAttribute("aria-current", "true");
    element.append(made("span", name));
    return element;
  }

  return {
    /** `trades` = names in order, `at` = the one on show; `done` to `whole` = pages shown and to show, or null without a round. */
    draw(trades, at, pages) {
      const key = JSON.stringify([trades, innerWidth]);
      if (key !== drawn) {
        drawn = key;
        names = trades;
        measure();
      }
      const rem = parseFloat(getComputedStyle(document.documentElement).fontSize);
      const sets = groups(widths, rem, strip.clientWidth - 5 * rem);
      const set = sets.find((places) => places.includes(at)) ?? sets[0] ?? [];
      const elements = set.map((place) => pill(names[place], place === at));
      here = elements[set.indexOf(at)] ?? null;
      const hidden = names.length - set.length;
      strip.replaceChildren(...elements, ...(hidden > 0 ? [made("li", `+${hidden}`, "more")] : []));
      if (here !== null) fillUp(here, pages);
    },
  };
}

function fillUp(element, pages) {
  const bar = element.insertBefore(made("i"), element.firstChild);
  if (pages === null) return;
  const from = pages.page / pages.pages;
  const duration = (pages.pages - pages.page) * PAGE_MS;
  bar.animate([{ transform: `scaleX(${from})` }, { transform: "scaleX(1)" }], { duration, fill: "both" });
}
