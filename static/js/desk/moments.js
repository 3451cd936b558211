// <time data-moment>: the instant in the zone it names, or in the reader's own.
export function installMoments(root) {
  const show = (within) => {
    for (const time of within.querySelectorAll("time[data-moment]")) {
      time.textContent = moment(new Date(time.dateTime), time.dataset.zone, new Date());
      time.removeAttribute("data-moment");
    }
  };
  show(root);
  root.addEventListener("htmx:after:swap", () => show(root));
}

export function moment(at, zone, now) {
  const timeZone = zone || undefined;
  const day = new Intl.DateTimeFormat("en-CA", { timeZone, year: "numeric", month: "2-digit", day: "2-digit" });
  const clock = new Intl.DateTimeFormat("en-GB", { timeZone, hour: "2-digit", minute: "2-digit", hourCycle: "h23" }).format(at);
  return day.format(at) === day.format(now) ? clock : `${day.format(at)} ${clock}`;
}
