import assert from "node:assert/strict";
import { existsSync, readFileSync } from "node:fs";
import { test } from "node:test";
import { apply, emptyRoom } from "../../static/js/rooms/reducer.js";

const VECTORS = new URL("../vectors/room.json", import.meta.url);
const AT = "2026-11-26T11:00:00.000Z";

function frozen(value) {
  if (value && typeof value === "object") Object.values(value).forEach(frozen);
  return Object.freeze(value);
}

function fold(events, state = emptyRoom()) {
  return events.reduce((now, e) => apply(frozen(now), e.seq, e.name, e.at ?? AT, e.data), state);
}

const CONVENED = { meeting_id: 1, body: "居民议事会", body_en: "Council", kind: "residents_council", year: 2026,
  number: 1, place: "二楼", starts_at: AT, chair: "周建国",
  agenda: [{ discussion_id: 5, matter_id: 7, no: "2026-001", title: "加装电梯" }] };
const OPENED = { opened_at: AT, chair: "周建国", rules_of_order: { seconds_a_turn: 120 }, expected: 2,
  quorum: { needed: 1 }, roll: [{ person_id: 3, called: "陈美兰", capacity: "member", voting: true }] };
const DISCUSSION = { discussion_id: 5, matter_id: 7, no: "2026-001", title: "加装电梯", what: "六层十二户" };
const hand = (id, order) => ({ discussion_id: 5, hand_id: id, person_id: id, called: `邻居${id}`, stance: "for",
  channel: "phone", asked_at: AT, turns_taken: 0, by_desk: false, order });

test("an event that is not known leaves the very same state", () => {
  const state = emptyRoom();
  assert.equal(apply(state, 1, "SomethingNew", AT, {}), state);
  assert.equal(apply(state, 1, "toString", AT, {}), state);
});

test("the old state is never touched: each step is given a frozen one", () => {
  const state = fold([
    { seq: 1, name: "MeetingConvened", data: CONVENED }, { seq: 2, name: "MeetingOpened", data: OPENED },
    { seq: 3, name: "DiscussionOpened", data: DISCUSSION }, { seq: 4, name: "HandRaised", data: hand(3, [3]) },
    { seq: 5, name: "HandRaised", data: hand(4, [4, 3]) },
  ]);
  assert.deepEqual(state.queue.map((h) => h.hand_id), [4, 3]);
  assert.equal(state.agenda[0].state, "open");
  assert.equal(state.recent.length, 5);
});

test("what was noted while someone spoke stays with the turn when it ends", () => {
  const given = { ...hand(3, []), turn_id: 9, nth_turn: 1, seconds: 120, started_at: AT, ends_at: AT };
  const state = fold([
    { seq: 1, name: "MeetingConvened", data: CONVENED }, { seq: 2, name: "MeetingOpened", data: OPENED },
    { seq: 3, name: "DiscussionOpened", data: DISCUSSION }, { seq: 4, name: "FloorGiven", data: given },
    { seq: 5, name: "TurnNoted", data: { turn_id: 9, text: "先看分摊表" } },
    { seq: 6, name: "FloorEnded", data: { ...given, spoke_seconds: 72 } },
  ]);
  assert.equal(state.turn, null);
  assert.deepEqual(state.turns.map((t) => [t.text, t.spoke_seconds]), [["先看分摊表", 72]]);
  assert.equal(state.attendees["3"].turns, 1);
});

/** The vectors: a list of cases, or {cases: […]}; each has events and the state after them, or after each one. */
function cases() {
  const read = JSON.parse(readFileSync(VECTORS, "utf8"));
  return Array.isArray(read) ? read : read.cases;
}

test("the browser reads every log as the server does", { skip: !existsSync(VECTORS) && "no vectors yet" }, () => {
  for (const one of cases()) {
    let state = one.before ?? emptyRoom();
    for (const e of one.events ?? [one.event]) {
      state = apply(frozen(state), e.seq, e.name, e.at, e.data);
      if (e.after) assert.deepEqual(state, e.after, `${one.name}: ${e.seq} ${e.name}`);
    }
    assert.deepEqual(state, one.after ?? one.state, one.name);
  }
});
