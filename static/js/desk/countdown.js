// [data-countdown="seconds"] counts down from when the page came; at zero it shows data-over, and its [data-expires] is marked as over.
export function installCountdowns(root) {
  const all = [...root.querySelectorAll("[data-countdown]")];
  if (!all.length) return;
  const begun = performance.now();
  const tick = () => {
    for (const one of all) {
      const left = Number(one.dataset.countdown) - (performance.now() - begun) / 1000;
      one.textContent = left > 0 ? clock(left) : one.dataset.over;
      if (left <= 0) one.closest("[data-expires]")?.setAttribute("data-state", "over");
    }
  };
  tick();
  setInterval(tick, 1000);
}

export function clock(seconds) {
  const whole = Math.max(0, Math.ceil(seconds));
  return `${String(Math.floor(whole / 60)).padStart(2, "0")}:${String(whole % 60).padStart(2, "0")}`;
}
