import assert from "node:assert/strict";
import { test } from "node:test";
import { makeOutbox, newId } from "../../static/js/rooms/outbox.js";
import { memoryShelf } from "../../static/js/rooms/shelf.js";

const settled = () => new Promise((done) => { setImmediate(done); });
const OK = { ok: true, answer: { hand_id: 1 }, repeated: false, seq: 7 };

/** A page with an outbox; several pages may share a shelf. `line` decides what becomes of a command. */
function page({ shelf = memoryShelf(), owner = "7:1", line = async () => OK, clock = { ms: 0 } } = {}) {
  const sent = [];
  const told = [];
  const outbox = makeOutbox({
    shelf, owner, now: () => clock.ms,
    send: (command) => { sent.push(command); return line(command); },
    told: (entry, answer) => told.push([entry.name, answer]),
  });
  return { outbox, sent, told, shelf, clock };
}

const down = () => Promise.reject(new Error("offline"));

test("a command is sent, answered, and gone", async () => {
  const { outbox, sent, told, shelf } = page();
  await outbox.add("raise_hand", { stance: "for" });
  await settled();
  assert.match(sent[0].id, /^[A-Za-z0-9_-]{8,64}$/);
  assert.deepEqual(told, [["raise_hand", OK]]);
  assert.deepEqual(await shelf.all(), []);
});

test("after a lost answer it goes again under the same id", async () => {
  let up = false;
  const { outbox, sent, told } = page({ line: () => (up ? Promise.resolve({ ...OK, repeated: true }) : down()) });
  await outbox.add("cast_vote", { ballot_id: 3, choice: "for" });
  await settled();
  assert.deepEqual(told, []);
  up = true;
  await outbox.flush();
  assert.equal(sent.length, 2);
  assert.equal(sent[0].id, sent[1].id);
  assert.deepEqual(sent[0], sent[1]);
  assert.equal(told.length, 1);
});

test("a reload keeps it, under the same id", async () => {
  const first = page({ line: down });
  await first.outbox.add("submit_statement", { stance: "question", text: "费用怎么分摊？" });
  await settled();
  const second = page({ shelf: first.shelf });
  await second.outbox.load();
  await second.outbox.flush();
  assert.equal(second.sent[0].id, first.sent[0].id);
  assert.equal(second.sent[0].args.text, "费用怎么分摊？");
  assert.deepEqual(await first.shelf.all(), []);
});

test("what a neighbour left on the same device is not sent", async () => {
  const first = page({ line: down });
  await first.outbox.add("cast_vote", { ballot_id: 3, choice: "for" });
  await settled();
  const second = page({ shelf: first.shelf, owner: "8:1" });
  await second.outbox.load();
  await second.outbox.flush();
  assert.deepEqual(second.sent, []);
  assert.equal((await first.shelf.all()).length, 1);
});

test("a refusal is an answer: it is told and the command is gone", async () => {
  const refused = { refused: { code: "ballot_closed", facts: {} } };
  const { outbox, told, shelf } = page({ line: async () => refused });
  await outbox.add("cast_vote", { ballot_id: 3, choice: "for" });
  await settled();
  assert.deepEqual(told, [["cast_vote", refused]]);
  assert.deepEqual(await shelf.all(), []);
});

test("a server that is too busy has not answered", async () => {
  let busy = true;
  const { outbox, sent, told } = page({
    line: async () => (busy ? { refused: { code: "too_many_events", facts: {} } } : OK),
  });
  await outbox.add("raise_hand", { stance: "for" });
  await settled();
  assert.deepEqual(told, []);
  busy = false;
  await outbox.flush();
  assert.equal(sent[0].id, sent[1].id);
  assert.equal(told.length, 1);
});

test("a raised hand is not sent when its moment has gone; a vote waits", async () => {
  const clock = { ms: 0 };
  const { outbox, sent, told } = page({ line: down, clock });
  await outbox.add("raise_hand", { stance: "for" });
  await outbox.add("cast_vote", { ballot_id: 3, choice: "for" });
  await settled();
  clock.ms = 10 * 60_000;
  await outbox.flush();
  assert.deepEqual(told, [["raise_hand", { expired: true }]]);
  assert.deepEqual(outbox.waiting().map((entry) => entry.name), ["cast_vote"]);
  assert.deepEqual(sent.map((command) => command.name), ["raise_hand", "cast_vote", "cast_vote"]);
});

test("one command is never on its way twice at once", async () => {
  let answer;
  const { outbox, sent } = page({ line: () => new Promise((done) => { answer = done; }) });
  await outbox.add("raise_hand", { stance: "for" });
  await Promise.race([outbox.flush(), settled()]);
  assert.equal(sent.length, 1);
  answer(OK);
});

test("ids do not repeat", () => {
  assert.equal(new Set(Array.from({ length: 1000 }, () => newId())).size, 1000);
});
