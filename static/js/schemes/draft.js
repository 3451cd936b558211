// A form of the draft: saves itself, keeps the column beside it fresh, and says at each field what the server refuses.
import { createAutosave } from "./autosave.js";
import { difference } from "./faults.js";

const PATIENCE = 8000;

const form = document.querySelector("form[data-draft]");
const aside = document.getElementById("draft-aside");
const line = form.querySelector("[data-draft-line]");
const shown = new Map();

const SAID = { dirty: "unsaved", saving: "saving", failed: "failed", refused: "refused" };

function show(state) {
  form.dataset.state = state;
  line.dataset.tone = state === "failed" || state === "refused" ? "bad" : "";
  line.textContent = state === "saved" ? "" : form.dataset[SAID[state]];
}

async function send() {
  const answer = await fetch(form.action, {
    method: "POST",
    headers: { "X-Autosave": "1" },
    body: new URLSearchParams(new FormData(form)),
    signal: AbortSignal.timeout(PATIENCE),
  });
  if (answer.redirected || !(answer.headers.get("Content-Type") ?? "").startsWith("text/html")) return "refused";
  if (!answer.ok && answer.status !== 409) return answer.status >= 500 ? "failed" : "refused";
  const came = new DOMParser().parseFromString(await answer.text(), "text/html").body;
  if (!came.querySelector("[data-draft-state]")) return "refused";
  refresh(came, answer.ok);
  return answer.ok ? "saved" : "refused";
}

function refresh(came, kept) {
  aside.replaceChildren(...came.childNodes);
  aside.dispatchEvent(new CustomEvent("htmx:after:swap", { bubbles: true }));
  if (!kept) return;
  const state = aside.querySelector("[data-draft-state]");
  form.elements.seen.value = state.dataset.seen;
  form.elements.was.value = state.dataset.was;
  tellFaults();
}

function tellFaults() {
  const now = [...aside.querySelectorAll("[data-fault]")].map((one) => ({ field: one.dataset.fault, why: one.dataset.why }));
  const { mark, clear } = difference(shown, now);
  for (const field of clear) {
    shown.delete(field);
    document.getElementById(`wrong-${field}`)?.remove();
    const input = document.getElementById(`field-${field}`);
    input?.removeAttribute("aria-invalid");
    describe(input, `wrong-${field}`, false);
  }
  for (const [field, why] of mark) {
    shown.set(field, why);
    const input = document.getElementById(`field-${field}`);
    if (!input) continue;
    document.getElementById(`wrong-${field}`)?.remove();
    const words = Object.assign(document.createElement("p"), { className: "wrong", id: `wrong-${field}`, textContent: why });
    if (input.matches("input, select, textarea")) {
      input.setAttribute("aria-invalid", "true");
      describe(input, words.id, true);
      input.closest(".field").append(words);
    } else {
      (input.querySelector(":scope > legend, :scope > summary") ?? input.firstElementChild)?.after(words);
    }
  }
}

function describe(input, id, on) {
  if (!input?.matches("input, select, textarea")) return;
  const ids = new Set((input.getAttribute("aria-describedby") ?? "").split(" ").filter(Boolean));
  if (on) ids.add(id);
  else ids.delete(id);
  if (ids.size) input.setAttribute("aria-describedby", [...ids].join(" "));
  else input.removeAttribute("aria-describedby");
}

for (const one of aside.querySelectorAll("[data-fault]")) shown.set(one.dataset.fault, one.dataset.why);

const autosave = createAutosave({ send, show });
let leaving = false;

form.addEventListener("input", (event) => {
  if (!event.target.matches("[name='new_kind'], [name$='.kind']")) autosave.changed();
});
form.addEventListener("submit", async (event) => {
  if (leaving) return;
  if (!autosave.open()) return void (leaving = true);
  event.preventDefault();
  const { submitter } = event;
  await autosave.hold();
  // In a task of its own: while this event is still being told, the browser ignores a second submission.
  setTimeout(() => {
    leaving = true;
    form.requestSubmit(submitter);
  });
});
addEventListener("beforeunload", (event) => {
  if (!leaving && autosave.open()) event.preventDefault();
});
document.addEventListener("visibilitychange", () => {
  if (document.visibilityState === "hidden" && autosave.open()) autosave.flush();
});

// After the browser's own move to the fragment, which would take the focus to the whole element.
function goThere() {
  const opened = location.hash.length > 1 ? document.getElementById(decodeURIComponent(location.hash.slice(1))) : null;
  if (!opened) return;
  opened.closest("details")?.setAttribute("open", "");
  (opened.matches("input, select, textarea") ? opened : (opened.querySelector("input:not([type='hidden']), select, textarea") ?? opened)).focus();
}

if (document.readyState === "complete") goThere();
else addEventListener("load", () => setTimeout(goThere));
