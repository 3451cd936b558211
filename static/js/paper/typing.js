// The form for what stands on a paper: Enter goes on, Shift + Enter back; what cannot be is said at once, by aspect.
import { loadWords, t } from "../lib/words.js";
import { onEnter } from "./said.js";

loadWords();
const aspects = JSON.parse(document.getElementById("aspects").textContent);
const form = document.querySelector("form[data-typing]");
const fields = [...form.querySelectorAll("input:not([type=hidden]), select, button")];
const asked = new WeakMap();

function tell(input, words) {
  const line = input.parentElement.querySelector("[data-said]");
  input.parentElement.querySelector(`#wrong-${CSS.escape(input.name)}`)?.remove();
  line.textContent = words;
  line.hidden = words === "";
  line.id = `said-${input.name}`;
  const about = [`hint-${input.name}`, line.id].filter((id) => document.getElementById(id)).join(" ");
  if (about) input.setAttribute("aria-describedby", about);
  if (words === "") input.removeAttribute("aria-invalid");
  else input.setAttribute("aria-invalid", "true");
}

function look(input) {
  const aspect = aspects[input.dataset.aspect];
  const answer = onEnter(aspect, input.value, asked.get(input));
  const facts = { aspect: aspect.key, value: answer.implausible, least: answer.least, most: answer.most, step: answer.step, decimals: answer.decimals };
  if (answer.fault) tell(input, t(`fault.${answer.fault}`, facts));
  else if (answer.implausible !== undefined) {
    asked.set(input, answer.implausible);
    tell(input, t("ask.implausible", facts));
  } else tell(input, "");
  return answer.on;
}

function go(from, step) {
  const next = fields[fields.indexOf(from) + step];
  next?.focus();
  next?.select?.();
}

form.addEventListener("keydown", (event) => {
  const input = event.target;
  if (event.key !== "Enter" || event.isComposing || input.tagName === "BUTTON") return;
  event.preventDefault();
  if (event.shiftKey) go(input, -1);
  else if (!input.dataset.aspect || look(input)) go(input, 1);
});

form.addEventListener("change", (event) => {
  if (event.target.dataset.aspect) look(event.target);
});

if (!document.querySelector("[data-errors]")) fields[0]?.focus();
