/** The sheet being marked: its head with the filters, and one card for each aspect. */

import { html, useEffect, useLayoutEffect, useRef } from "../../../vendor/preact-htm-signals.module.js";
import { product, short } from "../../lib/decimal.js";
import { knows, say, t } from "../../lib/words.js";
import { fewest } from "../attempts.js";
import { computedOf, filtered, isRequired, madeOf, valueOf } from "../sheets.js";
import { clockFace, NOT_TAKEN } from "../values.js";
import { Attempts, attemptsText } from "./attempts.js";
import { DraftNote, Field, Judgement, Stopwatch, Tally, YesNo } from "./entries.js";
import { Icon } from "./icons.js";

/** Points with a real minus sign. */
export function pointsText(points) {
  return points.replace("-", "−");
}

/** The most an aspect can earn, its factor included. */
function mostText(aspect) {
  return short(aspect.factor ? product(aspect.max, aspect.factor) : aspect.max);
}

function missing(view, aspect) {
  return madeOf(view, aspect) < fewest(aspect);
}

function bandsText(aspect) {
  if (aspect.formula) return [t("aspect.formula")];
  const best = aspect.bands.find((band) => band.points === aspect.max) ?? aspect.bands[0];
  const low = best.from ?? null;
  const high = best.to ?? null;
  const range = low !== null && high !== null ? `${low} – ${high}` : low !== null ? `≥ ${low}` : high !== null ? `≤ ${high}` : "";
  const more = aspect.bands.length > 1 ? t("aspect.bands", { n: aspect.bands.length }) : t("aspect.outside_none");
  return [range && t("aspect.range", { range, unit: aspect.unit }), more];
}

/** What a card says below the title, as short pieces. */
export function explained(aspect, locale, active) {
  const facts = {
    measurement: () => bandsText(aspect),
    yesno: () => [t("aspect.yesno")],
    judgement: () => [active || aspect.note ? "" : t("aspect.judgement", { n: aspect.steps - 1 })],
    points: () => [t("aspect.points", { min: short(aspect.min ?? "0"), max: short(aspect.max), step: short(aspect.step) })],
    deduction: () => [t("aspect.deduction", { step: short(aspect.step) }), aspect.cap ? t("aspect.cap", { cap: short(aspect.cap) }) : "", aspect.critical ? t("aspect.critical") : ""],
    counted: () => [t("aspect.counted", { each: short(aspect.each) }), aspect.target ? t("aspect.target", { n: aspect.target }) : ""],
    timed: () => [t("aspect.timed")],
    computed: () => [t("aspect.computed")],
  };
  const factor = aspect.factor ? t("aspect.factor", { factor: short(aspect.factor) }) : "";
  const input = aspect.counts === false ? t("aspect.input") : "";
  return [say(aspect.note, locale), ...facts[aspect.kind](), attemptsText(aspect), factor, input].filter(Boolean);
}

function Entry({ app, view, aspect, value, active, closed, locale, state }) {
  if (aspect.attempts) return null;
  const enter = (next) => app.enter(view.id, aspect.key, next);
  const place = `${view.id}/${aspect.key}`;
  const shared = { app, place, aspect, value, enter, closed, locale, state };
  if (aspect.kind === "judgement") return active ? null : html`<${Judgement} ...${shared} />`;
  if (aspect.kind === "yesno") return html`<${YesNo} ...${shared} />`;
  if (aspect.kind === "deduction") return html`<${Tally} ...${shared} />`;
  if (aspect.kind === "counted") return html`<div class="counted"><${Field} ...${shared} />${active && html`<${Tally} ...${shared} />`}</div>`;
  return html`<${Field} ...${shared} />`;
}

function bandEnd(aspect, end) {
  if (end === null || end === undefined) return "…";
  return aspect.kind === "timed" ? clockFace(end) : end;
}

function Below({ app, view, aspect, value, closed, locale }) {
  const enter = (next) => app.enter(view.id, aspect.key, next);
  const place = `${view.id}/${aspect.key}`;
  const once = !aspect.attempts;
  return html`<div class="below">
    ${once && aspect.kind === "judgement" && html`<${Judgement} aspect=${aspect} value=${value} enter=${enter} closed=${closed} locale=${locale} wide />`}
    ${once && aspect.kind === "timed" && html`<${Stopwatch} app=${app} place=${place} closed=${closed} />`}
    ${(aspect.kind === "measurement" || aspect.kind === "timed") && aspect.bands?.length > 1 && html`<table class="bands"><caption class="sr">${t("aspect.bands_caption")}</caption><tbody>
      ${aspect.bands.map((band) => html`<tr><th scope="row" class="num">${bandEnd(aspect, band.from)} – ${bandEnd(aspect, band.to)} ${aspect.unit ?? ""}</th><td class="num">${t("aspect.band_points", { points: short(band.points) })}</td></tr>`)}
    </tbody></table>`}
    ${once && !closed && value !== NOT_TAKEN && (aspect.kind === "measurement" || aspect.kind === "timed") && html`<button type="button" class="clear apart" onClick=${() => enter(NOT_TAKEN)}>${t(aspect.kind === "timed" ? "entry.no_time" : "entry.no_figure")}</button>`}
  </div>`;
}

