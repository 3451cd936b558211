/**
 * A judge's own sheet in points, before panel and weights: only a preview, shown while marking. Same rules and rounding
 * as the engine, proven on tests/golden/sheet_preview.json. Fractions inside, decimal strings outside.
 */

import { ceiling, compare, exact, least, minus, over, plus, rounded, times, written } from "../lib/decimal.js";
import { NOT_TAKEN } from "./values.js";

const ZERO = { n: 0n, d: 1n };

function inBand(value, bands, otherwise) {
  const band = bands.find(
    ({ from = null, to = null }) =>
      (from === null || compare(value, exact(from)) >= 0) && (to === null || compare(value, exact(to)) <= 0),
  );
  return band === undefined ? otherwise : exact(band.points);
}

function capped(off, cap) {
  return cap === null || cap === undefined ? off : least(off, exact(cap));
}

function lateBy(value, late) {
  if (!late || compare(value, exact(late.from)) <= 0) return ZERO;
  const units = ceiling(over(minus(value, exact(late.from)), exact(late.unit)));
  return capped(times(units, exact(late.points)), late.cap);
}

const RAW = {
  measurement: (aspect, value) => inBand(exact(value), aspect.bands, ZERO),
  yesno: (aspect, value) => (value === "yes" ? exact(aspect.max) : ZERO),
  judgement: (aspect, value) => times(over(exact(value), exact(String(aspect.steps - 1))), exact(aspect.max)),
  points: (aspect, value) => exact(value),
  deduction: (aspect, value) => minus(ZERO, capped(times(exact(value), exact(aspect.step)), aspect.cap)),
  counted: (aspect, value) => least(times(exact(value), exact(aspect.each)), exact(aspect.max)),
  timed: (aspect, value) => minus(inBand(exact(value), aspect.bands, exact(aspect.beyond ?? "0")), lateBy(exact(value), aspect.over)),
};

/** The points of one value as a decimal string, rounded by the plan's rule `aspect`; null for unmarked. */
export function pointsOf(aspect, value, rounding) {
  if (value === null) return null;
  const { digits, mode } = rounding.aspect;
  return written(rounded(value === NOT_TAKEN ? ZERO : RAW[aspect.kind](aspect, value), digits, mode), digits);
}

/** True when a missed critical step (safety) takes the whole sheet. */
export function isForfeit(aspects, values) {
  return aspects.some((aspect) => aspect.kind === "deduction" && aspect.critical && Number(values[aspect.key] ?? 0) > 0);
}

/**
 * {points: {key: text|null}, total, max, forfeit} of one sheet: `aspects` those on it, `values` {key: value|null}.
 * The total is rounded by the rule `judge`, never below zero, and zero once a critical step was missed.
 */
export function sheetPreview(aspects, values, rounding) {
  const { digits, mode } = rounding.judge;
  const points = Object.fromEntries(aspects.map((aspect) => [aspect.key, pointsOf(aspect, values[aspect.key] ?? null, rounding)]));
  const marked = Object.values(points).filter((figure) => figure !== null);
  const sum = marked.reduce((total, figure) => plus(total, exact(figure)), ZERO);
  const forfeit = isForfeit(aspects, values);
  const whole = forfeit || compare(sum, ZERO) < 0 ? ZERO : sum;
  const max = aspects.reduce((total, aspect) => plus(total, exact(aspect.max)), ZERO);
  return { points, total: written(rounded(whole, digits, mode), digits), max: written(rounded(max, digits, mode), digits), forfeit };
}
