// Whether the server answers, and what its clock says: asked every fifteen seconds, never taken from navigator.onLine.
const EVERY = 15_000;
const PATIENCE = 5_000;

export function installLink(root) {
  const sign = root.querySelector("[data-link-state]");
  const clock = root.querySelector("[data-clock]");
  if (!sign) return;
  let offset = 0;
  const show = (here) => {
    const state = here ? "here" : "away";
    if (sign.dataset.state === state) return;
    sign.dataset.state = state;
    sign.firstElementChild.textContent = sign.dataset[state];
  };
  const ask = async () => {
    try {
      const answer = await fetch(sign.dataset.ping, { cache: "no-store", signal: AbortSignal.timeout(PATIENCE) });
      const date = Date.parse(answer.headers.get("Date"));
      if (date) offset = date - Date.now();
      show(answer.ok);
    } catch {
      show(false);
    }
    tick();
  };
  const tick = () => {
    if (clock) clock.textContent = hours(new Date(Date.now() + offset), clock.dataset.zone);
  };
  sign.dataset.state = "here";
  ask();
  setInterval(ask, EVERY);
  setInterval(tick, 5_000);
  addEventListener("online", ask);
  addEventListener("offline", ask);
}

export function hours(at, zone) {
  return new Intl.DateTimeFormat("en-GB", { hour: "2-digit", minute: "2-digit", hourCycle: "h23", timeZone: zone || undefined }).format(at);
}
