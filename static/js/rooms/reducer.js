/**
 * The room as a reading of its log: old state + event = new state. consult/meeting/rules/room.py is its twin.
 * Both are held to tests/vectors/room.json. The state given is never changed; what did not change is shared.
 */

import { OF_PROCEDURE, entered, ofProcedure, pick, spoke, takenUp } from "./reducer_order.js";
import { SITTING_CHANGES } from "./reducer_sitting.js";

const TURNS_KEPT = 30;
const STATEMENTS_KEPT = 50;
const RECENT_KEPT = 12;
const RECENT_FIELDS = ["called", "stance", "status", "outcome", "spoke_seconds", "mover", "title", "reason", "kind",
  "carried", "way"];

/** A room of which nothing is known. @returns {RoomState} */
export function emptyRoom() {
  return {
    meeting: null, chair: null, quorum: null, present: 0, quorum_met: false, order: null,
    attendees: {}, agenda: [], discussion: null, queue: [], turn: null, turns: [],
    turns_count: 0, statements: [], statements_count: 0, motion: null, ballot: null,
    help: [], sitting: null, recent: [], ...ofProcedure(),
  };
}

/**
 * The state after one more event; an unknown event changes nothing.
 * @param {RoomState} state @param {number} seq @param {string} name @param {string} at @param {Data} data
 */
export function apply(state, seq, name, at, data) {
  const change = BY_NAME.get(name);
  if (!change) return state;
  const line = { seq, at, name, ...pick(data, RECENT_FIELDS.filter((field) => field in data)) };
  return { ...state, ...change(state, data), recent: [...state.recent, line].slice(-RECENT_KEPT) };
}

/** @param {Hand[]} hands @param {number[]} order */
function inOrder(hands, order) {
  const byId = new Map(hands.map((hand) => [hand.hand_id, hand]));
  return order.flatMap((id) => byId.get(id) ?? []);
}

/** @param {Data[]} agenda @param {any} discussionId @param {Partial<any>} changed */
function onAgenda(agenda, discussionId, changed) {
  return agenda.map((item) => (item.discussion_id === discussionId ? { ...item, ...changed } : item));
}

/** @param {Data[]} agenda */
function dropped(agenda) {
  return agenda.map((item) => (item.state === "planned" ? { ...item, state: "dropped" } : item));
}

/** @type {Change} */
function convened(_s, d) {
  return {
    meeting: {
      id: d.meeting_id, ...pick(d, ["body", "body_en", "kind", "year", "number", "place", "starts_at"]),
      state: "convened", opened_at: null, closed_at: null, cancelled_reason: "",
    },
    chair: d.chair,
    agenda: d.agenda.map((/** @type {any} */ item) => ({ ...item, state: "planned", outcome: null })),
  };
}

/** @type {Change} */
function cancelled(s, d) {
  return { meeting: { ...s.meeting, state: "cancelled", cancelled_reason: d.reason }, agenda: dropped(s.agenda) };
}

/** @type {Change} */
function opened(s, d) {
  let attendees = s.attendees;
  for (const seat of d.roll) {
    attendees = entered(attendees, s.me, seat.person_id, {
      ...pick(seat, ["called", "capacity", "voting"]), status: "expected", channel: null, seat: "",
    });
  }
  return {
    meeting: { ...s.meeting, state: "open", opened_at: d.opened_at }, attendees,
    chair: d.chair, chair_id: d.chair_id, convened_chair_id: d.chair_id, order: d.rules_of_order, quorum: { ...d.quorum, expected: d.expected },
    counts: { hall: 0, phone: 0, expected: d.expected, excused: 0, left: 0, observers: 0 },
  };
}

/** @type {Change} */
function attendance(s, d) {
  const marked = pick(d, ["called", "capacity", "voting", "status", "channel", "seat"]);
  return {
    attendees: entered(s.attendees, s.me, d.person_id, marked),
    present: d.present, quorum_met: d.quorum_met, counts: d.counts,
  };
}

/** @type {Change} */
function discussionOpened(s, d) {
  const people = Object.entries(s.attendees).map(([id, person]) => [id, { ...person, turns: 0, seconds: 0 }]);
  return {
    discussion: {
      id: d.discussion_id, ...pick(d, ["matter_id", "no", "title", "what"]), state: "open", outcome: null,
      reason: "", owner: "", due_on: null, escalated_to: "", continues: null,
    },
    ...takenUp(), queue: [], turn: null, turns: [], turns_count: 0, statements: [], statements_count: 0,
    motion: null, ballot: null, attendees: Object.fromEntries(people),
    agenda: onAgenda(s.agenda, d.discussion_id, { state: "open" }),
  };
}

/** @type {Change} */
function handRaised(s, d) {
  const fields = ["hand_id", "person_id", "called", "stance", "channel", "asked_at", "turns_taken"];
  return { queue: inOrder([...s.queue, pick(d, fields)], d.order) };
}

/** @type {Change} */
function handLowered(s, d) {
  return { queue: inOrder(s.queue, d.order) };
}

