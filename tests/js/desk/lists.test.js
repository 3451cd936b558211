import assert from "node:assert/strict";
import { test } from "node:test";

import { addressWith, worthKeeping } from "../../../static/js/desk/columns.js";
import { wantsKeys } from "../../../static/js/desk/keys.js";
import { placeOf, rowAfter, wishOf } from "../../../static/js/desk/list_keys.js";
import { countOf, extended, headOf } from "../../../static/js/desk/ticks.js";

const key = (named, more = {}) => ({ key: named, ctrlKey: false, metaKey: false, altKey: false, shiftKey: false, ...more });
const element = (...selectors) => ({
  matches: (wanted) => selectors.includes(wanted) || (selectors.includes("text") && wanted.includes("textarea")),
  closest: (wanted) => selectors.includes(wanted) || (selectors.includes("dialog") && wanted.includes("dialog")),
});

test("placeOf tells a field, the list's own search, a row and the page apart", () => {
  assert.deepEqual(
    [null, element("text"), element("[data-list-text]", "text"), element("[data-row]"), element("dialog", "[data-row]")].map(placeOf),
    ["page", "field", "search", "row", "field"],
  );
});

test("wishOf moves with the arrows and with j and k, and extends with Shift from a row", () => {
  const wishes = [["ArrowDown"], ["j"], ["ArrowUp"], ["k"], ["ArrowDown", { shiftKey: true }], ["J", { shiftKey: true }], ["K", { shiftKey: true }]];
  assert.deepEqual(wishes.map((one) => wishOf(key(...one), "row")), [
    { kind: "move", by: 1, extend: false },
    { kind: "move", by: 1, extend: false },
    { kind: "move", by: -1, extend: false },
    { kind: "move", by: -1, extend: false },
    { kind: "move", by: 1, extend: true },
    { kind: "move", by: 1, extend: true },
    { kind: "move", by: -1, extend: true },
  ]);
  assert.deepEqual(wishOf(key("ArrowDown", { shiftKey: true }), "page"), { kind: "move", by: 1, extend: false });
});

test("wishOf leaves every key to whoever writes in a field, but lets the list's search step down into the rows", () => {
  const keys = ["ArrowDown", "ArrowUp", "j", "k", "x", " ", "n", "p", "/", "Home", "End", "Enter"];
  assert.deepEqual(keys.map((one) => wishOf(key(one), "field")), keys.map(() => null));
  assert.deepEqual(keys.filter((one) => wishOf(key(one), "search")), ["ArrowDown"]);
});

test("wishOf leaves keys with Ctrl, Alt and ⌘, keys being composed and keys taken already to others", () => {
  const held = [{ ctrlKey: true }, { altKey: true }, { metaKey: true }, { isComposing: true }, { defaultPrevented: true }];
  assert.deepEqual(held.map((more) => wishOf(key("j", more), "row")), held.map(() => null));
});

test("wishOf ticks the row of the focus only, and leaves the space bar to boxes and buttons", () => {
  const tick = { kind: "tick" };
  assert.deepEqual(
    [wishOf(key("x"), "row"), wishOf(key("x"), "page"), wishOf(key(" "), "row"), wishOf(key(" "), "row", true), wishOf(key("x"), "row", true), wishOf(key(" "), "page")],
    [tick, null, tick, null, tick, null],
  );
});

test("wishOf turns pages, searches and goes to the edges", () => {
  assert.deepEqual(["n", "p", "/", "Home", "End", "Enter", "q"].map((one) => wishOf(key(one), "row")), [
    { kind: "turn", to: "next" },
    { kind: "turn", to: "prev" },
    { kind: "search" },
    { kind: "edge", last: false },
    { kind: "edge", last: true },
    null,
    null,
  ]);
});

test("rowAfter enters at the near end and stays at either end", () => {
  assert.deepEqual([rowAfter(-1, 1, 9), rowAfter(-1, -1, 9), rowAfter(4, 1, 9), rowAfter(8, 1, 9), rowAfter(0, -1, 9)], [0, 8, 5, 8, 0]);
});

test("extended ticks from the anchor to the row and unticks what the range left again", () => {
  const down = extended(new Set([0]), 2, 2, 5);
  const back = extended(down, 2, 5, 3);
  const over = extended(back, 2, 3, 1);
  assert.deepEqual([down, back, over].map((one) => [...one].sort()), [[0, 2, 3, 4, 5], [0, 2, 3], [0, 1, 2]]);
});

test("headOf and countOf tell how much is ticked", () => {
  assert.deepEqual([headOf(0, 3), headOf(2, 3), headOf(3, 3)], ["none", "some", "all"]);
  assert.deepEqual([countOf(2, false, 320), countOf(2, true, 320)], [2, 320]);
});

test("addressWith adds the remembered columns where the address names none", () => {
  const at = "https://desk.example/members/?q=a&sort=name";
  assert.deepEqual(
    [addressWith(at, "name,phone"), addressWith(at, null), addressWith(`${at}&cols=name`, "name,phone")],
    ["https://desk.example/members/?q=a&sort=name&cols=name%2Cphone", null, null],
  );
});

test("worthKeeping remembers only other columns than the usual ones", () => {
  assert.deepEqual([worthKeeping(["a", "c"], ["a", "b"]), worthKeeping(["b", "a"], ["a", "b"]), worthKeeping([], ["a"])], ["a,c", null, null]);
});

test("wantsKeys hears a question mark where nobody writes", () => {
  assert.deepEqual(["page", "row", "field", "search"].map((place) => wantsKeys(key("?", { shiftKey: true }), place)), [true, true, false, false]);
});
