import assert from "node:assert/strict";
import { test } from "node:test";

import { fewest, keyOf, slotsOf } from "../../../static/js/judging/attempts.js";
import {
  after, aspectsOf, baseOf, closedBecause, computedOf, dueSlot, filtered, firstDue, isOlder, lookOf, madeOf, merged, nextUnmarked, overlaid,
  progressOf, railOf, valueOf,
} from "../../../static/js/judging/sheets.js";

const ASPECTS = aspectsOf({
  modules: [{ key: "C", criteria: [{ key: "C1", aspects: [
    { key: "C1.1", kind: "measurement" }, { key: "C1.2", kind: "judgement" }, { key: "C1.3", kind: "points", required: false }, { key: "C-D", kind: "deduction" },
  ] }] }],
});

function sheet(more = {}) {
  return {
    id: "s1", module: "C", seat: 1, code: "C-07", name: null, state: "OPEN", status: "", aspects: ["C1.1", "C1.2", "C1.3", "C-D"],
    marks: { "C1.1": { value: "32.014", rev: 3 } }, needs: [], ...more,
  };
}

function mark(n, aspect, value, more = {}) {
  return { n, op_id: `id-${n}`, kind: "mark", sheet: "s1", aspect, value, base: 3, answer: null, ...more };
}

const pack = (sheets, more = {}) => ({ device: { state: "accepted" }, sheets, head: { seq: 5, hash: "h" }, ...more });

test("overlaid shows this tablet's latest waiting mark above the server's", () => {
  const view = overlaid(sheet(), [mark(2, "C1.1", "32.02"), mark(1, "C1.1", "32.01"), mark(3, "C1.2", "2", { sheet: "other" })]);
  assert.deepEqual(view.marks, { "C1.1": { value: "32.02", rev: 3, waiting: true } });
  assert.equal(view.unsent, 2);
});

test("overlaid shows the server's mark once an op was refused", () => {
  const view = overlaid(sheet(), [mark(1, "C1.1", "99", { answer: { answer: "refused" } })]);
  assert.deepEqual([view.marks, view.unsent], [{ "C1.1": { value: "32.014", rev: 3, waiting: false } }, 0]);
});

test("overlaid follows what waits: submit marks the sheet, a mark opens it again, nothing opens a signed one", () => {
  const submit = { n: 1, kind: "submit", sheet: "s1", answer: null };
  const sign = { n: 1, kind: "sign", sheet: "s1", answer: null };
  assert.deepEqual(
    [
      overlaid(sheet(), [submit]).state,
      overlaid(sheet(), [submit, mark(2, "C1.2", "1")]).state,
      overlaid(sheet({ state: "CHECKED" }), [sign]).state,
      overlaid(sheet({ state: "MARKED" }), [sign]).state,
      overlaid(sheet({ state: "SIGNED" }), [mark(2, "C1.2", "1")]).state,
    ],
    ["MARKED", "OPEN", "SIGNED", "MARKED", "SIGNED"],
  );
});

test("overlaid drops a need once its aspect is marked again", () => {
  const needs = [{ aspect: "C1.2", code: "spread" }, { aspect: "C1.1", code: "out_of_range" }];
  assert.deepEqual(overlaid(sheet({ needs }), [mark(1, "C1.2", "1")]).needs, [needs[1]]);
});

test("baseOf is the revision the judge last saw from the server, and nothing seen is 0", () => {
  const view = overlaid(sheet(), [mark(1, "C1.1", "32.02")]);
  assert.deepEqual([baseOf(view, "C1.1"), baseOf(view, "C1.2"), valueOf(view, "C1.2")], [3, 0, null]);
});

test("closedBecause says why a sheet cannot be changed", () => {
  const running = { state: "RUNNING" };
  assert.deepEqual(
    [
      closedBecause(sheet(), running), closedBecause(sheet({ state: "SIGNED" }), running), closedBecause(sheet({ state: "LOCKED" }), running),
      closedBecause(sheet({ status: "DNS" }), running), closedBecause(sheet(), { state: "READY" }), closedBecause(sheet(), { state: "ENDED" }),
      closedBecause(sheet({ gone: true }), running),
    ],
    [null, "signed", "locked", "absent", "not_begun", "ended", "gone"],
  );
});

