import assert from "node:assert/strict";
import { test } from "node:test";

import { FRAME, keyed, moved, placed, start, zoomed } from "../../../static/js/contestants/crop.js";

const WIDE = { width: 1600, height: 800 };
const TALL = { width: 300, height: 800 };

test("placed covers the frame around the middle", () => {
  assert.deepEqual(placed(WIDE, start()), { x: -500, y: 0, width: 1600, height: 800, room: { x: 500, y: 0 } });
  assert.deepEqual(placed(TALL, start()), { x: 0, y: -400, width: 600, height: 1600, room: { x: 0, y: 400 } });
});

test("moved follows the pointer and stops at the picture's edge", () => {
  const at = (crop) => placed(WIDE, crop).x;
  assert.equal(at(moved(WIDE, start(), 100, 50)), -400);
  assert.equal(at(moved(WIDE, start(), 9000, 0)), 0);
  assert.equal(at(moved(WIDE, start(), -9000, 0)), FRAME.width - 1600);
  assert.equal(moved(WIDE, start(), 0, 70).y, 0);
});

test("zoomed stays between covering and four times that", () => {
  assert.deepEqual([0.2, 2, 9].map((zoom) => zoomed(start(), zoom).zoom), [1, 2, 4]);
});

test("keyed moves with the arrows, zooms with plus and minus, begins anew with 0", () => {
  const once = { zoom: 2, x: 0.5, y: 0.5 };
  assert.ok(keyed(WIDE, once, "ArrowLeft").x > 0.5);
  assert.ok(keyed(WIDE, once, "ArrowRight").x < 0.5);
  assert.ok(keyed(WIDE, once, "ArrowUp").y > 0.5);
  assert.ok(keyed(WIDE, once, "ArrowDown").y < 0.5);
  assert.deepEqual([keyed(WIDE, once, "+").zoom, keyed(WIDE, once, "-").zoom], [2.1, 1.9]);
  assert.deepEqual([keyed(WIDE, once, "0"), keyed(WIDE, once, "a")], [start(), null]);
});
