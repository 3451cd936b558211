// Ctrl K (or ⌘ K) anywhere, and "/" where no list has a search of its own: one field over everything, answered while one types, walked through with the arrows.
import { moved, question, wantsFind } from "./find_moves.js";
import { placeOf } from "./list_keys.js";

const PAUSE = 150;
const PATIENCE = 8_000;

export function installFind(root) {
  const dialog = root.querySelector("[data-find]");
  if (!dialog) return;
  const field = dialog.querySelector("[data-find-text]");
  const place = dialog.querySelector("[data-find-results]");
  const told = dialog.querySelector("[data-find-told]");
  const form = field.form;
  let at = -1;
  let timer = 0;
  let asking = null;
  const options = () => [...place.querySelectorAll("[role=option]")];

  const mark = (to) => {
    const all = options();
    all[at]?.setAttribute("aria-selected", "false");
    at = to < all.length ? to : -1;
    all[at]?.setAttribute("aria-selected", "true");
    all[at]?.scrollIntoView({ block: "nearest" });
    if (all[at]) field.setAttribute("aria-activedescendant", all[at].id);
    else field.removeAttribute("aria-activedescendant");
  };
  const show = (html, words) => {
    place.innerHTML = html;
    at = -1;
    field.removeAttribute("aria-activedescendant");
    field.setAttribute("aria-expanded", String(options().length > 0));
    told.textContent = words ?? place.querySelector("[data-told]")?.dataset.told ?? "";
  };
  const ask = async () => {
    asking?.abort();
    const address = question(form.getAttribute("action"), field.value, form.elements.event?.value);
    if (!address) return void show("", "");
    const mine = (asking = new AbortController());
    dialog.dataset.state = "asking";
    try {
      const answer = await fetch(address, { signal: AbortSignal.any([mine.signal, AbortSignal.timeout(PATIENCE)]), redirect: "error" });
      if (!answer.ok) throw new Error(String(answer.status));
      const html = await answer.text();
      if (mine === asking) show(html);
    } catch {
      if (!mine.signal.aborted) show(dialog.querySelector("[data-find-error]").innerHTML, dialog.dataset.error);
    }
    if (mine === asking) delete dialog.dataset.state;
  };
  const open = () => {
    if (dialog.open) return void field.select();
    dialog.showModal();
    field.select();
  };

  for (const opener of root.querySelectorAll("[data-find-open]")) {
    opener.hidden = false;
    opener.addEventListener("click", open);
  }
  for (const plain of root.querySelectorAll("[data-find-plain]")) plain.hidden = true;
  root.addEventListener("keydown", (event) => {
    if (!wantsFind(event, placeOf(root.activeElement))) return;
    event.preventDefault();
    open();
  });
  dialog.addEventListener("click", (event) => {
    if (event.target === dialog || event.target.closest("[data-find-close]")) dialog.close();
    if (event.target.closest("[data-find-again]")) ask();
  });
  field.addEventListener("input", (event) => {
    clearTimeout(timer);
    if (!event.isComposing) timer = setTimeout(ask, PAUSE);
  });
  field.addEventListener("compositionend", () => {
    clearTimeout(timer);
    timer = setTimeout(ask, PAUSE);
  });
  field.addEventListener("keydown", (event) => {
    if (event.isComposing) return;
    const to = moved(at, event.key, options().length);
    if (to !== null) {
      event.preventDefault();
      mark(to);
    } else if (event.key === "Enter" && options()[at]) {
      event.preventDefault();
      options()[at].click();
    }
  });
}
