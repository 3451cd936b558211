// [data-list]: ticks with their count, keys, filters that act when chosen, a head that stays in sight, printing.
import { placeOf, rowAfter, wishOf } from "./list_keys.js";
import { countOf, extended, headOf } from "./ticks.js";

export function installLists(root) {
  const lists = [...root.querySelectorAll("[data-list]")].map(installList);
  if (!lists.length) return;
  root.addEventListener("keydown", (event) => {
    const active = root.activeElement;
    const list = lists.find((one) => one.section.contains(active)) ?? lists[0];
    const control = Boolean(active?.matches("button, summary, input"));
    const wish = wishOf(event, placeOf(active), control);
    if (wish && list.grant(wish)) event.preventDefault();
  });
}

function installList(section) {
  const rows = [...section.querySelectorAll("[data-row]")];
  const ticks = installTicks(section, rows);
  installFilters(section);
  installPaper(section);
  keepHeadInSight(section);
  let anchor = -1;
  const rowOfFocus = () => rows.findIndex((row) => row.contains(document.activeElement));

  const go = (to, extend) => {
    const from = rowOfFocus();
    if (!rows.length) return false;
    if (extend && ticks) {
      if (anchor < 0) anchor = from;
      ticks.extend(anchor, from, to);
    } else {
      anchor = -1;
    }
    const target = ["a.name", "a[href]", "[data-tick]"].map((one) => rows[to].querySelector(one)).find(Boolean) ?? rows[to];
    if (target === rows[to]) target.tabIndex = -1;
    target.focus({ preventScroll: true, focusVisible: true });
    rows[to].scrollIntoView({ block: "nearest" });
    return true;
  };
  const grant = (wish) => {
    if (wish.kind === "move") return go(rowAfter(rowOfFocus(), wish.by, rows.length), wish.extend);
    if (wish.kind === "edge") return go(wish.last ? rows.length - 1 : 0, false);
    if (wish.kind === "tick") return Boolean(ticks?.turn(rowOfFocus()));
    const aim = section.querySelector(wish.kind === "search" ? "[data-list-text]" : `[rel=${wish.to}]`);
    if (wish.kind === "search") aim?.select();
    if (wish.kind === "search") aim?.focus();
    else aim?.click();
    return Boolean(aim);
  };
  return { section, grant };
}

function installTicks(section, rows) {
  const bar = section.querySelector("[data-list-acts]");
  if (!bar) return null;
  const boxes = rows.map((row) => row.querySelector("[data-tick]"));
  const head = section.querySelector("[data-tick-all]");
  const everything = bar.querySelector("[data-everything]");
  const told = bar.querySelector("[data-ticked]");
  let last = -1;
  head.hidden = false;
  bar.querySelector("[data-untick]").hidden = false;

  const show = () => {
    const ticked = boxes.filter((box) => box.checked).length;
    const state = headOf(ticked, boxes.length);
    head.checked = state === "all" || everything.checked;
    head.indeterminate = state === "some" && !everything.checked;
    const count = countOf(ticked, everything.checked, Number(everything.dataset.everything));
    bar.dataset.live = count ? "on" : "off";
    told.textContent = count ? told.dataset.words.replace("{n}", count) : "";
    for (const [at, row] of rows.entries()) row.toggleAttribute("data-ticked", boxes[at].checked || everything.checked);
  };
  const set = (chosen) => {
    everything.checked = false;
    boxes.forEach((box, at) => (box.checked = chosen.has(at)));
    show();
  };
  const chosen = () => new Set(boxes.flatMap((box, at) => (box.checked ? [at] : [])));

  section.addEventListener("click", (event) => {
    const at = boxes.indexOf(event.target);
    if (event.target.closest("[data-untick]")) return void set(new Set());
    if (at < 0) return;
    if (event.shiftKey && last >= 0 && boxes[at].checked) set(extended(chosen(), last, last, at));
    last = at;
  });
  section.addEventListener("change", (event) => {
    if (event.target === head) return void set(new Set(head.checked ? boxes.keys() : []));
    if (boxes.includes(event.target)) everything.checked = false;
    show();
  });
  addEventListener("pageshow", show);
  show();
  return {
    extend: (anchor, from, to) => set(extended(chosen(), anchor, from, to)),
    turn(at) {
      if (at < 0) return false;
      boxes[at].click();
      return true;
    },
  };
}

// A filter chosen with the pointer acts at once; with the keys, when the choice is made: arrows pass over values.
function installFilters(section) {
  for (const filter of section.querySelectorAll("[data-list-filter]")) {
    let byKey = false;
    let changed = false;
    filter.addEventListener("keydown", (event) => {
      byKey = event.key !== "Enter";
      if (event.key === "Enter" && changed) filter.form.requestSubmit();
    });
    filter.addEventListener("pointerdown", () => (byKey = false));
    filter.addEventListener("change", () => {
      changed = true;
      if (!byKey) filter.form.requestSubmit();
    });
    filter.addEventListener("blur", () => {
      if (changed) filter.form.requestSubmit();
      changed = false;
    });
  }
}

function installPaper(section) {
  for (const now of section.querySelectorAll("[data-now]")) {
    now.textContent = new Intl.DateTimeFormat("sv-SE", { dateStyle: "short", timeStyle: "short" }).format(new Date());
  }
  section.querySelector("[data-list-print][data-whole]")?.addEventListener("click", (event) => {
    event.preventDefault();
    print();
  });
  if (section.querySelector("[data-print-now]")) addEventListener("load", () => setTimeout(() => print(), 300), { once: true });
}

// The head sticks below the bar as long as the table is not wider than its place; else the table scrolls sideways.
function keepHeadInSight(section) {
  const box = section.querySelector("[data-table]");
  if (!box) return;
  const look = () => {
    box.removeAttribute("data-fits");
    box.toggleAttribute("data-fits", box.scrollWidth <= box.clientWidth);
  };
  new ResizeObserver(look).observe(section);
  look();
}