function Clear({ app, view, aspect, value, active, closed }) {
  if (!active || value === null || closed) return null;
  return html`<button type="button" class="clear" onClick=${() => app.enter(view.id, aspect.key, null)}>${t("aspect.clear")}</button>`;
}

function Verdict({ aspect, value, points }) {
  if (value === null || (aspect.kind !== "measurement" && aspect.kind !== "timed")) return null;
  const good = points === null ? false : Number(points) > 0;
  const full = good && Number(points) === Number(aspect.max);
  const word = value === NOT_TAKEN ? "verdict.none" : full ? "verdict.good" : good ? "verdict.part" : "verdict.out";
  return html`<span class="verdict" data-tone=${full ? "good" : good ? "warn" : "bad"}><${Icon} name=${full ? "check" : good ? "warn" : "close"} />${t(word)}</span>`;
}

function needWords(need) {
  return knows(`need.${need.code}`) ? t(`need.${need.code}`) : t("need.other", { code: need.code });
}

function Card({ app, view, aspectKey, active, points, closed, locale }) {
  const aspect = app.aspects.value[aspectKey];
  const made = madeOf(view, aspect) > 0;
  const value = aspect.attempts ? null : valueOf(view, aspectKey);
  const needs = view.needs.filter((need) => need.aspect === aspectKey && (need.code !== "missing" || !made));
  const again = needs.filter((need) => need.code !== "missing");
  const marked = (made && !missing(view, aspect)) || aspect.kind === "deduction";
  const element = useRef(null);
  const anchor = useRef(null);
  useEffect(() => {
    if (active && app.reveal.peek()) {
      app.reveal.value = false;
      element.current.scrollIntoView({ block: "nearest" });
      const entry = element.current.querySelector("[data-due]") ?? element.current;
      entry.querySelector("[data-primary]:not(:disabled)")?.focus({ preventScroll: true });
    }
  }, [active, app.reveal.value]);
  const activate = (event) => {
    const control = event.target.closest("button, input, label, table");
    if (app.active.peek() === aspectKey || (control !== null && control.tagName !== "INPUT")) return;
    anchor.current = element.current.getBoundingClientRect().top;
    app.choose({ aspect: aspectKey });
  };
  useLayoutEffect(() => {
    if (anchor.current === null) return;
    element.current.closest(".cards").scrollTop += element.current.getBoundingClientRect().top - anchor.current;
    anchor.current = null;
    element.current.scrollIntoView({ block: "nearest" });
  }, [active]);
  const state = value === null ? "" : points !== null && Number(points) <= 0 && aspect.kind === "measurement" ? "out" : "good";
  const off = aspect.kind === "deduction" && Number(value ?? 0) > 0;
  return html`<section ref=${element} class="aspect" id=${`aspect-${aspectKey}`} data-kind=${aspect.kind} data-active=${active} data-state=${again.length ? "again" : marked ? "done" : "todo"} aria-label=${`${aspectKey} ${say(aspect.title, locale)}`} onFocusIn=${activate} onClick=${activate}>
    <div class="aspect-key"><span class="num">${aspectKey}</span><span class="kind">${t(`kind.${aspect.kind}`)}</span></div>
    <div class="aspect-words"><h3>${say(aspect.title, locale)}</h3><p>${explained(aspect, locale, active).map((piece) => html`<span>${piece}</span>`)}</p></div>
    <div class="aspect-entry"><${Clear} app=${app} view=${view} aspect=${aspect} value=${value} active=${active} closed=${closed} /><${Verdict} aspect=${aspect} value=${value} points=${points} /><${Entry} app=${app} view=${view} aspect=${aspect} value=${value} active=${active} closed=${closed} locale=${locale} state=${state} /></div>
    <div class="aspect-points num" data-tone=${off ? "bad" : null}>
      ${made && points !== null ? html`<span>${pointsText(points)}</span>${aspect.kind !== "deduction" && html`<small> /${mostText(aspect)}</small>`}`
        : made ? html`<span class="none">–</span>`
        : marked ? html`<span class="none">${t("aspect.no_deduction")}</span>`
        : html`<span class="none">${t(isRequired(aspect) ? "aspect.unmarked" : "aspect.optional")}</span>`}
      ${!aspect.attempts && view.marks[aspectKey]?.waiting && html`<span class="waits"><${Icon} name="cloud" label=${t("aspect.waiting")} /></span>`}
    </div>
    <${DraftNote} app=${app} place=${`${view.id}/${aspectKey}`} aspect=${aspect} />
    ${again.map((need) => html`<p class="need"><${Icon} name="again" />${needWords(need)}</p>`)}
    ${aspect.attempts && html`<div class="below"><${Attempts} app=${app} view=${view} aspect=${aspect} active=${active} closed=${closed} locale=${locale} /></div>`}
    ${active && html`<${Below} app=${app} view=${view} aspect=${aspect} value=${value} closed=${closed} locale=${locale} />`}
  </section>`;
}

