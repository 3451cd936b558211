import assert from "node:assert/strict";
import { test } from "node:test";

import { FRESH_MS, changes, current, emptyFeed, freshFor, named, scaled, step, unmarked, withRevision, withSnapshot, withTick } from "../../../static/js/live/board.js";

const row = (id, more = {}) => ({ id, rank: null, was: null, status: "", modules: "..", gain: null, moved_at: null, ...more });
const stage = { label: "provisional", state: "RUNNING" };
const progress = { done: 0, due: 4 };
const snapshot = (revision, ids) => ({ board: "b", revision, at: "t", stage, count: ids.length, blind: 0, progress, modules: [{ key: "A" }, { key: "B" }], rows: ids.map((id) => row(id)) });
const tick = (from, revision, order, rows = []) => ({ board: "b", from, revision, at: `t${revision}`, rows, order, stage, count: order.length, blind: 0, progress });
const order = (feed) => feed.board.rows.map(({ id }) => id);

test("withTick applies the tick that follows", () => {
  const feed = withTick(withSnapshot(emptyFeed(), snapshot(4, ["a", "b"])), tick(4, 5, ["b", "a"], [row("b", { total: "9" })]));
  assert.deepEqual(feed, { board: { ...snapshot(4, ["a", "b"]), revision: 5, at: "t5", rows: [row("b", { total: "9" }), row("a")] }, late: [], behind: false });
});

test("withTick ignores a tick that is not newer", () => {
  const feed = withSnapshot(emptyFeed(), snapshot(4, ["a"]));
  assert.equal(withTick(feed, tick(3, 4, [])), feed);
});

test("withTick after a gap keeps the board and asks for a snapshot", () => {
  const feed = withTick(withSnapshot(emptyFeed(), snapshot(4, ["a", "b"])), tick(6, 7, ["b", "a"]));
  assert.deepEqual([order(feed), feed.board.revision, feed.behind], [["a", "b"], 4, true]);
});

test("withTick fills a gap when the missing tick comes late", () => {
  let feed = withTick(withSnapshot(emptyFeed(), snapshot(4, ["a", "b"])), tick(5, 6, ["b", "a"]));
  feed = withTick(feed, tick(4, 5, ["a", "b"]));
  assert.deepEqual([order(feed), feed.board.revision, feed.behind], [["b", "a"], 6, false]);
});

test("withTick that orders an unknown row asks for a snapshot", () => {
  const feed = withTick(withSnapshot(emptyFeed(), snapshot(4, ["a"])), tick(4, 5, ["a", "x"]));
  assert.deepEqual([feed.board.revision, feed.behind], [4, true]);
});

test("withTick takes away the rows that are no longer ordered", () => {
  const feed = withTick(withSnapshot(emptyFeed(), snapshot(4, ["a", "b"])), tick(4, 5, ["b"]));
  assert.deepEqual(order(feed), ["b"]);
});

test("withSnapshot leaves an older snapshot aside unless the server began again", () => {
  const feed = withSnapshot(emptyFeed(), snapshot(9, ["a"]));
  assert.equal(withSnapshot(feed, snapshot(8, ["b"])), feed);
  assert.deepEqual(order(withSnapshot(feed, snapshot(1, ["b"]), { anew: true })), ["b"]);
});

test("withSnapshot applies the ticks that came before it", () => {
  const feed = withTick(emptyFeed(), tick(5, 6, ["b", "a"]));
  const filled = withSnapshot(feed, snapshot(5, ["a", "b"]));
  assert.deepEqual([order(filled), filled.board.revision, filled.late, filled.behind], [["b", "a"], 6, [], false]);
});

test("withRevision is behind for any other revision", () => {
  const feed = withSnapshot(emptyFeed(), snapshot(5, ["a"]));
  assert.deepEqual([5, 6, 1].map((revision) => withRevision(feed, revision).behind), [false, true, true]);
});

/** A small generator of chance, the same for every run. */
function chance(seed) {
  let state = seed;
  return () => {
    state = (Math.imul(state, 1664525) + 1013904223) >>> 0;
    return state / 2 ** 32;
  };
}

