// Ctrl K (or ⌘ K) and "/" go to the search field of the page.
export function installSearch(root) {
  root.addEventListener("keydown", (event) => {
    const field = root.querySelector("[data-search]");
    if (!field || !wantsSearch(event, root.activeElement)) return;
    event.preventDefault();
    field.focus();
    field.select();
  });
}

export function wantsSearch(event, active) {
  if ((event.ctrlKey || event.metaKey) && !event.altKey && event.key.toLowerCase() === "k") return true;
  if (event.key !== "/" || event.ctrlKey || event.metaKey || event.altKey) return false;
  return !active?.matches?.("input, textarea, select, [contenteditable]");
}
