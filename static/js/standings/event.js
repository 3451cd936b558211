/** The trades of an event: who leads and how far the marking is, asked for again every quarter of a minute. */

import { instant, timeOfDay } from "../lib/clock.js";
import { loadWords, t } from "../lib/words.js";
import { mark, partsOf, write } from "../live/parts.js";

const EVERY_MS = 15_000;
const FETCH_MS = 8000;

loadWords();
const page = document.getElementById("standings");
const zone = page.dataset.zone;
const cards = new Map([...page.querySelectorAll("[data-board]")].map((card) => [card.dataset.board, card]));

async function fetched() {
  try {
    const address = `/api/v1/standings/events/${encodeURIComponent(page.dataset.event)}/boards`;
    const answer = await fetch(address, { cache: "no-store", signal: AbortSignal.timeout(FETCH_MS) });
    return answer.ok ? await answer.json() : null;
  } catch (error) {
    if (error instanceof TypeError || error instanceof DOMException || error instanceof SyntaxError) return null;
    throw error;
  }
}

function draw(card, offer) {
  const part = partsOf(card);
  const { done, due } = offer.progress;
  part.leader.hidden = offer.leader === null;
  write(part.name, offer.leader?.name ?? "");
  write(part.total, offer.leader?.total ?? "");
  write(part.label, t(`label.${offer.stage.label}`));
  mark(part.label, "label", offer.stage.label);
  part.bar.setAttribute("width", ((100 * done) / Math.max(1, due)).toFixed(2));
  write(part.marked, t("card.marked", { done, due }));
  write(part.at, timeOfDay(instant(offer.at), zone).slice(0, 5));
}

/** A board that the page does not show yet: the page is asked for anew, once for every list of boards. */
function grown(boards) {
  return boards.some(({ board }) => !cards.has(board));
}

async function look() {
  if (document.hidden) return;
  const list = await fetched();
  if (list === null || (list.boards.length === 0 && cards.size === 0)) return;
  if (grown(list.boards)) {
    location.reload();
    return;
  }
  write(document.getElementById("updated"), t("page.updated", { time: timeOfDay(instant(list.now), zone).slice(0, 5) }));
  for (const offer of list.boards) draw(cards.get(offer.board), offer);
}

document.addEventListener("visibilitychange", look);
setInterval(look, EVERY_MS);
look();
