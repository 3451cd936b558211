/**
 * Exact decimals and fractions on BigInt: no binary floating point ever touches a mark. A number is a fraction
 * {n, d} with d > 0; a decimal string such as "32.014" becomes 32014/1000.
 */

const SHAPE = /^-?\d+(\.\d+)?$/;

function power(digits) {
  return 10n ** BigInt(digits);
}

/** The fraction of a decimal string; throws RangeError for anything that is not digits, an optional point and a sign. */
export function exact(text) {
  if (!SHAPE.test(text)) throw new RangeError(`not a decimal: ${text}`);
  const [whole, part = ""] = text.split(".");
  return { n: BigInt(whole + part), d: power(part.length) };
}

/** True for a string that exact() reads. */
export function isDecimal(text) {
  return typeof text === "string" && SHAPE.test(text);
}

export function plus(a, b) {
  return { n: a.n * b.d + b.n * a.d, d: a.d * b.d };
}

export function minus(a, b) {
  return { n: a.n * b.d - b.n * a.d, d: a.d * b.d };
}

export function times(a, b) {
  return { n: a.n * b.n, d: a.d * b.d };
}

/** a divided by b; throws RangeError when b is zero. */
export function over(a, b) {
  if (b.n === 0n) throw new RangeError("division by zero");
  const sign = b.n < 0n ? -1n : 1n;
  return { n: a.n * b.d * sign, d: a.d * b.n * sign };
}

/** The exact product of two decimal strings, as one. */
export function product(a, b) {
  const digits = [a, b].map((text) => text.split(".")[1]?.length ?? 0);
  return written(times(exact(a), exact(b)), digits[0] + digits[1]);
}

/** -1, 0 or 1 as a is less than, equal to or greater than b. */
export function compare(a, b) {
  const left = a.n * b.d;
  const right = b.n * a.d;
  if (left === right) return 0;
  return left < right ? -1 : 1;
}

export function least(a, b) {
  return compare(a, b) <= 0 ? a : b;
}

/** The whole number not below a: ceil(7/2) = 4, ceil(-7/2) = -3. */
export function ceiling(a) {
  const quotient = a.n / a.d;
  return { n: a.n > 0n && a.n % a.d !== 0n ? quotient + 1n : quotient, d: 1n };
}

/** a rounded to `digits` after the point; mode half_up (away from zero), half_even or down (towards zero). */
export function rounded(a, digits, mode) {
  const scaled = a.n * power(digits);
  const size = scaled < 0n ? -scaled : scaled;
  let quotient = size / a.d;
  const twice = (size % a.d) * 2n;
  if (mode === "half_up") {
    if (twice >= a.d) quotient += 1n;
  } else if (mode === "half_even") {
    if (twice > a.d || (twice === a.d && quotient % 2n === 1n)) quotient += 1n;
  } else if (mode !== "down") {
    throw new RangeError(`unknown rounding mode: ${mode}`);
  }
  return { n: scaled < 0n ? -quotient : quotient, d: power(digits) };
}

/** a written with exactly `digits` after the point; a must already be a multiple of that unit. Never "-0". */
export function written(a, digits) {
  const units = (a.n * power(digits)) / a.d;
  const size = (units < 0n ? -units : units).toString().padStart(digits + 1, "0");
  const text = digits === 0 ? size : `${size.slice(0, -digits)}.${size.slice(-digits)}`;
  return units < 0n ? `-${text}` : text;
}

/** A decimal string without needless zeros: "2.00" -> "2", "0.50" -> "0.5". For labels, never for what is stored. */
export function short(text) {
  return text.includes(".") ? text.replace(/0+$/, "").replace(/\.$/, "") : text;
}
