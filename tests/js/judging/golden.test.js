import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { test } from "node:test";

import { compare, exact, over } from "../../../static/js/lib/decimal.js";
import { joined } from "../../../static/js/judging/attempts.js";
import { evaluate, NONE, UNMARKED } from "../../../static/js/judging/expressions.js";
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
      .filter((aspect) => (aspect.marked_by !== "one" && aspect.kind !== "computed") || seat === 1);
    const preview = sheetPreview(aspects, values, rounding);
    assert.deepEqual({ name, points: preview.points, total: preview.total }, { name, points, total });
  }
});

/** The fraction of "7", "-5/2" or "333333/1000000". */
function fraction(text) {
  const [n, d = "1"] = text.split("/");
  return over(exact(n), exact(d));
}

test("golden attempts come to the engine's figures", () => {
  const { cases } = golden("attempts");
  assert.ok(cases.length > 30);
  for (const { name, rules, made, figure } of cases) {
    const came = joined(rules, made.map((one) => (one === "none" ? null : exact(one))));
    const same = figure === null ? came === null : came !== null && compare(came, fraction(figure)) === 0;
    assert.ok(same, name);
  }
});

test("golden expressions come to the engine's figures", () => {
  const { figures, cases } = golden("expressions");
  assert.ok(cases.length > 60);
  const figure = (key) => (figures[key] === null ? UNMARKED : figures[key] === "none" ? NONE : exact(figures[key]));
  const points = (key) => {
    const of = figure(key);
    return of === UNMARKED ? of : of === NONE ? fraction("0") : { n: of.n * 2n, d: of.d };
  };
  for (const { text, value, figure: wanted } of cases) {
    const found = evaluate(text, { figure, points, value: value === undefined ? UNMARKED : exact(value) });
    const same = { unmarked: UNMARKED, none: NONE }[wanted];
    assert.ok(same ? found === same : typeof found === "object" && compare(found, fraction(wanted)) === 0, text);
  }
});

test("a text that is no expression is a fault of the plan, said aloud", () => {
  for (const text of ["1 +", "1 2", "sum(1, 2)", "#", "[A", "if(1, 2, 3)"]) {
    assert.throws(() => evaluate(text, {}), SyntaxError);
  }
});
