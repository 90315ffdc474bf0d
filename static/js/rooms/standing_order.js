/** What one person can do of the room's procedure: the twin of meeting/rules/own_order.py; standing.js has the rest. */

export const CLEAR = { why: "", facts: {} };
/** @param {string} why */
export const no = (why, facts = {}) => ({ why, facts });
const MOST_POINTS = 20;

/** @param {RoomState} s */
export const isOpen = (s) => s.meeting?.state === "open";
/** @param {RoomState} s */
export const ballotOpen = (s) => s.ballot?.state === "open";
/** @param {RoomState} s */
export const questionOpen = (s) => s.question?.state === "open";
/** @param {RoomState} s */
export const amendmentPending = (s) => ["moved", "put"].includes(s.amendment?.state);
/** @param {RoomState} s */
export const onTheFloor = (s) => s.motion?.state === "moved";
/** @param {RoomState} s */
const suspended = (s) => no("meeting_suspended", { reason: s.suspended.reason });

/** The first of these reasons that is one. @param {...Why} reasons */
export const first = (...reasons) => reasons.find((reason) => reason.why) ?? CLEAR;

/** The chair takes no side. @param {RoomState} s @param {number} personId */
export const neutral = (s, personId) => (s.chair_id !== null && s.chair_id === personId ? no("chair_is_neutral") : CLEAR);

/**
 * Why one takes no part in the talk: it is not going on, or one is not there.
 * @param {RoomState} s @param {Own} me
 */
export function inTalk(s, me) {
  if (!isOpen(s)) return no("meeting_not_open");
  if (s.suspended) return suspended(s);
  if (s.discussion?.state !== "open") return no("no_open_discussion");
  return me.here ? CLEAR : no("check_in_first");
}

/** Before there is a motion: why no hand is taken at all. @param {RoomState} s */
export function tooEarly(s) {
  return s.order?.information_round === "closed" && !onTheFloor(s) ? no("motion_first") : CLEAR;
}

/** @param {RoomState} s */
function nothingAsked(s) {
  if (questionOpen(s)) return no("question_pending");
  return ballotOpen(s) ? no("vote_is_open") : CLEAR;
}

/** @param {RoomState} s */
function nobodyBegins(s) {
  if (s.point) return no("point_is_heard", { called: s.point.called });
  if (questionOpen(s)) return no("question_pending");
  const stops = s.order?.quorum_loss === "stop" && !s.quorum_met;
  return stops ? no("quorum_lost", { present: s.present, needed: s.quorum.needed }) : CLEAR;
}

/** @type {Step} */
const voice = (s, me, id) => first(inTalk(s, me), me.voting ? CLEAR : no("only_voices_move"), neutral(s, id));
/** @param {RoomState} s */
const moved = (s) => (onTheFloor(s) ? CLEAR : no("no_motion"));
/** @param {RoomState} s */
const silence = (s) => (s.turn ? no("has_the_floor", { called: s.turn.called }) : CLEAR);
/** @param {RoomState} s */
const unamended = (s) => (amendmentPending(s) ? no("amendment_pending") : CLEAR);
/** @param {RoomState} s */
const unasked = (s) => (questionOpen(s) ? no("question_pending") : CLEAR);
/** @param {RoomState} s */
const going = (s) => (s.suspended ? suspended(s) : CLEAR);
/** @param {RoomState} s */
const debate = (s) => (s.debate_closed ? no("debate_is_closed") : CLEAR);

/** @type {Step} */
function secondMotion(s, me, id) {
  const free = onTheFloor(s) && s.motion.seconder_id === null ? CLEAR : no("no_motion");
  return first(voice(s, me, id), free, s.motion?.mover_id === id ? no("own_motion_not_seconded") : CLEAR);
}

/** @type {Step} */
function withdrawAmendment(s, _me, id) {
  const mine = s.amendment?.state === "moved" && s.amendment.mover_id === id;
  return first(going(s), mine ? CLEAR : no("no_amendment"), unasked(s));
}

/** @type {Step} */
const aboutTheMotion = (s, me, id) => first(voice(s, me, id), moved(s), silence(s), unamended(s), nothingAsked(s));

/** @type {Step} */
function raisePoint(s, me, id) {
  const raised = s.points.some((point) => point.person_id === id);
  return first(inTalk(s, me), neutral(s, id), raised ? no("point_is_raised") : CLEAR,
    s.points.length >= MOST_POINTS ? no("too_many_points", { most: MOST_POINTS }) : CLEAR);
}

/** @type {Step} */
function appeal(s, me, id) {
  const standing = s.rulings.some((ruling) => ruling.state === "stands");
  return first(standing ? CLEAR : no("no_ruling"), inTalk(s, me), neutral(s, id), nothingAsked(s));
}

/** @param {RoomState} s @param {Own} me */
function objectTo(s, me) {
  if (inTalk(s, me).why) return inTalk(s, me);
  if (!questionOpen(s)) return no("no_question");
  if (s.question.way !== "no_objection") return no("to_be_counted");
  return me.voting ? CLEAR : no("only_voices_move");
}

/** @param {RoomState} s @param {Own} me */
function answerStraw(s, me) {
  return first(going(s), s.straw?.state === "open" ? CLEAR : no("straw_closed"), me.here ? CLEAR : no("check_in_first"));
}

/** @type {Step} */
function promiseRules(s, me, id) {
  if (!isOpen(s) || !me.here) return no("check_in_first");
  return s.attendees[id]?.promised ? no("already_promised") : CLEAR;
}

/** @type {Record<string, Step>} */
export const OF_PROCEDURE = {
  promise_rules: promiseRules,
  yield_floor: (s, me) => first(going(s), me.speaks ? CLEAR : no("nobody_speaks"),
    s.queue.length ? nobodyBegins(s) : no("queue_empty")),
  ask_extra_time: (s, me) => first(inTalk(s, me), s.turn ? nothingAsked(s) : no("nobody_speaks")),
  raise_point: raisePoint,
  withdraw_point: (s, _me, id) => first(going(s), s.points.some((p) => p.person_id === id) ? CLEAR : no("no_point")),
  second_motion: secondMotion,
  move_amendment: (s, me, id) => first(voice(s, me, id), moved(s), debate(s), unamended(s), unasked(s)),
  withdraw_amendment: withdrawAmendment,
  move_close_debate: (s, me, id) => first(aboutTheMotion(s, me, id), debate(s)),
  postpone_motion: aboutTheMotion, appeal, object_to: objectTo,
  withdraw_question: (s, _me, id) => first(going(s),
    questionOpen(s) && s.question.person_id === id ? CLEAR : no("no_question")),
  answer_straw: answerStraw,
  park: (s, me, id) => first(inTalk(s, me), neutral(s, id)),
};
