import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { test } from "node:test";

import { sheetPreview } from "../../../static/js/judging/preview.js";
import { plausible, readValue } from "../../../static/js/judging/values.js";

const golden = (name) => JSON.parse(readFileSync(new URL(`../../golden/${name}.json`, import.meta.url), "utf8"));

test("golden values are read as the engine reads them", () => {
  const { aspects, cases } = golden("values");
  assert.ok(cases.length > 100);
  const read = cases.map(({ aspect, raw }) => {
    const { value, fault } = readValue(aspects[aspect], raw);
    if (fault !== undefined) return { aspect, raw, code: fault };
    return plausible(aspects[aspect], value) ? { aspect, raw, value } : { aspect, raw, value, plausible: false };
  });
  assert.deepEqual(read, cases.map(({ aspect, raw, value, code, plausible: likely }) => {
    if (code !== undefined) return { aspect, raw, code };
    return likely === false ? { aspect, raw, value, plausible: false } : { aspect, raw, value };
  }));
});

test("golden sheets come to the engine's points and total", () => {
  const { plans, cases } = golden("sheet_preview");
  assert.ok(cases.length > 20);
  for (const { name, plan, module, seat, values, points, total } of cases) {
    const { modules, rounding } = plans[plan];
    const aspects = modules
      .find((one) => one.key === module)
      .criteria.flatMap((criterion) => criterion.aspects)
      .filter((aspect) => aspect.marked_by !== "one" || seat === 1);
    const preview = sheetPreview(aspects, values, rounding);
    assert.deepEqual({ name, points: preview.points, total: preview.total }, { name, points, total });
  }
});
