/** The footer: the preview of the total, when it was last stored, undo, the next unmarked aspect, and the next step. */

import { html } from "../../../vendor/preact-htm-signals.module.js";
import { timeOfDay } from "../../lib/clock.js";
import { t } from "../../lib/words.js";
import { progressOf } from "../sheets.js";
import { Icon } from "./icons.js";

function Saved({ app }) {
  if (app.storageFault.value) return html`<span class="saved" data-tone="bad" role="status"><${Icon} name="warn" />${t("saved.not")}</span>`;
  if (app.saved.value === null) return html`<span class="saved" role="status"></span>`;
  return html`<span class="saved" role="status"><${Icon} name="check" />${t("saved.at", { time: timeOfDay(app.saved.value, app.pack.value.event.zone) })}</span>`;
}

function Step({ app, view, missing }) {
  const open = (name) => () => (app.dialog.value = { name });
  if (app.closed.value !== null) return html`<button type="button" class="button main" onClick=${app.nextSheet}>${t("next_sheet")}</button>`;
  if (view.state === "CHECKED") return html`<button type="button" class="button" onClick=${open("reopen")}>${t("reopen.button")}</button><button type="button" class="button main" onClick=${open("sign")}><${Icon} name="pen" />${t("sign.button")}</button>`;
  if (view.state === "MARKED") return html`<button type="button" class="button" onClick=${open("reopen")}>${t("reopen.button")}</button><button type="button" class="button main" onClick=${app.nextSheet}>${t("next_sheet")}</button>`;
  return html`<button type="button" class="button main" onClick=${open("review")}>${t("review.button")}${missing > 0 && html`<small>${t("review.left", { n: missing })}</small>`}</button>`;
}

export function Footer({ app }) {
  const view = app.view.value;
  if (view === null) return html`<footer class="foot"></footer>`;
  const { total, max, forfeit } = app.preview(view);
  const missing = progressOf(view, app.aspects.value).missing.length;
  const mine = (app.found.value.undo ?? []).some((step) => step.sheet === view.id);
  const marking = app.closed.value === null && view.state === "OPEN";
  return html`<footer class="foot">
    <div class="total" data-forfeit=${forfeit}><small>${t("total.label")}</small><b class="num">${total}</b><small class="num">/ ${max}</small>${forfeit && html`<span class="forfeit">${t("total.forfeit")}</span>`}</div>
    <${Saved} app=${app} />
    <div class="foot-buttons">
      ${app.closed.value === null && html`<button type="button" class="button" disabled=${!mine} onClick=${app.takeBack}><${Icon} name="undo" />${t("undo")}</button>`}
      ${marking && html`<button type="button" class="button" disabled=${missing === 0} onClick=${app.next}>${t("next_unmarked")}</button>`}
      <${Step} app=${app} view=${view} missing=${missing} />
    </div>
  </footer>`;
}
