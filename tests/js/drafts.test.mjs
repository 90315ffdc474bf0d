import assert from "node:assert/strict";
import { test } from "node:test";
import { makeStore, read, restore } from "../../static/js/shell/drafts.js";

const field = (name, value = "", more = {}) => ({ name, value, type: "text", dataset: {}, ...more });
const form = (...elements) => ({ elements });

function storage(full = false) {
  const kept = {};
  const methods = {
    getItem: (key) => kept[key] ?? null,
    setItem: (key, value) => { if (full) throw new Error("QuotaExceededError"); kept[key] = value; },
    removeItem: (key) => { delete kept[key]; },
  };
  return new Proxy(kept, { get: (target, name) => methods[name] ?? target[name] });
}

test("what was typed and ticked is read, passwords and hidden fields are not", () => {
  const page = form(
    field("what", "晾衣架"), field("where"), field("csrf_token", "x", { type: "hidden" }),
    field("password", "secret", { type: "password" }), field("code", "ABCD", { dataset: { draftSkip: "" } }),
    field("who", "one", { type: "radio", checked: false }), field("who", "all", { type: "radio", checked: true }),
    field("unit", "", { type: "select-one", selectedIndex: 0 }),
  );
  assert.deepEqual(read(page), { what: ["晾衣架"], who: ["all"] });
});

test("an empty form is no draft", () => {
  assert.equal(read(form(field("what"))), null);
});

test("kept words come back only where the server sent nothing", () => {
  const what = field("what");
  const where = field("where", "北侧空地");
  assert.equal(restore(form(what, where), { what: ["晾衣架"], where: ["别处"] }), 1);
  assert.equal(what.value, "晾衣架");
  assert.equal(where.value, "北侧空地");
});

const line = (value, from, saved) => field("line_7", value, { defaultValue: saved, dataset: { draftFrom: from } });

test("of a text the server sent only a change is kept, with the mark of what was changed", () => {
  assert.equal(read(form(line("原文", "a1", "原文"))), null);
  assert.deepEqual(read(form(line("改过", "a1", "原文"))), { line_7: ["改过", "a1"] });
});

test("a change comes back over the text it was made from and over no other", () => {
  const same = line("原文", "a1", "原文");
  const newer = line("别人改过", "b2", "别人改过");
  const typing = line("正在写", "a1", "原文");
  const kept = { line_7: ["改过", "a1"] };
  assert.deepEqual([same, newer, typing].map((one) => restore(form(one), kept)), [1, 0, 0]);
  assert.deepEqual([same, newer, typing].map((one) => one.value), ["改过", "别人改过", "正在写"]);
});

test("a choice the server sent ticked stays", () => {
  const one = field("who", "one", { type: "radio", checked: true });
  const all = field("who", "all", { type: "radio", checked: false });
  assert.equal(restore(form(one, all), { who: ["all"] }), 0);
  assert.equal(all.checked, false);
});

test("a draft is kept, loaded and dropped under its key", () => {
  const store = makeStore(storage());
  store.save("qinghe:7:propose", { what: ["晾衣架"] });
  assert.deepEqual(store.load("qinghe:7:propose"), { what: ["晾衣架"] });
  store.drop("qinghe:7:propose");
  assert.equal(store.load("qinghe:7:propose"), null);
});

test("signing out drops every draft and nothing else", () => {
  const kept = storage();
  kept.setItem("other", "stays");
  const store = makeStore(kept);
  store.save("a", { x: ["1"] });
  store.save("b", { x: ["2"] });
  store.clear();
  assert.equal(store.load("a"), null);
  assert.equal(store.load("b"), null);
  assert.equal(kept.getItem("other"), "stays");
});

test("a draft of a fortnight ago is gone", () => {
  let clock = 0;
  const store = makeStore(storage(), () => clock);
  store.save("a", { x: ["1"] });
  clock = 13 * 24 * 3600 * 1000;
  assert.deepEqual(store.load("a"), { x: ["1"] });
  clock = 15 * 24 * 3600 * 1000;
  assert.equal(store.load("a"), null);
});

test("a full storage or nonsense in it stops nobody", () => {
  makeStore(storage(true)).save("a", { x: ["1"] });
  const broken = storage();
  broken.setItem("consult.draft.a", "{not json");
  assert.equal(makeStore(broken).load("a"), null);
});
