import assert from "node:assert/strict";
import { test } from "node:test";

import { lasts, moves } from "../../../static/js/screens/motion.js";

const of = (was, is, { before = was, after = is, climbed = "", rows = 4 } = {}) => moves({ was: [...was], is: [...is], before: [...before], after: [...after], rows, climbed: [...climbed] });

test("moves of two rows that change places", () => {
  assert.deepEqual(of("abcd", "bacd", { climbed: "b" }), [
    { id: "b", from: 1, to: 0, kind: "climb", delay: 0 },
    { id: "a", from: 0, to: 1, kind: "shift", delay: 0 },
  ]);
});

test("moves of more than three rows start one after another, the farthest first", () => {
  assert.deepEqual(
    of("abcd", "dabc", { climbed: "d" }).map(({ id, kind, delay }) => [id, kind, delay]),
    [["d", "climb", 0], ["c", "shift", 60], ["b", "shift", 120], ["a", "shift", 180]],
  );
});

test("moves brings a climber up from below the page and takes the last row out", () => {
  assert.deepEqual(of("abcd", "eabc", { before: "abcde", after: "eabcd", climbed: "e" }), [
    { id: "e", from: 4, to: 0, kind: "climb", delay: 0 },
    { id: "d", from: 3, to: 4, kind: "leave", delay: 60 },
    { id: "c", from: 2, to: 3, kind: "shift", delay: 120 },
    { id: "b", from: 1, to: 2, kind: "shift", delay: 180 },
    { id: "a", from: 0, to: 1, kind: "shift", delay: 240 },
  ]);
});

test("moves lets a row that fell onto a later page enter from above", () => {
  assert.deepEqual(of("ef", "df", { before: "abcdef", after: "abcedf", rows: 2 }), [
    { id: "d", from: -1, to: 0, kind: "enter", delay: 0 },
    { id: "e", from: 0, to: -1, kind: "leave", delay: 0 },
  ]);
});

test("moves leaves new and vanished rows in their slots", () => {
  assert.deepEqual(of("ab", "xb").map(({ id, from, to, kind }) => [id, from, to, kind]), [["x", 0, 0, "enter"], ["a", 0, 0, "leave"]]);
});

test("lasts until the last move has ended", () => {
  assert.deepEqual([lasts([]), lasts(of("ab", "ba", { climbed: "b" })), lasts(of("abcd", "dabc", { climbed: "d" }))], [0, 900, 1080]);
});
