import assert from "node:assert/strict";
import { test } from "node:test";
import { sentences } from "../../static/js/rooms/hearing.js";
import { emptyRoom } from "../../static/js/rooms/reducer.js";

const say = (key, facts = {}) => [key, ...Object.values(facts)].join(" ");
const me = { me: 7, say };
const hands = (...ids) => ids.map((person_id) => ({ person_id }));
const room = (changed) => ({ ...emptyRoom(), ...changed });
const heard = (name, data, before = {}, after = {}) => sentences({ name, data }, room(before), room(after), me);

test("my own turn is said at once, another's when it is quiet", () => {
  assert.deepEqual(heard("FloorGiven", { person_id: 7, called: "我" }), [{ now: "hear.your_turn" }]);
  assert.deepEqual(heard("FloorGiven", { person_id: 8, called: "陈阿姨" }), [{ soon: "hear.speaker 陈阿姨", topic: "floor" }]);
});

test("being next is said once, when it becomes so and somebody speaks", () => {
  const turn = { person_id: 9 };
  const [before, after] = [{ queue: hands(9, 7) }, { queue: hands(7), turn }];
  assert.ok(heard("FloorGiven", { person_id: 9, called: "王师傅" }, before, after).some((s) => s.now === "hear.next"));
  assert.deepEqual(heard("TurnNoted", { person_id: 9 }, after, after), []);
});

test("a removal is said to who was removed, with the reason; leaving by oneself is not", () => {
  assert.deepEqual(heard("HandLowered", { person_id: 7, reason: "离题" }), [{ now: "hear.removed 离题" }]);
  assert.deepEqual(heard("HandLowered", { person_id: 7, reason: "" }), []);
  assert.deepEqual(heard("HandLowered", { person_id: 8, reason: "离题" }), []);
});

test("an open vote cannot wait; its close and the queue can", () => {
  assert.deepEqual(heard("VoteOpened", {}), [{ now: "hear.vote" }]);
  assert.deepEqual(heard("VoteClosed", {}), [{ soon: "hear.vote_closed", topic: "vote" }]);
  assert.deepEqual(heard("HandRaised", { person_id: 8 }, {}, { queue: hands(8, 9) }), [{ soon: "hear.queue 2", topic: "queue" }]);
});
