/** What the buttons and keys do: the actions of marking.js joined with moving about the page. */

import { signal } from "../../vendor/preact-htm-signals.module.js";
import { t } from "../lib/words.js";
import { keyOf } from "./attempts.js";
import { rescue } from "./outbox.js";
import { nextUnmarked } from "./sheets.js";

function offerFile(name, text) {
  const link = document.createElement("a");
  link.href = URL.createObjectURL(new Blob([text], { type: "application/json" }));
  link.download = name;
  link.click();
  setTimeout(() => URL.revokeObjectURL(link.href), 60_000);
}

/** `app` of marking.js with the acts added; `sync` has kick() and refresh(). */
export function acting(app, sync) {
  let last = Promise.resolve();
  let touched = null;
  const reveal = signal(false);

  /** A failed write is shown by the page itself (storageFault), so nothing more is owed to the caller. */
  function quietly(promise) {
    return promise.catch(() => null);
  }

  function enter(sheet, aspect, value) {
    touched = keyOf(aspect);
    last = quietly(app.mark(sheet, aspect, value));
    return last;
  }

  function go(key) {
    if (key === null || key === undefined) return;
    if (!app.shown.value.includes(key)) app.filter.value = "all";
    touched = null;
    app.choose({ aspect: key });
    reveal.value = true;
  }

  async function next() {
    await last;
    const view = app.view.value;
    const key = nextUnmarked(view, app.aspects.value, touched ?? app.active.value);
    if (key === null) document.querySelector(".foot .main")?.focus();
    else go(key);
  }

  function move(by) {
    const keys = app.shown.value;
    const at = keys.indexOf(app.active.value);
    go(keys[Math.min(keys.length - 1, Math.max(0, at === -1 ? 0 : at + by))]);
  }

  function openSheet(id) {
    touched = null;
    app.query.value = "";
    app.filter.value = "all";
    app.choose({ sheet: id, aspect: null });
  }

  function nextSheet() {
    const all = app.inModule.value;
    const at = all.findIndex((view) => view.id === app.view.value.id);
    const turn = [...all.slice(at + 1), ...all.slice(0, at)];
    const due = turn.find((view) => ["OPEN", "CHECKED"].includes(view.state) && !view.status) ?? turn[0];
    if (due) openSheet(due.id);
  }

  async function takeBack() {
    await last;
    const aspect = await quietly(app.undo(app.view.value.id));
    if (aspect) go(keyOf(aspect));
  }

  async function perform(kind, fields) {
    await last;
    const done = await quietly(app.act(kind, app.view.value.id, fields));
    if (done !== null) app.dialog.value = null;
  }

  function exportOps() {
    const { ops, device } = app.found.value;
    const made = new Date().toISOString();
    offerFile(`${t("export.file")}-${made.slice(0, 19).replace(/[:T]/g, "-")}.json`, JSON.stringify(rescue(ops, device ?? {}, made), null, 1));
  }

  function syncNow() {
    sync.refresh();
    app.dialog.value = null;
  }

  return {
    ...app, reveal, enter, go, next, move, openSheet, nextSheet, takeBack, perform, exportOps, syncNow,
    dismiss: (n) => quietly(app.dismiss(n)),
  };
}
