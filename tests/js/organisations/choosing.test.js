import assert from "node:assert/strict";
import test from "node:test";

import { current, meant, moved } from "../../../static/js/organisations/choosing.js";

test("arrows walk through the options and back to the text", () => {
  assert.deepEqual(
    [moved("ArrowDown", -1, 3), moved("ArrowDown", 2, 3), moved("ArrowUp", -1, 3), moved("ArrowUp", 0, 3)],
    [0, -1, 2, -1],
  );
});

test("pages stop at the ends, other keys and empty lists move nothing", () => {
  assert.deepEqual(
    [moved("PageDown", 0, 3), moved("PageUp", 2, 9), moved("a", 1, 3), moved("ArrowDown", -1, 0)],
    [2, 0, null, null],
  );
});

test("a text means the one option of exactly its name", () => {
  const names = ["甲厂工会", "乙厂工会", "丙厂工会", "丙厂工会"];
  assert.deepEqual(
    [" 乙厂工会 ", "乙厂", "丙厂工会", ""].map((text) => meant(text, names)),
    [1, -1, -1, -1],
  );
});

test("an answer counts only for what stands in the field now", () => {
  assert.deepEqual([current("甲厂", "甲厂 "), current("甲", "甲厂")], [true, false]);
});
