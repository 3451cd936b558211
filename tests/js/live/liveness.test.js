import assert from "node:assert/strict";
import { test } from "node:test";

import { OFFLINE_MS, liveness, pollAfter, retryAfter } from "../../../static/js/live/liveness.js";

test("liveness says no more than is true", () => {
  const said = (connected, polled, silent) => liveness({ connected, polled, heard: 1000 }, 1000 + silent);
  assert.deepEqual(
    [said(true, false, 60_000), said(false, true, 3000), said(false, false, 3000), said(false, false, OFFLINE_MS), said(false, true, OFFLINE_MS)],
    ["live", "polled", "reconnecting", "offline", "offline"],
  );
});

test("retryAfter is quick at first and grows to half a minute", () => {
  assert.deepEqual([0, 1, 2, 3, 4, 5, 6, 20].map((attempt) => retryAfter(attempt, 0)), [100, 500, 1000, 2000, 4000, 8000, 15000, 15000]);
  assert.deepEqual([0, 1, 2, 3, 4, 5, 6, 20].map((attempt) => retryAfter(attempt, 1)), [900, 1000, 2000, 4000, 8000, 16000, 30000, 30000]);
});

test("pollAfter is about three seconds while the server answers", () => {
  assert.deepEqual([pollAfter(0, 0), pollAfter(0, 1), pollAfter(2, 0.5), pollAfter(40, 0.5)], [2550, 3450, 6750, 15000]);
});
