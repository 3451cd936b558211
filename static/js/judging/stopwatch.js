/** A stopwatch on the device's monotonic clock; it only fills a value in, the judge still enters it. Pure. */

export const STOPPED = { started: null, before: 0 };

export function begun(watch, at) {
  return watch.started === null ? { started: at, before: watch.before } : watch;
}

export function held(watch, at) {
  return watch.started === null ? watch : { started: null, before: watch.before + (at - watch.started) };
}

/** ms shown at the moment `at`. */
export function elapsed(watch, at) {
  return watch.before + (watch.started === null ? 0 : at - watch.started);
}

/** ms as the seconds that are entered: hundredths, cut and never rounded up, e.g. 65439 -> "65.43". */
export function asSeconds(ms) {
  const hundredths = Math.floor(ms / 10);
  return `${Math.floor(hundredths / 100)}.${String(hundredths % 100).padStart(2, "0")}`;
}
