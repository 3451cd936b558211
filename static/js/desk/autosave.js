// <form data-autosave="key">: what is written stays in this browser until it is saved, also when the session ends meanwhile.
import { onOpening, placeOf, same, valuesOf, wasSaved } from "./drafts.js";

const SENT = "draft-sent";
const PAUSE = 400;

export function installAutosave(root, storage = localStorage, memory = sessionStorage) {
  const person = root.body.dataset.person;
  if (!person) return;
  settle(root, storage, memory);
  for (const form of root.querySelectorAll("form[data-autosave]")) attempt(() => keepForm(root, form, person, storage, memory));
  root.addEventListener("submit", (event) => {
    if (event.target.matches("[data-sign-out]")) attempt(() => forget(storage, person));
  });
}

// The form that was sent last: the page that came back tells whether it was saved.
function settle(root, storage, memory) {
  attempt(() => {
    const sent = memory.getItem(SENT);
    memory.removeItem(SENT);
    if (!sent) return;
    const good = root.querySelector('[data-flashes] > .notice[data-tone="good"]') !== null;
    const bad = root.querySelector('[data-errors], [data-flashes] > .notice[data-tone="bad"]') !== null;
    if (wasSaved({ good, bad })) storage.removeItem(sent);
  });
}

function keepForm(root, form, person, storage, memory) {
  const place = placeOf(person, form.dataset.autosave, new URL(form.action || location.href).pathname);
  const badge = fragment(root, "[data-draft-badge]");
  let begun = everythingIn(form);
  let sent = false;
  let timer = 0;
  const unsaved = () => root.querySelector("[data-errors]") !== null || !same(begun, everythingIn(form));
  const keep = () => {
    const values = valuesIn(form);
    attempt(() => storage.setItem(place, JSON.stringify({ at: Date.now(), values })));
    tell(badge, new Date());
    if (badge && !badge.isConnected) (form.querySelector(".form-foot") ?? form).append(badge);
  };

  const draft = read(storage, place);
  const wish = onOpening(draft, valuesIn(form), Date.now());
  if (wish === "drop" && !root.querySelector("[data-errors]")) storage.removeItem(place);
  if (wish === "offer") offer(root, form, draft, () => storage.removeItem(place));
  form.addEventListener("input", () => {
    clearTimeout(timer);
    timer = setTimeout(keep, PAUSE);
  });
  form.addEventListener("submit", () => {
    clearTimeout(timer);
    keep();
    sent = true;
    attempt(() => memory.setItem(SENT, place));
  });
  addEventListener("beforeunload", (event) => {
    if (!sent && unsaved()) event.preventDefault();
  });
  addEventListener("pageshow", () => (sent = false));
}

function offer(root, form, draft, drop) {
  const notice = fragment(root, "[data-draft-offer]");
  if (!notice) return;
  tell(notice, new Date(draft.at));
  form.prepend(notice);
  notice.querySelector("[data-draft-take]").addEventListener("click", () => {
    fill(form, draft.values);
    notice.remove();
    form.querySelector("input:not([type=hidden]), select, textarea")?.focus();
  });
  notice.querySelector("[data-draft-drop]").addEventListener("click", () => {
    drop();
    notice.remove();
  });
}

/** Put values into a form's fields and let the page know; `values` maps names to lists of texts. */
export function fill(form, values) {
  for (const [name, texts] of Object.entries(values)) {
    const fields = [...form.elements].filter((field) => field.name === name && !hidden(field));
    const left = [...texts];
    for (const field of fields) {
      if (field.type === "checkbox" || field.type === "radio") field.checked = texts.includes(field.value);
      else if (left.length) field.value = left.shift();
      field.dispatchEvent(new Event("input", { bubbles: true }));
      field.dispatchEvent(new Event("change", { bubbles: true }));
    }
  }
}

const hidden = (field) => field.type === "hidden" || field.closest("[data-private]") !== null;
const plain = (field, isPrivate) => ({ name: field.name, type: field.type, value: field.value, checked: field.checked, isPrivate });
const valuesIn = (form) => valuesOf([...form.elements].map((field) => plain(field, field.closest("[data-private]") !== null)));
const everythingIn = (form) => valuesOf([...form.elements].map((field) => plain(field, false)));

function tell(element, at) {
  if (!element) return;
  const clock = new Intl.DateTimeFormat("en-GB", { hour: "2-digit", minute: "2-digit", hourCycle: "h23" }).format(at);
  const today = at.toDateString() === new Date().toDateString();
  const words = element.querySelector("[data-draft-at]");
  words.textContent = today ? clock : `${at.toLocaleDateString("sv-SE")} ${clock}`;
}

function fragment(root, which) {
  return root.querySelector(`template${which}`)?.content.firstElementChild.cloneNode(true) ?? null;
}

function read(storage, place) {
  try {
    return JSON.parse(storage.getItem(place));
  } catch {
    return null;
  }
}

function forget(storage, person) {
  for (const key of Object.keys(storage)) if (key.startsWith(`draft:${person}:`)) storage.removeItem(key);
}

// A browser that keeps nothing (a private window, a full disk) still sends forms.
function attempt(doing) {
  try {
    doing();
  } catch {
    // the form works without drafts
  }
}
