/** The big screen of an event: trades in turn, page by page, live. `f` toggles full screen, the arrow keys turn pages. */

import { named } from "../live/board.js";
import { follow } from "../live/client.js";
import { loadWords } from "../lib/words.js";
import { drawClock, drawFacts, drawHead, drawLink, tradeStrip } from "./frame.js";
import { glyphsOf, glyphsOfWords } from "./glyphs.js";
import { CODE, CODE_EVERY_MS, CODE_MS, PAGE_MS, after, before, place, round } from "./playlist.js";
import { rowsFor } from "./sizing.js";
import { codeSlide, crossfade, kindOf, messageSlide, nothingSlide, rowsSlide } from "./slides.js";

const LIST_EVERY_MS = 60_000;
const BUSY_MS = 250;
const FIRST_MS = 2000;

glyphsOfWords(Object.values(loadWords()));
const query = new URLSearchParams(location.search);
const locale = document.documentElement.lang || "zh-CN";
const eventId = document.getElementById("screen").dataset.event;
const stage = document.getElementById("slides");
const strip = tradeStrip();

let perPage = rowsFor(query, innerHeight > innerWidth);
let offers = JSON.parse(document.getElementById("boards").textContent);
let here = null;
let slide = null;
let turning = null;
let codeShown = performance.now();
let link = { state: "connecting", heard: Date.now() };

const live = follow({ onBoard: arrived, onLink: linked, onAgain: listAgain, spread: 300 });
const now = () => live.clock.now();
const shownBoard = () => (here === null ? null : live.board(here.board));
const zone = () => (shownBoard() ?? live.board(offers[0]?.board))?.event.zone ?? "Asia/Shanghai";

function slidesNow() {
  const known = offers.map((offer) => live.board(offer.board)).filter((board) => board !== null);
  return round(
    known.map((board) => ({ board: board.board, kind: kindOf(board), listed: board.rows.length })),
    perPage,
  );
}

function arrived(board) {
  glyphsOf(board);
  if (here === null) {
    begin();
    return;
  }
  if (here.board !== board.board) return;
  if (slide.kind !== kindOf(board) || place(slidesNow(), here) < 0) show(here);
  else slide.update(board);
  drawFrame();
}

/** Shows the first slide; for a moment it waits for the first trade, in case another one was answered sooner. */
function begin() {
  const first = live.board(offers[0]?.board);
  const slides = slidesNow();
  if (here !== null || slides.length === 0 || (first === null && performance.now() < FIRST_MS)) return;
  show(slides[0]);
}

function slideFor(target) {
  if (target === CODE) return codeSlide();
  const board = live.board(target.board);
  const kind = kindOf(board);
  return kind === "rows" ? rowsSlide(board, target.page, perPage, now) : messageSlide(board, kind);
}

function show(target) {
  clearTimeout(turning);
  turning = null;
  if (target === null) {
    here = null;
    slide = nothingSlide();
    crossfade(stage, slide);
    return;
  }
  here = target;
  slide = slideFor(target);
  if (target === CODE) codeShown = performance.now();
  crossfade(stage, slide);
  drawFrame();
  wait(target === CODE ? CODE_MS : PAGE_MS);
}

function wait(ms) {
  clearTimeout(turning);
  turning = setTimeout(turn, ms);
}

function turn() {
  if (slide.moving) {
    wait(BUSY_MS);
    return;
  }
  const slides = slidesNow();
  const codeDue = performance.now() - codeShown >= CODE_EVERY_MS;
  const next = after(slides, here, codeDue);
  if (next !== null && next.board === here.board && next.page === here.page && next !== CODE) {
    here = next;
    wait(PAGE_MS);
  } else {
    show(next);
  }
}

function drawFrame() {
  const board = shownBoard();
  if (board === null) return;
  drawHead(board, locale);
  drawFacts(board, { kind: slide.kind, page: here.page }, perPage);
  drawLink(link.state, link.heard, zone(), board);
  drawStrip(board);
}

let drawnStrip = "";
function drawStrip(board) {
  const names = offers.map((offer) => label(offer, offers));
  const at = offers.findIndex((offer) => offer.board === board.board);
  const turns = slidesNow().length > 1 ? here : null;
  const key = JSON.stringify([names, at, turns, innerWidth]);
  if (key === drawnStrip) return;
  drawnStrip = key;
  strip.draw(names, at, turns);
}

/** The trade's name; with its stage when the trade is offered more than once. */
function label(offer, all) {
  const name = named(offer.trade, locale);
  const alone = all.filter((other) => other.trade.id === offer.trade.id).length === 1;
  return alone ? name : `${name} ${named(offer.stage, locale)}`;
}

function linked(state, heard) {
  link = { state, heard };
  drawLink(state, heard, zone(), shownBoard());
}

async function listAgain() {
  try {
    const answer = await fetch(`/api/v1/standings/events/${encodeURIComponent(eventId)}/boards`, { cache: "no-store" });
    if (!answer.ok) return;
    const list = (await answer.json()).boards;
    if (JSON.stringify(ids(list)) !== JSON.stringify(ids(offers))) live.boards(ids(list));
    offers = list;
    if (offers.length === 0 && here === null && slide?.kind !== "nothing") show(null);
  } catch (error) {
    if (!(error instanceof TypeError || error instanceof SyntaxError)) throw error;
  }
}

function ids(list) {
  return list.map((offer) => offer.board);
}

function resized() {
  const rows = rowsFor(query, innerHeight > innerWidth);
  if (rows !== perPage && here !== null && here !== CODE) {
    perPage = rows;
    show(slidesNow()[0] ?? null);
    return;
  }
  perPage = rows;
  slide?.resize();
  drawnStrip = "";
  drawFrame();
}

function pressed(event) {
  if (event.ctrlKey || event.metaKey || event.altKey) return;
  if (event.key === "f") toggleFullscreen();
  if (event.key === "ArrowRight" || event.key === "PageDown") show(after(slidesNow(), here, true));
  if (event.key === "ArrowLeft" || event.key === "PageUp") show(before(slidesNow(), here));
}

function toggleFullscreen() {
  if (document.fullscreenElement) document.exitFullscreen();
  else document.documentElement.requestFullscreen?.();
}

/** Keeps the display from going dark where the browser offers it; it lets go whenever the page is hidden. */
async function stayAwake() {
  if (!("wakeLock" in navigator) || document.hidden) return;
  try {
    await navigator.wakeLock.request("screen");
  } catch (error) {
    if (!(error instanceof DOMException)) throw error;
  }
}

addEventListener("resize", resized);
addEventListener("keydown", pressed);
document.addEventListener("visibilitychange", stayAwake);
document.fonts?.ready.then(() => slide?.resize());
setInterval(() => drawClock(shownBoard(), now(), zone()), 250);
setInterval(listAgain, LIST_EVERY_MS);
drawClock(null, now(), zone());
setTimeout(begin, FIRST_MS);
stayAwake();
live.boards(ids(offers));
live.start();
if (offers.length === 0) show(null);
