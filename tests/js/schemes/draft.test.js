import assert from "node:assert/strict";
import { test } from "node:test";

import { createAutosave } from "../../../static/js/schemes/autosave.js";
import { difference } from "../../../static/js/schemes/faults.js";
import { fits } from "../../../static/js/schemes/search.js";

function rig(answers) {
  const states = [];
  const timers = [];
  let sent = 0;
  const autosave = createAutosave({
    send: async () => {
      sent += 1;
      const answer = answers.shift();
      if (answer instanceof Error) throw answer;
      return answer;
    },
    show: (state) => states.push(state),
    later: (run, ms) => timers.push({ run, ms }) - 1,
    never: (index) => {
      if (timers[index]) timers[index].run = null;
    },
  });
  return { autosave, states, waits: () => timers.filter((one) => one.run).map((one) => one.ms), fire: () => timers.findLast((one) => one.run).run(), sent: () => sent };
}

test("typing is sent once, a little after the last keystroke", async () => {
  const { autosave, states, waits, fire, sent } = rig(["saved"]);
  autosave.changed();
  autosave.changed();
  assert.deepEqual([waits(), autosave.open()], [[900], true]);
  await fire();
  assert.deepEqual([sent(), states, autosave.open()], [1, ["dirty", "dirty", "saving", "saved"], false]);
});

test("what is typed while an answer is under way is sent after it", async () => {
  const { autosave, waits, fire, sent } = rig(["saved", "saved"]);
  autosave.changed();
  const first = fire();
  autosave.changed();
  await first;
  assert.deepEqual([sent(), autosave.open(), waits().at(-1)], [1, true, 900]);
  await fire();
  assert.deepEqual([sent(), autosave.open()], [2, false]);
});

test("a server that does not answer is asked again, less and less often", async () => {
  const { autosave, states, waits, fire } = rig([new Error("away"), "failed", "failed", "failed", "saved"]);
  autosave.changed();
  const asked = [];
  for (let n = 0; n < 4; n += 1) {
    await fire();
    asked.push(waits().at(-1));
  }
  assert.deepEqual([asked, autosave.open()], [[2000, 5000, 15_000, 15_000], true]);
  await fire();
  assert.deepEqual([states.at(-1), autosave.open()], ["saved", false]);
});

test("a refusal is not repeated until something else is typed", async () => {
  const { autosave, states, fire, sent } = rig(["refused", "saved"]);
  autosave.changed();
  await fire();
  assert.deepEqual([states.at(-1), sent(), await autosave.flush()], ["refused", 1, "saved"]);
  autosave.changed();
  await fire();
  assert.equal(sent(), 2);
});

test("hold waits for the answer under way and plans nothing more", async () => {
  const { autosave, fire, waits, sent } = rig(["saved"]);
  autosave.changed();
  const first = fire();
  autosave.changed();
  await autosave.hold();
  await first;
  assert.deepEqual([sent(), waits().length, autosave.open()], [1, 0, true]);
});

test("difference marks what is new, joins two reasons of a field and clears what is settled", () => {
  const shown = new Map([["max", "old"], ["key", "twice"]]);
  assert.deepEqual(difference(shown, [{ field: "max", why: "old" }, { field: "to", why: "a" }, { field: "to", why: "b" }]), { mark: [["to", "a b"]], clear: ["key"] });
  assert.deepEqual(difference(new Map(), []), { mark: [], clear: [] });
});

test("fits asks for every word, in any order, case and width", () => {
  assert.deepEqual([fits("", "焊工 Welding WE"), fits("welding 焊", "焊工 Welding WE"), fits("ＷＥ", "焊工 Welding WE"), fits("nurse", "焊工 Welding WE")], [true, true, true, false]);
});
