/**
 * A judge's own sheet in points, before panel and weights: only a preview, shown while marking. Same rules and rounding
 * as the engine, proven on tests/golden/sheet_preview.json. Fractions inside, decimal strings outside.
 */

import { ceiling, compare, exact, least, minus, over, plus, rounded, times, written } from "../lib/decimal.js";
import { joined, slotsOf } from "./attempts.js";
import { evaluate, expression, NONE, UNMARKED } from "./expressions.js";
import { NOT_TAKEN } from "./values.js";

const ZERO = { n: 0n, d: 1n };
const UNSAID_DIGITS = 30;

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

/** Points off for every started unit of an excess. */
function off(rule, excess) {
  if (!rule || excess(rule).n <= 0n) return ZERO;
  return capped(times(ceiling(over(excess(rule), exact(rule.unit))), exact(rule.points)), rule.cap);
}

function timed(aspect, value) {
  const earned = inBand(value, aspect.bands, exact(aspect.beyond ?? "0"));
  const late = off(aspect.over, ({ from }) => minus(value, exact(from)));
  return minus(minus(earned, late), off(aspect.under, ({ from }) => minus(exact(from), value)));
}

function judged(aspect, value) {
  if (aspect.values) return exact(aspect.values[Number(value.n / value.d)]);
  return times(over(value, exact(String(aspect.steps - 1))), exact(aspect.max));
}

const RAW = {
  measurement: (aspect, value) => inBand(value, aspect.bands, ZERO),
  yesno: (aspect, value) => times(value, exact(aspect.max)),
  judgement: judged,
  points: (_aspect, value) => value,
  deduction: (aspect, value) => minus(ZERO, capped(times(value, exact(aspect.step)), aspect.cap)),
  counted: (aspect, value) => least(times(value, exact(aspect.each)), exact(aspect.max)),
  timed,
};

function isMissing(figure) {
  return figure === UNMARKED || figure === NONE;
}

function numberOf(aspect, value) {
  if (value === null) return UNMARKED;
  if (value === NOT_TAKEN) return NONE;
  return aspect.kind === "yesno" ? exact(value === "yes" ? "1" : "0") : exact(value);
}

function clamped(figure, low, high) {
  if (compare(figure, exact(low)) < 0) return exact(low);
  return least(figure, exact(high));
}

/** The rule that rounds an aspect's points last. */
function lastRule(aspect, rounding) {
  return aspect.kind === "computed" || aspect.factor ? (rounding.product ?? rounding.aspect) : rounding.aspect;
}

function roundedBy(figure, { digits, mode }) {
  return rounded(figure, digits, mode);
}

/** One sheet while it is worked out: `told` are the aspects that it tells all about, {key: {figure, points, attempts}}. */
class Sheet {
  constructor(values, rounding) {
    this.values = values;
    this.rounding = rounding;
    this.told = new Map();
  }

  /** Points of an exact worth, rounded and times the factor; missing as the worth is. */
  pointed(aspect, worth) {
    if (isMissing(worth)) return worth;
    const points = roundedBy(worth, aspect.kind === "computed" ? lastRule(aspect, this.rounding) : this.rounding.aspect);
    return aspect.factor ? roundedBy(times(points, exact(aspect.factor)), lastRule(aspect, this.rounding)) : points;
  }

  /** What a number earns, exactly. */
  worth(aspect, number) {
    if (isMissing(number)) return number;
    if (!aspect.formula) return RAW[aspect.kind](aspect, number);
    const figure = evaluate(aspect.formula, this.sources(number, 0));
    return isMissing(figure) ? figure : clamped(figure, aspect.floor ?? "0", aspect.max);
  }

  /** What an expression may ask: of attempt n, or of the whole aspects (0). */
  sources(value, attempt) {
    const asked = (key, name) => {
      const told = this.told.get(key);
      return attempt > 0 && told.attempts && !(name === "points" && told.byValue) ? told.attempts[attempt - 1][name] : told[name];
    };
    return {
      value,
      figure: (key) => asked(key, "figure"),
      points: (key) => {
        const points = asked(key, "points");
        return points === NONE ? ZERO : points;
      },
    };
  }

