/** What one person in the room can do next, and for the rest why not: the twin of meeting/rules/own_steps.py. */

import { whyNotMine } from "./order.js";
import {
  CLEAR, OF_PROCEDURE, amendmentPending, ballotOpen, first, inTalk, isOpen, neutral, no, questionOpen, tooEarly,
} from "./standing_order.js";

/** @type {Record<string, string>} by the state of the motion */
const STAGES = { moved: "motion", put: "vote", passed: "conclude", failed: "conclude" };

/**
 * How far the room is: convened, gathering, talk, motion, vote, conclude, concluded, closed or cancelled.
 * @param {RoomState} s
 */
export function stage(s) {
  if (s.meeting?.state !== "open") return s.meeting?.state ?? "convened";
  if (!s.discussion) return "gathering";
  if (["closed", "adjourned"].includes(s.discussion.state)) return "concluded";
  if (ballotOpen(s)) return "vote";
  return STAGES[s.motion?.state] ?? "talk";
}

/**
 * Whether the floor and the queue are worth showing: after a vote only while somebody uses them.
 * @param {RoomState} s
 */
export function floorShown(s) {
  const inTheTalk = s.discussion?.state === "open" && !ballotOpen(s);
  return inTheTalk && (Boolean(s.turn) || s.queue.length > 0 || stage(s) !== "conclude");
}

/**
 * Where one person stands: present, with a voice, turns taken, place in the queue (0: none), speaking.
 * @param {RoomState} s @param {number} personId
 */
export function own(s, personId) {
  /** @type {Partial<Attendee>} */
  const row = s.attendees[personId] ?? {};
  return {
    here: row.status === "present", voting: Boolean(row.voting), observes: row.capacity === "observer",
    turns: row.turns ?? 0,
    place: s.queue.findIndex((hand) => hand.person_id === personId) + 1,
    speaks: s.turn?.person_id === personId,
  };
}

/**
 * @returns {Record<string, {why: string, facts: object}>} by name of the step; an empty why is a step to take
 * @param {RoomState} s @param {number} personId
 */
export function ownSteps(s, personId) {
  const me = own(s, personId);
  return Object.fromEntries(Object.entries(OWN).map(([name, why]) => {
    const mine = why(s, me, personId);
    return [name, mine.why ? mine : whyNotMine(s, name, personId, me.voting)];
  }));
}

/** @param {RoomState} s @param {Own} me */
function talking(s, me) {
  return first(inTalk(s, me), me.observes && s.order?.observers_may_speak === false ? no("observers_listen") : CLEAR);
}

/** @param {RoomState} s @param {Own} me */
function checkIn(s, me) {
  if (!isOpen(s)) return no("meeting_not_open");
  return me.here ? no("already_here") : CLEAR;
}

/** @param {RoomState} s @param {Own} me */
function leave(s, me) {
  if (!isOpen(s) || !me.here) return no("check_in_first");
  return me.speaks ? no("has_the_floor", { called: s.turn.called }) : CLEAR;
}

/** @type {Step} */
function raiseHand(s, me, personId) {
  const { turns_each: turns, most_waiting: most } = { turns_each: 2, most_waiting: 200, ...s.order };
  return first(
    talking(s, me), neutral(s, personId), ballotOpen(s) ? no("vote_is_open") : CLEAR,
    s.debate_closed ? no("debate_is_closed") : CLEAR, s.queue.length >= most ? no("queue_full", { most }) : CLEAR,
    tooEarly(s), me.place ? no("already_waiting") : CLEAR,
    me.speaks ? no("has_the_floor", { called: s.turn.called }) : CLEAR,
    turns !== null && me.turns >= turns ? no("turns_used_up", { turns }) : CLEAR);
}

/** @type {Step} */
function submitStatement(s, me, personId) {
  return first(talking(s, me), neutral(s, personId),
    s.order?.written_statements === "closed" ? no("statements_closed") : CLEAR);
}

/** @type {Step} */
function moveMotion(s, me, personId) {
  const before = first(talking(s, me), me.voting ? CLEAR : no("only_voices_move"), neutral(s, personId));
  if (before.why) return before;
  if (["moved", "put"].includes(s.motion?.state)) return no("one_motion_at_a_time");
  return s.motion?.state === "passed" ? no("motion_passed") : CLEAR;
}

/** @type {Step} */
function ownMotion(s, _me, personId) {
  const mine = s.motion?.state === "moved" && s.motion.mover_id === personId && !s.suspended;
  return first(mine ? CLEAR : no("no_motion"), amendmentPending(s) ? no("amendment_pending") : CLEAR,
    questionOpen(s) ? no("question_pending") : CLEAR);
}

/** @type {Step} */
function castVote(s, me, personId) {
  if (!ballotOpen(s)) return no("no_open_vote");
  if (!me.voting) return no("not_on_the_roll");
  const silent = s.ballot.silent[personId];
  return silent ? no(silent) : CLEAR;
}

/** @param {RoomState} s */
const going = (s) => (s.suspended ? no("meeting_suspended", { reason: s.suspended.reason }) : CLEAR);
/** @param {RoomState} s @param {Own} me */
const ownTurn = (s, me) => first(going(s), me.speaks ? CLEAR : no("nobody_speaks"));

/** @type {Record<string, Step>} */
const OWN = {
  check_in: checkIn, leave, raise_hand: raiseHand,
  lower_hand: (s, me) => first(going(s), me.place ? CLEAR : no("not_waiting")),
  end_turn: ownTurn, note_turn: ownTurn, submit_statement: submitStatement, move_motion: moveMotion,
  reword_motion: ownMotion, withdraw_motion: ownMotion, cast_vote: castVote,
  ask_help: (s) => (isOpen(s) ? CLEAR : no("meeting_not_open")), ...OF_PROCEDURE,
};

/**
 * Which button the bar at the foot shows: check_in, raise_hand, lower_hand, end_turn, or shut with the reason.
 * @param {Record<string, Why>} steps
 */
export function barMode(steps) {
  return ["check_in", "end_turn", "lower_hand", "raise_hand"].find((name) => !steps[name].why) ?? "shut";
}
