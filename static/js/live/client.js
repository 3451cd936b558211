/**
 * Keeps boards up to date: websocket ticks, snapshots where a tick is missing, fetching every few seconds where the
 * websocket is blocked. Says how honest "live" is. Knows no page.
 */

import { serverClock } from "../lib/clock.js";
import { io } from "../../vendor/socket.io.esm.min.js";
import { emptyFeed, withRevision, withSnapshot, withTick } from "./board.js";
import { liveness, pollAfter, retryAfter } from "./liveness.js";

const SNAPSHOTS = "/api/v1/standings/boards/";
const FETCH_MS = 8000;
const ACK_MS = 5000;
const WATCH_MOST = 40;
const STUCK_MS = 15_000;

/** Named timers: setting one again replaces it. */
function timers() {
  const running = new Map();
  const stop = (name) => {
    clearTimeout(running.get(name));
    running.delete(name);
  };
  return {
    stop,
    has: (name) => running.has(name),
    set(name, ms, work) {
      stop(name);
      const run = () => {
        running.delete(name);
        work();
      };
      running.set(name, setTimeout(run, ms));
    },
  };
}

/** One snapshot from the server: `{state: "new"|"same"|"gone"|"failed", board, tag, date}`; the network's failure is a state too. */
async function fetched(id, tag) {
  try {
    const answer = await fetch(SNAPSHOTS + encodeURIComponent(id), {
      headers: tag ? { "If-None-Match": tag } : {},
      cache: "no-store",
      signal: AbortSignal.timeout(FETCH_MS),
    });
    const date = answer.headers.get("Date");
    if (answer.status === 304) return { state: "same", date };
    if (answer.status === 404) return { state: "gone", date };
    if (!answer.ok) return { state: "failed" };
    return { state: "new", board: await answer.json(), tag: answer.headers.get("ETag"), date };
  } catch (error) {
    if (error instanceof TypeError || error instanceof DOMException || error instanceof SyntaxError) return { state: "failed" };
    throw error;
  }
}

/**
 * Follows boards. `onBoard(board)` is called with every newer state of a board, `onLink(state, heard)` when the state of the
 * connection changes (see liveness.js; `heard` is the server's last word, ms by the server's clock), `onAgain()` when the
 * server came back. `spread` = ms over which fetches after a missed tick are spread: a hall of phones needs more than one screen.
 */
