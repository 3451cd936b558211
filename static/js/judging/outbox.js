/**
 * The outbox: what a judge typed and the server has not answered yet. Pure decisions; store.js keeps, sync.js sends.
 *
 * An op waits (`answer: null`) until its id is in an answer. Then it is deleted (kept, known) or stays as something
 * that needs the judge's attention (conflict, refused) until the judge has read and dismissed it.
 */

export const BATCH = 100;
export const FIRST_DELAY = 500;
export const LONGEST_DELAY = 15_000;

/** The ops the server has not answered, in the order they were made. */
export function waiting(ops) {
  return ops.filter((op) => op.answer === null).sort((a, b) => a.n - b.n);
}

/** The ops the server did not apply and the judge has not dismissed, oldest first. */
export function needingAttention(ops) {
  return ops.filter((op) => op.answer !== null).sort((a, b) => a.n - b.n);
}

/**
 * Waiting ops of an earlier sign-in on this tablet for sheets this judge does not have: they cannot be sent in this
 * judge's name, only exported. `sheets` is a Set of sheet ids, `device` the id now signed in.
 */
export function leftOver(ops, device, sheets) {
  return waiting(ops).filter((op) => op.device !== device && !sheets.has(op.sheet));
}

/**
 * The next request's ops: the oldest waiting ones, at most BATCH, in n order, and no two marks of one aspect. A second
 * mark waits for the answer to the first, because only that answer says which revision the second builds on.
 */
export function nextBatch(ops, device, sheets) {
  const held = new Set(leftOver(ops, device, sheets).map((op) => op.n));
  const seen = new Set();
  const batch = [];
  for (const op of waiting(ops)) {
    if (held.has(op.n)) continue;
    const place = `${op.sheet}/${op.aspect}`;
    if (batch.length === BATCH || (op.kind === "mark" && seen.has(place))) break;
    if (op.kind === "mark") seen.add(place);
    batch.push(op);
  }
  return batch;
}

/** The request for a batch: what goes over the wire, and the last head this tablet saw, as its witness. */
export function request(batch, unsent, head) {
  const ops = batch.map(({ op_id, n, kind, sheet, aspect, value, base, at, plan, note }) => ({
    op_id, n, kind, sheet, aspect, value, base, at, plan, note,
  }));
  return { ops, unsent, head: head ?? null };
}

/** True for a reply that has the form of an answer to a batch; anything else leaves every op where it is. */
export function isReply(reply) {
  return reply !== null && typeof reply === "object" && Array.isArray(reply.answers);
}

function applied(answer) {
  return answer.answer === "kept" || (answer.answer === "known" && !answer.code);
}

/**
 * What a reply changes. Returns {delete: [n], put: [ops changed], marks: [{sheet, aspect, value, rev}],
 * sheets: [{id, state, needs}], head, troubled}. Answers to ops that are gone, and second answers, change nothing.
 */
export function settle(ops, reply) {
  const byId = new Map(waiting(ops).map((op) => [op.op_id, op]));
  const changed = { delete: [], put: [], marks: [], sheets: [], head: reply.head ?? null, troubled: false };
  const revised = new Map();
  for (const answer of reply.answers) {
    const op = byId.get(answer.op_id);
    if (op === undefined || !["kept", "known", "conflict", "refused"].includes(answer.answer)) continue;
    byId.delete(answer.op_id);
    if (answer.sheet) changed.sheets.push(answer.sheet);
    if (applied(answer)) {
      changed.delete.push(op.n);
      if (op.kind === "mark") {
        changed.marks.push({ sheet: op.sheet, aspect: op.aspect, value: op.value, rev: answer.rev });
        revised.set(`${op.sheet}/${op.aspect}`, answer.rev);
      }
    } else {
      changed.troubled = true;
      changed.put.push({ ...op, answer: { answer: answer.answer, code: answer.code ?? null, message: answer.message ?? null } });
    }
  }
  for (const op of byId.values()) {
    const rev = op.kind === "mark" ? revised.get(`${op.sheet}/${op.aspect}`) : undefined;
    if (rev !== undefined && rev !== null && rev !== op.base) changed.put.push({ ...op, base: rev });
  }
  return changed;
}

/** ms to wait after `failures` failed tries in a row (0.5 s doubling to 15 s), less up to a half by chance (0..1). */
export function delay(failures, chance) {
  const full = Math.min(LONGEST_DELAY, FIRST_DELAY * 2 ** Math.max(0, failures - 1));
  return Math.round(full * (1 - chance / 2));
}

/** Which of the pill's sentences is true: "offline", "offline_clear", "sending" or "synced". */
export function pill(online, unsent) {
  if (!online) return unsent > 0 ? "offline" : "offline_clear";
  return unsent > 0 ? "sending" : "synced";
}

/** Whether a tab may send now: nobody holds the lease, it is run out, or the tab holds it itself. */
export function mayTake(lease, tab, now) {
  return !lease || lease.tab === tab || lease.until <= now || lease.until > now + 60_000;
}

/** The rescue file: everything unsent or not applied, whole, so that the desk can bring it in by hand; twice is harmless. */
export function rescue(ops, device, made) {
  const clean = [...ops].sort((a, b) => a.n - b.n);
  return { format: "craftboard-unsent", version: 1, made, device: { id: device.id, name: device.name }, ops: clean };
}
