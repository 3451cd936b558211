/** The dialogs: review and submit, sign, reopen, call the chief, connection, and what needs attention. */

import { html, useEffect, useRef, useState } from "../../../vendor/preact-htm-signals.module.js";
import { timeOfDay } from "../../lib/clock.js";
import { knows, say, t } from "../../lib/words.js";
import { keyOf, slotsOf } from "../attempts.js";
import { computedOf, progressOf, valueOf } from "../sheets.js";
import { clockFace, NOT_TAKEN } from "../values.js";
import { Icon } from "./icons.js";
import { pointsText } from "./sheet.js";

function Frame({ app, title, children, wide }) {
  const element = useRef(null);
  const close = () => (app.dialog.value = null);
  useEffect(() => {
    const dialog = element.current;
    dialog.showModal();
    return () => dialog.close();
  }, []);
  return html`<dialog ref=${element} class="dialog" data-wide=${wide} aria-labelledby="dialog-title" onClose=${close} onCancel=${close}>
    <div class="dialog-head"><h2 id="dialog-title">${title}</h2><button type="button" class="dialog-close" aria-label=${t("close")} onClick=${close}><${Icon} name="close" /></button></div>
    ${children}
  </dialog>`;
}

/** A value as a person reads it. */
export function valueText(aspect, value) {
  if (value === null) return t("aspect.unmarked");
  if (aspect.kind === "yesno") return t(`entry.${value}`);
  if (value === NOT_TAKEN) return t("entry.not_taken");
  if (aspect.kind === "timed") return clockFace(value);
  return aspect.unit ? `${value} ${aspect.unit}` : value;
}

/** The values of all attempts, "1: 12.3, 2: not taken". */
function attemptsMade(view, aspect) {
  const values = slotsOf(aspect).map((slot, i) => [i + 1, valueOf(view, slot)]);
  return values.filter(([, value]) => value !== null).map(([n, value]) => `${n}: ${valueText(aspect, value)}`).join(", ") || t("aspect.unmarked");
}

function Values({ app, view, locale }) {
  const { points } = app.preview(view);
  return html`<div class="values-scroll" tabindex="0" role="region" aria-label=${t("review.values")}><table class="values">
    <thead><tr><th scope="col">${t("review.aspect")}</th><th scope="col">${t("review.value")}</th><th scope="col">${t("review.points")}</th></tr></thead>
    <tbody>${view.aspects.map((key) => {
      const aspect = app.aspects.value[key];
      const value = aspect.attempts ? null : valueOf(view, key);
      const words = aspect.attempts ? attemptsMade(view, aspect) : aspect.kind === "deduction" && value === null ? "0" : valueText(aspect, value);
      return html`<tr key=${key}><th scope="row"><span class="num">${key}</span> ${say(aspect.title, locale)}</th><td class="num">${words}</td><td class="num">${points[key] === null ? "–" : pointsText(points[key])}</td></tr>`;
    })}${computedOf(view, app.aspects.value).map((aspect) => html`<tr key=${aspect.key}><th scope="row"><span class="num">${aspect.key}</span> ${say(aspect.title, locale)}</th><td>${t("kind.computed")}</td><td class="num">${points[aspect.key] === null ? "–" : pointsText(points[aspect.key])}</td></tr>`)}</tbody>
  </table></div>`;
}

