/**
 * When a form that saves itself is sent: a little after the last keystroke, one answer awaited at a time, tried again
 * while the server does not answer, and never again after a refusal until something else is typed. No DOM, no clock of
 * its own: `send` answers "saved", "refused" or "failed", `show` is told every state.
 */
export function createAutosave({ send, show, delay = 900, waits = [2000, 5000, 15_000], later = setTimeout, never = clearTimeout }) {
  let dirty = false;
  let failures = 0;
  let timer = null;
  let running = null;
  let held = false;

  const plan = (ms) => {
    never(timer);
    timer = held ? null : later(run, ms);
  };

  const settle = (answer) => {
    running = null;
    if (answer === "saved") {
      failures = 0;
      show(dirty ? "dirty" : "saved");
      if (dirty) plan(delay);
    } else if (answer === "refused") {
      show("refused");
    } else {
      dirty = true;
      show("failed");
      plan(waits[Math.min(failures, waits.length - 1)]);
      failures += 1;
    }
    return answer;
  };

  function run() {
    never(timer);
    if (running) return running;
    if (!dirty) return Promise.resolve("saved");
    dirty = false;
    show("saving");
    running = Promise.resolve().then(send).catch(() => "failed").then(settle);
    return running;
  }

  return {
    /** Something was typed. */
    changed() {
      dirty = true;
      if (!running) {
        show("dirty");
        plan(delay);
      }
    },
    /** Whether something typed is not known to be kept. */
    open() {
      return dirty || running !== null;
    },
    /** Waits for an answer that is under way and sends nothing more: the form itself is about to be sent. */
    async hold() {
      held = true;
      never(timer);
      await running;
    },
    /** Sends what is open now; resolves with the last answer. */
    flush() {
      return run();
    },
  };
}
