import assert from "node:assert/strict";
import { test } from "node:test";

import { clock } from "../../../static/js/desk/countdown.js";
import { hours } from "../../../static/js/desk/link.js";
import { moment } from "../../../static/js/desk/moments.js";

const at = new Date("2026-09-28T06:35:00Z");

test("clock counts whole seconds up and never below zero", () => {
  assert.deepEqual([clock(600), clock(59.2), clock(0), clock(-3)], ["10:00", "01:00", "00:00", "00:00"]);
});

test("hours tells the time of a zone", () => {
  assert.equal(hours(at, "Asia/Shanghai"), "14:35");
});

test("moment leaves the day out on the same day of the zone", () => {
  assert.deepEqual(
    [moment(at, "Asia/Shanghai", new Date("2026-09-28T15:59:00Z")), moment(at, "Asia/Shanghai", new Date("2026-09-28T16:01:00Z"))],
    ["14:35", "2026-09-28 14:35"],
  );
});
