/** The ways of entering a value, one for each kind of aspect. Each calls `enter(value)` with a canonical value or null. */

import { html, useEffect, useRef, useState } from "../../../vendor/preact-htm-signals.module.js";
import { say, t } from "../../lib/words.js";
import { asSeconds, begun, elapsed, held, STOPPED } from "../stopwatch.js";
import { clockFace, most, NOT_TAKEN, plausible, typed } from "../values.js";
import { Icon } from "./icons.js";

/** Focus moves inside a group of radio buttons by the arrow keys; only a tap, Space or a digit marks. */
function onArrow(event) {
  const by = { ArrowRight: 1, ArrowLeft: -1 }[event.key];
  if (by === undefined) return;
  const all = [...event.currentTarget.querySelectorAll("[role=radio]")];
  const next = all[(all.indexOf(document.activeElement) + by + all.length) % all.length];
  event.preventDefault();
  next.focus();
}

function Choice({ label, options, value, enter, className, closed }) {
  const at = options.findIndex((option) => option.value === value);
  return html`<div class=${className} role="radiogroup" aria-label=${label} onKeyDown=${onArrow} data-many=${options.length > 4}>
    ${options.map((option, i) => html`<button key=${option.value} role="radio" type="button" class="choice"
      aria-checked=${option.value === value ? "true" : "false"} aria-label=${option.label} disabled=${closed}
      tabindex=${i === Math.max(at, 0) ? 0 : -1} data-primary=${i === Math.max(at, 0) ? "" : null} onClick=${() => enter(option.value)}>
      ${option.value === value && option.text && html`<${Icon} name="check" />`}<b class="num">${option.sign}</b>${option.text && html`<span>${option.text}</span>`}
    </button>`)}
  </div>`;
}

export function Judgement({ aspect, value, enter, wide, closed, locale }) {
  const options = Array.from({ length: aspect.steps }, (_, i) => {
    const words = say(aspect.descriptors[i], locale);
    return { value: String(i), sign: String(i), text: wide ? words : null, label: words ? `${i} ${words}` : String(i) };
  });
  return html`<${Choice} className=${wide ? "levels" : "digits"} label=${t("entry.levels")} options=${options} value=${value} enter=${enter} closed=${closed} />`;
}

export function YesNo({ value, enter, closed }) {
  const options = [{ value: "yes", sign: t("entry.yes") }, { value: "no", sign: t("entry.no") }];
  return html`<${Choice} className="yesno" label=${t("entry.yesno")} options=${options} value=${value} enter=${enter} closed=${closed} />`;
}

/** − n + for deductions and counts; `−` never goes below nothing, and nothing counted yet is "–", not 0. */
export function Tally({ aspect, value, enter, closed }) {
  const n = value === null ? 0 : Number(value);
  const unit = aspect.kind === "deduction" ? t("entry.times") : "";
  const by = (step) => () => enter((before) => String(Math.min(most(aspect), Math.max(0, Number(before ?? 0) + step))));
  return html`<div class="tally" role="group" aria-label=${t(`entry.${aspect.kind}`)}>
    <button type="button" aria-label=${t("entry.less")} disabled=${closed || n === 0} onClick=${by(-1)}>−</button>
    <output class="num" aria-live="polite">${value === null && aspect.kind === "counted" ? "–" : n}<span class="sr">${unit}</span></output>
    <button type="button" data-primary="" aria-label=${t("entry.more")} disabled=${closed || n >= most(aspect)} onClick=${by(1)}>+</button>
  </div>`;
}

function written(aspect, value) {
  if (value === null) return "";
  if (value === NOT_TAKEN) return t("entry.not_taken");
  return aspect.kind === "timed" ? clockFace(value) : value;
}

/**
 * A typed value. It is entered by Enter or by leaving the field. What cannot be a value stays in the field with the
 * reason; what can hardly have been measured stays until it is confirmed by a second tap or a second Enter.
 */
