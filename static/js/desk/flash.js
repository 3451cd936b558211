// Messages after an act stay until they are closed; a good one leaves by itself after ten seconds unless it is being read
// or offers to take the act back.
const STAY = 10_000;

export function installFlashes(root) {
  root.addEventListener("click", (event) => {
    event.target.closest("[data-dismiss]")?.closest(".notice")?.remove();
  });
  for (const notice of root.querySelectorAll('[data-flashes] > .notice[data-tone="good"]:not([data-stays])')) {
    const leave = () => (notice.matches(":hover, :focus-within") ? setTimeout(leave, STAY) : notice.remove());
    setTimeout(leave, STAY);
  }
}