test("lookOf tells apart what a judge must do", () => {
  const again = { needs: [{ aspect: "C1.2", code: "spread" }], state: "MARKED" };
  assert.deepEqual(
    [lookOf(sheet(), 0), lookOf(sheet(), 1), lookOf(sheet({ needs: [{ aspect: "C1.2", code: "missing" }] }), 1), lookOf(sheet({ state: "CHECKED" }), 2), lookOf(sheet(again), 2), lookOf(sheet({ status: "WD" }), 0)],
    ["untouched", "partial", "partial", "checked", "again", "absent"],
  );
});

test("merged never loses a waiting mark: it lies over the newer package", () => {
  const ops = [mark(1, "C1.1", "32.02")];
  const fresh = pack([sheet({ marks: { "C1.1": { value: "31", rev: 4 } } })]);
  const next = merged(pack([sheet()]), fresh, ops);
  assert.deepEqual(next, fresh);
  assert.equal(valueOf(overlaid(next.sheets[0], ops), "C1.1"), "32.02");
});

test("merged keeps a sheet that vanished while marks for it wait, and says it is gone", () => {
  const old = pack([sheet(), sheet({ id: "s2" })]);
  assert.deepEqual(merged(old, pack([]), [mark(1, "C1.1", "1")]).sheets, [{ ...sheet(), gone: true }]);
});

test("merged takes a first package, and one without sheets, as they are", () => {
  const pending = { device: { state: "pending" } };
  assert.deepEqual([merged(null, pack([sheet()]), []), merged(pack([sheet()]), pending, [mark(1, "C1.1", "1")])], [pack([sheet()]), pending]);
});

test("isOlder knows a package made before the last answer", () => {
  assert.deepEqual(
    [isOlder(pack([]), { seq: 6 }), isOlder(pack([]), { seq: 5 }), isOlder(pack([]), null), isOlder({ device: {} }, { seq: 6 })],
    [true, false, false, false],
  );
});

test("after writes a settled mark and the sheet's state into the package and leaves the rest as it was", () => {
  const other = sheet({ id: "s2" });
  const needs = [{ aspect: "C1.2", code: "spread" }];
  const settled = { marks: [{ sheet: "s1", aspect: "C1.2", value: "2", rev: 1 }], sheets: [{ id: "s1", state: "MARKED", needs }] };
  const next = after(pack([sheet(), other]), settled);
  assert.deepEqual(next.sheets, [sheet({ state: "MARKED", needs, marks: { "C1.1": { value: "32.014", rev: 3 }, "C1.2": { value: "2", rev: 1 } } }), other]);
  assert.equal(next.sheets[1], other);
});

test("progressOf counts what must be marked: no deductions, nothing optional", () => {
  assert.deepEqual(progressOf(sheet(), ASPECTS), { done: 1, total: 2, missing: ["C1.2"] });
});

test("filtered shows all, the unmarked, or where points were taken off", () => {
  const view = sheet({ marks: { "C-D": { value: "1", rev: 1 } } });
  assert.deepEqual([filtered(view, ASPECTS, "all").length, filtered(view, ASPECTS, "unmarked"), filtered(view, ASPECTS, "deductions")], [4, ["C1.1", "C1.2"], ["C-D"]]);
  assert.deepEqual(filtered(sheet({ marks: { "C-D": { value: "0", rev: 2 } } }), ASPECTS, "deductions"), []);
});

test("nextUnmarked goes on from where the judge is and wraps round", () => {
  const view = sheet({ marks: {} });
  assert.deepEqual(["C1.1", "C1.2", null].map((from) => nextUnmarked(view, ASPECTS, from)), ["C1.2", "C1.1", "C1.1"]);
  assert.equal(nextUnmarked(sheet({ marks: { "C1.1": { value: "1" }, "C1.2": { value: "0" } } }), ASPECTS, null), null);
});

test("firstDue begins at what must be marked again", () => {
  assert.deepEqual([firstDue(sheet(), ASPECTS), firstDue(sheet({ needs: [{ aspect: "C1.1", code: "spread" }] }), ASPECTS)], ["C1.2", "C1.1"]);
});

