/**
 * What a clerk typed from a paper, before it is read as a judge's value: the same short ways of typing as
 * competition/paper/typed.py, proven on tests/golden/paper_typed.json.
 */

import { mayBeMissing, NOT_TAKEN, plausible, typed } from "../judging/values.js";

const YES = new Set(["1", "y", "yes", "\u662f", "\u221a", "\u2713"]);
const NO = new Set(["0", "n", "no", "\u5426", "\u00d7", "x"]);
const DASHES = new Set(["-", "\u2013", "\u2014", "/", "\u65e0"]);

/** The canonical value: {value} with null for nothing typed, or {fault, …facts}. */
export function said(aspect, text) {
  const half = text.normalize("NFKC").trim();
  const word = half.toLowerCase();
  if (half !== "" && mayBeMissing(aspect) && DASHES.has(word)) return { value: NOT_TAKEN };
  if (half !== "" && aspect.kind === "yesno") return typed(aspect, YES.has(word) ? "yes" : NO.has(word) ? "no" : half);
  return typed(aspect, text);
}

/** What to do when Enter is pressed in a field: {on: true} goes on; else {fault, …} or {implausible} is shown and stays. */
export function onEnter(aspect, text, shown) {
  const answer = said(aspect, text);
  if (answer.fault) return { on: false, ...answer };
  if (answer.value !== null && !plausible(aspect, answer.value) && shown !== answer.value) {
    return { on: false, implausible: answer.value };
  }
  return { on: true };
}
