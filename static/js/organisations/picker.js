// [data-unit-picker]: a field for one unit. Letters bring up units; arrows and Enter choose, Escape closes.
// The hidden field holds the id of what was chosen; typing on empties it, and then the name decides.
import { current, meant, moved } from "./choosing.js";

const PAUSE = 160;
const opened = new WeakMap();

document.addEventListener("focusin", (event) => {
  const field = event.target.closest?.("[data-unit-name]");
  const picker = field?.closest("[data-unit-picker]");
  if (picker && !opened.has(picker)) opened.set(picker, furnish(picker, field));
});

function furnish(picker, field) {
  const id = picker.querySelector("[data-unit-id]");
  const box = document.createElement("div");
  const said = document.createElement("span");
  box.className = "unit-box";
  box.hidden = true;
  said.className = "visually-hidden";
  said.setAttribute("role", "status");
  field.after(box, said);
  field.setAttribute("role", "combobox");
  field.setAttribute("aria-autocomplete", "list");
  field.setAttribute("aria-expanded", "false");
  let at = -1;
  let waiting = 0;

  const options = () => [...box.querySelectorAll("[role=option]")];
  const close = () => {
    clearTimeout(waiting);
    box.hidden = true;
    field.setAttribute("aria-expanded", "false");
    field.removeAttribute("aria-activedescendant");
    at = -1;
  };
  const point = (to) => {
    at = to;
    for (const [n, option] of options().entries()) {
      option.setAttribute("aria-selected", String(n === at));
      if (n === at) option.scrollIntoView({ block: "nearest" });
    }
    const option = options()[at];
    if (option) field.setAttribute("aria-activedescendant", option.id);
    else field.removeAttribute("aria-activedescendant");
  };
  const choose = (option) => {
    id.value = option.dataset.id;
    field.value = option.dataset.name;
    close();
    field.dispatchEvent(new Event("change", { bubbles: true }));
  };
  const ask = async () => {
    const text = field.value.trim();
    const address = new URL(picker.dataset.unitPicker, location.href);
    address.search = new URLSearchParams({ q: text, field: field.id, without: picker.dataset.without ?? "" });
    let answer;
    try {
      answer = await fetch(address, { headers: { "HX-Request": "true" } });
    } catch {
      return close();
    }
    if (!answer.ok || !current(text, field.value) || document.activeElement !== field) return;
    box.innerHTML = await answer.text();
    const list = box.querySelector("[role=listbox]");
    if (!list) return close();
    list.id = `${field.id}-units`;
    for (const [n, option] of options().entries()) option.id = `${field.id}-unit-${n}`;
    field.setAttribute("aria-controls", list.id);
    const none = options().length === 0;
    box.hidden = none && !text;
    if (none) box.textContent = list.dataset.said;
    box.toggleAttribute("data-none", none);
    field.setAttribute("aria-expanded", String(!none));
    said.textContent = list.dataset.said;
    at = -1;
  };
  const soon = () => {
    clearTimeout(waiting);
    waiting = setTimeout(ask, PAUSE);
  };

  field.addEventListener("input", () => {
    id.value = "";
    soon();
  });
  field.addEventListener("click", () => box.hidden && soon());
  field.addEventListener("keydown", (event) => {
    if (event.isComposing) return;
    if (event.key === "Escape" && !box.hidden) {
      event.preventDefault();
      return close();
    }
    if (event.key === "Enter" && !box.hidden && at >= 0) {
      event.preventDefault();
      return choose(options()[at]);
    }
    if (box.hidden && event.key === "ArrowDown") {
      event.preventDefault();
      return soon();
    }
    const to = box.hidden ? null : moved(event.key, at, options().length);
    if (to === null) return;
    event.preventDefault();
    point(to);
  });
  box.addEventListener("pointerdown", (event) => event.preventDefault());
  box.addEventListener("click", (event) => {
    const option = event.target.closest("[role=option]");
    if (option) choose(option);
  });
  field.addEventListener("blur", () => {
    const one = meant(field.value, options().map((option) => option.dataset.name));
    if (!id.value && one >= 0) id.value = options()[one].dataset.id;
    close();
  });
  return true;
}
