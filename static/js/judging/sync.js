/**
 * Sends the outbox and fetches the package, for as long as the page is open. It trusts answers only: never
 * navigator.onLine, never a sent request. All chance, time and transport is handed in, so that it runs under node.
 */

import * as outbox from "./outbox.js";
import * as sheets from "./sheets.js";

const LEASE = 10_000;
const HEARTBEAT = 10_000;
const PENDING_POLL = 3_000;
const STALE_TRIES = 3;
const ELSEWHERE = 2_000;

/**
 * `memory`: store.js. `wire`: {post(body), fetchPackage(), socket: {connected, ops(body), hello(body)}}; each call
 * resolves with the JSON of an answer or rejects with an Error, `status` set when the server said no. `clock`: server
 * clock. `tab`: this tab's id. `told(change)`: called after anything changed. `now`, `chance`, `later`, `never` (to
 * cancel) replace the world in tests.
 */
export function synchroniser({ memory, wire, clock, tab, told, now = Date.now, chance = Math.random, later = setTimeout, never = clearTimeout }) {
  let timer = null;
  let busy = false;
  let again = false;
  let failures = 0;
  let stale = 0;
  let narrow = false;
  let stopped = false;
  const wants = { package: true };
  const state = { online: false, refusedDevice: false };

  function report(change) {
    told({ ...state, ...change });
  }

  function plan(ms) {
    if (stopped) return;
    never(timer);
    timer = later(run, ms);
  }

  async function holdLease() {
    const { result } = await memory.write((found) => {
      if (!outbox.mayTake(found.lease, tab, now())) return { result: false };
      return { kept: { lease: { tab, until: now() + LEASE } }, result: true };
    });
    return result;
  }

  async function heard(answering) {
    const sent = clock.monotonic();
    const answer = await answering;
    if (answer?.now) clock.heard(answer.now, sent, clock.monotonic());
    state.online = true;
    return answer;
  }

  async function takePackage() {
    wants.package = false;
    const fresh = await heard(wire.fetchPackage());
    const { result } = await memory.write((found) => {
      if (sheets.isOlder(fresh, found.head) && stale < STALE_TRIES) return { result: "older" };
      return {
        kept: {
          package: sheets.merged(found.package, fresh, found.ops),
          ...(fresh.head ? { head: fresh.head } : {}),
          ...(fresh.sheets && outbox.waiting(found.ops).length === 0 ? { synced: clock.now() } : {}),
        },
        result: "kept",
      };
    });
    if (result === "older") {
      stale += 1;
      wants.package = true;
    } else {
      stale = 0;
    }
    report({ package: true });
    return fresh;
  }

  async function send(batch, found) {
    const body = outbox.request(batch, outbox.waiting(found.ops).length, found.head);
    const quick = wire.socket.connected ? await wire.socket.ops(body).catch(() => null) : null;
    const reply = await heard(outbox.isReply(quick) ? quick : wire.post(body));
    if (!outbox.isReply(reply)) throw new Error("not an answer");
    const { result } = await memory.write((fresh) => {
      const settled = outbox.settle(fresh.ops, reply);
      const left = outbox.waiting(fresh.ops).length - settled.delete.length - settled.put.filter((op) => op.answer).length;
      return {
        put: settled.put,
        delete: settled.delete,
        kept: {
          package: sheets.after(fresh.package, settled),
          ...(settled.head ? { head: settled.head } : {}),
          ...(left === 0 ? { synced: clock.now() } : {}),
        },
        result: settled,
      };
    });
    if (result.troubled) wants.package = true;
    report({ ops: true });
    return result.delete.length + result.put.length > 0;
  }

  async function beat(found) {
    const body = { unsent: outbox.waiting(found.ops).length, head: found.head };
    if (!wire.socket.connected) return void (await takePackage());
    const answer = await heard(wire.socket.hello(body));
    if (Number.isInteger(answer?.revision) && answer.revision > (found.package?.revision ?? -1)) await takePackage();
    else report({});
    return undefined;
  }

  async function sendNext(found) {
    const here = new Set((found.package.sheets ?? []).map((sheet) => sheet.id));
    const batch = outbox.nextBatch(found.ops, found.device.id, here);
    if (batch.length === 0) return null;
    if (!(await holdLease())) {
      await beat(found);
      return ELSEWHERE;
    }
    const part = narrow ? batch.slice(0, 1) : batch;
    try {
      if (!(await send(part, found))) throw new Error("the answer names none of the ops sent");
    } catch (error) {
      if (error.status !== 400 && error.status !== 422) throw error;
      if (part.length === 1) await setAside(part[0], error);
      narrow = part.length > 1;
      return 0;
    }
    narrow = false;
    return 0;
  }

  /** An op the server cannot read must not hold up those behind it: it stays, under what needs attention. */
  async function setAside(op, error) {
    await memory.write((found) => {
      const there = found.ops.find((other) => other.n === op.n);
      return there ? { put: [{ ...there, answer: { answer: "refused", code: "malformed", message: error.message } }] } : null;
    });
    report({ ops: true });
  }

  /** One round; resolves with the ms until the next is due. */
  async function round() {
    const found = await memory.read();
    if (!found.device) return HEARTBEAT;
    if (found.package?.device?.state !== "accepted") {
      const fresh = await takePackage();
      return fresh.device.state === "accepted" ? 0 : PENDING_POLL;
    }
    const next = await sendNext(found);
    if (next !== null) return next;
    if (wants.package) await takePackage();
    else await beat(found);
    return wants.package ? outbox.FIRST_DELAY : HEARTBEAT;
  }

  async function run() {
    if (busy) {
      again = true;
      return;
    }
    busy = true;
    again = false;
    let next;
    try {
      next = await round();
      failures = 0;
      state.refusedDevice = false;
    } catch (error) {
      failures += 1;
      state.online = false;
      state.refusedDevice = error.status === 401 || error.status === 403;
      wants.package = true;
      report({ fault: error });
      next = outbox.delay(failures, chance());
      again = false;
    }
    busy = false;
    plan(again ? 0 : next);
  }

  return {
    /** Something happened that makes a try worthwhile now: a new op, online, focus, pageshow, visible, socket connect. */
    kick() {
      if (busy) again = true;
      else plan(0);
    },
    /** The server has a newer package. */
    refresh() {
      wants.package = true;
      this.kick();
    },
    /** The socket broke: the pill must not say otherwise until the next answer. */
    lost() {
      state.online = false;
      report({});
      this.kick();
    },
    stop() {
      stopped = true;
      never(timer);
    },
    run,
    state,
  };
}
