/** Whether every word of `text` occurs in `told`, whatever its case and width. */
export function fits(text, told) {
  const plain = (words) => words.normalize("NFKC").toLowerCase();
  const here = plain(told);
  return plain(text).split(/\s+/).filter(Boolean).every((word) => here.includes(word));
}
