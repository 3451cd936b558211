// [data-tree]: a branch is fetched when it is opened for the first time, and only shown and hidden after that.

const tree = document.querySelector("[data-tree]");

tree?.addEventListener("click", async (event) => {
  const button = event.target.closest("[data-branch]");
  if (!button) return;
  const place = document.getElementById(button.getAttribute("aria-controls"));
  const open = button.getAttribute("aria-expanded") !== "true";
  button.setAttribute("aria-expanded", String(open));
  place.hidden = !open;
  if (!open || place.childElementCount || button.hasAttribute("aria-busy")) return;
  button.setAttribute("aria-busy", "true");
  try {
    const answer = await fetch(button.dataset.branch, { headers: { "HX-Request": "true" } });
    if (!answer.ok) throw new Error(String(answer.status));
    place.innerHTML = await answer.text();
  } catch {
    place.textContent = tree.dataset.failed;
    button.setAttribute("aria-expanded", "false");
  }
  button.removeAttribute("aria-busy");
});

tree?.addEventListener("keydown", (event) => {
  const at = event.target.closest(".twig");
  if (!at || event.altKey || event.ctrlKey || event.metaKey) return;
  const twist = at.querySelector("[data-branch]");
  const open = twist?.getAttribute("aria-expanded") === "true";
  if ((event.key === "ArrowRight" && twist && !open) || (event.key === "ArrowLeft" && open)) {
    event.preventDefault();
    return void twist.click();
  }
  if (event.key !== "ArrowDown" && event.key !== "ArrowUp") return;
  const names = [...tree.querySelectorAll("a.name")].filter((name) => name.offsetParent);
  const to = names[names.indexOf(at.querySelector("a.name")) + (event.key === "ArrowDown" ? 1 : -1)];
  if (!to) return;
  event.preventDefault();
  to.focus();
});
