/** The rows of one page of the big screen: placed by transform, moved by Web Animations, one animation at a time. */

import { changes } from "../live/board.js";
import { copyOf, mark, still } from "../live/parts.js";
import { fill } from "../live/row.js";
import { MOVE, lasts, moves } from "./motion.js";

const LATIN = /^[\p{Script=Latin}\p{P}\s]+$/u;
const NARROWEST = 0.6;
const FADE_MS = 150;

/**
 * Rows inside `element`. `show(board, span)` writes the figures at once and moves the rows; moves that come while rows move
 * are merged and start when those end. `now()` is the server's clock; `onRest` is called whenever the rows have come to rest.
 */
export function rowList(element, now, onRest = () => {}) {
  const rows = new Map();
  let page = [];
  let order = [];
  let waiting = null;
  let moving = false;

  function rowFor(id) {
    if (!rows.has(id)) rows.set(id, element.appendChild(copyOf("row")));
    return rows.get(id);
  }

  function show(board, span) {
    for (const row of board.rows) {
      if (rows.has(row.id)) fill(rows.get(row.id), row, board.modules, now());
    }
    if (moving) {
      waiting = { board, span };
      return;
    }
    rest(board, span);
  }

  function rest(board, span) {
    const cut = board.rows.slice(span.from, span.to);
    const next = cut.map((row) => row.id);
    const after = board.rows.map((row) => row.id);
    const first = order.length === 0;
    for (const row of cut) if (!rows.has(row.id)) fill(rowFor(row.id), row, board.modules, now());
    const { climbed } = changes(order.map((id) => ({ id })), board.rows);
    const list = first ? [] : moves({ was: page, is: next, before: order, after, rows: span.to - span.from, climbed });
    next.forEach((id, slot) => put(id, slot));
    page = next;
    order = after;
    fitted(next.map((id) => rows.get(id)));
    if (list.length === 0) settle();
    else play(list);
  }

  function put(id, slot) {
    rows.get(id).style.transform = at(slot);
  }

  function play(list) {
    moving = true;
    if (still()) fadeIn(list);
    else list.forEach(start);
    setTimeout(ended, still() ? FADE_MS : lasts(list));
  }

  function fadeIn(list) {
    for (const { id, kind } of list) {
      rows.get(id).animate([{ opacity: kind === "leave" ? 1 : 0 }, { opacity: kind === "leave" ? 0 : 1 }], FADE_MS);
    }
  }

  function start({ id, from, to, kind, delay }) {
    const row = rows.get(id);
    const frames = [{ transform: at(from) }, { transform: at(to) }];
    if (kind === "climb") {
      frames[0].filter = "brightness(1.35)";
      frames[1].filter = "brightness(1)";
      mark(row, "climb", "yes");
    }
    row.animate(frames, { ...MOVE, delay, fill: "both" });
    if (kind === "enter" || (kind === "climb" && !between(from))) {
      row.animate([{ opacity: 0 }, { opacity: 1 }], { duration: MOVE.duration / 2, delay, fill: "backwards" });
    }
    if (kind === "leave") {
      mark(row, "leave", "yes");
      row.animate([{ opacity: 1 }, { opacity: 0 }], { duration: MOVE.duration / 2, delay, fill: "both" });
    }
  }

  const between = (slot) => slot >= 0 && slot < page.length;

  function ended() {
    moving = false;
    if (waiting === null) {
      settle();
      return;
    }
    const { board, span } = waiting;
    waiting = null;
    settle();
    rest(board, span);
  }

  /** Removes who left, puts the elements in reading order, drops what the moves left behind. */
  function settle() {
    for (const [id, row] of rows) {
      for (const animation of row.getAnimations()) animation.cancel();
      mark(row, "climb", null);
      if (!page.includes(id)) {
        row.remove();
        rows.delete(id);
      }
    }
    page.forEach((id, slot) => {
      if (element.children[slot] !== rows.get(id)) element.insertBefore(rows.get(id), element.children[slot] ?? null);
    });
    onRest();
  }

  return {
    show,
    /** Sets names and organisations anew into the width they have now. */
    fit: () => fitted(page.map((id) => rows.get(id))),
    get moving() {
      return moving;
    },
  };
}

function at(slot) {
  return `translateY(calc(${slot} * var(--pitch)))`;
}

/** Long names are set closer, then smaller, then on two lines, as long organisations are; measured first, then written. */
function fitted(rows) {
  const names = rows.map((row) => row.querySelector(".name span"));
  const organisations = rows.map((row) => row.querySelector(".organisation"));
  for (const name of names) {
    name.style.fontSize = "";
    mark(name.parentElement, "latin", LATIN.test(name.textContent));
    mark(name.parentElement, "narrow", null);
    mark(name.parentElement, "two", null);
  }
  for (const organisation of organisations) mark(organisation, "long", null);
  const wide = names.map((name) => name.scrollWidth > name.clientWidth);
  const long = organisations.map(({ firstElementChild: text }) => text.scrollWidth > text.clientWidth);
  names.forEach((name, place) => mark(name.parentElement, "narrow", wide[place]));
  organisations.forEach((organisation, place) => mark(organisation, "long", long[place]));
  const shares = names.map((name) => name.clientWidth / name.scrollWidth);
  names.forEach((name, place) => {
    const share = shares[place] * 0.985;
    mark(name.parentElement, "two", share < NARROWEST);
    if (share >= NARROWEST && shares[place] < 1) name.style.fontSize = `${share.toFixed(3)}em`;
  });
}
