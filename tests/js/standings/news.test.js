import assert from "node:assert/strict";
import { test } from "node:test";

import { QUIET_MS, leader, newLeader } from "../../../static/js/standings/news.js";

const board = (...ranks) => ({ rows: ranks.map(([id, rank]) => ({ id, rank })) });
const before = board(["a", 1], ["b", 2]);
const next = board(["b", 1], ["a", 2]);

test("leader is who stands first alone", () => {
  assert.deepEqual([before, board(["a", 1], ["b", 1]), board(["a", null])].map(leader), [{ id: "a", rank: 1 }, null, null]);
});

test("newLeader announces a change at the top, and not too often", () => {
  assert.deepEqual(
    [newLeader(before, next, QUIET_MS), newLeader(before, next, QUIET_MS - 1), newLeader(before, before, QUIET_MS), newLeader(null, next, QUIET_MS)],
    [{ id: "b", rank: 1 }, null, null, null],
  );
});
