/**
 * What a judge typed, as a value: one canonical text for every way of typing the same thing. The same rules and the same
 * refusals as competition/engine/values.py, proven on tests/golden/values.json.
 */

import { compare, exact, isDecimal, minus, over, short, written } from "../lib/decimal.js";

const LONGEST = 24;
const TYPED = /^[ -~\t\r\n\u00a0\u3000\u3002\uff61\u2212\uff01-\uff5e]*$/;
const NUMBER = /^[+-]?([0-9]+(\.[0-9]+)?|\.[0-9]+)$/;
const COMMA = /^([+-]?)([0-9]*),([0-9]+)$/;
const LIMITS = { measurement: "1000000000", timed: "999999", counted: "999999", deduction: "999" };
const SECOND_DECIMALS = 3;
/** A figure that cannot be taken: a mark that earns nothing, and not the number 0. */
export const NOT_TAKEN = "none";

/** Whether "cannot be measured" is a mark here: of what is measured, and of every attempt, which may fail. */
export function mayBeMissing(aspect) {
  return aspect.kind === "measurement" || aspect.kind === "timed" || Boolean(aspect.attempts);
}

function fault(code, facts = {}) {
  return { fault: code, ...facts };
}

/** The typed text in half-width signs without the space around it: {text} or {fault: "too_long"|"not_a_number"}. */
function plain(text) {
  if (text.length > 4 * LONGEST) return fault("too_long", { longest: String(LONGEST) });
  if (!TYPED.test(text)) return fault("not_a_number");
  const half = text.normalize("NFKC").replaceAll("\u3002", ".").replaceAll("\u2212", "-").trim();
  return half.length > LONGEST ? fault("too_long", { longest: String(LONGEST) }) : { text: half };
}

/** Whether figures with decimals are the usual ones here, so that 32,014 can only be meant as 32.014. */
function takesDecimals(aspect) {
  if (aspect.kind === "measurement") return aspect.decimals > 0;
  return aspect.kind === "points" && [aspect.step, aspect.min ?? "0"].some((figure) => decimalsOf(short(figure)) > 0);
}

/**
 * The decimal text of a number as typed, or null. A comma is the point; where whole numbers are usual, one that could
 * group thousands (1,234) is refused.
 */
function numberText(typed, aspect) {
  let text = typed;
  const comma = COMMA.exec(typed);
  if (comma) {
    const [, sign, before, after] = comma;
    const groups = after.length === 3 && before.length >= 1 && before.length <= 3 && !before.startsWith("0");
    if (!groups || takesDecimals(aspect)) text = `${sign}${before}.${after}`;
  }
  if (!NUMBER.test(text)) return null;
  return text.replace("+", "").replace(/^(-?)\./, "$10.");
}

function decimalsOf(text) {
  return text.includes(".") ? text.split(".")[1].length : 0;
}

function between(number, least, most) {
  if (compare(number, exact(least)) >= 0 && compare(number, exact(most)) <= 0) return null;
  return fault("out_of_range", { least, most });
}

function stepped(text, step, most, least = "0") {
  const number = exact(text);
  const outside = between(number, least, most);
  if (outside) return outside;
  const steps = over(minus(number, exact(least)), exact(step));
  if (steps.n % steps.d !== 0n) return fault("between_steps", { step });
  return { value: written(number, Math.max(decimalsOf(step), decimalsOf(least))) };
}

function tooFine(text, most) {
  return decimalsOf(short(text)) > most ? fault("too_many_decimals", { decimals: String(most) }) : null;
}

function measured(aspect, text) {
  const number = exact(text);
  const wrong = tooFine(text, aspect.decimals) ?? between(number, `-${LIMITS.measurement}`, LIMITS.measurement);
  return wrong ?? { value: written(number, aspect.decimals) };
}

function timed(aspect, text) {
  const number = exact(text);
  const wrong = tooFine(text, SECOND_DECIMALS) ?? between(number, "0", LIMITS.timed);
  return wrong ?? { value: short(written(number, SECOND_DECIMALS)) };
}

const KINDS = {
  measurement: measured,
  judgement: (aspect, text) => stepped(text, "1", String(aspect.steps - 1)),
  points: (aspect, text) => stepped(text, aspect.step, aspect.max, aspect.min ?? "0"),
  deduction: (aspect, text) => stepped(text, "1", LIMITS.deduction),
  counted: (aspect, text) => stepped(text, "1", LIMITS.counted),
  timed,
};

/**
 * The canonical value a judge typed: {value}, or {fault, …facts} with too_long, not_a_number, out_of_range,
 * between_steps or too_many_decimals. One number is never turned into another; no text is no value, never zero.
 */
export function readValue(aspect, text) {
  if (mayBeMissing(aspect) && text.trim() === NOT_TAKEN) return { value: NOT_TAKEN };
  if (aspect.kind === "yesno") {
    const word = text.normalize("NFKC").trim();
    return word === "yes" || word === "no" ? { value: word } : fault("out_of_range", { least: "no", most: "yes" });
  }
  const half = plain(text);
  if (half.fault) return half;
  const number = numberText(half.text, aspect);
  return number === null ? fault("not_a_number") : KINDS[aspect.kind](aspect, number);
}

/** Whether a canonical value can have been measured; aspects without a plausible range take everything. */
export function plausible(aspect, value) {
  const range = aspect.plausible;
  if (!range || !isDecimal(value)) return true;
  return compare(exact(value), exact(range.min)) >= 0 && compare(exact(value), exact(range.max)) <= 0;
}

/** The most a judgement, deduction or count can be, as a number. */
export function most(aspect) {
  return aspect.kind === "judgement" ? aspect.steps - 1 : Number(LIMITS[aspect.kind]);
}

/** Seconds of "12:30" or "1:02:05.5", colon in any width; any other text comes back as it is. */
export function secondsOf(text) {
  const time = /^(?:(\d{1,3}):)?(\d{1,4}):(\d{1,2})([.,\u3002]\d+)?$/.exec(text.normalize("NFKC").trim());
  if (!time) return text;
  const [, hours, minutes, rest, part = ""] = time;
  if (Number(rest) > 59 || (hours !== undefined && Number(minutes) > 59)) return text;
  const whole = Number(hours ?? 0) * 3600 + Number(minutes) * 60 + Number(rest);
  return part === "" ? String(whole) : `${whole}.${part.slice(1)}`;
}

/** What was typed in an aspect's field: {value} with null for nothing typed, or {fault, …facts}. */
export function typed(aspect, text) {
  if (text.trim() === "") return { value: null };
  return readValue(aspect, aspect.kind === "timed" ? secondsOf(text) : text);
}

/** Seconds (decimal text) as a clock shows them: "0:09", "12:30", "1:02:05.5". */
export function clockFace(value) {
  const [whole, part] = value.split(".");
  const all = Number(whole);
  const two = (n) => String(n).padStart(2, "0");
  const hours = Math.floor(all / 3600);
  const minutes = Math.floor((all % 3600) / 60);
  const face = hours > 0 ? `${hours}:${two(minutes)}:${two(all % 60)}` : `${minutes}:${two(all % 60)}`;
  return part === undefined ? face : `${face}.${part}`;
}
