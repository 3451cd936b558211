import assert from "node:assert/strict";
import { test } from "node:test";

import { serverClock } from "../../../static/js/lib/clock.js";
import { synchroniser } from "../../../static/js/judging/sync.js";

/** The tablet's memory without IndexedDB: the same promise of read and write, in plain values. */
function memory(start) {
  const found = { ops: [], device: { id: "d1", secret: "s", name: "iPad" }, package: null, head: null, undo: null, synced: null, lease: null, ...start };
  return {
    found,
    read: async () => structuredClone(found),
    write: async (decide) => {
      const change = decide(structuredClone(found));
      const put = new Map((change?.put ?? []).map((op) => [op.n, op]));
      found.ops = found.ops.filter((op) => !(change?.delete ?? []).includes(op.n)).map((op) => put.get(op.n) ?? op);
      Object.assign(found, change?.kept ?? {});
      return { added: [], result: change?.result };
    },
  };
}

function op(n, more = {}) {
  return { n, op_id: `id-${n}`, kind: "mark", sheet: "s1", aspect: `A${n}`, value: String(n), base: 0, at: "", plan: "p", note: null, device: "d1", answer: null, ...more };
}

const SHEET = { id: "s1", state: "OPEN", marks: {}, needs: [], aspects: [] };
const PACKAGE = { device: { state: "accepted" }, sheets: [SHEET], head: { seq: 1, hash: "a" }, revision: 1, now: "2026-11-21T06:00:00.000Z" };

/** A server that keeps what it commits, by id, and can lose its answer after the commit. */
function server(faults = []) {
  const kept = new Map();
  const bodies = [];
  return {
    kept,
    bodies,
    post: async (body) => {
      bodies.push(body);
      const fault = faults.shift();
      if (fault === "down") throw new Error("no network");
      if (typeof fault === "number" && (fault !== 422 || body.ops.length > 1 || body.ops[0].value === "bad")) {
        throw Object.assign(new Error("cannot read"), { status: fault });
      }
      const answers = body.ops.map((one) => {
        const answer = kept.has(one.op_id) ? "known" : "kept";
        if (answer === "kept") kept.set(one.op_id, one.value);
        return { op_id: one.op_id, answer, code: null, message: null, rev: one.base + 1, sheet: null };
      });
      if (fault === "answer lost") throw new Error("no network");
      return { answers, head: { seq: 1 + kept.size, hash: "b" }, now: PACKAGE.now };
    },
  };
}

function tablet(store, roads, more = {}) {
  const delays = [];
  const news = [];
  const clock = { ...serverClock(() => 0, () => 0), monotonic: () => 0 };
  const sync = synchroniser({
    memory: store, clock, tab: "t1", told: (change) => news.push(change), now: () => 1000, chance: () => 0,
    later: (run, ms) => delays.push(ms), never: () => {},
    wire: { fetchPackage: async () => PACKAGE, socket: { connected: false }, ...roads },
    ...more,
  });
  return { sync, delays, news };
}

test("a tablet that is not accepted asks again every three seconds and sends nothing", async () => {
  const store = memory({ ops: [op(1)] });
  const { post, bodies } = server();
  const { sync, delays } = tablet(store, { post, fetchPackage: async () => ({ device: { state: "pending" }, now: PACKAGE.now }) });
  await sync.run();
  assert.deepEqual([bodies, delays, store.found.ops.length], [[], [3000], 1]);
});

test("ops are deleted by their answer and not before, and the head is kept and sent again", async () => {
  const store = memory({ ops: [op(1), op(2)], package: PACKAGE });
  const there = server();
  const { sync } = tablet(store, there);
  await sync.run();
  assert.deepEqual([store.found.ops, store.found.head], [[], { seq: 3, hash: "b" }]);
  store.found.ops = [op(3)];
  await sync.run();
  assert.deepEqual(there.bodies.map(({ unsent, head }) => ({ unsent, head })), [{ unsent: 2, head: null }, { unsent: 1, head: { seq: 3, hash: "b" } }]);
});

test("an answer lost after the commit is asked for again and counts once", async () => {
  const store = memory({ ops: [op(1)], package: PACKAGE });
  const there = server(["answer lost", "down"]);
  const { sync, delays } = tablet(store, there);
  await sync.run();
  assert.deepEqual([store.found.ops.length, sync.state.online], [1, false]);
  await sync.run();
  await sync.run();
  assert.deepEqual([store.found.ops, [...there.kept.keys()], delays.slice(0, 2), sync.state.online], [[], ["id-1"], [500, 1000], true]);
});

test("marks typed again while offline arrive in order, each on the revision before it", async () => {
  const store = memory({ ops: [op(1, { aspect: "A" }), op(2, { aspect: "A" }), op(3, { aspect: "A" })], package: PACKAGE });
  const there = server();
  const { sync } = tablet(store, there);
  for (let i = 0; i < 3; i += 1) await sync.run();
  assert.deepEqual(there.bodies.map(({ ops }) => ops.map(({ n, base }) => [n, base])), [[[1, 0]], [[2, 1]], [[3, 2]]]);
  assert.deepEqual(store.found.package.sheets[0].marks, { A: { value: "3", rev: 3 } });
});

test("an op the server cannot read is put aside and those behind it go on", async () => {
  const store = memory({ ops: [op(1, { value: "bad" }), op(2)], package: PACKAGE });
  const there = server([422, 422]);
  const { sync } = tablet(store, there);
  for (let i = 0; i < 3; i += 1) await sync.run();
  assert.deepEqual(store.found.ops, [op(1, { value: "bad", answer: { answer: "refused", code: "malformed", message: "cannot read" } })]);
  assert.deepEqual([...there.kept.keys()], ["id-2"]);
});

test("a second tab without the lease does not send, but knows that the server is there", async () => {
  const store = memory({ ops: [op(1)], package: PACKAGE, lease: { tab: "other", until: 5000 } });
  const there = server();
  const { sync, delays } = tablet(store, there);
  await sync.run();
  assert.deepEqual([there.bodies, delays, store.found.ops.length, sync.state.online], [[], [2000], 1, true]);
});

test("a socket that does not answer is not trusted: the same batch goes over HTTP", async () => {
  const store = memory({ ops: [op(1)], package: PACKAGE });
  const there = server();
  const socket = { connected: true, ops: async () => { throw new Error("timeout"); } };
  const { sync } = tablet(store, { ...there, socket });
  await sync.run();
  assert.deepEqual([store.found.ops, there.bodies.length], [[], 1]);
});

test("a device the server does not know keeps every op", async () => {
  const store = memory({ ops: [op(1)], package: PACKAGE });
  const { sync } = tablet(store, server([401]));
  await sync.run();
  assert.deepEqual([sync.state, store.found.ops.length], [{ online: false, refusedDevice: true }, 1]);
});

test("a package older than the last answer is fetched again instead of being shown", async () => {
  const store = memory({ package: PACKAGE, head: { seq: 4, hash: "d" } });
  const packs = [PACKAGE, { ...PACKAGE, head: { seq: 4, hash: "d" }, revision: 2 }];
  const { sync, delays } = tablet(store, { fetchPackage: async () => packs.shift() });
  await sync.run();
  assert.deepEqual([store.found.package.revision, delays], [1, [500]]);
  await sync.run();
  assert.deepEqual([store.found.package.revision, delays], [2, [500, 10000]]);
});
