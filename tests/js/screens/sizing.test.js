import assert from "node:assert/strict";
import { test } from "node:test";

import { fit, rowsFor } from "../../../static/js/screens/sizing.js";

const rows = (text, tall) => rowsFor(new URLSearchParams(text), tall);

test("rowsFor follows the height of the screen and the farthest seat", () => {
  assert.deepEqual(["height=3.4&distance=20", "height=2.25&distance=20", "height=1.22&distance=20", "height=1.22&distance=10"].map((text) => rows(text)), [10, 8, 4, 9]);
});

test("rowsFor takes a given number of rows, and keeps it between three and ten", () => {
  assert.deepEqual(["rows=5", "rows=1", "rows=40", "rows=5&height=9&distance=9", "height=0.5&distance=80"].map((text) => rows(text)), [5, 3, 10, 5, 3]);
});

test("rowsFor without a usable wish is eight, upright ten", () => {
  assert.deepEqual([rows(""), rows("rows=many"), rows("rows=-1"), rows("height=3"), rows("", true)], [8, 8, 8, 8, 10]);
});

test("fit drops organisation, modules and gap in that order as rows grow", () => {
  const shown = [10, 8, 7, 6, 5, 3].map((count) => fit({ rows: count, width: 110.4, height: 46.9 }).shown);
  assert.deepEqual(shown, [
    { organisation: true, modules: true, gap: true },
    { organisation: true, modules: true, gap: true },
    { organisation: false, modules: true, gap: true },
    { organisation: false, modules: false, gap: true },
    { organisation: false, modules: false, gap: false },
    { organisation: false, modules: false, gap: false },
  ]);
});

test("fit fills the height exactly and never lets the type outgrow the row", () => {
  for (let count = 3; count <= 10; count += 1) {
    const size = fit({ rows: count, width: 110.4, height: 46.9 });
    assert.ok(Math.abs(size.pitch * count - (size.pitch - size.row) - 46.9) < 1e-9);
    assert.ok(size.scale * 5.32 <= size.row + 1e-9);
  }
});

test("fit at the usual size is the design", () => {
  const { scale, columns } = fit({ rows: 8, width: 110.4, height: 46.9 });
  assert.equal(scale.toFixed(6), "1.000000");
  assert.equal(columns, "8.200rem 8.000rem 7.000rem 20.500rem minmax(0, 1fr) 19.000rem 11.000rem 15.400rem");
});

test("fit upright keeps everything at the usual size, and leaves the columns to the style sheet", () => {
  const usual = fit({ rows: 10, width: 59.9, height: 92, tall: true });
  const large = fit({ rows: 6, width: 59.9, height: 92, tall: true });
  assert.deepEqual([usual.shown, usual.columns], [{ organisation: true, modules: true, gap: true }, null]);
  assert.deepEqual(large.shown, { organisation: false, modules: true, gap: true });
});

test("fit gives the scale score a column that is never dropped, and still has room for everything at the usual size", () => {
  const usual = fit({ rows: 8, width: 110.4, height: 46.9, scaled: true });
  assert.deepEqual([usual.shown, usual.scale.toFixed(6)], [{ organisation: true, modules: true, gap: true }, "1.000000"]);
  assert.equal(usual.columns, "8.200rem 8.000rem 7.000rem 20.500rem minmax(0, 1fr) 15.000rem 9.800rem 10.000rem 13.600rem");
  const large = fit({ rows: 4, width: 110.4, height: 46.9, scaled: true });
  assert.deepEqual(large.shown, { organisation: false, modules: false, gap: false });
  assert.equal(large.columns.split(" ").length, "rank change badge minmax(0, 1fr) scale total".split(" ").length);
});
