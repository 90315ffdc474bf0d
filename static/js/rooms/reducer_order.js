/**
 * The procedure of a room as a reading of its log; reducer.js folds the rest. consult/meeting/rules/room_order.py is
 * its twin. The state given is never changed.
 */

const ATTENDEES_KEPT = 240;
const RULINGS_KEPT = 12;
const PARKED_KEPT = 30;
const NOTHING_YET = { turns: 0, seconds: 0, promised: false };
const WORDS = ["who", "what", "by_when", "with_what", "text"];
const POINT = ["point_id", "kind", "person_id", "called", "text"];
const BALLOT = ["ballot_id", "question", "rule", "eligible", "present", "opened_at"];

/** Some facts of an event. @param {Data} data @param {string[]} fields @returns {any} */
export function pick(data, fields) {
  return Object.fromEntries(fields.map((field) => [field, data[field]]));
}

/** No turn yet. */
export function nothingSpoken() {
  const none = { turns: 0, seconds: 0 };
  return { ...none, first: 0, for: none, against: none, question: none, addition: none, hall: none, phone: none };
}

/** What a room's state holds of its procedure while nothing has happened. */
export function ofProcedure() {
  return {
    me: null, chair_id: null, convened_chair_id: null, suspended: null, counts: {}, heard: 0, spoken: nothingSpoken(),
    debate_closed: false, point: null, points: [], rulings: [], question: null, amendment: null,
    straw: null, parked: [], parked_count: 0,
  };
}

/**
 * The rows with one more, as long as there is space for it or it is the reader's own.
 * @param {Record<string, Attendee>} attendees @param {number | null} me @param {number} personId @param {object} row
 */
export function entered(attendees, me, personId, row) {
  const known = attendees[personId];
  if (!known && Object.keys(attendees).length >= ATTENDEES_KEPT && personId !== me) return attendees;
  return { ...attendees, [personId]: /** @type {Attendee} */ ({ ...NOTHING_YET, ...known, ...row }) };
}

/**
 * One more turn in the counts: in all, by stance, by hall or phone, by person.
 * @param {RoomState} s @param {Maybe} turn @param {number} seconds
 */
export function spoke(s, turn, seconds) {
  /** @param {any} parts */
  const more = ({ turns, seconds: before }) => ({ turns: turns + 1, seconds: before + seconds });
  const person = s.attendees[turn.person_id];
  return {
    spoken: {
      ...s.spoken, ...more(s.spoken), first: s.spoken.first + (turn.nth_turn === 1 ? 1 : 0),
      [turn.stance]: more(s.spoken[turn.stance]), [turn.channel]: more(s.spoken[turn.channel]),
    },
    attendees: person
      ? { ...s.attendees, [turn.person_id]: { ...person, seconds: person.seconds + seconds } } : s.attendees,
  };
}

/** A discussion begins: nothing is asked, nothing was said, nothing is parked. */
export function takenUp() {
  return {
    spoken: nothingSpoken(), debate_closed: false, point: null, points: [], question: null, amendment: null,
    parked: [], parked_count: 0,
  };
}

/** @param {Data[]} points @param {number} id */
const without = (points, id) => points.filter((point) => point.point_id !== id);
/** @param {Data[]} rulings @param {number} id @param {string} state */
const rulingIs = (rulings, id, state) => rulings.map((r) => (r.ruling_id === id ? { ...r, state } : r));

/** @type {Change} */
function rulesHeard(s, d) {
  const person = s.attendees[d.person_id];
  return {
    heard: d.heard,
    attendees: person ? { ...s.attendees, [d.person_id]: { ...person, promised: true } } : s.attendees,
  };
}

/** @type {Change} */
function seatTaken(s, d) {
  return {
    attendees: entered(s.attendees, s.me, d.person_id, {
      called: d.called, capacity: "seat", voting: false, status: "present", channel: "hall", seat: d.seat,
    }),
  };
}

/** @type {Change} */
const chair = (_s, d) => ({ chair: d.called, chair_id: d.person_id });

/** @type {Change} */
function clockPaused(s, d) {
  if (s.turn?.turn_id !== d.turn_id) return {};
  return { turn: { ...s.turn, paused_at: d.paused_at, left_seconds: d.left_seconds } };
}

/** @type {Change} */
function clockResumed(s, d) {
  if (s.turn?.turn_id !== d.turn_id) return {};
  return { turn: { ...s.turn, paused_at: null, left_seconds: null, ends_at: d.ends_at } };
}

/** @type {Change} */
function ruled(s, d) {
  const fields = ["ruling_id", "kind", "person_id", "called", "reason", "sustained"];
  const changed = { rulings: [...s.rulings, { ...pick(d, fields), state: "stands" }].slice(-RULINGS_KEPT) };
  if (d.point_id === null) return changed;
  return { ...changed, points: without(s.points, d.point_id), point: s.point?.point_id === d.point_id ? null : s.point };
}

/** @type {Change} */
function overturned(s, d) {
  const person = s.attendees[d.person_id];
  return {
    rulings: rulingIs(s.rulings, d.ruling_id, "overturned"),
    attendees: person ? { ...s.attendees, [d.person_id]: { ...person, turns: d.turns_taken } } : s.attendees,
  };
}

