// Which option of a list is meant: by keys, without wrapping past the text itself (-1).

// The option after `key` was pressed on `at` among `count`; null where the key moves nothing.
export function moved(key, at, count) {
  if (!count) return null;
  if (key === "ArrowDown") return at + 1 >= count ? -1 : at + 1;
  if (key === "ArrowUp") return at < 0 ? count - 1 : at - 1;
  if (key === "PageDown") return Math.min(count - 1, at + 5);
  if (key === "PageUp") return Math.max(0, at - 5);
  return null;
}

// The option that a text means by itself: the only one of exactly this name.
export function meant(text, names) {
  const wanted = text.trim();
  const at = names.indexOf(wanted);
  return wanted && at >= 0 && names.indexOf(wanted, at + 1) < 0 ? at : -1;
}

// Whether an answer to `asked` still belongs to what stands in the field now.
export function current(asked, now) {
  return asked === now.trim();
}
