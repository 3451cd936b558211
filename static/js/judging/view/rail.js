/** The left rail: the judge's modules, the station search, and one line for each sheet with its state. */

import { html } from "../../../vendor/preact-htm-signals.module.js";
import { say, t } from "../../lib/words.js";
import { lookOf, progressOf } from "../sheets.js";
import { Icon } from "./icons.js";

const SUBMITTED = ["MARKED", "CHECKED", "SIGNED", "LOCKED"];
const ICONS = { locked: "lock", signed: "done", checked: "pen", marked: "check", again: "warn" };

function Line({ app, view, here }) {
  const { done, total } = progressOf(view, app.aspects.value);
  const look = lookOf(view, done);
  const began = done > 0 && look !== "absent";
  const state = look === "absent" ? t(`status.${view.status}`) : t(`sheet.${look}`, { done, total });
  const icon = view.unsent > 0 && look !== "again" ? "cloud" : ICONS[look];
  const label = view.unsent > 0 ? t("rail.unsent", { n: view.unsent }) : null;
  const under = view.name ? state : began ? t("rail.points", { points: app.preview(view).total }) : "";
  const open = () => app.openSheet(view.id);
  const show = (event) => event.currentTarget.scrollIntoView({ block: "nearest", inline: "nearest" });
  return html`<li><button class="line" data-look=${look} aria-current=${here ? "true" : null} onClick=${open} onFocus=${show}>
    <span class="line-code num">${view.code ?? "–"}</span>
    <span class="line-text">
      <b>${view.name ?? state}</b>
      ${under && html`<small>${under}</small>`}
    </span>
    <span class="line-icon" data-unsent=${view.unsent > 0}>${icon && html`<${Icon} name=${icon} label=${icon === "cloud" ? label : null} />`}</span>
  </button></li>`;
}

function Modules({ app, locale }) {
  if (app.modules.value.length < 2) return null;
  const pick = (key) => app.choose({ module: key, sheet: null, aspect: null });
  return html`<div class="modules" role="group" aria-label=${t("rail.modules")}>
    ${app.modules.value.map((module) => {
      const here = module.key === app.module.value.key;
      return html`<button key=${module.key} aria-pressed=${here ? "true" : "false"} title=${say(module.title, locale)} onClick=${() => pick(module.key)}>${t("module", { key: module.key })}</button>`;
    })}
  </div>`;
}

export function Rail({ app, locale }) {
  const all = app.inModule.value;
  const submitted = all.filter((view) => SUBMITTED.includes(view.state)).length;
  return html`<nav class="rail" aria-label=${t("rail.label")}>
    <${Modules} app=${app} locale=${locale} />
    <div class="rail-head"><h2>${t("rail.contestants")}</h2><span>${t("rail.submitted", { done: submitted, total: all.length })}</span></div>
    <progress class="rail-bar" max=${all.length || 1} value=${submitted} aria-label=${t("rail.submitted", { done: submitted, total: all.length })}></progress>
    <label class="rail-search"><${Icon} name="search" /><input id="search" type="search" autocomplete="off" enterkeyhint="go" placeholder=${t("rail.search")} aria-label=${t("rail.search")} value=${app.query.value} onInput=${(event) => (app.query.value = event.currentTarget.value)} /></label>
    <ul class="lines">
      ${app.rail.value.map((view) => html`<${Line} key=${view.id} app=${app} view=${view} here=${view.id === app.view.value?.id} />`)}
      ${app.rail.value.length === 0 && html`<li class="rail-none">${t("rail.none")}</li>`}
    </ul>
  </nav>`;
}
