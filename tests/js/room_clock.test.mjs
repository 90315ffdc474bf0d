import assert from "node:assert/strict";
import { test } from "node:test";
import { countdown, makeServerClock, reading } from "../../static/js/rooms/clock.js";

const iso = (ms) => new Date(ms).toISOString();

test("the server's time is told from a device whose clock is wrong", () => {
  let device = 1_000_000;
  const clock = makeServerClock(() => device);
  clock.heard(iso(4_600_000));
  assert.equal(clock.now(), 4_600_000);
  device += 250;
  assert.equal(clock.now(), 4_600_250);
});

test("a message that was long on its way does not set the clock back", () => {
  const device = 1_000_000;
  const clock = makeServerClock(() => device);
  clock.heard(iso(device + 500));
  clock.heard(iso(device - 2500));
  assert.equal(clock.now(), device + 500);
});

test("an answer is dated to the middle of its way", () => {
  const device = 10_000;
  const clock = makeServerClock(() => device);
  clock.heard(iso(9_800), 9_600);
  assert.equal(clock.now(), 10_000);
});

test("an answer that a busy server was slow to give does not set the clock far ahead", () => {
  const device = 10_000;
  const clock = makeServerClock(() => device);
  clock.heard(iso(9_990), 7_000);
  assert.equal(clock.now(), 10_190);
});

test("an old sample is forgotten, so that a device put right is believed", () => {
  let device = 0;
  const clock = makeServerClock(() => device);
  clock.heard(iso(100_000));
  device = 100_000;
  for (let n = 0; n < 8; n += 1) clock.heard(iso(device));
  assert.equal(clock.now(), 100_000);
});

test("minutes and seconds, and no hours", () => {
  assert.deepEqual([0, 7, 84, -12, 3725].map(countdown), ["0:00", "0:07", "1:24", "0:12", "62:05"]);
});

test("a turn runs, is near its end at thirty seconds, and counts up when over", () => {
  const at = (left) => reading(1_000_000, 1_000_000 - left * 1000);
  assert.deepEqual(at(31), { left: 31, digits: "0:31", mode: "running" });
  assert.deepEqual(at(30), { left: 30, digits: "0:30", mode: "near" });
  assert.deepEqual(at(0.4), { left: 1, digits: "0:01", mode: "near" });
  assert.deepEqual(at(0), { left: 0, digits: "0:00", mode: "near" });
  assert.deepEqual(at(-12), { left: -12, digits: "0:12", mode: "over" });
});
