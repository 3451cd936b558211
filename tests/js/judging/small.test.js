import assert from "node:assert/strict";
import { test } from "node:test";

import { intention } from "../../../static/js/judging/keys.js";
import { codeOfDigits, codeOfFragment, deviceName } from "../../../static/js/judging/pairing.js";
import { asSeconds, begun, elapsed, held, STOPPED } from "../../../static/js/judging/stopwatch.js";

test("intention of a digit judges only where a level has that number", () => {
  const on = { kind: "judgement", steps: 4 };
  assert.deepEqual(["0", "3", "4"].map((key) => intention({ key, ...on })), [{ act: "judge", value: "0" }, { act: "judge", value: "3" }, null]);
  assert.equal(intention({ key: "3", kind: "measurement" }), null);
  assert.equal(intention({ key: "3", ...on, field: "value" }), null);
});

test("intention of Enter commits a field, goes on elsewhere and leaves a button to itself", () => {
  assert.deepEqual(
    [intention({ key: "Enter", field: "value" }), intention({ key: "Enter", field: "search" }), intention({ key: "Enter" }), intention({ key: "Enter", button: true })],
    [{ act: "commit_and_next" }, { act: "open_found" }, { act: "next" }, null],
  );
});

test("intention leaves a dialog, a shortcut and an input method alone", () => {
  assert.deepEqual(
    [intention({ key: "Enter", dialog: true }), intention({ key: "ArrowDown", modified: true }), intention({ key: "Enter", composing: true, field: "value" })],
    [null, null, null],
  );
});

test("intention of the arrows moves between aspects and / searches", () => {
  assert.deepEqual([intention({ key: "ArrowUp", field: "value" }), intention({ key: "/" }), intention({ key: "/", field: "value" })], [{ act: "move", by: -1 }, { act: "search" }, null]);
});

test("codeOfFragment takes a code and nothing else", () => {
  assert.deepEqual(["#abcdefghijklmnopqrstuv", "#", "#<script>", "#short"].map(codeOfFragment), ["abcdefghijklmnopqrstuv", null, null, null]);
});

test("codeOfDigits takes six digits however they are written", () => {
  assert.deepEqual(["123456", "１２３ ４５６", "123-456", "12345", "12345a"].map(codeOfDigits), ["123456", "123456", "123456", null, null]);
});

test("deviceName guesses what people call the thing", () => {
  const agents = [
    ["Mozilla/5.0 (iPad; CPU OS 18_0 like Mac OS X) AppleWebKit/605.1.15", 5], ["Mozilla/5.0 (Macintosh; Intel Mac OS X 10_15_7) AppleWebKit/605.1.15", 5],
    ["Mozilla/5.0 (Macintosh; Intel Mac OS X 10_15_7)", 0], ["Mozilla/5.0 (Linux; Android 14; SM-X910 Build/UP1A) AppleWebKit/537.36", 5],
    ["Mozilla/5.0 (Linux; Android 10; K) AppleWebKit/537.36", 5], ["Mozilla/5.0 (Windows NT 10.0; Win64; x64)", 0], ["", 0],
  ];
  assert.deepEqual(agents.map(([agent, touch]) => deviceName(agent, touch)), ["iPad", "iPad", "Mac", "SM-X910", "Android", "Windows", ""]);
});

test("stopwatch adds its runs and stands still between them", () => {
  const first = held(begun(STOPPED, 1000), 3500);
  const again = begun(first, 10_000);
  assert.deepEqual([elapsed(first, 9999), elapsed(again, 10_250), begun(again, 99_999)], [2500, 2750, again]);
});

test("asSeconds cuts to hundredths", () => {
  assert.deepEqual([0, 9, 65_439, 65_430].map(asSeconds), ["0.00", "0.00", "65.43", "65.43"]);
});
