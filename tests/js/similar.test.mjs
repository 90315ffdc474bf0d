import assert from "node:assert/strict";
import { test } from "node:test";
import { mayChange, wordsToLookFor } from "../../static/js/matters/similar.js";

const FOLLOWING = 4;
const PRECEDING = 2;
const place = (position) => ({ compareDocumentPosition: () => position });
const field = { form: {} };

test("one character is too little to look for", () => {
  assert.equal(wordsToLookFor(["电", ""]), "");
  assert.equal(wordsToLookFor([" 电梯 ", ""]), "电梯");
  assert.equal(wordsToLookFor(["加装", "电梯"]), "加装 电梯");
});

test("a long text is looked for by its beginning", () => {
  assert.equal([...wordsToLookFor(["电".repeat(5000)])].length, 300);
});

test("the list does not change above the field that is being written in", () => {
  assert.equal(mayChange(place(FOLLOWING), field), false);
  assert.equal(mayChange(place(PRECEDING), field), true);
});

test("the list changes when nothing is being written", () => {
  assert.equal(mayChange(place(FOLLOWING), null), true);
  assert.equal(mayChange(place(FOLLOWING), { tagName: "BODY" }), true);
});
