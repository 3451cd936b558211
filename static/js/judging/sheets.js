/**
 * A sheet as the judge sees it: what the server last said, with this tablet's waiting ops laid over it. Pure.
 */

import { fewest, keyOf, slotsOf } from "./attempts.js";
import { waiting } from "./outbox.js";

const READ_ONLY_STATES = ["SIGNED", "LOCKED"];

function stateAfter(state, kind) {
  if (READ_ONLY_STATES.includes(state)) return state;
  if (kind === "mark" || kind === "reopen") return "OPEN";
  if (kind === "submit") return "MARKED";
  return kind === "sign" && state === "CHECKED" ? "SIGNED" : state;
}

/**
 * The sheet with `ops` laid over it: {…sheet, state, marks, unsent, needs}. marks[slot] = {value, rev, waiting},
 * where rev stays the revision the judge last saw from the server, so that a further mark names the right base.
 * A mark that still waits to be sent answers the server's need on its aspect until the server has judged it.
 */
export function overlaid(sheet, ops) {
  const mine = waiting(ops).filter((op) => op.sheet === sheet.id);
  const marks = {};
  for (const [aspect, mark] of Object.entries(sheet.marks)) marks[aspect] = { value: mark.value, rev: mark.rev, waiting: false };
  let state = sheet.state;
  const answered = new Set();
  for (const op of mine) {
    state = stateAfter(state, op.kind);
    if (op.kind !== "mark") continue;
    answered.add(keyOf(op.aspect));
    marks[op.aspect] = { value: op.value, rev: op.base, waiting: true };
  }
  const needs = (sheet.needs ?? []).filter((need) => !answered.has(need.aspect));
  return { ...sheet, state, marks, needs, unsent: mine.length };
}

/** The revision a new mark in this slot (an aspect's key, or KEY#n for its attempt n) builds on: that of a waiting mark, else the server's, else 0. */
export function baseOf(view, aspect) {
  return view.marks[aspect]?.rev ?? 0;
}

/** The value a judge sees in a slot, or null for unmarked: never zero. */
export function valueOf(view, aspect) {
  return view.marks[aspect]?.value ?? null;
}

/** Why a sheet cannot be changed: "signed", "locked", "absent", "not_begun", "ended", "gone", or null when it can. */
export function closedBecause(view, stage) {
  if (view.gone) return "gone";
  if (view.state === "LOCKED") return "locked";
  if (view.state === "SIGNED") return "signed";
  if (view.status) return "absent";
  if (stage.state === "RUNNING") return null;
  return stage.state === "READY" ? "not_begun" : "ended";
}

/** What a sheet's line in the rail shows: absent, locked, signed, checked, marked, again, partial or untouched. */
export function lookOf(view, done) {
  if (view.status) return "absent";
  if (view.needs.some((need) => need.code !== "missing")) return "again";
  const looks = { LOCKED: "locked", SIGNED: "signed", CHECKED: "checked", MARKED: "marked" };
  return looks[view.state] ?? (done > 0 ? "partial" : "untouched");
}

/** True when `fresh` was made before an answer this tablet has already had: it must not undo that answer. */
export function isOlder(fresh, head) {
  return Boolean(head && fresh.head && fresh.head.seq < head.seq);
}

/**
 * The package to keep after `fresh` arrived. Waiting ops are not in it and so cannot be lost; a sheet that vanished
 * while marks for it still wait stays, flagged `gone`, so that the judge sees what was typed.
 */
export function merged(old, fresh, ops) {
  if (!old || !old.sheets || !fresh.sheets) return fresh;
  const there = new Set(fresh.sheets.map((sheet) => sheet.id));
  const needed = new Set(waiting(ops).map((op) => op.sheet));
  const stranded = old.sheets.filter((sheet) => !there.has(sheet.id) && needed.has(sheet.id));
  return { ...fresh, sheets: [...fresh.sheets, ...stranded.map((sheet) => ({ ...sheet, gone: true }))] };
}

