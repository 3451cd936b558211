/**
 * UUIDs of version 7 (RFC 9562): 48 bits of time in ms, then a counter and chance. Made with crypto.getRandomValues,
 * because crypto.randomUUID is missing on a plain-HTTP address.
 */

let lastTime = 0;
let counter = 0;

/** A new UUIDv7. Ids minted in one page sort in the order they were minted, even when the device's clock steps back. */
export function uuid7(now = Date.now(), fill = (bytes) => crypto.getRandomValues(bytes)) {
  const bytes = fill(new Uint8Array(16));
  if (now > lastTime) {
    lastTime = now;
    counter = ((bytes[6] & 0x07) << 8) | bytes[7];
  } else {
    counter += 1;
    if (counter > 0xfff) {
      lastTime += 1;
      counter = 0;
    }
  }
  for (let i = 0; i < 6; i += 1) bytes[i] = Math.floor(lastTime / 2 ** (8 * (5 - i))) % 256;
  bytes[6] = 0x70 | (counter >> 8);
  bytes[7] = counter & 0xff;
  bytes[8] = 0x80 | (bytes[8] & 0x3f);
  const hex = Array.from(bytes, (b) => b.toString(16).padStart(2, "0")).join("");
  return [hex.slice(0, 8), hex.slice(8, 12), hex.slice(12, 16), hex.slice(16, 20), hex.slice(20)].join("-");
}
