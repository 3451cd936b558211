/** An aspect that is done several times: one field an attempt, each with its own mark. */

import { html } from "../../../vendor/preact-htm-signals.module.js";
import { t } from "../../lib/words.js";
import { fewest, slotsOf } from "../attempts.js";
import { dueSlot, valueOf } from "../sheets.js";
import { NOT_TAKEN } from "../values.js";
import { DraftNote, Field, Judgement, Stopwatch, Tally } from "./entries.js";
import { Icon } from "./icons.js";

function Attempt({ app, view, aspect, slot, n, due, active, closed, locale }) {
  const value = valueOf(view, slot);
  const place = `${view.id}/${slot}`;
  const enter = (next) => app.enter(view.id, slot, next);
  const label = t("aspect.attempt", { n });
  const shared = { app, place, aspect, slot, label, value, enter, closed, locale, state: value === null ? "" : value === NOT_TAKEN ? "out" : "good" };
  return html`<div class="attempt" role="group" aria-label=${label} data-slot=${slot} data-due=${due ? "" : null}>
    <span class="attempt-label">${label}</span>
    ${aspect.kind === "judgement" ? html`<${Judgement} ...${shared} />` : html`<${Field} ...${shared} />`}
    ${aspect.kind === "counted" && active && due && html`<${Tally} ...${shared} />`}
    ${value === NOT_TAKEN && aspect.kind === "judgement" && html`<span class="verdict" data-tone="bad"><${Icon} name="close" />${t("entry.not_taken")}</span>`}
    ${active && !closed && value !== NOT_TAKEN && html`<button type="button" class="clear" onClick=${() => enter(NOT_TAKEN)}>${t("entry.failed")}</button>`}
    ${active && !closed && value !== null && html`<button type="button" class="clear" onClick=${() => enter(null)}>${t("aspect.clear")}</button>`}
    ${view.marks[slot]?.waiting && html`<span class="waits"><${Icon} name="cloud" label=${t("aspect.waiting")} /></span>`}
    <${DraftNote} app=${app} place=${place} aspect=${aspect} slot=${slot} />
  </div>`;
}

/** The attempts of one card; the first that waits has the stopwatch, and the focus when the card is come to. */
export function Attempts({ app, view, aspect, active, closed, locale }) {
  const waits = dueSlot(view, aspect);
  return html`<div class="attempts">
    ${slotsOf(aspect).map((slot, i) => html`<${Attempt} key=${slot} app=${app} view=${view} aspect=${aspect} slot=${slot} n=${i + 1} due=${slot === waits} active=${active} closed=${closed} locale=${locale} />`)}
    ${active && waits !== null && aspect.kind === "timed" && html`<${Stopwatch} app=${app} place=${`${view.id}/${waits}`} closed=${closed} />`}
  </div>`;
}

/** What a card says of its attempts. */
export function attemptsText({ attempts, ...aspect }) {
  if (!attempts) return "";
  return t(`attempts.${attempts.rule}`, { n: attempts.count, least: fewest({ attempts, ...aspect }) });
}
