/** What one person in the room can do next, and for the rest why not: the twin of meeting/rules/own_steps.py. */

import { whyNotMine } from "./order.js";

const CLEAR = { why: "", facts: {} };
const no = (why, facts = {}) => ({ why, facts });

/** How far the room is: convened, gathering, talk, motion, vote, conclude, concluded, closed or cancelled. */
export function stage(s) {
  if (s.meeting?.state !== "open") return s.meeting?.state ?? "convened";
  if (!s.discussion) return "gathering";
  if (s.discussion.state === "closed") return "concluded";
  return { moved: "motion", put: "vote", passed: "conclude", failed: "conclude" }[s.motion?.state] ?? "talk";
}

/** Whether the floor and the queue are worth showing: after a vote only while somebody uses them. */
export function floorShown(s) {
  const talking = s.discussion?.state === "open" && s.motion?.state !== "put";
  return talking && (Boolean(s.turn) || s.queue.length > 0 || stage(s) !== "conclude");
}

/** Where one person stands: present, with a voice, turns taken, place in the queue (0: none), speaking. */
export function own(s, personId) {
  const row = s.attendees[personId] ?? {};
  return {
    here: row.status === "present", voting: Boolean(row.voting), observes: row.capacity === "observer",
    turns: row.turns ?? 0,
    place: s.queue.findIndex((hand) => hand.person_id === personId) + 1,
    speaks: s.turn?.person_id === personId,
  };
}

/** @returns {Record<string, {why: string, facts: object}>} by name of the step; an empty why is a step to take */
export function ownSteps(s, personId) {
  const me = own(s, personId);
  return Object.fromEntries(Object.entries(OWN).map(([name, why]) => {
    const own = why(s, me, personId);
    return [name, own.why ? own : whyNotMine(s, name, personId, me.voting)];
  }));
}

const isOpen = (s) => s.meeting?.state === "open";

function talking(s, me) {
  if (!isOpen(s)) return no("meeting_not_open");
  if (s.discussion?.state !== "open") return no("no_open_discussion");
  if (!me.here) return no("check_in_first");
  return me.observes && s.order?.observers_may_speak === false ? no("observers_listen") : CLEAR;
}

function checkIn(s, me) {
  if (!isOpen(s)) return no("meeting_not_open");
  return me.here ? no("already_here") : CLEAR;
}

function leave(s, me) {
  if (!isOpen(s) || !me.here) return no("check_in_first");
  return me.speaks ? no("has_the_floor", { called: s.turn.called }) : CLEAR;
}

function raiseHand(s, me) {
  const before = talking(s, me);
  const turns = { turns_each: 2, ...s.order }.turns_each;
  if (before.why) return before;
  if (s.motion?.state === "put") return no("vote_is_open");
  if (me.place) return no("already_waiting");
  if (me.speaks) return no("has_the_floor", { called: s.turn.called });
  if (turns !== null && me.turns >= turns) return no("turns_used_up", { turns });
  return CLEAR;
}

function moveMotion(s, me) {
  const before = talking(s, me);
  if (before.why) return before;
  if (!me.voting) return no("only_voices_move");
  if (["moved", "put"].includes(s.motion?.state)) return no("one_motion_at_a_time");
  return s.motion?.state === "passed" ? no("motion_passed") : CLEAR;
}

function ownMotion(s, _me, personId) {
  return s.motion?.state === "moved" && s.motion.mover_id === personId ? CLEAR : no("no_motion");
}

function castVote(s, me) {
  if (s.ballot?.state !== "open") return no("no_open_vote");
  return me.voting ? CLEAR : no("not_on_the_roll");
}

const ownTurn = (_s, me) => (me.speaks ? CLEAR : no("nobody_speaks"));

const OWN = {
  check_in: checkIn, leave, raise_hand: raiseHand,
  lower_hand: (_s, me) => (me.place ? CLEAR : no("not_waiting")),
  end_turn: ownTurn, note_turn: ownTurn, submit_statement: talking, move_motion: moveMotion,
  reword_motion: ownMotion, withdraw_motion: ownMotion, cast_vote: castVote,
  ask_help: (s) => (isOpen(s) ? CLEAR : no("meeting_not_open")),
};

/** Which button the bar at the foot shows: check_in, raise_hand, lower_hand, end_turn, or shut with the reason. */
export function barMode(steps) {
  return ["check_in", "end_turn", "lower_hand", "raise_hand"].find((name) => !steps[name].why) ?? "shut";
}