/** The package after a reply was settled: marks get their value and revision, sheets their state and needs. */
export function after(pack, settled) {
  if (!pack || !pack.sheets) return pack;
  const bySheet = new Map();
  for (const mark of settled.marks) bySheet.set(mark.sheet, [...(bySheet.get(mark.sheet) ?? []), mark]);
  const told = new Map(settled.sheets.map((sheet) => [sheet.id, sheet]));
  const sheets = pack.sheets.map((sheet) => {
    if (!bySheet.has(sheet.id) && !told.has(sheet.id)) return sheet;
    const marks = { ...sheet.marks };
    for (const { aspect, value, rev } of bySheet.get(sheet.id) ?? []) marks[aspect] = { value, rev };
    const { state = sheet.state, needs = sheet.needs } = told.get(sheet.id) ?? {};
    return { ...sheet, marks, state, needs };
  });
  return { ...pack, sheets };
}

/** The plan's aspects by key, over all modules: {aspect key: {…aspect, module, criterion}}. */
export function aspectsOf(document) {
  const found = {};
  for (const module of document.modules) {
    for (const criterion of module.criteria) {
      for (const aspect of criterion.aspects) found[aspect.key] = { ...aspect, module: module.key, criterion: criterion.key };
    }
  }
  return found;
}

/** The aspects of the sheet's module that nobody marks: they are worked out, and shown on the sheet of seat 1. */
export function computedOf(view, aspects) {
  if (view.seat !== 1) return [];
  return Object.values(aspects).filter((aspect) => aspect.module === view.module && aspect.kind === "computed");
}

/** True when an aspect must have a value before the sheet may be submitted. */
export function isRequired(aspect) {
  return aspect.kind !== "deduction" && aspect.required !== false;
}

/** How many marks of an aspect are there: one, or so many attempts. */
export function madeOf(view, aspect) {
  return slotsOf(aspect).filter((slot) => valueOf(view, slot) !== null).length;
}

/** The first slot of an aspect that waits for a mark; null when there is none. */
export function dueSlot(view, aspect) {
  return slotsOf(aspect).find((slot) => valueOf(view, slot) === null) ?? null;
}

function isDue(view, aspect) {
  return isRequired(aspect) && madeOf(view, aspect) < fewest(aspect);
}

/** {done, total, missing: [keys]} over the aspects that must be marked. */
export function progressOf(view, aspects) {
  const due = view.aspects.filter((key) => aspects[key] && isRequired(aspects[key]));
  const missing = due.filter((key) => isDue(view, aspects[key]));
  return { done: due.length - missing.length, total: due.length, missing };
}

/** The keys a filter shows: "all", "unmarked" (deductions never are) or "deductions" (those with points off). */
export function filtered(view, aspects, filter) {
  const keys = view.aspects.filter((key) => aspects[key]);
  if (filter === "unmarked") return keys.filter((key) => isDue(view, aspects[key]));
  if (filter === "deductions") return keys.filter((key) => aspects[key].kind === "deduction" && Number(valueOf(view, key)) > 0);
  return keys;
}

/**
 * The unmarked aspect after `from` in the sheet's order, wrapping round; null when none is left. An aspect whose attempts
 * have been begun is gone on with.
 */
export function nextUnmarked(view, aspects, from) {
  const { missing } = progressOf(view, aspects);
  if (missing.length === 0) return null;
  if (missing.includes(from) && madeOf(view, aspects[from]) > 0) return from;
  const order = view.aspects;
  const start = order.indexOf(from);
  return missing.find((key) => order.indexOf(key) > start) ?? missing[0];
}

/** Where to begin on a sheet: what must be marked again, else the first unmarked aspect; null when nothing is due. */
export function firstDue(view, aspects) {
  const again = view.needs.find((need) => need.code !== "missing" && view.aspects.includes(need.aspect));
  return again ? again.aspect : nextUnmarked(view, aspects, null);
}

/** The sheets of one module whose station code or name contains `query`, by code. */
export function railOf(sheets, module, query) {
  const wanted = query.trim().normalize("NFKC").toLowerCase();
  const named = (sheet) => `${sheet.code ?? ""} ${sheet.name ?? ""}`.toLowerCase();
  return sheets
    .filter((sheet) => sheet.module === module && (wanted === "" || named(sheet).includes(wanted)))
    .sort((a, b) => String(a.code ?? a.name).localeCompare(String(b.code ?? b.name), "en", { numeric: true }));
}
