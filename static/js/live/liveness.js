/**
 * How honest "live" is, and when to try again. Pure.
 */

/** Silence after which a lost connection is called offline, in ms. */
export const OFFLINE_MS = 8000;

/** ms between two snapshots while the websocket is blocked. */
export const POLL_MS = 3000;

/**
 * What to say about the connection: "live" (pushed), "polled" (fetched every few seconds), "reconnecting" or "offline".
 * `link` = `{connected, polled, heard}`: the socket is open; the last fetch succeeded; ms instant of the server's last word.
 */
export function liveness(link, now) {
  if (link.connected) return "live";
  if (now - link.heard >= OFFLINE_MS) return "offline";
  return link.polled ? "polled" : "reconnecting";
}

/**
 * ms to wait before the `attempt`-th retry (from 0): the first within a second, then 1, 2, 4 … 30 s, each spread over half
 * of itself so that a hall full of phones does not knock at the same moment. `chance` is a number in [0, 1).
 */
export function retryAfter(attempt, chance) {
  if (attempt === 0) return Math.round(100 + 800 * chance);
  const whole = Math.min(30_000, 1000 * 2 ** (attempt - 1));
  return Math.round(whole / 2 + (whole / 2) * chance);
}

/** ms to wait before the next fetch while the websocket is down; grows to 15 s when the server does not answer. */
export function pollAfter(failures, chance) {
  return Math.round(Math.min(15_000, POLL_MS * 1.5 ** failures) * (0.85 + 0.3 * chance));
}
