import assert from "node:assert/strict";
import { test } from "node:test";

import { countdown, instant, left, serverClock, timeOfDay } from "../../../static/js/lib/clock.js";
import { ceiling, compare, exact, over, plus, product, rounded, short, times, written } from "../../../static/js/lib/decimal.js";
import { uuid7 } from "../../../static/js/lib/uuid.js";
import { knows, say, setWords, t } from "../../../static/js/lib/words.js";

test("t fills placeholders, leaves unknown ones and shows an unknown key", () => {
  setWords({ "pill.offline": "离线，{n} 条已存本机", odd: "{a} {b}" });
  assert.deepEqual([t("pill.offline", { n: 3 }), t("odd", { a: 1 }), t("no.such"), knows("odd"), knows("toString")], ["离线，3 条已存本机", "1 {b}", "no.such", true, false]);
});

test("say gives the text of the language or whichever there is", () => {
  assert.deepEqual([say({ zh: "孔径", en: "Bore" }, "en-US"), say({ zh: "孔径", en: "" }, "en"), say(null, "zh"), say("plain", "zh")], ["Bore", "孔径", "", "plain"]);
});

test("countdown counts a begun second whole and shows hours when there are any", () => {
  assert.deepEqual([0, 1, 59_000, 1_122_000, 3_725_000, null].map(countdown), ["00:00", "00:01", "00:59", "18:42", "1:02:05", ""]);
});

test("left never goes below nothing", () => {
  assert.deepEqual([left(5000, 2000), left(5000, 9000), left(null, 0)], [3000, 0, null]);
});

test("instant reads an ISO time and nothing else", () => {
  assert.deepEqual([instant("1970-01-01T00:00:01Z"), instant(null), instant("soon")], [1000, null, null]);
});

test("timeOfDay shows the event's zone", () => {
  const ms = Date.parse("2026-11-21T06:35:08Z");
  assert.deepEqual([timeOfDay(ms, "Asia/Shanghai"), timeOfDay(ms, "UTC")], ["14:35:08", "06:35:08"]);
});

test("serverClock follows the server on the monotonic clock, whatever the device's own clock says", () => {
  let monotonic = 1000;
  let device = 0;
  const clock = serverClock(() => monotonic, () => device);
  assert.deepEqual([clock.known, clock.now()], [false, 0]);
  clock.heard("1970-01-02T00:00:00.000Z", 1000, 1200);
  monotonic = 2200;
  device = 99_999_999;
  assert.deepEqual([clock.known, clock.now()], [true, 86_400_000 + 100 + 1000]);
});

test("serverClock prefers the shorter round trip until it is old", () => {
  const clock = serverClock(() => 0, () => 0);
  clock.heard("1970-01-02T00:00:00.000Z", 0, 20);
  clock.heard("1970-01-03T00:00:00.000Z", 100, 4100);
  assert.equal(clock.now(), 86_400_000 + 10 - 20);
  clock.heard("1970-01-03T00:00:00.000Z", 700_000, 704_000);
  assert.equal(clock.now(), 2 * 86_400_000 + 2000 - 704_000);
});

test("uuid7 has the version, the variant and the time, and sorts in the order of minting", () => {
  const fill = (bytes) => bytes.fill(0xff);
  const now = Date.UTC(2100, 0, 1);
  const ids = [uuid7(now, fill), uuid7(now, fill), uuid7(now - 5000, fill), uuid7(now + 1, fill)];
  assert.match(ids[0], /^[0-9a-f]{8}-[0-9a-f]{4}-7[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/);
  assert.equal(Number.parseInt(ids[0].replaceAll("-", "").slice(0, 12), 16), now);
  assert.deepEqual([...ids].sort(), ids);
  assert.equal(new Set(Array.from({ length: 9000 }, () => uuid7(now))).size, 9000);
});

test("decimals are exact where floating point is not", () => {
  assert.deepEqual(written(plus(exact("0.1"), exact("0.2")), 1), "0.3");
  assert.equal(compare(times(exact("1.1"), exact("1.1")), exact("1.21")), 0);
});

test("rounded follows each mode on both sides of zero", () => {
  const cases = [["0.125", "half_up"], ["-0.125", "half_up"], ["0.125", "half_even"], ["0.135", "half_even"], ["0.129", "down"], ["-0.129", "down"], ["-0.001", "half_up"]];
  assert.deepEqual(cases.map(([text, mode]) => written(rounded(exact(text), 2, mode), 2)), ["0.13", "-0.13", "0.12", "0.14", "0.12", "-0.12", "0.00"]);
  assert.equal(written(rounded(over(exact("2"), exact("3")), 2, "half_up"), 2), "0.67");
  assert.throws(() => rounded(exact("1"), 0, "up"), RangeError);
});

test("product is exact with all its decimals", () => {
  assert.deepEqual([product("2.5", "1.25"), product("50", "1.86"), product("-4", "3")], ["3.125", "93.00", "-12"]);
});

test("exact refuses what is not a decimal, over refuses zero", () => {
  for (const text of ["", "1e3", "1,5", ".5", "NaN"]) assert.throws(() => exact(text), RangeError);
  assert.throws(() => over(exact("1"), exact("0.0")), RangeError);
});

test("ceiling counts started units, short drops needless zeros", () => {
  assert.deepEqual(["30.0", "30.1", "-3.5"].map((text) => ceiling(exact(text)).n), [30n, 31n, -3n]);
  assert.deepEqual(["2.00", "0.50", "100"].map(short), ["2", "0.5", "100"]);
});
