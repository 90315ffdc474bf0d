import assert from "node:assert/strict";
import { test } from "node:test";
import { fill, makeMoments, makeSay, sayDay, sayRefusal } from "../../static/js/rooms/words.js";

const TABLE = {
  "queue.head": { one: "%(n)s person waiting", other: "%(n)s people waiting" },
  "refused.has_the_floor": "%(called)s正在发言，等发言结束再做这一步。",
  "refused.too_early": "%(starts_at)s才能开会。", "refused.not_now": "现在还不能这样做。",
  "refused.bad_shape": "有的地方没有填对。", "field.missing": "这一项要填。", "field.too_long": "太长了，最多%(n)s个字。",
};
const say = makeSay(TABLE, "en");
const moments = makeMoments("Asia/Shanghai", "zh-Hans");
const refused = (code, facts) => sayRefusal(say, { code, facts }, moments);

test("a sentence that depends on a number has two English forms and one Chinese", () => {
  assert.deepEqual([1, 2].map((n) => say("queue.head", { n })), ["1 person waiting", "2 people waiting"]);
  assert.equal(makeSay(TABLE, "zh-Hans")("queue.head", { n: 1 }), "1 people waiting");
});

test("what a fact holds is put in as it stands", () => {
  assert.equal(fill("%(a)s%%%(b)s", { a: "%(b)s", b: "$&" }), "%(b)s%$&");
});

test("a refusal is said by its code; one that is not known says that it cannot be done now", () => {
  assert.equal(refused("has_the_floor", { called: "陈阿姨" }), "陈阿姨正在发言，等发言结束再做这一步。");
  assert.equal(refused("too_early", { starts_at: "2026-11-26T11:00:00.000Z" }), "19:00才能开会。");
  assert.equal(refused("something_new", {}), "现在还不能这样做。");
});

test("one misshapen field is named by its problem, several by a general sentence", () => {
  assert.equal(refused("bad_shape", { fields: { text: "too_long:200" } }), "太长了，最多200个字。");
  assert.equal(refused("bad_shape", { fields: { text: "missing", stance: "missing" } }), "有的地方没有填对。");
  assert.equal(refused("bad_shape", { fields: { text: "odd" } }), "这一项要填。");
});

test("days are said as people say them", () => {
  assert.deepEqual([sayDay("2026-12-31", "zh-Hans", 2026), sayDay("2027-01-02", "zh-Hans", 2026)], ["12月31日", "2027年1月2日"]);
  assert.deepEqual([sayDay("2026-12-31", "en", 2026), sayDay("2027-01-02", "en", 2026)], ["31 Dec", "2 Jan 2027"]);
});