function Review({ app, locale }) {
  const view = app.view.value;
  const { missing, done, total } = progressOf(view, app.aspects.value);
  const loose = view.aspects.filter((key) => slotsOf(app.aspects.value[key]).some((slot) => app.drafts.value[`${view.id}/${slot}`]));
  const again = view.needs.filter((need) => need.code !== "missing" && !missing.includes(need.aspect));
  const stops = [...new Set([...missing, ...loose])];
  const { total: points, max, forfeit } = app.preview(view);
  const jump = (key) => () => {
    app.dialog.value = null;
    app.filter.value = "all";
    app.go(key);
  };
  const reason = (key) => (loose.includes(key) ? t("review.loose") : t("aspect.unmarked"));
  const line = (key, words) => html`<li key=${key}><button type="button" onClick=${jump(key)}><span class="num">${key}</span><b>${say(app.aspects.value[key].title, locale)}</b><em>${words}</em></button></li>`;
  return html`<${Frame} app=${app} title=${t("review.title", { code: view.code ?? view.name })} wide>
    <p class="dialog-sum"><b class="num">${points}</b><span class="num">/ ${max}</span><span>${t("review.done", { done, total })}</span></p>
    <p class="dialog-note">${t("total.preview")}${forfeit ? ` ${t("total.forfeit")}` : ""}</p>
    ${stops.length > 0 && html`<h3>${t("review.missing", { n: stops.length })}</h3><ul class="jumps">${stops.map((key) => line(key, reason(key)))}</ul>`}
    ${again.length > 0 && html`<h3>${t("review.again", { n: again.length })}</h3><ul class="jumps">${again.map((need) => line(need.aspect, knows(`need.${need.code}`) ? t(`need.${need.code}`) : need.code))}</ul>`}
    ${stops.length === 0 && html`<${Values} app=${app} view=${view} locale=${locale} />`}
    <div class="dialog-buttons">
      <button type="button" class="button" onClick=${() => (app.dialog.value = null)}>${t("review.back")}</button>
      <button type="button" class="button main" disabled=${stops.length > 0} onClick=${() => app.perform("submit")}>${t("review.submit")}</button>
    </div>
  <//>`;
}

function Sign({ app, locale }) {
  const view = app.view.value;
  const [read, setRead] = useState(false);
  const ready = view.state === "CHECKED" && view.unsent === 0;
  const { total, max } = app.preview(view);
  return html`<${Frame} app=${app} title=${t("sign.title", { code: view.code ?? view.name })} wide>
    <p class="dialog-sum"><b class="num">${total}</b><span class="num">/ ${max}</span><span>${t("total.preview")}</span></p>
    <${Values} app=${app} view=${view} locale=${locale} />
    <div class="statement"><${Icon} name="pen" /><p>${t("sign.statement", { name: app.pack.value.judge.name })}</p></div>
    <label class="agree"><input type="checkbox" checked=${read} onChange=${(event) => setRead(event.currentTarget.checked)} /><span>${t("sign.agree")}</span></label>
    ${!ready && html`<p class="dialog-note">${t("sign.not_ready")}</p>`}
    <div class="dialog-buttons">
      <button type="button" class="button" onClick=${() => (app.dialog.value = null)}>${t("review.back")}</button>
      <button type="button" class="button main" disabled=${!read || !ready} onClick=${() => app.perform("sign")}>${t("sign.button")}</button>
    </div>
  <//>`;
}

function Reopen({ app }) {
  return html`<${Frame} app=${app} title=${t("reopen.title")}>
    <p>${t("reopen.text")}</p>
    <div class="dialog-buttons"><button type="button" class="button" onClick=${() => (app.dialog.value = null)}>${t("cancel")}</button><button type="button" class="button main" onClick=${() => app.perform("reopen")}>${t("reopen.button")}</button></div>
  <//>`;
}

function Call({ app }) {
  const view = app.view.value;
  const [note, setNote] = useState("");
  const send = (event) => {
    event.preventDefault();
    app.perform("call", { note: note.trim() === "" ? null : note.trim().slice(0, 300), aspect: app.active.value });
  };
  return html`<${Frame} app=${app} title=${t("call.title")}>
    <form onSubmit=${send}>
      <p>${t("call.text", { code: view?.code ?? view?.name ?? "–", aspect: app.active.value ?? "–" })}</p>
      <label class="call-note"><span>${t("call.note")}</span><textarea rows="3" maxlength="300" value=${note} onInput=${(event) => setNote(event.currentTarget.value)}></textarea></label>
      <p class="dialog-note">${t(app.link.value.online ? "call.online" : "call.offline")}</p>
      <div class="dialog-buttons"><button type="button" class="button" onClick=${() => (app.dialog.value = null)}>${t("cancel")}</button><button type="submit" class="button main" disabled=${view === null}><${Icon} name="bell" />${t("call.send")}</button></div>
    </form>
  <//>`;
}

