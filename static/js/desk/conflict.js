// Somebody else saved first: [data-take="field"] puts the stored value into the form's field of that name.
import { fill } from "./autosave.js";

export function installConflict(root) {
  for (const button of root.querySelectorAll("[data-take]")) {
    const name = button.dataset.take;
    const field = root.querySelector(`form [name="${CSS.escape(name)}"]:not([type=hidden])`);
    if (!field) continue;
    button.hidden = false;
    button.addEventListener("click", () => {
      fill(field.form, { [name]: [valueIn(field, button.dataset.value)] });
      button.closest("tr").dataset.state = "taken";
      button.disabled = true;
      field.focus();
    });
  }
}

// A choice may be named by its value or by its words.
function valueIn(field, wanted) {
  if (!(field instanceof HTMLSelectElement)) return wanted;
  const options = [...field.options];
  const fits = options.find((one) => one.value === wanted) ?? options.find((one) => one.text.trim() === wanted.trim());
  return fits ? fits.value : field.value;
}
