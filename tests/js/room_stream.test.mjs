import assert from "node:assert/strict";
import { test } from "node:test";
import { emptyRoom } from "../../static/js/rooms/reducer.js";
import { makeStream } from "../../static/js/rooms/stream.js";

const AT = "2026-11-26T11:00:00.000Z";
const event = (seq, epoch = 1) => ({
  stream: "meeting:1", epoch, seq, name: "HelpAsked", at: AT, data: { person_id: seq, called: `邻居${seq}` },
});
const withheld = (seq) => ({ stream: "meeting:1", epoch: 1, seq, name: "withheld" });
const settled = () => new Promise((done) => { setImmediate(done); });

/** A stream on a server that has `log` events; time passes when `pass` is called. */
function room({ log = 0, epoch = 1, online = () => true } = {}) {
  const timers = [];
  const asked = [];
  const seen = [];
  const news = [];
  const server = { log, epoch };
  const reject = () => Promise.reject(new Error("offline"));
  const stream = makeStream({ epoch: 1, seq: 0, state: emptyRoom() }, {
    missed: (after) => {
      asked.push(`missed ${after}`);
      const events = [];
      for (let seq = after + 1; seq <= server.log; seq += 1) events.push(event(seq, server.epoch));
      return online() ? Promise.resolve({ epoch: server.epoch, seq: server.log, events }) : reject();
    },
    whole: () => {
      asked.push("whole");
      return online() ? Promise.resolve({ epoch: server.epoch, seq: server.log, state: emptyRoom() }) : reject();
    },
    changed: (_state, e, isNews) => { seen.push(e?.seq ?? "snapshot"); news.push(isNews); },
    later: (run) => timers.push(run),
  });
  async function pass() { timers.splice(0).forEach((run) => run()); await settled(); }
  return { stream, asked, seen, news, server, pass };
}

test("events in order are applied as they come, and nothing is asked", async () => {
  const { stream, asked, seen, pass } = room();
  [1, 2, 3].forEach((seq) => stream.take(event(seq)));
  await pass();
  assert.deepEqual(seen, [1, 2, 3]);
  assert.deepEqual(asked, []);
});

test("a duplicate is applied once", () => {
  const { stream, seen } = room();
  [1, 1, 2, 1, 2].forEach((seq) => stream.take(event(seq)));
  assert.deepEqual(seen, [1, 2]);
  assert.equal(stream.state().help.length, 2);
});

test("a short run out of order waits for the one before it", async () => {
  const { stream, asked, seen, pass } = room();
  [2, 4, 3].forEach((seq) => stream.take(event(seq)));
  assert.deepEqual(seen, []);
  stream.take(event(1));
  assert.deepEqual(seen, [1, 2, 3, 4]);
  await pass();
  assert.deepEqual(asked, []);
});

test("a gap that stays is fetched", async () => {
  const { stream, asked, seen, pass } = room({ log: 5 });
  [1, 4, 5].forEach((seq) => stream.take(event(seq)));
  await pass();
  assert.deepEqual(asked, ["missed 1"]);
  assert.deepEqual(seen, [1, 2, 3, 4, 5]);
  assert.equal(stream.waiting(), 0);
});

test("a withheld event moves the sequence and nothing else", () => {
  const { stream, seen } = room();
  stream.take(event(1));
  stream.take(withheld(2));
  stream.take(event(3));
  assert.deepEqual(seen, [1, 2, 3]);
  assert.deepEqual(stream.state().help.map((call) => call.person_id), [1, 3]);
});

test("the beacon finds what was lost in silence", async () => {
  const { stream, asked, seen, pass } = room({ log: 3 });
  stream.take(event(1));
  stream.head({ epoch: 1, seq: 3 });
  await pass();
  assert.deepEqual(asked, ["missed 1"]);
  assert.deepEqual(seen, [1, 2, 3]);
});

test("a beacon that overtakes its event asks for nothing", async () => {
  const { stream, asked, pass } = room({ log: 1 });
  stream.head({ epoch: 1, seq: 1 });
  stream.take(event(1));
  await pass();
  assert.deepEqual(asked, []);
});

test("another epoch means a snapshot, by event or by beacon; so does a head that went back", async () => {
  for (const tell of [
    (stream) => stream.take(event(8, 2)), (stream) => stream.head({ epoch: 2, seq: 8 }),
  ]) {
    const { stream, asked, seen, pass } = room({ log: 8, epoch: 2 });
    tell(stream);
    await pass();
    assert.deepEqual(asked, ["whole"]);
    assert.deepEqual(seen, ["snapshot"]);
    assert.deepEqual(stream.seen(), { epoch: 2, seq: 8 });
  }
  const { stream, asked, pass } = room({ log: 2 });
  [1, 2, 3].forEach((seq) => stream.take(event(seq)));
  stream.head({ epoch: 1, seq: 2 });
  await pass();
  assert.deepEqual(asked, ["whole"]);
  assert.deepEqual(stream.seen(), { epoch: 1, seq: 2 });
});

test("a look-up that fails loses nothing: the next beacon asks again", async () => {
  let up = false;
  const { stream, asked, seen, pass } = room({ log: 3, online: () => up });
  stream.take(event(3));
  await pass();
  assert.deepEqual(seen, []);
  up = true;
  stream.head({ epoch: 1, seq: 3 });
  await pass();
  assert.deepEqual(asked, ["missed 0", "missed 0"]);
  assert.deepEqual(seen, [1, 2, 3]);
});

test("a flood of early events asks once", async () => {
  const { stream, asked, seen, pass } = room({ log: 200 });
  for (let seq = 2; seq <= 200; seq += 1) stream.take(event(seq));
  await pass();
  assert.deepEqual(asked, ["missed 0"]);
  assert.equal(seen.length, 200);
});

test("what is pushed, and a few that were missed, is news; a long past is not", async () => {
  const few = room({ log: 3 });
  few.stream.take(event(1));
  few.stream.head({ epoch: 1, seq: 3 });
  await few.pass();
  assert.deepEqual(few.news, [true, true, true]);
  const many = room({ log: 40 });
  many.stream.head({ epoch: 1, seq: 40 });
  await many.pass();
  assert.deepEqual(new Set(many.news), new Set([false]));
});