/** An aspect that nobody marks: what an expression makes of the marks on this sheet, as far as it tells them. */
function ComputedCard({ aspect, points, locale }) {
  return html`<section class="aspect" data-kind="computed" data-state=${points === null ? "todo" : "done"} aria-label=${`${aspect.key} ${say(aspect.title, locale)}`}>
    <div class="aspect-key"><span class="num">${aspect.key}</span><span class="kind">${t("kind.computed")}</span></div>
    <div class="aspect-words"><h3>${say(aspect.title, locale)}</h3><p>${explained(aspect, locale, false).map((piece) => html`<span>${piece}</span>`)}</p></div>
    <div class="aspect-points num">${points === null ? html`<span class="none">–</span>` : html`<span>${pointsText(points)}</span><small> /${mostText(aspect)}</small>`}</div>
  </section>`;
}

function Notices({ app, view }) {
  const n = app.attention.value.length + app.strays.value.length;
  const why = app.closed.value;
  const again = !why && view.needs.some((need) => need.code !== "missing");
  const words = again ? t("state.again") : why === "absent" ? t("closed.absent", { status: t(`status.${view.status}`) }) : why ? t(`closed.${why}`) : view.state === "MARKED" ? t("state.marked") : view.state === "CHECKED" ? t("state.checked") : null;
  return html`
    ${app.storageFault.value && html`<div class="notice" data-tone="bad" role="alert"><${Icon} name="warn" /><p>${t("storage.failed")}</p></div>`}
    ${n > 0 && html`<div class="notice" data-tone="bad"><${Icon} name="warn" /><p>${t("attention.notice", { n })}</p><button type="button" onClick=${() => (app.dialog.value = { name: "attention" })}>${t("attention.open")}</button></div>`}
    ${words && html`<div class="notice" data-tone=${again ? "bad" : view.state === "CHECKED" ? "good" : "plain"}><${Icon} name=${again ? "again" : why ? "lock" : "check"} /><p>${words}</p></div>`}`;
}

function Filters({ app, view }) {
  const count = (name) => filtered(view, app.aspects.value, name).length;
  return html`<div class="filters" role="group" aria-label=${t("filter.label")}>
    ${["all", "unmarked", "deductions"].map((name) => html`<button key=${name} type="button" aria-pressed=${app.filter.value === name ? "true" : "false"} onClick=${() => (app.filter.value = name)}>${t(`filter.${name}`)}<span class="num">${count(name)}</span></button>`)}
  </div>`;
}

export function Sheet({ app, locale }) {
  const view = app.view.value;
  if (view === null) return html`<main class="sheet" id="main"><div class="nothing"><h2>${t("empty.title")}</h2><p>${t("empty.text")}</p></div></main>`;
  const { points } = app.preview(view);
  const closed = app.closed.value !== null;
  const keys = app.shown.value;
  const blind = app.pack.value.stage.anonymity !== "open";
  return html`<main class="sheet" id="main" tabindex="-1">
    <div class="sheet-head">
      <h2><span class="num">${t("station", { code: view.code ?? "–" })}</span>${view.name && html`<span>${view.name}</span>`}</h2>
      ${blind && html`<p class="blind">${t("sheet.blind")}</p>`}
      <${Filters} app=${app} view=${view} />
    </div>
    <div class="cards" key=${view.id}>
      <${Notices} app=${app} view=${view} />
      ${keys.map((key) => html`<${Card} key=${key} app=${app} view=${view} aspectKey=${key} active=${key === app.active.value} points=${points[key]} closed=${closed} locale=${locale} />`)}
      ${app.filter.value === "all" && computedOf(view, app.aspects.value).map((aspect) => html`<${ComputedCard} key=${aspect.key} aspect=${aspect} points=${points[aspect.key]} locale=${locale} />`)}
      ${keys.length === 0 && html`<div class="nothing"><p>${t(`filter.none_${app.filter.value}`)}</p></div>`}
    </div>
  </main>`;
}