export function Field({ app, place, aspect, slot = aspect.key, label = aspect.key, value, enter, closed, state }) {
  const draft = app.drafts.value[place] ?? null;
  const shown = draft ? draft.text : written(aspect, value);
  const change = (event) => app.draft(place, { text: event.currentTarget.value, wrong: null, doubt: null });
  const commit = (confirmed) => {
    const now = app.drafts.peek()[place];
    if (!now) return true;
    const read = typed(aspect, now.text);
    if (read.fault) {
      app.draft(place, { ...now, wrong: read });
      return false;
    }
    if (read.value !== null && read.value !== value && !plausible(aspect, read.value) && !(confirmed && now.doubt === read.value)) {
      app.draft(place, { ...now, wrong: null, doubt: read.value });
      return false;
    }
    app.draft(place, null);
    enter(read.value);
    return true;
  };
  const id = `value-${slot}`;
  const note = draft && (draft.wrong || draft.doubt);
  const input = useRef(null);
  useEffect(() => {
    input.current.commit = commit;
  });
  return html`<div class="field" data-state=${note ? "bad" : state}>
      <input id=${id} ref=${input} class="num" data-primary="" data-field="value" inputmode=${aspect.kind === "counted" ? "numeric" : "decimal"} enterkeyhint="next"
        autocomplete="off" spellcheck=${false} disabled=${closed} value=${shown} placeholder=${t(`entry.${aspect.kind}`)}
        aria-label=${`${label} ${t(`entry.${aspect.kind}`)}${aspect.unit ? ` ${aspect.unit}` : ""}`} aria-invalid=${note ? "true" : null} aria-describedby=${note ? `${id}-note` : null}
        onInput=${change} onBlur=${() => commit(false)} />
      ${aspect.unit && html`<small>${aspect.unit}</small>`}
    </div>`;
}

/** Why what was typed is not stored, with the second tap that confirms an unusual value. */
export function DraftNote({ app, place, aspect, slot = aspect.key }) {
  const draft = app.drafts.value[place];
  if (!draft || !(draft.wrong || draft.doubt)) return null;
  const unit = aspect.unit ?? "";
  const words = draft.wrong ? t(`fault.${draft.wrong.fault}`, draft.wrong) : t("entry.doubt", { min: written(aspect, aspect.plausible.min), max: `${written(aspect, aspect.plausible.max)} ${unit}`.trim() });
  const confirm = () => document.getElementById(`value-${slot}`).commit(true);
  return html`<div class="draft-note" id=${`value-${slot}-note`} role="alert">
    <${Icon} name="warn" /><span>${words}</span>
    <button type="button" class="discard" onClick=${() => app.draft(place, null)}>${t("entry.discard")}</button>
    ${draft.doubt && html`<button type="button" class="confirm" onClick=${confirm}>${t("entry.confirm", { value: `${written(aspect, draft.doubt)} ${unit}`.trim() })}</button>`}
  </div>`;
}

/** A stopwatch whose reading is put into the field; entering it stays the judge's act. */
export function Stopwatch({ app, place, closed }) {
  const [watch, setWatch] = useState(STOPPED);
  const [, beat] = useState(0);
  const running = watch.started !== null;
  useEffect(() => {
    if (!running) return undefined;
    const timer = setInterval(() => beat((n) => n + 1), 100);
    return () => clearInterval(timer);
  }, [running]);
  const at = performance.now();
  const stop = () => {
    const done = held(watch, performance.now());
    setWatch(done);
    app.draft(place, { text: clockFace(asSeconds(elapsed(done, 0))), wrong: null, doubt: null });
  };
  return html`<div class="watch" role="group" aria-label=${t("watch.label")}>
    <span class="watch-face num" role="timer" aria-label=${t("watch.label")}>${clockFace(asSeconds(elapsed(watch, at)))}</span>
    ${running
      ? html`<button type="button" class="watch-stop" onClick=${stop}><${Icon} name="stop" />${t("watch.stop")}</button>`
      : html`<button type="button" disabled=${closed} onClick=${() => setWatch(begun(watch, performance.now()))}><${Icon} name="play" />${t(watch.before > 0 ? "watch.go_on" : "watch.start")}</button>`}
    <button type="button" disabled=${running || watch.before === 0} onClick=${() => setWatch(STOPPED)}>${t("watch.reset")}</button>
    <small>${t("watch.hint")}</small>
  </div>`;
}
