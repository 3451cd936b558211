import assert from "node:assert/strict";
import { test } from "node:test";

import { CODE, after, before, groups, pagesOf, place, round, span } from "../../../static/js/screens/playlist.js";

const board = (id, listed, kind = "rows") => ({ board: id, listed, kind });

test("span cuts equal pages and fills the last one from above", () => {
  assert.deepEqual([0, 1, 2].map((page) => span(page, 8, 17)), [{ from: 0, to: 8 }, { from: 8, to: 16 }, { from: 9, to: 17 }]);
  assert.deepEqual(span(0, 8, 5), { from: 0, to: 5 });
});

test("pagesOf is never less than one", () => {
  assert.deepEqual([0, 1, 8, 9, 24].map((count) => pagesOf(count, 8)), [1, 1, 1, 2, 3]);
});

test("round shows every trade from its first page, a hidden one once, and passes over those without marks", () => {
  assert.deepEqual(round([board("a", 9), board("b", 0, "hidden"), board("c", 20, "empty")], 8), [
    { board: "a", page: 0, pages: 2 },
    { board: "a", page: 1, pages: 2 },
    { board: "b", page: 0, pages: 1 },
  ]);
});

test("round shows trades without marks while there is nothing else", () => {
  assert.deepEqual(round([board("a", 30, "empty"), board("b", 4, "empty")], 8), [{ board: "a", page: 0, pages: 1 }, { board: "b", page: 0, pages: 1 }]);
});

const slides = round([board("a", 16), board("b", 4)], 8);

test("after goes through the pages, then the code when it is due, then begins again", () => {
  assert.deepEqual([after(slides, null, false), after(slides, slides[0], false), after(slides, slides[1], true)], [slides[0], slides[1], slides[2]]);
  assert.deepEqual([after(slides, slides[2], false), after(slides, slides[2], true), after(slides, CODE, true)], [slides[0], CODE, slides[0]]);
  assert.equal(after([], null, true), null);
});

test("after goes on with the next trade when its page has gone", () => {
  assert.deepEqual(after(slides, { board: "a", page: 4, pages: 5 }, false), slides[2]);
  assert.deepEqual(after(slides, { board: "gone", page: 0, pages: 1 }, false), slides[0]);
});

test("before goes back and from the first slide to the last", () => {
  assert.deepEqual([before(slides, slides[1]), before(slides, slides[0]), before(slides, CODE), before([], null)], [slides[0], slides[2], slides[2], null]);
});

test("place finds a slide, else the last page of its board", () => {
  assert.deepEqual([slides[1], { board: "a", page: 7 }, { board: "x", page: 0 }].map((here) => place(slides, here)), [1, 1, -1]);
});

test("groups puts neighbours together as far as they fit", () => {
  assert.deepEqual(groups([4, 4, 4, 9, 20], 1, 10), [[0, 1], [2], [3], [4]]);
  assert.deepEqual(groups([], 1, 10), []);
});
