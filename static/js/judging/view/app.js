/** The whole page: the gate while the tablet is not accepted, else header, rail, sheet, footer and a dialog. */

import { html } from "../../../vendor/preact-htm-signals.module.js";
import { Dialog } from "./dialogs.js";
import { Footer } from "./footer.js";
import { Gate } from "./gate.js";
import { Header } from "./header.js";
import { Rail } from "./rail.js";
import { Sheet } from "./sheet.js";

export function App({ app, locale }) {
  const phase = app.phase.value;
  if (phase !== "accepted") return html`<${Gate} app=${app} phase=${phase} />`;
  return html`<div class="frame">
    <${Header} app=${app} locale=${locale} />
    <${Rail} app=${app} locale=${locale} />
    <${Sheet} app=${app} locale=${locale} />
    <${Footer} app=${app} />
    <${Dialog} app=${app} locale=${locale} />
  </div>`;
}
