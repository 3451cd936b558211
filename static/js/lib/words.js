/**
 * Words a person reads. They come from the server's catalogue, rendered into the page as
 * `<script type="application/json" id="words">`: a flat table key -> sentence with {placeholders}.
 */

let table = {};

/** Replaces the table of words; returns it. A page normally calls loadWords() instead. */
export function setWords(words) {
  table = words || {};
  return table;
}

/** Reads the table of words from the page's JSON element; an element that is not there leaves the table as it is. */
export function loadWords(id = "words") {
  const element = document.getElementById(id);
  return element === null ? table : setWords(JSON.parse(element.textContent));
}

/** The sentence for `key` with {name} replaced by facts[name]; an unknown key shows itself, so a gap is seen at once. */
export function t(key, facts = {}) {
  const sentence = Object.hasOwn(table, key) ? table[key] : key;
  return sentence.replace(/\{(\w+)\}/g, (whole, name) => (Object.hasOwn(facts, name) ? String(facts[name]) : whole));
}

/** True when the table knows `key`. */
export function knows(key) {
  return Object.hasOwn(table, key);
}

/** The text of a bilingual value {"zh", "en"} in `locale` ("zh", "zh-CN", "en" …), else whichever is there, else "". */
export function say(both, locale) {
  if (both === null || both === undefined) return "";
  if (typeof both === "string") return both;
  const language = String(locale || "zh").slice(0, 2);
  return both[language] || both.zh || both.en || "";
}
