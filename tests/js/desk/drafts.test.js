import assert from "node:assert/strict";
import { test } from "node:test";

import { onOpening, placeOf, same, valuesOf, wasSaved } from "../../../static/js/desk/drafts.js";

const field = (name, value, more = {}) => ({ name, value, type: "text", checked: false, isPrivate: false, ...more });
const DAY = 86_400_000;

test("valuesOf keeps texts and choices, and never passwords, files, hidden or private fields", () => {
  const fields = [
    field("name", "陈嘉树"), field("level", "3", { type: "select-one" }), field("out", "1", { type: "checkbox" }), field("in", "1", { type: "checkbox", checked: true }),
    field("sex", "f", { type: "radio" }), field("sex", "m", { type: "radio", checked: true }), field("tag", "a", { type: "checkbox", checked: true }),
    field("tag", "b", { type: "checkbox", checked: true }), field("password", "x", { type: "password" }), field("photo", "x", { type: "file" }),
    field("csrf_token", "x", { type: "hidden" }), field("id_number", "11010519491231002X", { isPrivate: true }), field("", "x"), field("do", "x", { type: "submit" }),
  ];
  assert.deepEqual(valuesOf(fields), { name: ["陈嘉树"], level: ["3"], out: [], in: ["1"], sex: ["m"], tag: ["a", "b"] });
});

test("same passes over line ends and blanks at the ends, and tells everything else apart", () => {
  assert.deepEqual(
    [same({ a: ["x\r\ny "] }, { a: ["x\ny"] }), same({ a: ["x"] }, { a: ["y"] }), same({ a: [] }, { a: ["1"] }), same({ a: ["x"], b: [""] }, { a: ["x"] })],
    [true, false, false, true],
  );
});

test("onOpening offers a draft that says something else, and drops one that does not or is too old", () => {
  const draft = { at: 100 * DAY, values: { name: ["陈嘉树"], gone: ["x"] } };
  assert.deepEqual(
    [
      onOpening(null, { name: ["陈"] }, 100 * DAY), onOpening(draft, { name: ["陈"] }, 101 * DAY), onOpening(draft, { name: ["陈嘉树"] }, 101 * DAY),
      onOpening(draft, { name: ["陈"] }, 115 * DAY),
    ],
    ["none", "offer", "drop", "drop"],
  );
});

test("wasSaved believes only a page that praises and complains of nothing", () => {
  assert.deepEqual(
    [wasSaved({ good: true, bad: false }), wasSaved({ good: true, bad: true }), wasSaved({ good: false, bad: false }), wasSaved({ good: false, bad: true })],
    [true, false, false, false],
  );
});

test("placeOf keeps the drafts of people, forms and pages apart", () => {
  assert.equal(placeOf("p1", "member", "/members/m1"), "draft:p1:member:/members/m1");
});
