/** A scanned code stands behind the # of an address, and nothing else that stands there is taken for one. */
import assert from "node:assert/strict";
import { test } from "node:test";
import { codeIn } from "../../static/js/front/code.js";

test("twelve letters and digits are a code, shown in fours", () => {
  assert.equal(codeIn("#abcdEFGHjkmn"), "ABCD-EFGH-JKMN");
  assert.equal(codeIn("#ABCD-EFGH-JKMN"), "ABCD-EFGH-JKMN");
});

test("anything else is none", () => {
  for (const hash of ["", "#", "#main", "#ABCD", "#" + "A".repeat(13), "#%E0%A4%A"]) assert.equal(codeIn(hash), "");
});