/** @type {Change} */
function floorGiven(s, d) {
  const fields = ["turn_id", "person_id", "called", "stance", "channel", "nth_turn", "seconds", "started_at", "ends_at"];
  const person = s.attendees[d.person_id];
  return {
    turn: { ...pick(d, fields), paused_at: null, left_seconds: null }, queue: inOrder(s.queue, d.order),
    attendees: person ? { ...s.attendees, [d.person_id]: { ...person, turns: d.nth_turn } } : s.attendees,
  };
}

/** @type {Change} */
function floorExtended(s, d) {
  if (s.turn?.turn_id !== d.turn_id) return {};
  const left = s.turn.left_seconds;
  return {
    turn: {
      ...s.turn, ends_at: d.ends_at, seconds: s.turn.seconds + d.seconds,
      left_seconds: left === null ? null : left + d.seconds,
    },
  };
}

/** @type {Change} */
function floorEnded(s, d) {
  const text = s.turn?.turn_id === d.turn_id ? s.turn.text ?? "" : "";
  const turn = { ...pick(d, ["turn_id", "person_id", "called", "stance", "spoke_seconds"]), text };
  return {
    ...(s.turn?.turn_id === d.turn_id ? spoke(s, s.turn, d.spoke_seconds) : {}),
    turns: [...s.turns, turn].slice(-TURNS_KEPT), turns_count: s.turns_count + 1, turn: null,
    queue: inOrder(s.queue, d.order),
  };
}

/** @type {Change} */
function turnNoted(s, d) {
  /** @param {Maybe} turn */
  const noted = (turn) => (turn?.turn_id === d.turn_id ? { ...turn, text: d.text } : turn);
  return { turn: noted(s.turn), turns: s.turns.map(noted) };
}

/** @type {Change} */
function statement(s, d) {
  const said = pick(d, ["statement_id", "person_id", "called", "stance", "text", "said_at"]);
  return { statements: [...s.statements, said].slice(-STATEMENTS_KEPT), statements_count: s.statements_count + 1 };
}

/** @type {Change} */
function motionMoved(_s, d) {
  const fields = ["motion_id", "mover_id", "mover", "who", "what", "by_when", "with_what", "text"];
  return {
    motion: { ...pick(d, fields), draft: 1, state: "moved", before: "", seconder_id: null, seconder: "" },
    ballot: null, amendment: null, question: null, debate_closed: false,
  };
}

/** @type {Change} */
function motionReworded(s, d) {
  return { motion: { ...s.motion, ...pick(d, ["who", "what", "by_when", "with_what", "text", "draft", "before"]) } };
}

/** @param {RoomState} s */
function motionWithdrawn(s) {
  return { motion: { ...s.motion, state: "withdrawn" } };
}

/** @type {Change} */
function voteOpened(s, d) {
  const fields = ["ballot_id", "question", "rule", "eligible", "present", "opened_at"];
  return {
    ballot: { ...pick(d, fields), silent: d.silent ?? {}, state: "open", result: null },
    motion: { ...s.motion, state: "put" },
  };
}

/** @type {Change} */
function voteClosed(s, d) {
  return {
    ballot: { ...s.ballot, state: "closed", result: d.result },
    motion: { ...s.motion, state: d.result.verdict === "passed" ? "passed" : "failed" },
  };
}

/** @type {Change} */
function discussionClosed(s, d) {
  const fields = ["outcome", "reason", "owner", "due_on", "escalated_to"];
  return {
    discussion: { ...s.discussion, ...pick(d, fields), state: "closed" }, queue: [], point: null, points: [],
    agenda: onAgenda(s.agenda, d.discussion_id, { state: "closed", outcome: d.outcome }),
  };
}

/** @type {Change} */
function closed(s, d) {
  return { meeting: { ...s.meeting, state: "closed", closed_at: d.closed_at }, agenda: dropped(s.agenda), suspended: null };
}

/** @type {Change} */
function helpAsked(s, d) {
  return { help: [...s.help, pick(d, ["person_id", "called"])] };
}

/** @type {Change} */
function helpAnswered(s, d) {
  return { help: s.help.filter((call) => call.person_id !== d.person_id) };
}

/** @type {Record<string, Change>} */
const CHANGES = {
  MeetingConvened: convened, MeetingCancelled: cancelled, MeetingOpened: opened, AttendanceMarked: attendance,
  DiscussionOpened: discussionOpened, HandRaised: handRaised, HandLowered: handLowered, FloorGiven: floorGiven,
  FloorExtended: floorExtended, FloorEnded: floorEnded, TurnNoted: turnNoted, StatementSubmitted: statement,
  MotionMoved: motionMoved, MotionReworded: motionReworded, MotionWithdrawn: motionWithdrawn,
  VoteOpened: voteOpened, VoteClosed: voteClosed, DiscussionClosed: discussionClosed, MeetingClosed: closed,
  HelpAsked: helpAsked, HelpAnswered: helpAnswered,
  ...SITTING_CHANGES, ...OF_PROCEDURE,
};
const BY_NAME = new Map(Object.entries(CHANGES));