export function follow({ onBoard, onLink, onAgain = () => {}, spread = 1000 }) {
  const clock = serverClock();
  const feeds = new Map();
  const tags = new Map();
  const fetching = new Set();
  const wait = timers();
  const link = { connected: false, polled: false, heard: Date.now() };
  const socket = io("/live", { transports: ["websocket"], reconnection: false, autoConnect: false, timeout: 6000 });
  let told = "";
  let attempt = 0;
  let tried = 0;
  let failures = 0;

  function tell() {
    const state = liveness(link, Date.now());
    if (state === told) return;
    told = state;
    onLink(state, link.heard - Date.now() + clock.now());
  }

  function heard() {
    link.heard = Date.now();
    tell();
  }

  function put(id, feed) {
    const before = feeds.get(id).board;
    feeds.set(id, feed);
    if (feed.behind) want(id, Math.random() * spread);
    if (feed.board !== null && feed.board !== before) onBoard(feed.board);
  }

  function want(id, ms, options) {
    if (!wait.has(id) && !fetching.has(id)) wait.set(id, ms, () => snapshot(id, options));
  }

  /** Fetches one board; true when the server answered. */
  async function snapshot(id, { anew = false } = {}) {
    if (fetching.has(id) || !feeds.has(id)) return true;
    fetching.add(id);
    const sent = performance.now();
    const answer = await fetched(id, anew ? null : tags.get(id));
    fetching.delete(id);
    if (answer.state === "failed") {
      if (link.connected) want(id, spread + 2000);
      return false;
    }
    if (answer.date && !clock.known) clock.heard(new Date(answer.date).toISOString(), sent);
    heard();
    if (!feeds.has(id)) return true;
    if (answer.state === "new") {
      tags.set(id, answer.tag);
      put(id, withSnapshot(feeds.get(id), answer.board, { anew }));
    } else {
      put(id, { ...feeds.get(id), behind: answer.state === "same" && feeds.get(id).late.length > 0 });
    }
    return true;
  }

  function watch() {
    const ids = [...feeds.keys()];
    for (let start = 0; start < ids.length; start += WATCH_MOST) watchSome(ids.slice(start, start + WATCH_MOST));
  }

  function watchSome(ids) {
    const sent = performance.now();
    socket.timeout(ACK_MS).emit("watch", { boards: ids }, (error, answer) => {
      if (error || answer.error) {
        socket.disconnect();
        return;
      }
      clock.heard(answer.now, sent);
      heard();
      for (const [id, revision] of Object.entries(answer.boards)) {
        if (!feeds.has(id)) continue;
        const feed = withRevision(feeds.get(id), revision);
        feeds.set(id, feed);
        if (feed.behind) want(id, 0, { anew: feed.board !== null && revision < feed.board.revision });
      }
    });
  }

  function retry() {
    wait.set("retry", retryAfter(attempt, Math.random()), () => {
      attempt += 1;
      tried = performance.now();
      socket.disconnect();
      socket.connect();
    });
  }

  /** Something suggests that the network is back: try at once. */
  function hurry() {
    if (socket.connected || document.hidden) return;
    attempt = 0;
    retry();
  }

  /** Fetches every board, and again later, for as long as the websocket is closed. */
  async function poll() {
    if (socket.connected) return;
    if (!document.hidden) {
      const answered = (await Promise.all([...feeds.keys()].map((id) => snapshot(id)))).every(Boolean);
      if (socket.connected) return;
      const back = failures > 0 && answered;
      failures = answered ? 0 : failures + 1;
      link.polled = answered;
      tell();
      if (back) onAgain();
      if (back) hurry();
      else if (!wait.has("retry") && performance.now() - tried > STUCK_MS) retry();
    }
    wait.set("poll", pollAfter(failures, Math.random()), poll);
  }

  socket.on("connect", () => {
    attempt = 0;
    failures = 0;
    link.connected = true;
    link.polled = false;
    wait.stop("poll");
    heard();
    onAgain();
    watch();
  });
  socket.on("tick", (tick) => {
    link.heard = Date.now();
    if (feeds.has(tick.board)) put(tick.board, withTick(feeds.get(tick.board), tick));
  });
  socket.on("disconnect", () => {
    link.connected = false;
    tell();
    retry();
    wait.set("poll", pollAfter(0, Math.random()), poll);
  });
  socket.on("connect_error", retry);
  socket.io.on("ping", () => {
    link.heard = Date.now();
  });
  addEventListener("online", hurry);
  addEventListener("pageshow", (event) => event.persisted && hurry());
  document.addEventListener("visibilitychange", hurry);
  setInterval(tell, 1000);

  return {
    clock,
    /** Follows exactly these boards; `known` are snapshots the page already holds. */
    boards(ids, known = []) {
      for (const id of [...feeds.keys()]) if (!ids.includes(id)) feeds.delete(id);
      for (const id of ids) if (!feeds.has(id)) feeds.set(id, emptyFeed());
      for (const board of known) {
        if (feeds.has(board.board)) feeds.set(board.board, withSnapshot(feeds.get(board.board), board));
      }
      if (socket.connected) watch();
      else for (const id of ids) if (feeds.get(id).board === null) want(id, 0);
    },
    /** The board as last heard, or null. */
    board(id) {
      return feeds.get(id)?.board ?? null;
    },
    /** Opens the connection; fetching starts beside it in case the websocket stays closed. */
    start() {
      tried = performance.now();
      tell();
      socket.connect();
      wait.set("poll", pollAfter(0, Math.random()), poll);
    },
  };
}