  /** {figure, points, attempts} of an aspect; figures are fractions, UNMARKED or NONE. */
  outcome(aspect) {
    const rules = aspect.attempts;
    if (!rules) return this.once(aspect, 0, aspect.key);
    const attempts = slotsOf(aspect).map((slot, i) => this.once(aspect, i + 1, slot));
    const byValue = rules.on === "value";
    const made = attempts.map(({ figure, points }) => (byValue ? figure : points)).filter((one) => one !== UNMARKED);
    const came = made.length === 0 ? UNMARKED : (joined(rules, made.map((one) => (one === NONE ? null : one))) ?? NONE);
    const all = attempts.map((one) => (byValue ? one : { ...one, figure: one.points }));
    return { figure: came, points: byValue ? this.pointed(aspect, this.worth(aspect, came)) : came, attempts: all, byValue };
  }

  once(aspect, attempt, slot) {
    if (aspect.kind === "computed") {
      const figure = evaluate(aspect.expression, this.sources(UNMARKED, attempt));
      const points = this.pointed(aspect, isMissing(figure) ? figure : clamped(figure, aspect.min ?? "0", aspect.max));
      return { figure: points, points };
    }
    const figure = numberOf(aspect, this.values[slot] ?? null);
    return { figure, points: this.pointed(aspect, this.worth(aspect, figure)) };
  }

  /** Whether the sheet tells all that an aspect's points rest on. */
  knows(aspect) {
    const text = aspect.kind === "computed" ? aspect.expression : aspect.formula;
    if (!text) return true;
    const { keys, asksField } = expression(text);
    return !asksField && [...keys].every((key) => this.told.has(key));
  }

  /** The outcomes of all aspects, those that name others after what they name. */
  outcomes(aspects) {
    const found = new Map(aspects.map((aspect) => [aspect.key, { figure: UNMARKED, points: UNMARKED }]));
    let waiting = [...aspects];
    for (let ready = waiting; ready.length > 0; ) {
      ready = waiting.filter((aspect) => this.knows(aspect));
      waiting = waiting.filter((aspect) => !ready.includes(aspect));
      for (const aspect of ready) {
        found.set(aspect.key, this.outcome(aspect));
        if (aspect.marked_by === "one" || aspect.kind === "computed") this.told.set(aspect.key, found.get(aspect.key));
      }
    }
    return found;
  }
}

/** Points as text: with the decimals of the rule that rounds them last, or more where nothing rounds them. */
function pointsText(aspect, points, rounding) {
  if (points === UNMARKED) return null;
  const { digits } = aspect.attempts?.rounding ?? lastRule(aspect, rounding);
  const figure = points === NONE ? ZERO : points;
  const whole = compare(roundedBy(figure, { digits, mode: "down" }), figure) === 0;
  if (whole) return written(figure, digits);
  return written(rounded(figure, UNSAID_DIGITS, "down"), UNSAID_DIGITS).replace(/0+$/, "");
}

/** True when a missed critical step (safety) takes the whole sheet. */
export function isForfeit(aspects, values) {
  return aspects.some((aspect) => aspect.kind === "deduction" && aspect.critical && Number(values[aspect.key] ?? 0) > 0);
}

function maxOf(aspect) {
  if (aspect.counts === false) return ZERO;
  return aspect.factor ? times(exact(aspect.max), exact(aspect.factor)) : exact(aspect.max);
}

/**
 * {points: {key: text|null}, total, max, forfeit} of one sheet: `aspects` those on it, with the module's computed ones on
 * the sheet of seat 1, `values` {slot: value|null}. The total is rounded by the rule `judge`, never below zero, and zero
 * once a critical step was missed.
 */
export function sheetPreview(aspects, values, rounding) {
  const { digits, mode } = rounding.judge;
  const outcomes = new Sheet(values, rounding).outcomes(aspects);
  const points = Object.fromEntries(aspects.map((aspect) => [aspect.key, pointsText(aspect, outcomes.get(aspect.key).points, rounding)]));
  const counting = aspects.filter((aspect) => aspect.counts !== false).map((aspect) => outcomes.get(aspect.key).points);
  const sum = counting.filter((figure) => !isMissing(figure)).reduce(plus, ZERO);
  const forfeit = isForfeit(aspects, values);
  const whole = forfeit || compare(sum, ZERO) < 0 ? ZERO : sum;
  const max = aspects.map(maxOf).reduce(plus, ZERO);
  return { points, total: written(rounded(whole, digits, mode), digits), max: written(rounded(max, digits, mode), digits), forfeit };
}
