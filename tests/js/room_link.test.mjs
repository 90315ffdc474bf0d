import assert from "node:assert/strict";
import { test } from "node:test";
import { makeLink, pause } from "../../static/js/rooms/link.js";

const settled = () => new Promise((done) => { setImmediate(done); });

/** A socket that does what the test says, and time that passes when told. */
function line({ entered = async () => ({}) } = {}) {
  const handlers = new Map();
  const timers = [];
  const shown = [];
  const connects = [];
  let clock = 0;
  const socket = {
    connected: false,
    on: (name, run) => handlers.set(name, run),
    connect: () => connects.push(clock),
    disconnect: () => { if (socket.connected) drop(); },
    timeout: () => ({ emitWithAck: async (name, message) => ({ name, message }) }),
  };
  const tell = (name, message) => handlers.get(name)?.(message);
  async function come() { socket.connected = true; tell("connect"); await settled(); }
  function drop() { socket.connected = false; tell("disconnect", "transport close"); }
  async function pass(ms) {
    const end = clock + ms;
    for (;;) {
      timers.sort((a, b) => a.at - b.at);
      if (!timers.length || timers[0].at > end) break;
      const { at, run } = timers.shift();
      clock = at;
      run();
      await settled();
    }
    clock = end;
  }
  const link = makeLink({
    socket, entered, shown: (state) => shown.push(state), events: { head: () => {} }, random: () => 0.5,
    now: () => clock,
    later: (run, ms) => { const timer = { at: clock + ms, run }; timers.push(timer); return timer; },
    clear: (timer) => { const i = timers.indexOf(timer); if (i >= 0) timers.splice(i, 1); },
  });
  return { link, socket, tell, come, drop, pass, shown, connects, clock: () => clock };
}

test("pauses grow from half a second to ten, half of each by chance", () => {
  assert.deepEqual([0, 1, 2, 3, 4, 5, 50].map((n) => pause(n, () => 1)), [500, 1000, 2000, 4000, 8000, 10000, 10000]);
  assert.deepEqual([0, 5].map((n) => pause(n, () => 0)), [250, 5000]);
});

test("a line that is quick to come shows nothing but ok", async () => {
  const { link, come, shown, pass } = line();
  link.start();
  await come();
  await pass(60_000);
  assert.deepEqual(shown, ["ok"]);
});

test("a lost line shows retry after two seconds and off after ten, and ok again", async () => {
  const { link, come, drop, shown, pass } = line();
  link.start();
  await come();
  drop();
  await pass(1900);
  assert.deepEqual(shown, ["ok"]);
  await pass(200);
  assert.deepEqual(shown, ["ok", "retry"]);
  await pass(8000);
  assert.deepEqual(shown, ["ok", "retry", "off"]);
  await come();
  assert.deepEqual(shown, ["ok", "retry", "off", "ok"]);
});

test("attempts come further and further apart", async () => {
  const { link, tell, connects, pass } = line();
  link.start();
  for (let n = 0; n < 6; n += 1) { tell("connect_error", new Error("refused")); await pass(10_000); }
  const gaps = connects.slice(1).map((at, i) => at - connects[i]);
  assert.equal(gaps.length, 6);
  assert.ok(connects[1] < 500, String(connects));
});

test("a server that restarts says when to come back", async () => {
  const { link, come, drop, tell, connects, pass } = line();
  link.start();
  await come();
  tell("closing", { retry_after: 4 });
  drop();
  await pass(4900);
  assert.equal(connects.length, 1);
  await pass(1000);
  assert.equal(connects.length, 2);
});

test("a sign-in that ended is the end: nothing is tried any more", async () => {
  const { link, come, tell, shown, connects, pass } = line();
  link.start();
  await come();
  tell("ended", { why: "signed_out" });
  await pass(120_000);
  assert.deepEqual(shown, ["ok", "ended"]);
  assert.equal(connects.length, 1);
});

test("a line that says nothing for too long is made anew", async () => {
  const { link, come, tell, socket, pass } = line();
  link.start();
  await come();
  for (let n = 0; n < 5; n += 1) { await pass(5000); tell("head", {}); link.watch(); }
  assert.equal(socket.connected, true);
  await pass(13_500);
  link.watch();
  assert.equal(socket.connected, false);
});

test("a room that does not let in is tried again; one that never will is not", async () => {
  const busy = line({ entered: () => Promise.reject(new Error("no answer")) });
  busy.link.start();
  await busy.come();
  await busy.pass(1000);
  assert.equal(busy.connects.length, 2);
  const shut = line({ entered: () => Promise.reject(Object.assign(new Error("no"), { final: true })) });
  shut.link.start();
  await shut.come();
  await shut.pass(60_000);
  assert.equal(shut.connects.length, 1);
  assert.deepEqual(shut.shown, ["ended"]);
});
