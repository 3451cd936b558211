/**
 * Aspects that are done several times: where the marks of the attempts are kept, and how their figures become one. The
 * same rules as competition/engine/attempts.py, proven on tests/golden/attempts.json.
 */

import { compare, over, plus, rounded } from "../lib/decimal.js";

const ZERO = { n: 0n, d: 1n };

/** Where an aspect's marks are kept: its key, or KEY#1, KEY#2, … for its attempts. */
export function slotsOf(aspect) {
  if (!aspect.attempts) return [aspect.key];
  return Array.from({ length: aspect.attempts.count }, (_, i) => `${aspect.key}#${i + 1}`);
}

/** The key of the aspect whose mark is kept in a slot. */
export function keyOf(slot) {
  return slot.split("#")[0];
}

/** How many marks an aspect needs. */
export function fewest(aspect) {
  return aspect.attempts ? (aspect.attempts.minimum ?? aspect.attempts.count) : 1;
}

function chosen(rules, standing, better) {
  if (rules.rule === "last") return standing.slice(-1);
  const sign = better === "low" ? 1 : -1;
  const bestFirst = [...standing].sort((a, b) => {
    if (a === null || b === null) return (a === null) - (b === null);
    return sign * compare(a, b);
  });
  if (rules.rule === "best") return bestFirst.slice(0, 1);
  if (rules.rule === "worst") return bestFirst.slice(-1);
  const [best, worst] = [rules.drop_best ?? 0, rules.drop_worst ?? 0];
  return best + worst < bestFirst.length ? bestFirst.slice(best, bestFirst.length - worst) : bestFirst;
}

/**
 * What the figures {n, d} of the attempts made so far come to, in the order they were made and null for a failed one:
 * a fraction, or null where it cannot be had.
 */
export function joined(rules, made) {
  const failed = made.filter((figure) => figure === null).length;
  if (failed > (rules.most_failed ?? rules.count - 1)) return null;
  const treatment = rules.failed ?? "out";
  const standing = treatment === "out" ? made.filter((figure) => figure !== null) : treatment === "void" ? made.map((figure) => figure ?? ZERO) : made;
  const counting = chosen(rules, standing, rules.better ?? "high");
  if (counting.length === 0 || counting.includes(null)) return null;
  const total = counting.reduce(plus, ZERO);
  const figure = rules.rule === "mean" ? over(total, { n: BigInt(counting.length), d: 1n }) : total;
  return rules.rounding ? rounded(figure, rules.rounding.digits, rules.rounding.mode) : figure;
}
