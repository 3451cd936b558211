// Where a picture lies in its frame: pure, in frame pixels. `zoom` 1 just covers the frame; x and y are the picture's
// middle as shares of the room it has to move in, -1 to 1.

export const FRAME = { width: 600, height: 800 };
export const MOST = 4;
export const STEP = 0.05;

export function covering(picture, frame = FRAME) {
  return Math.max(frame.width / picture.width, frame.height / picture.height);
}

export function start() {
  return { zoom: 1, x: 0, y: 0 };
}

// The rectangle to draw the whole picture into.
export function placed(picture, crop, frame = FRAME) {
  const scale = covering(picture, frame) * crop.zoom;
  const width = picture.width * scale;
  const height = picture.height * scale;
  const room = { x: (width - frame.width) / 2, y: (height - frame.height) / 2 };
  return { x: -room.x + crop.x * room.x, y: -room.y + crop.y * room.y, width, height, room };
}

export function zoomed(crop, zoom) {
  return { ...crop, zoom: Math.min(MOST, Math.max(1, zoom)) };
}

// Moved by frame pixels, never past the picture's edge.
export function moved(picture, crop, dx, dy, frame = FRAME) {
  const { room } = placed(picture, crop, frame);
  return { ...crop, x: within(crop.x, dx, room.x), y: within(crop.y, dy, room.y) };
}

// What a key does to the crop, or null when it does nothing.
export function keyed(picture, crop, key) {
  const by = 0.04 * FRAME.width;
  const moves = { ArrowLeft: [by, 0], ArrowRight: [-by, 0], ArrowUp: [0, by], ArrowDown: [0, -by] };
  if (key in moves) return moved(picture, crop, ...moves[key]);
  if (key === "+" || key === "=") return zoomed(crop, crop.zoom + 0.1);
  if (key === "-" || key === "_") return zoomed(crop, crop.zoom - 0.1);
  return key === "0" ? start() : null;
}

function within(share, by, room) {
  if (room < 0.5) return 0;
  return Math.min(1, Math.max(-1, share + by / room));
}
