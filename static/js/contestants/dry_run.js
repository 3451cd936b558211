// The page of an import: what was changed but not checked yet is said, and leaving the page with it is asked about.

const form = document.querySelector("[data-dry-run]");

function watch(page) {
  const before = new Map(Array.from(new FormData(page), ([name, value]) => [name, value]));
  const button = page.querySelector("[data-check]");
  const said = page.querySelector("[data-changed-said]");
  let sending = false;

  const changed = () => Array.from(new FormData(page)).filter(([name, value]) => name.includes(":") && before.get(name) !== value).length;

  page.addEventListener("change", () => {
    const count = changed();
    button.toggleAttribute("data-wanted", count > 0);
    if (count > 0) button.dataset.tone = "primary";
    else delete button.dataset.tone;
    said.textContent = count > 0 ? button.textContent.trim() : "";
  });
  page.addEventListener("submit", () => {
    sending = true;
  });
  window.addEventListener("beforeunload", (event) => {
    if (!sending && changed() > 0) event.preventDefault();
  });
}

if (form) watch(form);
