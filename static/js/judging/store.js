/**
 * The tablet's memory in IndexedDB: `ops` (the outbox, numbered by an auto-increment that survives reloads) and `kept`
 * (device, package, head, undo, synced, lease). Every change is one readwrite transaction with durability "strict";
 * its promise resolves after `oncomplete` and not before: only then may the page say that something is stored.
 */

const NAME = "craftboard-judging";
const KEPT = ["device", "package", "head", "undo", "synced", "lease"];

function opened(factory) {
  return new Promise((resolve, reject) => {
    const asking = factory.open(NAME, 1);
    asking.onupgradeneeded = () => {
      asking.result.createObjectStore("ops", { keyPath: "n", autoIncrement: true });
      asking.result.createObjectStore("kept");
    };
    asking.onsuccess = () => resolve(asking.result);
    asking.onerror = () => reject(asking.error);
    asking.onblocked = () => reject(new Error("the tablet's memory is held open by an older page"));
  });
}

function readAll(transaction, then) {
  const found = { ops: [] };
  const ops = transaction.objectStore("ops").getAll();
  ops.onsuccess = () => {
    found.ops = ops.result;
  };
  const kept = transaction.objectStore("kept");
  for (const [i, key] of KEPT.entries()) {
    const asking = kept.get(key);
    asking.onsuccess = () => {
      found[key] = asking.result ?? null;
      if (i === KEPT.length - 1) then(found);
    };
  }
}

/** The memory over an IDBFactory. read() -> {ops, device, package, head, undo, synced, lease}; write(decide) below. */
export function memory(factory = indexedDB) {
  let connection = null;

  async function connected() {
    if (connection === null) {
      const database = await opened(factory);
      const forget = () => {
        if (connection === database) connection = null;
      };
      database.onclose = forget;
      database.onversionchange = () => {
        forget();
        database.close();
      };
      connection = database;
    }
    return connection;
  }

  async function begin(mode) {
    const options = mode === "readwrite" ? { durability: "strict" } : {};
    try {
      return (await connected()).transaction(["ops", "kept"], mode, options);
    } catch (error) {
      if (error.name !== "InvalidStateError") throw error;
      connection = null;
      return (await connected()).transaction(["ops", "kept"], mode, options);
    }
  }

  return {
    async read() {
      const transaction = await begin("readonly");
      return new Promise((resolve, reject) => {
        readAll(transaction, resolve);
        transaction.onabort = () => reject(transaction.error);
      });
    },

    /**
     * One transaction: reads everything, lets the pure `decide(found)` say what changes, writes it. `decide` returns
     * {add: [ops without n], put: [ops], delete: [n], kept: {key: value}, result}, all optional, or null for nothing.
     * Resolves after the commit with {ops added with their n, result}; rejects, and nothing is changed, otherwise.
     */
    async write(decide) {
      const transaction = await begin("readwrite");
      return new Promise((resolve, reject) => {
        const outcome = { added: [], result: undefined };
        let fault = null;
        transaction.oncomplete = () => resolve(outcome);
        transaction.onabort = () => reject(fault ?? transaction.error);
        readAll(transaction, (found) => {
          try {
            const change = decide(found);
            if (change !== null) apply(transaction, change, outcome);
          } catch (error) {
            fault = error;
            transaction.abort();
          }
        });
      });
    },
  };
}

function apply(transaction, change, outcome) {
  const ops = transaction.objectStore("ops");
  const kept = transaction.objectStore("kept");
  for (const op of change.add ?? []) {
    const adding = ops.add(op);
    adding.onsuccess = () => outcome.added.push({ ...op, n: adding.result });
  }
  for (const op of change.put ?? []) ops.put(op);
  for (const n of change.delete ?? []) ops.delete(n);
  for (const [key, value] of Object.entries(change.kept ?? {})) kept.put(value, key);
  outcome.result = change.result;
}