/** @type {Change} */
function amendmentMoved(_s, d) {
  const fields = ["amendment_id", "mover_id", "mover", ...WORDS, "before"];
  return { amendment: { ...pick(d, fields), state: "moved", result: null } };
}

/** @type {Change} */
function asked(s, d) {
  const fields = ["question_id", "kind", "way", "person_id", "called", "text", "reason", "amendment_id", "ruling_id",
    "bar"];
  return {
    question: { ...pick(d, fields), state: "open", objections: 0, count: null },
    rulings: d.ruling_id === null ? s.rulings : rulingIs(s.rulings, d.ruling_id, "appealed"),
  };
}

/** An appeal that comes to nothing leaves its ruling as it was. @param {RoomState} s */
const upheld = (s) => (s.question.ruling_id === null ? s.rulings : rulingIs(s.rulings, s.question.ruling_id, "upheld"));

/** @type {Change} */
function answered(s, d) {
  const count = pick(d, ["votes_for", "votes_against", "votes_abstain", "present", "needed"]);
  return {
    question: { ...s.question, state: d.carried ? "carried" : "lost", count },
    rulings: d.carried ? s.rulings : upheld(s),
  };
}

/** @type {Change} */
function adjourned(s, d) {
  const pending = s.motion?.state === "moved";
  return {
    discussion: { ...s.discussion, state: "adjourned", reason: d.reason }, queue: [], point: null, points: [],
    motion: pending ? { ...s.motion, state: "adjourned" } : s.motion,
    agenda: s.agenda.map((item) => (item.discussion_id === d.discussion_id ? { ...item, state: "adjourned" } : item)),
  };
}

/** @type {Change} */
function continued(s, d) {
  const attendees = { ...s.attendees };
  for (const [key, turns] of Object.entries(d.turns_taken)) if (attendees[key]) attendees[key] = { ...attendees[key], turns };
  return {
    discussion: { ...s.discussion, continues: pick(d, ["from_meeting_id", "from_year", "from_number"]) },
    motion: d.motion === null ? s.motion : { ...d.motion, state: "moved", before: "" },
    attendees, parked: d.parked.slice(-PARKED_KEPT), parked_count: d.parked.length,
  };
}

/** @type {Change} */
function parked(s, d) {
  const entry = pick(d, ["parked_id", "person_id", "called", "text"]);
  return { parked: [...s.parked, entry].slice(-PARKED_KEPT), parked_count: s.parked_count + 1 };
}

/** @type {Change} */
function unparked(s, d) {
  return { parked: s.parked.filter((entry) => entry.parked_id !== d.parked_id), parked_count: s.parked_count - 1 };
}

/** @type {Record<string, Change>} */
export const OF_PROCEDURE = {
  RulesHeard: rulesHeard,
  SeatTaken: seatTaken, ChairHandedOver: chair, ChairTakenBack: chair,
  MeetingSuspended: (_s, d) => ({ suspended: { reason: d.reason, since: d.suspended_at } }),
  MeetingResumed: () => ({ suspended: null }),
  ClockPaused: clockPaused, ClockResumed: clockResumed,
  FloorYielded: () => ({}), TimeRanOut: () => ({}),
  PointRaised: (s, d) => ({ points: [...s.points, pick(d, POINT)] }),
  PointHeard: (s, d) => ({ point: pick(d, POINT), points: without(s.points, d.point_id) }),
  PointWithdrawn: (s, d) => ({ points: without(s.points, d.point_id) }),
  ChairRuled: ruled, RulingOverturned: overturned,
  MotionSeconded: (s, d) => ({ motion: { ...s.motion, ...pick(d, ["seconder_id", "seconder"]) } }),
  AmendmentMoved: amendmentMoved,
  AmendmentWithdrawn: (s) => ({ amendment: { ...s.amendment, state: "withdrawn" } }),
  AmendmentPut: (s, d) => ({
    ballot: { ...pick(d, BALLOT), silent: d.silent ?? {}, state: "open", result: null },
    amendment: { ...s.amendment, state: "put" },
  }),
  AmendmentVoted: (s, d) => ({ ballot: null, amendment: { ...s.amendment, result: d.result } }),
  AmendmentAdopted: (s, d) => ({
    motion: { ...s.motion, ...pick(d, [...WORDS, "draft", "before"]) }, amendment: { ...s.amendment, state: "adopted" },
  }),
  AmendmentRejected: (s) => ({ amendment: { ...s.amendment, state: "rejected" } }),
  RoomAsked: asked,
  ObjectionMade: (s, d) => ({ question: { ...s.question, objections: d.objections } }),
  QuestionWithdrawn: (s) => ({ question: { ...s.question, state: "withdrawn" }, rulings: upheld(s) }),
  RoomAnswered: answered,
  DebateClosed: () => ({ debate_closed: true, queue: [] }),
  MotionPostponed: (s) => ({ motion: { ...s.motion, state: "postponed" } }),
  DiscussionAdjourned: adjourned, DiscussionContinued: continued,
  StrawAsked: (_s, d) => ({ straw: { ...pick(d, ["straw_id", "kind", "text"]), state: "open", counts: {} } }),
  StrawCounted: (s, d) => ({ straw: { ...s.straw, counts: d.counts } }),
  StrawClosed: (s, d) => ({ straw: { ...s.straw, state: "closed", counts: d.counts } }),
  MatterParked: parked, ParkedProposed: unparked, ParkedSettled: unparked,
};
