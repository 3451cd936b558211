/** The trades of an event: who leads and how far the marking is, asked for only where the card can be seen. */

import { instant, timeOfDay } from "../lib/clock.js";
import { loadWords, t } from "../lib/words.js";
import { partsOf, write } from "../live/parts.js";
import { leader, marked } from "./news.js";

const EVERY_MS = 15_000;

loadWords();
const page = document.getElementById("standings");
const zone = page.dataset.zone;
const cards = new Map([...page.querySelectorAll("[data-board]")].map((card) => [card.dataset.board, card]));
const wanted = new Map();
const shown = new Map();
const visible = new Set();

async function json(address) {
  try {
    const answer = await fetch(address, { signal: AbortSignal.timeout(8000) });
    return answer.ok ? await answer.json() : null;
  } catch (error) {
    if (error instanceof TypeError || error instanceof DOMException || error instanceof SyntaxError) return null;
    throw error;
  }
}

async function refresh(id) {
  if (shown.has(id) && shown.get(id) === wanted.get(id)) return;
  const board = await json(`/api/v1/standings/boards/${encodeURIComponent(id)}`);
  if (board === null) return;
  shown.set(id, board.revision);
  draw(cards.get(id), board);
}

function draw(card, board) {
  const part = partsOf(card);
  const first = board.stage.label === "hidden" ? null : leader(board);
  const { done, all } = marked(board);
  write(part.leader, first === null ? t("page.count", { count: board.count }) : t("card.leader", { name: `${first.name} ${first.total}` }));
  part.progress.hidden = all === 0;
  part.bar.style.inlineSize = `${all === 0 ? 0 : (100 * done) / all}%`;
  write(part.marked, t("card.marked", { done, all }));
  write(part.at, timeOfDay(instant(board.at), zone).slice(0, 5));
}

async function look() {
  if (document.hidden) return;
  const list = await json(`/api/v1/standings/events/${encodeURIComponent(page.dataset.event)}/boards`);
  if (list === null) return;
  write(document.getElementById("updated"), t("page.updated", { time: timeOfDay(instant(list.now), zone).slice(0, 5) }));
  for (const { board, revision } of list.boards) wanted.set(board, revision);
  await Promise.all([...visible].map(refresh));
}

const watcher = new IntersectionObserver((entries) => {
  for (const { target, isIntersecting } of entries) {
    if (isIntersecting) visible.add(target.dataset.board);
    else visible.delete(target.dataset.board);
    if (isIntersecting) refresh(target.dataset.board);
  }
});

if (cards.size > 0) {
  for (const card of cards.values()) watcher.observe(card);
  document.addEventListener("visibilitychange", look);
  setInterval(look, EVERY_MS);
  look();
}
