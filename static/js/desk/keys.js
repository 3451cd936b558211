// "?" shows the keys of the page; what is not on the page (a list) is not told.
import { placeOf } from "./list_keys.js";

export function installKeys(root) {
  const dialog = root.querySelector("[data-keys]");
  if (!dialog) return;
  for (const part of dialog.querySelectorAll("[data-keys-of]")) part.hidden = !root.querySelector(part.dataset.keysOf);
  for (const opener of root.querySelectorAll("[data-keys-open]")) {
    opener.hidden = false;
    opener.addEventListener("click", () => dialog.showModal());
  }
  root.addEventListener("keydown", (event) => {
    if (!wantsKeys(event, placeOf(root.activeElement))) return;
    event.preventDefault();
    if (!dialog.open) dialog.showModal();
  });
}

/** Whether this key asks for the keys: a question mark, where nobody is writing. */
export function wantsKeys(event, place) {
  if (event.defaultPrevented || event.isComposing || event.ctrlKey || event.metaKey || event.altKey) return false;
  return event.key === "?" && (place === "row" || place === "page");
}
