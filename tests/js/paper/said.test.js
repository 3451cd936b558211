import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { test } from "node:test";

import { onEnter, said } from "../../../static/js/paper/said.js";

const golden = (name) => JSON.parse(readFileSync(new URL(`../../golden/${name}.json`, import.meta.url), "utf-8"));
const { aspects } = golden("values");

for (const { aspect: name, said: read, refused } of golden("paper_typed")) {
  const aspect = aspects[name];
  test(`said_${name} is read as the house reads it`, () => {
    const values = Object.fromEntries(Object.keys(read).map((text) => [text, said(aspect, text).value]));
    assert.deepEqual(values, read);
    const faults = Object.fromEntries(Object.keys(refused).map((text) => [text, said(aspect, text).fault]));
    assert.deepEqual(faults, refused);
  });
}

test("onEnter goes on, stays at what cannot be, and asks once about what is unusual", () => {
  const slot = { kind: "measurement", key: "M1", decimals: 2, unit: "mm", plausible: { min: "11", max: "13" } };
  assert.deepEqual(onEnter(slot, ""), { on: true });
  assert.deepEqual(onEnter(slot, "12.01"), { on: true });
  assert.deepEqual(onEnter(slot, "99"), { on: false, implausible: "99.00" });
  assert.deepEqual(onEnter(slot, "99", "99.00"), { on: true });
  assert.deepEqual(onEnter({ kind: "judgement", key: "J1", steps: 4 }, "7"), {
    on: false, fault: "out_of_range", least: "0", most: "3",
  });
});
