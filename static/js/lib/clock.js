/**
 * The server's time on a device whose own clock may be wrong. The offset is taken against the device's monotonic
 * clock, so a person who changes the device's time of day does not change the countdown.
 */

/** Milliseconds left until `endsAt` at `now` (both ms since 1970), never below 0; null when there is no end. */
export function left(endsAt, now) {
  return endsAt === null || Number.isNaN(endsAt) ? null : Math.max(0, endsAt - now);
}

/** A duration in ms as "18:42", from one hour on "1:02:05"; a begun second counts whole, so it reaches 00:00 at the end. */
export function countdown(ms) {
  if (ms === null) return "";
  const seconds = Math.ceil(ms / 1000);
  const two = (n) => String(n).padStart(2, "0");
  const hours = Math.floor(seconds / 3600);
  const rest = `${two(Math.floor((seconds % 3600) / 60))}:${two(seconds % 60)}`;
  return hours > 0 ? `${hours}:${rest}` : rest;
}

/** An ISO instant as ms since 1970; null for null, "" or nonsense. */
export function instant(iso) {
  const ms = iso ? Date.parse(iso) : Number.NaN;
  return Number.isNaN(ms) ? null : ms;
}

/** ms since 1970 as "14:35:08" in `zone` (IANA name); a zone the device does not know falls back to the device's own. */
export function timeOfDay(ms, zone) {
  const shape = { hour: "2-digit", minute: "2-digit", second: "2-digit", hourCycle: "h23" };
  try {
    return new Intl.DateTimeFormat("en-GB", { ...shape, timeZone: zone }).format(ms);
  } catch (error) {
    if (!(error instanceof RangeError)) throw error;
    return new Intl.DateTimeFormat("en-GB", shape).format(ms);
  }
}

/**
 * A clock that follows the server. `monotonic()` gives ms that only grow, `device()` the device's own ms since 1970.
 * `heard(iso, sent, received)` takes a server instant together with the monotonic moments between which it was
 * answered; of the answers heard, the one with the shortest round trip wins until it is ten minutes old.
 */
export function serverClock(monotonic = () => performance.now(), device = () => Date.now()) {
  let best = null;
  return {
    heard(iso, sent, received) {
      const server = instant(iso);
      if (server === null) return;
      const at = received ?? monotonic();
      const trip = Math.max(0, at - (sent ?? at));
      if (best === null || trip <= best.trip || at - best.at > 600_000) best = { base: server + trip / 2 - at, trip, at };
    },
    now() {
      return best === null ? device() : best.base + monotonic();
    },
    get known() {
      return best !== null;
    },
  };
}