test("railOf finds stations by code or name and sorts by number", () => {
  const all = [sheet({ id: "a", code: "C-10" }), sheet({ id: "b", code: "C-9" }), sheet({ id: "c", code: "D-1", module: "D" }), sheet({ id: "d", code: "C-1", name: "陈嘉树" })];
  assert.deepEqual([railOf(all, "C", "").map((one) => one.id), railOf(all, "C", "嘉").map((one) => one.id), railOf(all, "C", "ｃ-1").map((one) => one.id)], [["d", "b", "a"], ["d"], ["d", "a"]]);
});

const TRIED = aspectsOf({
  modules: [{ key: "C", criteria: [{ key: "C1", aspects: [
    { key: "C1.1", kind: "measurement", attempts: { count: 3, minimum: 2 } }, { key: "C1.2", kind: "judgement", attempts: { count: 2 } },
    { key: "C1.3", kind: "computed" }, { key: "C-D", kind: "deduction" },
  ] }] }, { key: "E", criteria: [{ key: "E1", aspects: [{ key: "E1.1", kind: "computed" }] }] }],
});

function tried(...slots) {
  const marks = Object.fromEntries(slots.map((slot) => [slot, { value: "1", rev: 1 }]));
  return sheet({ aspects: ["C1.1", "C1.2", "C-D"], marks });
}

test("an aspect with attempts is done with the fewest it needs, or with all where the plan names none", () => {
  assert.deepEqual(
    [tried(), tried("C1.1#1"), tried("C1.1#1", "C1.1#3"), tried("C1.2#1"), tried("C1.1#1", "C1.1#2", "C1.2#1", "C1.2#2")].map((view) => progressOf(view, TRIED)),
    [
      { done: 0, total: 2, missing: ["C1.1", "C1.2"] }, { done: 0, total: 2, missing: ["C1.1", "C1.2"] }, { done: 1, total: 2, missing: ["C1.2"] },
      { done: 0, total: 2, missing: ["C1.1", "C1.2"] }, { done: 2, total: 2, missing: [] },
    ],
  );
  assert.deepEqual(filtered(tried("C1.1#1", "C1.1#2"), TRIED, "unmarked"), ["C1.2"]);
});

test("nextUnmarked goes on with attempts that were begun", () => {
  assert.deepEqual(
    [nextUnmarked(tried("C1.1#1"), TRIED, "C1.1"), nextUnmarked(tried(), TRIED, "C1.1"), nextUnmarked(tried("C1.1#1", "C1.1#2"), TRIED, "C1.1")],
    ["C1.1", "C1.2", "C1.2"],
  );
});

test("dueSlot is the first attempt that waits, and madeOf how many were made", () => {
  const view = tried("C1.1#1", "C1.1#3");
  const all = tried("C1.2#1", "C1.2#2");
  assert.deepEqual(
    [dueSlot(view, TRIED["C1.1"]), dueSlot(all, TRIED["C1.2"]), dueSlot(view, TRIED["C-D"]), madeOf(view, TRIED["C1.1"]), madeOf(all, TRIED["C1.2"])],
    ["C1.1#2", null, "C-D", 2, 2],
  );
});

test("a waiting attempt answers the need of its aspect", () => {
  const needs = [{ aspect: "C1.1", code: "out_of_range" }, { aspect: "C1.2", code: "spread" }];
  assert.deepEqual(overlaid(sheet({ needs }), [mark(1, "C1.2#2", "1")]).needs, [needs[0]]);
});

test("computedOf is what is worked out of the sheet's module, on the sheet of seat 1 alone", () => {
  const keys = (view) => computedOf(view, TRIED).map((aspect) => aspect.key);
  assert.deepEqual([keys(sheet()), keys(sheet({ seat: 2 })), keys(sheet({ module: "E" }))], [["C1.3"], [], ["E1.1"]]);
});

test("slots are the key, or one for every attempt, and lead back to it", () => {
  assert.deepEqual([slotsOf(TRIED["C-D"]), slotsOf(TRIED["C1.2"])], [["C-D"], ["C1.2#1", "C1.2#2"]]);
  assert.deepEqual([keyOf("C-D"), keyOf("C1.2#2")], ["C-D", "C1.2"]);
  assert.deepEqual([fewest(TRIED["C-D"]), fewest(TRIED["C1.1"]), fewest(TRIED["C1.2"])], [1, 2, 2]);
});