function Connection({ app, locale }) {
  const { device, synced, head } = app.found.value;
  const zone = app.pack.value.event.zone;
  const other = locale === "en" ? "zh" : "en";
  return html`<${Frame} app=${app} title=${t("connection.title")}>
    <dl class="facts">
      <dt>${t("connection.server")}</dt><dd>${t(app.link.value.online ? "connection.reached" : "connection.not_reached")}</dd>
      <dt>${t("connection.unsent")}</dt><dd class="num">${app.unsent.value}</dd>
      <dt>${t("connection.synced")}</dt><dd class="num">${synced === null ? "–" : timeOfDay(synced, zone)}</dd>
      <dt>${t("connection.device")}</dt><dd>${app.pack.value.device.name || device.name}</dd>
      <dt>${t("connection.head")}</dt><dd class="num">${head ? `${head.seq} · ${head.hash.slice(0, 8)}` : "–"}</dd>
    </dl>
    <p class="dialog-note">${t("connection.text")}</p>
    <div class="dialog-buttons">
      <a class="button" href=${`?lang=${other}`} lang=${other} hreflang=${other}>${other === "en" ? "English" : "中文"}</a>
      <button type="button" class="button" disabled=${app.found.value.ops.length === 0} onClick=${app.exportOps}><${Icon} name="file" />${t("export.button")}</button>
      <button type="button" class="button main" onClick=${app.syncNow}>${t("connection.sync")}</button>
    </div>
  <//>`;
}

function troubleWords(op) {
  if (op.answer.message) return op.answer.message;
  const key = `refused.${op.answer.code}`;
  if (knows(key)) return t(key);
  return t(op.answer.answer === "conflict" ? "refused.conflict" : "refused.other", { code: op.answer.code ?? "" });
}

function Attention({ app, locale }) {
  const codes = new Map(app.views.value.map((view) => [view.id, view.code ?? view.name]));
  const what = (op) => {
    const aspect = app.aspects.value[keyOf(op.aspect ?? "")];
    if (op.kind !== "mark") return t(`op.${op.kind}`);
    return aspect ? `${op.aspect} ${say(aspect.title, locale)}: ${valueText(aspect, op.value)}` : `${op.aspect}: ${op.value ?? "–"}`;
  };
  const troubles = app.attention.value;
  const strays = app.strays.value;
  return html`<${Frame} app=${app} title=${t("attention.title")} wide>
    <p class="dialog-note">${t("attention.text")}</p>
    <ul class="troubles">
      ${troubles.map((op) => html`<li key=${op.n}><div><b><span class="num">${codes.get(op.sheet) ?? "–"}</span> ${what(op)}</b><p>${troubleWords(op)}</p></div><button type="button" class="button" onClick=${() => app.dismiss(op.n)}>${t("attention.dismiss")}</button></li>`)}
      ${strays.length > 0 && html`<li><div><b>${t("strays.title", { n: strays.length })}</b><p>${t("strays.text")}</p></div><button type="button" class="button" onClick=${app.exportOps}>${t("export.button")}</button></li>`}
      ${troubles.length + strays.length === 0 && html`<li><p>${t("attention.none")}</p></li>`}
    </ul>
  <//>`;
}

const KINDS = { review: Review, sign: Sign, reopen: Reopen, call: Call, connection: Connection, attention: Attention };

export function Dialog({ app, locale }) {
  const open = app.dialog.value;
  return open === null ? null : html`<${KINDS[open.name]} key=${open.name} app=${app} locale=${locale} />`;
}
