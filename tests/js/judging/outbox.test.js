import assert from "node:assert/strict";
import { test } from "node:test";

import {
  BATCH, delay, isReply, leftOver, mayTake, needingAttention, nextBatch, pill, request, rescue, settle, waiting,
} from "../../../static/js/judging/outbox.js";

const SHEETS = new Set(["s1", "s2"]);

function op(n, more = {}) {
  return {
    n, op_id: `id-${n}`, kind: "mark", sheet: "s1", aspect: `A${n}`, value: String(n), base: 0, at: "2026-11-21T06:00:00Z",
    plan: "p", note: null, device: "d1", answer: null, ...more,
  };
}

function kept(n, more = {}) {
  return { op_id: `id-${n}`, answer: "kept", code: null, message: null, rev: 1, seq: n, hash: "h", sheet: null, ...more };
}

const HEAD = { seq: 9, hash: "h9" };

test("nextBatch takes the oldest first in the order of n, whatever the order they are read in", () => {
  const ops = [op(3), op(1), op(2)];
  assert.deepEqual(nextBatch(ops, "d1", SHEETS).map((one) => one.n), [1, 2, 3]);
});

test("nextBatch takes at most a hundred", () => {
  const ops = Array.from({ length: 250 }, (_, i) => op(i + 1));
  assert.deepEqual(nextBatch(ops, "d1", SHEETS).map((one) => one.n), Array.from({ length: BATCH }, (_, i) => i + 1));
});

test("nextBatch stops before a second mark of one aspect, so that it can name the first one's revision", () => {
  const ops = [op(1, { aspect: "A" }), op(2, { aspect: "B" }), op(3, { aspect: "A" }), op(4, { aspect: "C" })];
  assert.deepEqual(nextBatch(ops, "d1", SHEETS).map((one) => one.n), [1, 2]);
});

test("nextBatch leaves out what needs attention and what another sign-in left behind", () => {
  const ops = [op(1, { answer: { answer: "refused" } }), op(2, { device: "d0", sheet: "other" }), op(3, { device: "d0" }), op(4)];
  assert.deepEqual(nextBatch(ops, "d1", SHEETS).map((one) => one.n), [3, 4]);
  assert.deepEqual(leftOver(ops, "d1", SHEETS).map((one) => one.n), [2]);
});

test("request carries the wire's fields alone, the count still held and the last head", () => {
  assert.deepEqual(request([op(1)], 7, HEAD), {
    ops: [{ op_id: "id-1", n: 1, kind: "mark", sheet: "s1", aspect: "A1", value: "1", base: 0, at: "2026-11-21T06:00:00Z", plan: "p", note: null }],
    unsent: 7,
    head: HEAD,
  });
  assert.equal(request([], 0, undefined).head, null);
});

test("settle deletes only ops whose id is in the answer", () => {
  const ops = [op(1), op(2), op(3)];
  const settled = settle(ops, { answers: [kept(2), kept(99)], head: HEAD });
  assert.deepEqual(settled, {
    delete: [2], put: [], marks: [{ sheet: "s1", aspect: "A2", value: "2", rev: 1 }], sheets: [], head: HEAD, troubled: false,
  });
});

test("settle counts one answer for an op, however often it is repeated", () => {
  const settled = settle([op(1)], { answers: [kept(1), kept(1, { rev: 5 }), kept(1, { answer: "refused" })], head: null });
  assert.deepEqual([settled.delete, settled.put, settled.marks.map((mark) => mark.rev)], [[1], [], [1]]);
});

test("settle takes known for a success: the first answer was lost on the way", () => {
  assert.deepEqual(settle([op(1)], { answers: [kept(1, { answer: "known" })], head: null }).delete, [1]);
});

test("settle keeps a conflict and a refusal with the server's words until they are read", () => {
  const answers = [kept(1, { answer: "conflict", code: "mark_conflict", message: "别的平板" }), kept(2, { answer: "refused", code: "sheet_signed", message: "已签名" })];
  const settled = settle([op(1), op(2)], { answers, head: null });
  assert.deepEqual([settled.delete, settled.troubled], [[], true]);
  assert.deepEqual(settled.put, [
    { ...op(1), answer: { answer: "conflict", code: "mark_conflict", message: "别的平板" } },
    { ...op(2), answer: { answer: "refused", code: "sheet_signed", message: "已签名" } },
  ]);
  assert.deepEqual([waiting(settled.put), needingAttention(settled.put).map((one) => one.n)], [[], [1, 2]]);
});

test("settle bases a later mark of the same aspect on the revision just given, and not after a conflict", () => {
  const ops = [op(1, { aspect: "A", base: 3 }), op(2, { aspect: "A", base: 3 })];
  assert.deepEqual(settle(ops, { answers: [kept(1, { rev: 4 })], head: null }).put, [{ ...ops[1], base: 4 }]);
  const lost = settle(ops, { answers: [kept(1, { answer: "conflict", rev: 7 })], head: null }).put;
  assert.deepEqual(lost.map(({ n, base }) => [n, base]), [[1, 3]]);
});

test("settle leaves an op alone when the answer is of no known kind", () => {
  const settled = settle([op(1)], { answers: [kept(1, { answer: "perhaps" })], head: null });
  assert.deepEqual([settled.delete, settled.put], [[], []]);
});

test("isReply refuses whatever is not an answer", () => {
  assert.deepEqual([null, {}, "x", { error: { code: "failed" } }, { answers: [] }].map(isReply), [false, false, false, false, true]);
});

test("delay doubles from half a second to fifteen, less up to a half by chance", () => {
  assert.deepEqual([1, 2, 3, 4, 5, 6, 60].map((failures) => delay(failures, 0)), [500, 1000, 2000, 4000, 8000, 15000, 15000]);
  assert.deepEqual([delay(1, 1), delay(60, 1), delay(0, 0)], [250, 7500, 500]);
});

test("pill never says synced while anything waits or nobody answers", () => {
  assert.deepEqual([pill(true, 0), pill(true, 2), pill(false, 2), pill(false, 0)], ["synced", "sending", "offline", "offline_clear"]);
});

test("mayTake gives the lease to its holder, or to anybody once it has run out or lies absurdly far ahead", () => {
  const lease = { tab: "a", until: 1000 };
  assert.deepEqual(
    [mayTake(null, "b", 0), mayTake(lease, "a", 500), mayTake(lease, "b", 500), mayTake(lease, "b", 1000), mayTake({ tab: "a", until: 10 ** 9 }, "b", 0)],
    [true, true, false, true, true],
  );
});

test("rescue holds every op in order with the device it was made on", () => {
  const file = rescue([op(2), op(1)], { id: "d1", name: "iPad", secret: "never" }, "2026-11-21T06:00:00Z");
  assert.deepEqual(file, {
    format: "craftboard-unsent", version: 1, made: "2026-11-21T06:00:00Z", device: { id: "d1", name: "iPad" }, ops: [op(1), op(2)],
  });
});
