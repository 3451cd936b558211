/** Decisions of the join page: what the code is, and what a device is called until somebody names it. Pure. */

/** The code of a link's fragment ("#<22 characters>"), or null. Characters of base64url only. */
export function codeOfFragment(hash) {
  const code = decodeURIComponent(hash.replace(/^#/, "")).trim();
  return /^[\w-]{16,64}$/.test(code) ? code : null;
}

/** Six digits typed by hand in any width, with spaces or a dash between; null while they are not six. */
export function codeOfDigits(text) {
  const digits = text.normalize("NFKC").replace(/[\s-]/g, "");
  return /^\d{6}$/.test(digits) ? digits : null;
}

/** A first name for the device from its user agent: "iPad", "Android", "Windows" … A judge can change it. */
export function deviceName(agent, touchPoints = 0) {
  if (/iPad/.test(agent) || (/Macintosh/.test(agent) && touchPoints > 1)) return "iPad";
  if (/iPhone/.test(agent)) return "iPhone";
  if (/HarmonyOS|OpenHarmony/.test(agent)) return "HarmonyOS";
  const android = /Android[^;)]*;\s*(?:[a-z]{2}-[a-z]{2};\s*)?([^;)]+?)(?:\s+Build|\)|;)/i.exec(agent);
  if (android && android[1] !== "K" && !/^Linux|^wv$/.test(android[1])) return android[1].slice(0, 40);
  if (/Android/.test(agent)) return "Android";
  if (/Windows/.test(agent)) return "Windows";
  if (/Macintosh/.test(agent)) return "Mac";
  return /Linux/.test(agent) ? "Linux" : "";
}
