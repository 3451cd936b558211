import assert from "node:assert/strict";
import { test } from "node:test";

import { chips, figures, loses, matches, signed } from "../../../static/js/live/figures.js";

const row = { rank: 2, tied: false, was: 4, total: "90.82", gap: "0.64", status: "", modules: "dw.", name: "欧阳静怡", organisation: "杭州轻工技师学院 A", badge: "浙" };

test("figures cuts the total at the point and signs the gap", () => {
  assert.deepEqual(figures(row), { rank: "2", tied: false, medal: 2, step: 2, whole: "90", part: ".82", scale: "", gap: "−0.64", status: "" });
});

test("figures of a first, a tie and an unranked row", () => {
  assert.deepEqual(figures({ ...row, rank: 1, tied: true, gap: "0.00", total: "7" }), { rank: "1", tied: true, medal: 1, step: 3, whole: "7", part: "", scale: "", gap: "", status: "" });
  assert.deepEqual(figures({ ...row, rank: null, tied: true, total: null, gap: null, status: "DNS" }), { rank: "", tied: false, medal: 0, step: 0, whole: "", part: "", scale: "", gap: "", status: "DNS" });
});

test("figures tells the scale score as the server wrote it", () => {
  assert.equal(figures({ ...row, scale_score: "731.50" }).scale, "731.50");
});

test("signed shows the sign of a gain", () => {
  assert.deepEqual(["1.90", "-0.50", "0.00"].map((gain) => [signed(gain), loses(gain)]), [["+1.90", false], ["−0.50", true], ["+0.00", false]]);
});

test("chips names the state of each module, idle when unknown", () => {
  assert.deepEqual(chips([{ key: "A" }, { key: "B" }, { key: "C" }, { key: "D" }], row), [
    { key: "A", state: "done" },
    { key: "B", state: "working" },
    { key: "C", state: "idle" },
    { key: "D", state: "idle" },
  ]);
});

test("matches finds every word in name, organisation or badge, in any width and case", () => {
  assert.deepEqual(["静", "杭州 欧阳", "浙", "ａ", "焊", ""].map((query) => matches(row, query)), [true, true, true, true, false, true]);
});
