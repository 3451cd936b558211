import assert from "node:assert/strict";
import { test } from "node:test";

import { moved, nextFree, twice } from "../../../static/js/officials/seats.js";

test("nextFree gives the lowest place nobody holds", () => {
  assert.deepEqual([nextFree([]), nextFree(["1", "", "3"]), nextFree(["2", "1"])], [1, 2, 3]);
});

test("moved follows arrows and Enter and stays inside the matrix", () => {
  assert.deepEqual(
    [moved("ArrowDown", 0, 0, 2, 2), moved("ArrowRight", 1, 1, 2, 2), moved("Enter", 0, 1, 2, 2), moved("ArrowUp", 0, 1, 2, 2)],
    [[1, 0], [1, 1], [1, 1], [0, 1]],
  );
});

test("moved leaves other keys alone", () => {
  assert.equal(moved("a", 0, 0, 2, 2), null);
});

test("twice names the places that are given more than once", () => {
  assert.deepEqual([...twice(["1", " 2", "2 ", "", ""])], ["2"]);
});
