/** The slides of a big screen: a page of rows, a message where there is nothing to rank, the code for phones. */

import { scaled, unmarked } from "../live/board.js";
import { copyOf, made, mark, partsOf, still } from "../live/parts.js";
import { t } from "../lib/words.js";
import { rowList } from "./list.js";
import { span } from "./playlist.js";
import { fit } from "./sizing.js";

const CROSSFADE_MS = 500;
const FADE_MS = 150;
const WALL = 24;

/** What kind of slide a board needs now: "hidden" (progress only), "empty" (nobody has marks) or "rows". */
export function kindOf(board) {
  if (board.stage.label === "hidden") return "hidden";
  return unmarked(board) ? "empty" : "rows";
}

/** A page of a board's rows; `perPage` rows fill it. `rest` is called when rows have come to rest. */
export function rowsSlide(board, page, perPage, now, rest) {
  const element = copyOf("table");
  const list = rowList(element.querySelector(".list"), now, rest);
  let scores = scaled(board);

  function resize() {
    const box = element.querySelector(".list").getBoundingClientRect();
    const rem = parseFloat(getComputedStyle(document.documentElement).fontSize);
    const tall = innerHeight > innerWidth;
    const size = fit({ rows: perPage, width: box.width / rem - 1.6, height: box.height / rem, tall, scaled: scores });
    mark(element, "scale", scores ? "yes" : null);
    element.style.setProperty("--k", size.scale.toFixed(4));
    element.style.setProperty("--row-height", `${size.row.toFixed(3)}rem`);
    element.style.setProperty("--pitch", `${size.pitch.toFixed(3)}rem`);
    if (size.columns === null) element.style.removeProperty("--columns");
    else element.style.setProperty("--columns", size.columns);
    for (const [column, shown] of Object.entries(size.shown)) mark(element, column, shown ? "yes" : null);
  }

  return {
    kind: "rows",
    element,
    begin() {
      resize();
      list.show(board, span(page, perPage, board.rows.length));
    },
    update(next) {
      if (scores !== scaled(next)) {
        scores = !scores;
        resize();
      }
      list.show(next, span(page, perPage, next.rows.length));
    },
    resize() {
      resize();
      list.fit();
    },
    get moving() {
      return list.moving;
    },
  };
}

/** A board that has nothing to rank: who will compete, or how far the marking is. */
export function messageSlide(board, kind) {
  const element = copyOf("message");
  const part = partsOf(element);

  function update(next) {
    part.title.textContent = t(`${kind}.title`);
    part.text.textContent = t(`${kind}.text`, { count: next.count });
    if (kind === "hidden") drawProgress(part, next.progress);
    else part.wall.replaceChildren(...next.rows.slice(0, WALL).map((row) => made("li", row.badge)));
  }

  return { kind, element, begin: () => update(board), update, resize() {}, moving: false };
}

function drawProgress(part, { done, due }) {
  part.progress.hidden = due === 0;
  part.bar.style.inlineSize = `${(100 * done) / Math.max(1, due)}%`;
  part.marked.textContent = t("hidden.marked", { done, due });
}

/** The code that opens the standings on a phone. */
export function codeSlide() {
  return { kind: "code", element: copyOf("code"), begin() {}, update() {}, resize() {}, moving: false };
}

/** The words for an event that has nothing to show at all. */
export function nothingSlide() {
  const element = copyOf("message");
  const part = partsOf(element);
  part.title.textContent = t("nothing.title");
  part.text.textContent = t("nothing.text");
  return { kind: "nothing", element, begin() {}, update() {}, resize() {}, moving: false };
}

/** Lays `slide` over the one on show, fades it in, and takes the old one away. */
export function crossfade(stage, slide) {
  const old = [...stage.children];
  const duration = still() ? FADE_MS : CROSSFADE_MS;
  stage.append(slide.element);
  slide.begin();
  slide.element.animate([{ opacity: 0 }, { opacity: 1 }], { duration, easing: "ease-out" });
  for (const element of old) {
    const leaving = element.animate([{ opacity: 1 }, { opacity: 0 }], { duration, easing: "ease-in", fill: "forwards" });
    leaving.onfinish = () => element.remove();
    element.setAttribute("aria-hidden", "true");
  }
}
