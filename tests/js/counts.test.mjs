import assert from "node:assert/strict";
import { test } from "node:test";
import { countWords, lengthOf } from "../../static/js/shell/counts.js";

const words = { within: "{n} / {limit}字", over: "{n} / {limit}字，多了{over}字" };

test("characters are counted as the server counts them", () => {
  assert.equal(lengthOf("装电梯"), 3);
  assert.equal(lengthOf("好👍"), 2);
  assert.equal(lengthOf("一\r\n二"), 3);
});

test("the sentence says how much is too much", () => {
  assert.equal(countWords(38, 200, words), "38 / 200字");
  assert.equal(countWords(200, 200, words), "200 / 200字");
  assert.equal(countWords(212, 200, words), "212 / 200字，多了12字");
});
