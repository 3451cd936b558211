// Choosing a photo: shown in its frame, moved by pointer or keys, zoomed, and sent as the cut-out alone.
// Without this module the whole file is sent and its middle kept.
import { FRAME, keyed, moved, placed, start, zoomed } from "./crop.js";
import { t } from "../lib/words.js";

const form = document.querySelector("[data-photo]");
const file = form.querySelector("[data-file]");
const box = form.querySelector("[data-crop]");
const canvas = form.querySelector("[data-canvas]");
const zoom = form.querySelector("[data-zoom]");
const said = form.querySelector("[data-said]");
const wrong = form.querySelector("[data-wrong]");
const pen = canvas.getContext("2d");
let picture = null;
let crop = start();

file.addEventListener("change", async () => {
  picture = null;
  box.hidden = true;
  wrong.hidden = true;
  const chosen = file.files[0];
  if (!chosen) return;
  try {
    picture = await createImageBitmap(chosen, { imageOrientation: "from-image" });
  } catch {
    wrong.hidden = false;
    wrong.querySelector("span").textContent = t("photo.not");
    return;
  }
  crop = start();
  box.hidden = false;
  show();
  canvas.focus({ preventScroll: true });
});

canvas.addEventListener("pointerdown", (event) => {
  if (!picture) return;
  canvas.setPointerCapture(event.pointerId);
  let { clientX, clientY } = event;
  const drag = (to) => {
    const scale = FRAME.width / canvas.getBoundingClientRect().width;
    crop = moved(picture, crop, (to.clientX - clientX) * scale, (to.clientY - clientY) * scale);
    ({ clientX, clientY } = to);
    show();
  };
  canvas.addEventListener("pointermove", drag);
  canvas.addEventListener("lostpointercapture", () => canvas.removeEventListener("pointermove", drag), { once: true });
});

canvas.addEventListener("keydown", (event) => {
  const next = picture && !event.ctrlKey && !event.metaKey && !event.altKey ? keyed(picture, crop, event.key) : null;
  if (!next) return;
  event.preventDefault();
  crop = next;
  show();
});

canvas.addEventListener(
  "wheel",
  (event) => {
    if (!picture || document.activeElement !== canvas) return;
    event.preventDefault();
    crop = zoomed(crop, crop.zoom * (event.deltaY < 0 ? 1.06 : 0.94));
    show();
  },
  { passive: false },
);

zoom.addEventListener("input", () => {
  crop = zoomed(crop, zoom.value / 100);
  show();
});

form.addEventListener("submit", async (event) => {
  if (!picture || form.dataset.cut) return;
  event.preventDefault();
  const cut = await new Promise((done) => canvas.toBlob(done, "image/jpeg", 0.92));
  const files = new DataTransfer();
  files.items.add(new File([cut], "photo.jpg", { type: "image/jpeg" }));
  file.files = files.files;
  form.dataset.cut = "1";
  form.requestSubmit();
});

function show() {
  const at = placed(picture, crop);
  crop = moved(picture, crop, 0, 0);
  pen.imageSmoothingQuality = "high";
  pen.fillStyle = "#fff";
  pen.fillRect(0, 0, FRAME.width, FRAME.height);
  pen.drawImage(picture, at.x, at.y, at.width, at.height);
  zoom.value = String(Math.round(crop.zoom * 100));
  said.textContent = t("photo.at", { n: Math.round(crop.zoom * 100) });
}
