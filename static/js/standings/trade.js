/** The standings of one trade on a phone: what the server wrote, kept up to date. */

import { scaled, unmarked } from "../live/board.js";
import { follow } from "../live/client.js";
import { mark, write } from "../live/parts.js";
import { countdown, instant, left, timeOfDay } from "../lib/clock.js";
import { loadWords, t } from "../lib/words.js";
import { QUIET_MS, newLeader } from "./news.js";
import { placeList } from "./places.js";

const by = (id) => document.getElementById(id);
const SEARCH_FROM = 8;

loadWords();
let board = JSON.parse(by("board").textContent);
let before = null;
let spoken = -QUIET_MS;

const live = follow({ onBoard: arrived, onLink: linked, spread: 1500 });
const list = placeList(by("places"), () => live.clock.now());

function arrived(next) {
  before = board;
  board = next;
  draw();
}

function draw() {
  const { label } = board.stage;
  mark(by("standings"), "label", label);
  write(by("label"), t(`label.${label}`));
  mark(by("label"), "label", label);
  write(by("updated"), t("page.updated", { time: timeOfDay(instant(board.at), board.event.zone) }));
  write(by("blind"), t("page.blind", { n: board.blind }));
  by("blind").hidden = board.blind === 0 || label === "hidden";
  by("hidden").hidden = label !== "hidden";
  by("unmarked").hidden = label === "hidden" || !unmarked(board);
  by("search").hidden = label === "hidden" || board.rows.length < SEARCH_FROM;
  drawProgress(board.progress, label === "hidden");
  mark(by("places"), "scale", scaled(board) ? "yes" : null);
  if (label === "hidden") list.clear();
  else list.show(board);
  found();
  announce();
}

function drawProgress({ done, due }, shown) {
  by("progress").hidden = !shown || due === 0;
  by("bar").style.inlineSize = `${(100 * done) / Math.max(1, due)}%`;
  write(by("marked"), t("card.marked", { done, due }));
}

function found() {
  const query = by("query").value.trim();
  const number = list.search(board, query);
  write(by("found"), query === "" ? "" : t("page.found", { n: number }));
  by("none").hidden = query === "" || number > 0;
}

function announce() {
  const leads = board.stage.label === "hidden" ? null : newLeader(before, board, performance.now() - spoken);
  if (leads === null) return;
  spoken = performance.now();
  write(by("news"), t("page.leads", { name: leads.name }));
}

function linked(state, heard) {
  const final = state === "live" && board.stage.label === "final";
  by("link").dataset.state = final ? "final" : state;
  write(by("link-words"), final ? t("label.final") : t(`live.${state}`, { time: timeOfDay(heard, board.event.zone).slice(0, 5) }));
}

function tick() {
  const rest = left(instant(board.stage.ends_at), live.clock.now());
  by("clock").hidden = rest === null || board.stage.state === "ENDED";
  if (rest === null) return;
  write(by("clock-label"), t(rest > 0 ? "clock.left" : "clock.over"));
  write(by("clock-time"), countdown(rest));
}

by("query").addEventListener("input", found);
by("search").addEventListener("submit", (event) => {
  event.preventDefault();
  by("query").blur();
});
setInterval(tick, 500);
tick();
draw();
live.boards([board.board], [board]);
live.start();
