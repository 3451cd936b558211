/** What a key does on the marking form. Pure: a key press in, an intention out. */

/**
 * `press`: {key, composing, modified, field, dialog, button, kind, steps}: `field` is "" outside text fields, "value" in a value's
 * field, "search" in the station search; `button` when Enter would press the focused button (a judgement's level is not
 * pressed by Enter: a glance and Enter must never mark); `kind` is the active aspect's kind. Returns {act, …} or null for the browser.
 */
export function intention({ key, composing = false, modified = false, field = "", dialog = false, button = false, kind = "", steps = 4 }) {
  if (composing || modified) return null;
  if (dialog) return null;
  if (key === "Escape") return field === "" ? null : { act: "leave" };
  if (field === "search") return key === "Enter" ? { act: "open_found" } : null;
  if (key === "ArrowDown") return { act: "move", by: 1 };
  if (key === "ArrowUp") return { act: "move", by: -1 };
  if (field === "value") return key === "Enter" ? { act: "commit_and_next" } : null;
  if (key === "/") return { act: "search" };
  if (key === "Enter") return button ? null : { act: "next" };
  if (kind === "judgement" && /^\d$/.test(key) && Number(key) < steps) return { act: "judge", value: key };
  return null;
}
