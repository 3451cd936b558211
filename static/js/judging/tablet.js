/** Entry of /judging/tablet: puts memory, synchroniser, state and page together, and listens to the browser. */

import { html, render } from "../../vendor/preact-htm-signals.module.js";
import { serverClock } from "../lib/clock.js";
import { uuid7 } from "../lib/uuid.js";
import { loadWords } from "../lib/words.js";
import { acting } from "./acts.js";
import { intention } from "./keys.js";
import { marking } from "./marking.js";
import { dueSlot } from "./sheets.js";
import { memory } from "./store.js";
import { synchroniser } from "./sync.js";
import { App } from "./view/app.js";
import { roads } from "./wire.js";

const root = document.getElementById("tablet");
const locale = root.dataset.locale;
const tabs = new BroadcastChannel("craftboard-judging");
const shared = { ...serverClock(), monotonic: () => performance.now() };
const store = memory();

loadWords();

const state = marking({
  memory: store,
  clock: shared,
  changed: () => {
    tabs.postMessage("op");
    sync.kick();
  },
});

let wire = null;

function connect(device) {
  wire = roads(device, locale, (event) => {
    if (event === "disconnect") sync.lost();
    else if (event === "connect") sync.kick();
    else sync.refresh();
  });
}

const road = {
  post: (body) => wire.post(body),
  fetchPackage: () => wire.fetchPackage(),
  socket: {
    get connected() {
      return wire.socket.connected;
    },
    ops: (body) => wire.socket.ops(body),
    hello: (body) => wire.socket.hello(body),
  },
};

/** This tab's id, the same after a reload: the reloaded page holds its own lease and need not wait for it to run out. */
function tabId() {
  const id = sessionStorage.getItem("judging-tab") ?? uuid7();
  sessionStorage.setItem("judging-tab", id);
  return id;
}

const sync = synchroniser({
  memory: store,
  wire: road,
  clock: shared,
  tab: tabId(),
  told: (news) => {
    state.link.value = { online: news.online, refusedDevice: news.refusedDevice };
    if (news.ops || news.package) {
      reread();
      tabs.postMessage("news");
    }
  },
});

/** Reads the memory again; a tablet paired anew in another tab starts over with its new secret. */
async function reread() {
  const before = state.found.value.device?.id;
  await state.reread();
  if (before !== undefined && state.found.value.device?.id !== before) location.reload();
}

const app = acting(state, sync);

function fieldOf(element) {
  if (element?.id === "search") return "search";
  if (element?.dataset?.field === "value") return "value";
  return element?.matches?.("input, textarea, select") ? "other" : "";
}

function aspectHere() {
  const card = document.activeElement?.closest?.(".aspect");
  return card ? card.id.replace(/^aspect-/, "") : app.active.value;
}

/** A digit judges (the first attempt that waits); the focus goes with it, so that what is focused is what stands. */
function judge(key, value) {
  const aspect = app.aspects.value[key];
  const slot = aspect.attempts ? dueSlot(app.view.value, aspect) : key;
  if (slot === null) return;
  const card = document.getElementById(`aspect-${key}`);
  (card?.querySelector(`[data-slot="${slot}"]`) ?? card)?.querySelectorAll("[role=radio]")[Number(value)]?.focus();
  app.enter(app.view.value.id, slot, value);
}

function onKey(event) {
  if (app.phase.value !== "accepted" || app.view.value === null) return;
  const focused = document.activeElement;
  const key = aspectHere();
  const aspect = app.aspects.value[key] ?? {};
  const wanted = intention({
    key: event.key, composing: event.isComposing, modified: event.ctrlKey || event.metaKey || event.altKey,
    field: fieldOf(focused), dialog: app.dialog.value !== null, button: Boolean(focused?.matches?.("button:not([role=radio]), a, summary")),
    kind: app.closed.value === null ? aspect.kind : "", steps: aspect.steps ?? 0,
  });
  if (wanted === null) return;
  event.preventDefault();
  const acts = {
    leave: () => focused.blur(),
    open_found: () => app.rail.value.length > 0 && app.openSheet(app.rail.value[0].id),
    move: () => app.move(wanted.by),
    commit_and_next: () => focused.commit(true) && app.next(),
    search: () => document.getElementById("search")?.focus(),
    next: () => app.next(),
    judge: () => judge(key, wanted.value),
  };
  acts[wanted.act]();
}

/** What is typed and not yet entered is entered when the page is left: a tablet may be put away in the middle. */
function onLeave() {
  document.activeElement?.commit?.(false);
}

function listen() {
  for (const event of ["online", "focus", "pageshow"]) window.addEventListener(event, () => sync.kick());
  document.addEventListener("visibilitychange", () => (document.visibilityState === "visible" ? sync.kick() : onLeave()));
  window.addEventListener("pagehide", onLeave);
  window.addEventListener("beforeunload", (event) => {
    if (app.unsent.value > 0 || Object.keys(app.drafts.value).length > 0) event.preventDefault();
  });
  document.addEventListener("keydown", onKey);
  tabs.onmessage = (message) => {
    reread();
    if (message.data === "op") sync.kick();
  };
}

async function start() {
  try {
    await state.reread();
  } catch (error) {
    state.storageFault.value = error;
  }
  const { device } = app.found.value;
  root.replaceChildren();
  render(html`<${App} app=${app} locale=${locale} />`, root);
  listen();
  if (device === null) return;
  connect(device);
  navigator.storage?.persist?.();
  await sync.run();
}

start();
