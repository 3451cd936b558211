/**
 * Clocks of sessions: counted down here from the seconds that the server said, and asked for again every five seconds,
 * so that a pause or added time shows soon. While the server is not reached they go on by themselves and say so.
 */

import { countdown } from "../lib/clock.js";
import { installMoments } from "../desk/moments.js";

const EVERY = 5000;
let heard = performance.now();

function tick() {
  for (const one of document.querySelectorAll("[data-left]")) {
    const gone = "running" in one.dataset ? performance.now() - heard : 0;
    const text = countdown(Math.max(0, Number(one.dataset.left) * 1000 - gone));
    if (one.textContent !== text) one.textContent = text;
  }
}

async function refresh() {
  const live = document.querySelector("[data-live]");
  const away = document.querySelector(".wall-away");
  try {
    const asked = performance.now();
    const answer = await fetch(location.href, { headers: { Accept: "text/html" }, signal: AbortSignal.timeout(4000) });
    if (!answer.ok) throw new Error(String(answer.status));
    const fresh = new DOMParser().parseFromString(await answer.text(), "text/html").querySelector("[data-live]");
    if (fresh) {
      live.replaceWith(fresh);
      heard = asked;
      installMoments(fresh);
    }
    if (away) away.textContent = "";
  } catch {
    if (away && live) away.textContent = live.dataset.live;
  }
  tick();
}

installMoments(document);
tick();
if (document.querySelector("[data-live]")) {
  setInterval(tick, 250);
  setInterval(refresh, EVERY);
}
