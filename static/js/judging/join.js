/** Entry of /j: takes the code out of the address at once, redeems it, keeps the device's secret, goes to the tablet page. */

import { loadWords, knows, t } from "../lib/words.js";
import { codeOfDigits, codeOfFragment, deviceName } from "./pairing.js";
import { memory } from "./store.js";
import { ask } from "./wire.js";

const fragment = codeOfFragment(location.hash);
if (location.hash) history.replaceState(null, "", location.pathname + location.search);

loadWords();

const form = document.getElementById("join");
const code = document.getElementById("code");
const name = document.getElementById("name");
const told = document.getElementById("told");
const button = document.getElementById("redeem");

function tell(words, tone) {
  told.textContent = words;
  told.dataset.tone = tone;
  told.hidden = words === "";
}

function refusedWords(error) {
  if (error.spoken) return error.message;
  if (error.code && knows(`join.${error.code}`)) return t(`join.${error.code}`);
  return t(error.status === undefined ? "join.no_server" : "join.failed");
}

function wrongForm(given) {
  code.setAttribute("aria-invalid", given === null ? "true" : "false");
  if (given !== null) return false;
  tell(t("join.six_digits"), "bad");
  code.focus();
  return true;
}

async function keepDevice(device, called) {
  await memory().write(() => ({ kept: { device: { id: device.id, secret: device.secret, name: called }, package: null, head: null, undo: null, synced: null } }));
}

async function redeem(event) {
  event.preventDefault();
  const given = fragment !== null && form.dataset.byHand === undefined ? fragment : codeOfDigits(code.value);
  if (wrongForm(given)) return;
  const called = name.value.trim().slice(0, 40) || t("join.unnamed");
  button.disabled = true;
  tell(t("join.working"), "plain");
  try {
    const { device } = await ask(form.dataset.redeem, { body: { code: given, name: called }, language: form.dataset.locale });
    await keepDevice(device, called);
    location.replace(form.dataset.tablet);
  } catch (error) {
    tell(refusedWords(error), "bad");
    button.disabled = false;
    if (error.status !== undefined) byHand();
  }
}

function byHand() {
  form.dataset.byHand = "";
  document.getElementById("by-hand").hidden = false;
  document.getElementById("by-link").hidden = true;
  code.focus();
}

name.value = deviceName(navigator.userAgent, navigator.maxTouchPoints);
if (fragment === null) byHand();
else document.getElementById("by-link").hidden = false;
form.addEventListener("submit", redeem);
button.disabled = false;
