/**
 * Arithmetic that a plan writes down, read once and worked out exactly in fractions. The same grammar and meaning as
 * competition/engine/expressions.py, proven on tests/golden/expressions.json. A plan's expressions were checked by the
 * server; a text that is none throws SyntaxError.
 */

import { ceiling, compare, exact, minus, over, plus, rounded, times } from "../lib/decimal.js";

/** Nobody has marked it yet: whatever looks at it is unmarked too. */
export const UNMARKED = Symbol("unmarked");
/** It cannot be had: a failed attempt, a division by zero. */
export const NONE = Symbol("none");

const ZERO = { n: 0n, d: 1n };
const ONE = { n: 1n, d: 1n };
const POPULATION = ["best", "least", "mean", "median", "sd", "rank", "rank_low", "count"];
const TOKEN = /[ \t]*(?:(?<number>\d+(?:\.\d+)?)|(?<name>[A-Za-z_]\w*)|\[[ \t]*(?<key>[\w.-]+)[ \t]*\]|(?<sign><=|>=|!=|[-+*/<>=(),]))/y;

const negated = (a) => minus(ZERO, a);
const floored = (a) => negated(ceiling(negated(a)));
const largest = (...all) => all.reduce((a, b) => (compare(a, b) >= 0 ? a : b));
const smallest = (...all) => all.reduce((a, b) => (compare(a, b) <= 0 ? a : b));

function divided(a, b) {
  return b.n === 0n ? NONE : over(a, b);
}

function started(excess, unit) {
  if (unit.n <= 0n) return NONE;
  return excess.n <= 0n ? ZERO : ceiling(over(excess, unit));
}

const COMPARES = {
  "<": (sign) => sign < 0, "<=": (sign) => sign <= 0, ">": (sign) => sign > 0, ">=": (sign) => sign >= 0, "=": (sign) => sign === 0, "!=": (sign) => sign !== 0,
};

/** An operation that needs all its parts: unmarked wins over none, none over every figure. */
function strict(operation, parts) {
  return (sources) => {
    const figures = [];
    for (const part of parts) {
      const figure = part(sources);
      if (figure === UNMARKED) return UNMARKED;
      figures.push(figure);
    }
    return figures.includes(NONE) ? NONE : operation(...figures);
  };
}

class Reading {
  constructor(text) {
    this.keys = new Set();
    this.asksField = false;
    this.tokens = [];
    const last = text.trimEnd().length;
    for (TOKEN.lastIndex = 0; TOKEN.lastIndex < last; ) {
      const at = TOKEN.lastIndex;
      const found = TOKEN.exec(text);
      if (found === null) throw new SyntaxError(`no expression at ${at}: ${text}`);
      const [kind, said] = Object.entries(found.groups).find(([, value]) => value !== undefined);
      this.tokens.push({ kind, text: said });
    }
    this.part = this.sum();
    if (this.tokens.length > 0) throw new SyntaxError(`too much: ${text}`);
  }

  sees(...signs) {
    return this.tokens[0]?.kind === "sign" && signs.includes(this.tokens[0].text);
  }

  take(kind, text = null) {
    const token = this.tokens.shift();
    if (token?.kind !== kind || (text !== null && token.text !== text)) throw new SyntaxError(`unexpected ${token?.text}`);
    return token.text;
  }

  sum() {
    let part = this.product();
    while (this.sees("+", "-")) part = strict(this.take("sign") === "+" ? plus : minus, [part, this.product()]);
    return part;
  }

  product() {
    let part = this.unary();
    while (this.sees("*", "/")) part = strict(this.take("sign") === "*" ? times : divided, [part, this.unary()]);
    return part;
  }

  unary() {
    if (!this.sees("-")) return this.atom();
    this.take("sign");
    return strict(negated, [this.unary()]);
  }

  atom() {
    const { kind } = this.tokens[0] ?? {};
    if (kind === "number") {
      const number = exact(this.take("number"));
      return () => number;
    }
    if (kind === "key") {
      const key = this.key();
      return (sources) => sources.figure(key);
    }
    if (kind === "name") return this.named(this.take("name"));
    return this.inBrackets(() => this.sum());
  }

  key() {
    const key = this.take("key");
    this.keys.add(key);
    return key;
  }

  inBrackets(read) {
    this.take("sign", "(");
    const part = read();
    this.take("sign", ")");
    return part;
  }

  /** The arguments up to the closing bracket. */
  many() {
    const parts = [this.sum()];
    while (this.sees(",")) {
      this.take("sign");
      parts.push(this.sum());
    }
    return parts;
  }

  named(name) {
    if (name === "value") return (sources) => sources.value;
    return this.inBrackets(() => (POPULATION.includes(name) ? this.ofField() : this.called(name)));
  }

  ofField() {
    this.key();
    this.asksField = true;
    return () => UNMARKED;
  }

  called(name) {
    const plain = { min: smallest, max: largest, abs: (a) => (a.n < 0n ? negated(a) : a), floor: floored, ceil: ceiling, started }[name];
    if (plain) return strict(plain, this.many());
    const special = { points: () => this.points(), given: () => this.given(), round: () => this.round(), if: () => this.choice() }[name];
    if (!special) throw new SyntaxError(`unknown ${name}`);
    return special();
  }

  points() {
    const key = this.key();
    return (sources) => sources.points(key);
  }

  given() {
    const key = this.key();
    this.take("sign", ",");
    const otherwise = this.sum();
    return (sources) => {
      const figure = sources.figure(key);
      return figure === UNMARKED || figure === NONE ? otherwise(sources) : figure;
    };
  }

  round() {
    const part = this.sum();
    this.take("sign", ",");
    const digits = Number(this.take("number"));
    return strict((a) => rounded(a, digits, "half_up"), [part]);
  }

  /** Only the condition and the branch it chooses are looked at. */
  choice() {
    const left = this.sum();
    const holds = COMPARES[this.take("sign")];
    const condition = strict((a, b) => (holds(compare(a, b)) ? ONE : ZERO), [left, this.sum()]);
    this.take("sign", ",");
    const then = this.sum();
    this.take("sign", ",");
    const otherwise = this.sum();
    return (sources) => {
      const chosen = condition(sources);
      if (chosen === UNMARKED || chosen === NONE) return chosen;
      return chosen.n === 1n ? then(sources) : otherwise(sources);
    };
  }
}

const read = new Map();

/** {keys, asksField, part} of an expression: the aspects it names, whether it asks about other entries, and what it does. */
export function expression(text) {
  if (!read.has(text)) read.set(text, new Reading(text));
  return read.get(text);
}

/**
 * The exact figure {n, d} of an expression, UNMARKED or NONE. `sources` has figure(key) and points(key), and `value`, the
 * measured figure of a formula. What asks about other entries is unmarked: a sheet does not know them.
 */
export function evaluate(text, sources) {
  return expression(text).part(sources);
}