test("a feed converges over 2,000 messages lost, doubled and reordered", () => {
  const random = chance(20261121);
  let server = snapshot(1, ["a", "b", "c", "d", "e", "f"]);
  let feed = withSnapshot(emptyFeed(), server);
  let fetched = 0;
  const wire = [];
  const receive = (message) => {
    feed = withTick(feed, message);
    if (feed.behind && random() < 0.3) {
      feed = withSnapshot(feed, server);
      fetched += 1;
    }
  };
  for (let n = 0; n < 2000; n += 1) {
    const rows = [...server.rows].sort(() => random() - 0.5);
    const changed = { ...rows[0], total: String(n) };
    rows[0] = changed;
    if (random() < 0.02) rows.push(row(`new${n}`));
    const brought = rows.filter((one) => !server.rows.includes(one));
    const message = tick(server.revision, server.revision + 1, rows.map(({ id }) => id), brought);
    server = { ...server, revision: message.revision, at: message.at, count: rows.length, rows };
    if (random() > 0.1) wire.push(message);
    if (random() < 0.1) wire.push(message);
    while (wire.length > 3) receive(wire.splice(Math.floor(random() * wire.length), 1)[0]);
    const at = feed.board.revision;
    assert.ok(at <= server.revision);
  }
  while (wire.length > 0) receive(wire.shift());
  if (feed.board.revision !== server.revision) feed = withSnapshot(withRevision(feed, server.revision), server);
  assert.deepEqual(feed, { board: server, late: [], behind: false });
  assert.ok(fetched > 20 && fetched < 1000);
});

const ids = (text) => [...text].map((id) => ({ id }));

test("changes names who moved and not who made room", () => {
  assert.deepEqual(changes(ids("abcde"), ids("eabcd")), { climbed: ["e"], fell: [], entered: [], left: [] });
  assert.deepEqual(changes(ids("abcde"), ids("bcdea")), { climbed: [], fell: ["a"], entered: [], left: [] });
  assert.deepEqual(changes(ids("abcde"), ids("abcde")), { climbed: [], fell: [], entered: [], left: [] });
  assert.deepEqual(changes(ids("abc"), ids("bxc")), { climbed: [], fell: [], entered: ["x"], left: ["a"] });
});

test("step counts the places won or lost", () => {
  assert.deepEqual([row("a", { rank: 2, was: 5 }), row("a", { rank: 3, was: 2 }), row("a", { rank: 3 }), row("a", { was: 2 })].map(step), [3, -1, 0, 0]);
});

test("freshFor lasts six seconds from the move", () => {
  const moved = row("a", { gain: "1.90", moved_at: "2026-11-21T06:00:00Z" });
  const at = Date.parse(moved.moved_at);
  assert.deepEqual([at, at + 2000, at + FRESH_MS, at - 900, Number.NaN].map((now) => freshFor(moved, now)), [6000, 4000, 0, 6000, 0]);
  assert.equal(freshFor(row("a", { moved_at: moved.moved_at }), at), 0);
});

test("unmarked is true until somebody has a rank or a status", () => {
  assert.deepEqual([[row("a")], [row("a"), row("b", { rank: 1 })], [row("a", { status: "DNS" })]].map((rows) => unmarked({ rows })), [true, false, false]);
});

test("current is the last module being marked of those who still compete", () => {
  const board = (...modules) => ({ ...snapshot(1, []), rows: modules.map((states) => row("a", { modules: states })) });
  const gone = { ...board("dd"), rows: [row("a", { modules: "dw", status: "DNF" })] };
  assert.equal(current(gone), null);
  assert.deepEqual([board("w.", "dw"), board("w.", ".."), board("dd"), board()].map(current), [{ key: "B" }, { key: "A" }, null, null]);
});

test("named prefers the English name for English readers", () => {
  const trade = { name: "焊接", name_en: "Welding" };
  assert.deepEqual([named(trade, "zh-CN"), named(trade, "en"), named({ name: "焊接", name_en: "" }, "en")], ["焊接", "Welding", "焊接"]);
});

test("scaled tells whether any row carries a scale score", () => {
  assert.deepEqual([[], [row("a")], [row("a"), row("b", { scale_score: "700" })]].map((rows) => scaled({ rows })), [false, false, true]);
});
