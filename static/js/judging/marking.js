/**
 * The state of the marking page as signals, and what a judge can do. Every action first writes to the tablet's memory;
 * the page shows a value as stored only after that write has committed.
 */

import { batch, computed, signal } from "../../vendor/preact-htm-signals.module.js";
import { uuid7 } from "../lib/uuid.js";
import * as outbox from "./outbox.js";
import { sheetPreview } from "./preview.js";
import * as sheets from "./sheets.js";

const UNDO_DEPTH = 200;
const EMPTY = { ops: [], device: null, package: null, head: null, undo: null, synced: null };

/** Which screen is due: "starting", "none", "unknown" (device refused), "pending", "revoked", "accepted". */
export function phaseOf(ready, found, refusedDevice) {
  if (!ready) return "starting";
  if (!found.device) return "none";
  const state = found.package?.device?.state;
  if (state === "revoked") return "revoked";
  if (refusedDevice) return "unknown";
  return state ?? "pending";
}

/** Signals and actions over `memory` (store.js) and `clock` (clock.js); `changed(kind)` is called after each write. */
export function marking({ memory, clock, changed }) {
  const found = signal(EMPTY);
  const ready = signal(false);
  const link = signal({ online: false, refusedDevice: false });
  const chosen = signal({ module: null, sheet: null, aspect: null });
  const filter = signal("all");
  const query = signal("");
  const dialog = signal(null);
  const drafts = signal({});
  const saved = signal(null);
  const storageFault = signal(null);

  const pack = computed(() => found.value.package);
  const phase = computed(() => phaseOf(ready.value, found.value, link.value.refusedDevice));
  const aspects = computed(() => (pack.value?.plan ? sheets.aspectsOf(pack.value.plan.document) : {}));
  const views = computed(() => (pack.value?.sheets ?? []).map((sheet) => sheets.overlaid(sheet, found.value.ops)));
  const modules = computed(() => {
    const mine = new Set(views.value.map((view) => view.module));
    return (pack.value?.plan?.document.modules ?? []).filter((module) => mine.has(module.key));
  });
  const module = computed(() => modules.value.find((one) => one.key === chosen.value.module) ?? modules.value[0] ?? null);
  const inModule = computed(() => (module.value ? sheets.railOf(views.value, module.value.key, "") : []));
  const rail = computed(() => (module.value ? sheets.railOf(views.value, module.value.key, query.value) : []));
  const view = computed(() => inModule.value.find((one) => one.id === chosen.value.sheet) ?? inModule.value[0] ?? null);
  const rounding = computed(() => pack.value?.plan?.document.rounding);
  const shown = computed(() => (view.value ? sheets.filtered(view.value, aspects.value, filter.value) : []));
  const active = computed(() => {
    const keys = view.value?.aspects ?? [];
    if (keys.includes(chosen.value.aspect)) return chosen.value.aspect;
    return (view.value && sheets.firstDue(view.value, aspects.value)) ?? keys[0] ?? null;
  });
  const unsent = computed(() => outbox.waiting(found.value.ops).length);
  const attention = computed(() => outbox.needingAttention(found.value.ops));
  const strays = computed(() => {
    const device = found.value.device;
    if (!device) return [];
    return outbox.leftOver(found.value.ops, device.id, new Set(views.value.map((one) => one.id)));
  });
  const closed = computed(() => (view.value ? sheets.closedBecause(view.value, pack.value.stage) : null));

  /** Reads the memory again: after a write, or when another tab or the synchroniser changed it. */
  async function reread() {
    const now = await memory.read();
    batch(() => {
      found.value = now;
      ready.value = true;
    });
  }

  async function write(decide) {
    try {
      const outcome = await memory.write(decide);
      storageFault.value = null;
      await reread();
      if (outcome.added.length > 0) {
        saved.value = clock.now();
        changed("op");
      }
      return outcome;
    } catch (error) {
      storageFault.value = error;
      throw error;
    }
  }

  function op(now, kind, sheet, fields) {
    return {
      op_id: uuid7(), kind, sheet, aspect: null, value: null, base: 0, note: null, answer: null, ...fields,
      at: new Date().toISOString(), plan: now.package.plan.hash, device: now.device.id,
    };
  }

  function overlaidIn(now, id) {
    const sheet = now.package.sheets.find((one) => one.id === id);
    return sheets.overlaid(sheet, now.ops);
  }

  /**
   * Marks an aspect (or one of its attempts, by slot) with a value, null to clear it, or with what a function makes of the value that stands: two quick
   * taps on + are two. An equal value is no mark. Resolves with whether one was stored.
   */
  async function mark(sheet, aspect, given) {
    const { added } = await write((now) => {
      const on = overlaidIn(now, sheet);
      const before = sheets.valueOf(on, aspect);
      const value = typeof given === "function" ? given(before) : given;
      if (before === value || sheets.closedBecause(on, now.package.stage) !== null) return null;
      const step = { sheet, aspect, from: before, to: value };
      return {
        add: [op(now, "mark", sheet, { aspect, value, base: sheets.baseOf(on, aspect) })],
        kept: { undo: [...(now.undo ?? []), step].slice(-UNDO_DEPTH) },
      };
    });
    return added.length > 0;
  }

  /** Takes back the last mark on a sheet by a further mark of what stood before; resolves with its aspect, or null. */
  async function undo(sheet) {
    const { result } = await write((now) => {
      const steps = now.undo ?? [];
      const last = steps.findLastIndex((step) => step.sheet === sheet);
      if (last === -1) return null;
      const { aspect, from, to } = steps[last];
      const kept = { undo: steps.filter((_, i) => i !== last) };
      const on = overlaidIn(now, sheet);
      const stands = sheets.valueOf(on, aspect) === to && sheets.closedBecause(on, now.package.stage) === null;
      if (!stands) return { kept, result: null };
      return { add: [op(now, "mark", sheet, { aspect, value: from, base: sheets.baseOf(on, aspect) })], kept, result: aspect };
    });
    return result ?? null;
  }

  /** Submit, sign, reopen or call, as an op. */
  function act(kind, sheet, fields = {}) {
    return write((now) => ({ add: [op(now, kind, sheet, fields)] }));
  }

  /** Removes an op the server did not apply, once the judge has read why. */
  function dismiss(n) {
    return write((now) => (now.ops.some((one) => one.n === n && one.answer !== null) ? { delete: [n] } : null));
  }

  function choose(change) {
    chosen.value = { ...chosen.value, ...change };
  }

  function draft(place, entry) {
    const { [place]: gone, ...rest } = drafts.value;
    if (entry === null && gone === undefined) return;
    drafts.value = entry === null ? rest : { ...rest, [place]: entry };
  }

  /** {points, total, max, forfeit} of any sheet's view, by what is marked now. */
  function preview(of) {
    const on = [...of.aspects.map((key) => aspects.value[key]).filter(Boolean), ...sheets.computedOf(of, aspects.value)];
    const values = Object.fromEntries(Object.entries(of.marks).map(([slot, mark]) => [slot, mark.value]));
    return sheetPreview(on, values, rounding.value);
  }

  return {
    found, ready, link, chosen, filter, query, dialog, drafts, saved, storageFault, clock,
    pack, phase, aspects, views, modules, module, inModule, rail, view, shown, active, unsent, attention, strays, closed,
    reread, mark, undo, act, dismiss, choose, draft, preview,
  };
}
