/** The header: what is being marked and by whom, the connection's pill, the read-only countdown, the call for the chief. */

import { html, useEffect, useState } from "../../../vendor/preact-htm-signals.module.js";
import { countdown, instant, left, timeOfDay } from "../../lib/clock.js";
import { say, t } from "../../lib/words.js";
import { pill } from "../outbox.js";
import { Icon } from "./icons.js";

/** The trade's, stage's or event's name in the page's language. */
export function named(thing, locale) {
  return locale === "en" && thing.name_en ? thing.name_en : thing.name;
}

function pillText(app) {
  const { synced } = app.found.value;
  const n = app.unsent.value;
  const which = pill(app.link.value.online, n);
  const time = synced === null ? "" : timeOfDay(synced, app.pack.value?.event?.zone);
  if (which === "synced") return { which, text: time ? t("pill.synced_at", { time }) : t("pill.online") };
  return { which, text: t(`pill.${which}`, { n }) };
}

export function Pill({ app }) {
  const { which, text } = pillText(app);
  const icon = { synced: "online", sending: "cloud" }[which] ?? "offline";
  return html`<button class="pill" data-state=${which} onClick=${() => (app.dialog.value = { name: "connection" })}>
    <${Icon} name=${icon} /><span class="pill-text" role="status">${text}</span>
  </button>`;
}

export function Countdown({ app }) {
  const [, beat] = useState(0);
  useEffect(() => {
    const timer = setInterval(() => beat((n) => n + 1), 500);
    return () => clearInterval(timer);
  }, []);
  const { stage } = app.pack.value;
  const ms = stage.state === "RUNNING" ? left(instant(stage.ends_at), app.clock.now()) : null;
  const paused = stage.paused ?? null;
  if (stage.state === "RUNNING" && paused !== null)
    return html`<div class="countdown" role="timer" aria-label=${t("clock.paused")}><${Icon} name="clock" /><span class="num">${countdown(paused * 1000)}</span> <span class="countdown-words">${t("clock.paused")}</span></div>`;
  const words = stage.state === "READY" ? t("clock.not_begun") : stage.state === "ENDED" || ms === 0 ? t("clock.over") : "";
  if (ms === null && words === "") return null;
  return html`<div class="countdown" role="timer" aria-label=${t("clock.label")} data-near=${ms !== null && ms > 0 && ms < 300_000}>
    <${Icon} name="clock" /><span class=${words ? "countdown-words" : "num"}>${words || countdown(ms)}</span>
  </div>`;
}

export function Header({ app, locale }) {
  const { trade, judge, stage } = app.pack.value;
  const module = app.module.value;
  const seat = app.view.value?.seat;
  return html`<header class="bar">
    <div class="seal" aria-hidden="true">匠</div>
    <div class="bar-title">
      <h1><span>${named(trade, locale)}</span>${module && html`<span class="bar-module">${t("module", { key: module.key })}</span><span class="bar-name">${say(module.title, locale)}</span>`}</h1>
      <p><span>${t("judge", { name: judge.name })}</span>${seat && html`<span>${t("seat", { n: seat })}</span>`}<span>${named(stage, locale)}</span></p>
    </div>
    <${Pill} app=${app} />
    <${Countdown} app=${app} />
    <button class="call" onClick=${() => (app.dialog.value = { name: "call" })}><${Icon} name="bell" /><span>${t("call.button")}</span></button>
  </header>`;
}
