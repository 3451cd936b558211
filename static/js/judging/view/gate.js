/** What stands in front of the marking page: starting, not paired, waiting for the chief, revoked. */

import { html } from "../../../vendor/preact-htm-signals.module.js";
import { t } from "../../lib/words.js";
import { Icon } from "./icons.js";

export function Gate({ app, phase }) {
  const { device, ops, package: pack } = app.found.value;
  const name = pack?.device?.name || device?.name || "";
  const kept = ops.length;
  const lost = phase === "revoked" || phase === "unknown";
  return html`<main class="gate" id="main">
    <div class="gate-card" data-phase=${phase}>
      <div class="seal" aria-hidden="true">匠</div>
      <div role="status"><h1>${t(`gate.${phase}.title`)}</h1><p>${t(`gate.${phase}.text`)}</p></div>
      ${phase === "pending" && html`<p class="gate-name">${name}</p>${pack?.judge && html`<p class="gate-judge">${t("judge", { name: pack.judge.name })}</p>`}`}
      ${phase === "pending" && !app.link.value.online && html`<p class="gate-note"><${Icon} name="offline" />${t("gate.no_server")}</p>`}
      ${lost && html`<p class="gate-note"><${Icon} name=${kept > 0 ? "warn" : "check"} />${t(kept > 0 ? "gate.kept" : "gate.nothing_kept", { n: kept })}</p>`}
      ${lost && kept > 0 && html`<button type="button" class="button main" onClick=${app.exportOps}><${Icon} name="file" />${t("export.button")}</button>`}
      ${(lost || phase === "none") && html`<a class="button" href="/j">${t("gate.join")}</a>`}
      ${app.storageFault.value && html`<p class="gate-note" role="alert"><${Icon} name="warn" />${t("storage.failed")}</p>`}
    </div>
  </main>`;
}
