import assert from "node:assert/strict";
import { test } from "node:test";
import { makeQueue } from "../../static/js/shell/announce.js";

function room() {
  const said = [];
  const timers = [];
  let clock = 0;
  const queue = makeQueue({
    say: (words) => said.push([clock, words]),
    now: () => clock,
    later: (run, ms) => timers.push({ at: clock + ms, run }),
  });
  function pass(ms) {
    const end = clock + ms;
    for (;;) {
      timers.sort((a, b) => a.at - b.at);
      if (!timers.length || timers[0].at > end) break;
      const { at, run } = timers.shift();
      clock = Math.max(clock, at);
      run();
    }
    clock = end;
  }
  return { queue, said, pass };
}

test("the first sentence is said at once", () => {
  const { queue, said } = room();
  queue.announce("又有1位邻居排队");
  assert.deepEqual(said, [[0, "又有1位邻居排队"]]);
});

test("a flood on one topic becomes its newest state, five seconds later", () => {
  const { queue, said, pass } = room();
  for (let n = 1; n <= 40; n += 1) { queue.announce(`又有${n}位邻居排队`, "queue"); pass(50); }
  pass(20000);
  assert.deepEqual(said, [[0, "又有1位邻居排队"], [5000, "又有40位邻居排队"]]);
});

test("topics wait their turn and never come closer than five seconds", () => {
  const { queue, said, pass } = room();
  queue.announce("甲", "a"); queue.announce("乙", "b"); queue.announce("丙", "c");
  pass(30000);
  assert.deepEqual(said, [[0, "甲"], [5000, "乙"], [10000, "丙"]]);
});

test("no more than three sentences wait: the oldest is dropped", () => {
  const { queue, said, pass } = room();
  for (const topic of ["a", "b", "c", "d", "e"]) queue.announce(topic, topic);
  assert.deepEqual(queue.waiting(), ["c", "d", "e"]);
  pass(30000);
  assert.deepEqual(said.map(([, words]) => words), ["a", "c", "d", "e"]);
});

test("after a quiet time the next sentence is said at once again", () => {
  const { queue, said, pass } = room();
  queue.announce("甲");
  pass(6000);
  queue.announce("乙");
  assert.deepEqual(said, [[0, "甲"], [6000, "乙"]]);
});
