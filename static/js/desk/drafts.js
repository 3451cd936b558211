// What a form keeps of itself in this browser while somebody writes: decisions only, no page and no storage.

const NEVER = new Set(["password", "file", "hidden", "submit", "button", "reset", "image"]);
const DAYS = 14;

/** The values worth keeping of a form's fields: name -> list of texts. Passwords, files and private fields never are. */
export function valuesOf(fields) {
  const values = {};
  for (const field of fields) {
    if (!field.name || NEVER.has(field.type) || field.isPrivate) continue;
    const chosen = field.type === "checkbox" || field.type === "radio" ? (field.checked ? [field.value] : []) : [field.value];
    values[field.name] = [...(values[field.name] ?? []), ...chosen];
  }
  return values;
}

/** Whether two sets of values say the same: line ends and blanks at the ends do not count. */
export function same(one, other) {
  const plain = (values) => values.map((text) => text.replaceAll("\r\n", "\n").trim());
  const names = new Set([...Object.keys(one), ...Object.keys(other)]);
  return [...names].every((name) => JSON.stringify(plain(one[name] ?? [""])) === JSON.stringify(plain(other[name] ?? [""])));
}

/** What to do with a draft when its page is opened: "none", "drop" (nothing new in it, or too old) or "offer". */
export function onOpening(draft, shown, now) {
  if (!draft) return "none";
  if (now - draft.at > DAYS * 86_400_000) return "drop";
  const known = Object.fromEntries(Object.entries(draft.values).filter(([name]) => name in shown));
  return same(known, Object.fromEntries(Object.keys(known).map((name) => [name, shown[name]]))) ? "drop" : "offer";
}

/** Whether a form that was sent has been saved, as the page that answered shows: it praises, and complains of nothing. */
export function wasSaved(answer) {
  return answer.good && !answer.bad;
}

/** The place of a draft: whose it is, and which form of which page. */
export function placeOf(person, key, path) {
  return `draft:${person}:${key}:${path}`;
}
