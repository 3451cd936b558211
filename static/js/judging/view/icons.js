/** The tablet's icons: line drawings on a 24 grid. Decorative unless a label is given. */

import { html } from "../../../vendor/preact-htm-signals.module.js";

const PATHS = {
  check: "m4 12.5 5 5L20 6.5",
  offline: "m3 3 18 18M8.5 16.5a5 5 0 0 1 7 0M5 12.9a10 10 0 0 1 4-2.3M19 12.9a10 10 0 0 0-3.4-2.1M2 8.8A15 15 0 0 1 6 6.1M22 8.8A15 15 0 0 0 11 5M12 20h.01",
  online: "M8.5 16.5a5 5 0 0 1 7 0M5 12.9a10 10 0 0 1 14 0M2 8.8a15 15 0 0 1 20 0M12 20h.01",
  cloud: "M7 18.5a4.5 4.5 0 0 1-.6-9A6 6 0 0 1 18 10.2a4.2 4.2 0 0 1 .3 8.3M12 20v-8m-3 3 3-3 3 3",
  undo: "M8.5 5 4 9.5 8.5 14M4.5 9.5H15a5 5 0 0 1 0 10H9.5",
  bell: "M6 10a6 6 0 0 1 12 0c0 6 2 7 2 7H4s2-1 2-7M10.2 20.5a2 2 0 0 0 3.6 0",
  clock: "M12 7v5l3.2 2M21 12a9 9 0 1 1-18 0 9 9 0 0 1 18 0",
  warn: "M12 9v4.5M12 17h.01M10.4 4.2 2.6 18a1.9 1.9 0 0 0 1.6 2.8h15.6a1.9 1.9 0 0 0 1.6-2.8L13.6 4.2a1.9 1.9 0 0 0-3.2 0",
  lock: "M7 11V8a5 5 0 0 1 10 0v3M6 11h12a1 1 0 0 1 1 1v8a1 1 0 0 1-1 1H6a1 1 0 0 1-1-1v-8a1 1 0 0 1 1-1",
  pen: "M4 20.5h16M5.5 16.5l1-4L16 3l3.5 3.5-9.5 9.5z",
  search: "m20 20-4.2-4.2M18 11a7 7 0 1 1-14 0 7 7 0 0 1 14 0",
  close: "M5.5 5.5l13 13M18.5 5.5l-13 13",
  file: "M12 3v12m-4.5-4.5L12 15l4.5-4.5M4 20.5h16",
  again: "M20 5v5h-5M4 19v-5h5M5.5 9.5A7.5 7.5 0 0 1 19 8.5M18.5 14.5A7.5 7.5 0 0 1 5 15.5",
  play: "M7.5 4.8v14.4L19 12z",
  stop: "M7 7h10v10H7z",
  tablet: "M6 3h12a1.5 1.5 0 0 1 1.5 1.5v15A1.5 1.5 0 0 1 18 21H6a1.5 1.5 0 0 1-1.5-1.5v-15A1.5 1.5 0 0 1 6 3M11 17.8h2",
};

/** An icon by name; `label` makes it an image with that name, else it is hidden from assistive technology. */
export function Icon({ name, label }) {
  const role = label ? { role: "img", "aria-label": label } : { "aria-hidden": "true" };
  const ring = name === "done";
  return html`<svg class="icon" viewBox="0 0 24 24" fill="none" stroke="currentColor" stroke-width="2.2" stroke-linecap="round" stroke-linejoin="round" ...${role}>
    ${ring && html`<circle cx="12" cy="12" r="9.5" />`}
    <path d=${ring ? "m7.5 12.4 3 3 6-6.4" : PATHS[name]} />
  </svg>`;
}
