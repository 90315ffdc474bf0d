import assert from "node:assert/strict";
import { test } from "node:test";
import { difference } from "../../static/js/rooms/difference.js";

test("what is new is marked, clause by clause", () => {
  assert.deepEqual(
    difference("委托两家公司出图报价。由青禾物业负责，12月31日前完成；所需：公共收益。",
      "委托两家有资质的公司出图报价。由青禾物业负责，1月31日前完成；所需：公共收益。"),
    [["same", "委托两家"], ["ins", "有资质的"], ["same", "公司出图报价。由青禾物业负责，1"], ["del", "2"],
      ["same", "月31日前完成；所需：公共收益。"]],
  );
});

test("what is gone without anything in its place is shown as gone", () => {
  assert.deepEqual(difference("先张贴，再表决。", "再表决。"), [["del", "先张贴，"], ["same", "再表决。"]]);
  assert.deepEqual(difference("一样。", "一样。"), [["same", "一样。"]]);
  assert.deepEqual(difference("", "新的。"), [["ins", "新的。"]]);
});
