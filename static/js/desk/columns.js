// The columns a person chose for a list, remembered in this browser; the address always says which are shown.

/** The address to go to instead of `address`, because other columns than the usual ones were chosen here; or null. */
export function addressWith(address, remembered) {
  const url = new URL(address);
  if (!remembered || url.searchParams.has("cols")) return null;
  url.searchParams.set("cols", remembered);
  return url.href;
}

/** What to remember of the ticked columns: nothing when they are the usual ones. */
export function worthKeeping(chosen, usual) {
  const same = chosen.length === usual.length && chosen.every((key) => usual.includes(key));
  return chosen.length && !same ? chosen.join(",") : null;
}

export function installColumns(root, storage, place) {
  for (const list of root.querySelectorAll("[data-list]")) {
    const key = `columns:${list.dataset.list}`;
    const form = list.querySelector("[data-list-columns]");
    if (!form) continue;
    const instead = addressWith(place.href, read(storage, key));
    if (instead) return void place.replace(instead);
    form.addEventListener("submit", () => {
      const chosen = [...form.querySelectorAll("[name=cols]:checked")].map((box) => box.value);
      write(storage, key, worthKeeping(chosen, form.dataset.usual.split(",")));
    });
    form.querySelector("[data-list-usual]").addEventListener("click", () => write(storage, key, null));
  }
}

function read(storage, key) {
  try {
    return storage.getItem(key);
  } catch {
    return null; // a browser that keeps nothing shows the usual columns
  }
}

function write(storage, key, value) {
  try {
    if (value) storage.setItem(key, value);
    else storage.removeItem(key);
  } catch {
    // nothing is remembered; the address still says what is shown
  }
}
