import assert from "node:assert/strict";
import { test } from "node:test";

import { clockFace, most, secondsOf, typed } from "../../../static/js/judging/values.js";

const timed = { kind: "timed", key: "T1" };
const measured = { kind: "measurement", key: "M1", decimals: 3, unit: "mm" };

test("typed_nothing is unmarked and never zero", () => {
  assert.deepEqual([typed(measured, ""), typed(measured, " 　"), typed(timed, "")], [{ value: null }, { value: null }, { value: null }]);
});

test("typed_figures are understood from any keyboard", () => {
  assert.deepEqual(
    ["32.014", "３２。０１４", "32,01", "+32", ".5"].map((text) => typed(measured, text)),
    [{ value: "32.014" }, { value: "32.014" }, { value: "32.010" }, { value: "32.000" }, { value: "0.500" }],
  );
});

test("typed_comma that could group thousands is refused where whole numbers are usual", () => {
  const counted = { kind: "counted", key: "N1" };
  assert.deepEqual([typed(counted, "1,234"), typed(measured, "1,234")], [{ fault: "not_a_number" }, { value: "1.234" }]);
});

test("secondsOf reads minutes and hours and leaves the rest to the rules", () => {
  assert.deepEqual(
    ["12:30", "１２：３０。５", "1:02:05", "0:61", "75", "1:2:3:4"].map(secondsOf),
    ["750", "750.5", "3725", "0:61", "75", "1:2:3:4"],
  );
});

test("clockFace shows seconds as a clock", () => {
  assert.deepEqual(["9", "750", "3725.5"].map(clockFace), ["0:09", "12:30", "1:02:05.5"]);
});

test("most bounds what a button may count to", () => {
  assert.deepEqual([most({ kind: "judgement", steps: 4 }), most({ kind: "deduction" })], [3, 999]);
});
