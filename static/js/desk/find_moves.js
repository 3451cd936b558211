// Moving through what was found: -1 is the field itself, so that one can go back and write on.

/** The result after this key, of `count`; null when the key is none of ours. */
export function moved(at, key, count) {
  if (key !== "ArrowDown" && key !== "ArrowUp") return null;
  if (!count) return -1;
  const places = count + 1;
  return ((at + 1 + (key === "ArrowDown" ? 1 : -1) + places) % places) - 1;
}

/** The address that answers what is typed, as the part of a page; null when there is nothing to ask. */
export function question(address, text, event) {
  const asked = text.trim();
  if (!asked) return null;
  const parts = new URLSearchParams({ q: asked, part: "1" });
  if (event) parts.set("event", event);
  return `${address}?${parts}`;
}

/** Whether this key opens the search over everything: Ctrl K or ⌘ K anywhere, a slash where nobody writes. */
export function wantsFind(event, place) {
  if (event.defaultPrevented || event.altKey) return false;
  if (event.ctrlKey || event.metaKey) return !event.shiftKey && event.key.toLowerCase() === "k";
  return event.key === "/" && (place === "row" || place === "page");
}
