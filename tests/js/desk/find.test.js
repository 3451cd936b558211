import assert from "node:assert/strict";
import { test } from "node:test";

import { moved, question, wantsFind } from "../../../static/js/desk/find_moves.js";

const key = (named, more = {}) => ({ key: named, ctrlKey: false, metaKey: false, altKey: false, shiftKey: false, ...more });

test("moved walks through the results, with the field between the last and the first", () => {
  assert.deepEqual([moved(-1, "ArrowDown", 3), moved(0, "ArrowDown", 3), moved(2, "ArrowDown", 3), moved(-1, "ArrowUp", 3), moved(0, "ArrowUp", 3)], [0, 1, -1, 2, -1]);
});

test("moved stays in the field where nothing was found, and leaves other keys alone", () => {
  assert.deepEqual([moved(-1, "ArrowDown", 0), moved(1, "Enter", 3), moved(1, "Home", 3)], [-1, null, null]);
});

test("question asks for the part of a page, in the event at hand", () => {
  assert.deepEqual(
    [question("/desk/find", " 张 ", ""), question("/desk/find", "a&b", "e1"), question("/desk/find", "  ", "e1")],
    ["/desk/find?q=%E5%BC%A0&part=1", "/desk/find?q=a%26b&part=1&event=e1", null],
  );
});

test("wantsFind hears Ctrl K everywhere and a slash where nobody writes", () => {
  assert.deepEqual(
    [
      wantsFind(key("k", { ctrlKey: true }), "field"), wantsFind(key("K", { metaKey: true }), "page"), wantsFind(key("k", { ctrlKey: true, shiftKey: true }), "page"),
      wantsFind(key("k"), "page"), wantsFind(key("/"), "page"), wantsFind(key("/"), "field"), wantsFind(key("/", { defaultPrevented: true }), "page"),
    ],
    [true, true, false, false, true, false, false],
  );
});
