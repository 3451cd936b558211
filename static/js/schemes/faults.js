/** Of the faults of a form, [{field, why}], those that change on it: fields to mark with their words, fields to clear. */
export function difference(shown, now) {
  const wanted = new Map();
  for (const { field, why } of now) wanted.set(field, wanted.has(field) ? `${wanted.get(field)} ${why}` : why);
  return {
    mark: [...wanted].filter(([field, why]) => shown.get(field) !== why),
    clear: [...shown.keys()].filter((field) => !wanted.has(field)),
  };
}
