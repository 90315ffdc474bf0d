import assert from "node:assert/strict";
import { test } from "node:test";
import { questionFor } from "../../static/js/shell/confirm.js";
import { makeTimer } from "../../static/js/shell/toasts.js";

test("the button's question comes before the form's; no question means no asking", () => {
  const form = { dataset: { confirm: "撤回这件事吗？" } };
  assert.equal(questionFor(form, { dataset: { confirm: "真的移出吗？" } }), "真的移出吗？");
  assert.equal(questionFor(form, { dataset: {} }), "撤回这件事吗？");
  assert.equal(questionFor({ dataset: {} }, null), null);
});

test("a slip that is held does not go away until let go", () => {
  const timers = new Map();
  let next = 0;
  const later = (run, ms) => { timers.set(next, { run, ms }); return next++; };
  const clear = (id) => timers.delete(id);
  let gone = false;
  const timer = makeTimer(() => { gone = true; }, 8000, later, clear);
  timer.hold();
  assert.equal(timers.size, 0);
  timer.letGo();
  assert.equal(timers.size, 1);
  [...timers.values()][0].run();
  assert.equal(gone, true);
});
