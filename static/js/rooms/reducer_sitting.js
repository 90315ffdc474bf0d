/** What a sitting of some kind adds to the room's state. consult/meeting/rules/room_sitting.py is its twin. */

const QUESTIONS_KEPT = 200;
const LAID_OUT = ["kind", "name", "name_en", "round", "follows_id", "phases", "roles"];

/** @param {Data} data @param {string[]} fields */
function pick(data, fields) {
  return Object.fromEntries(fields.map((field) => [field, data[field]]));
}

function empty() {
  return {
    ...Object.fromEntries(LAID_OUT.map((field) => [field, null])), phase: null, parts: {}, papers: [],
    signed_up: {}, drawn: false, published: false, recusals: [], rules_read: false, record_read: false,
    confirmed: {}, questions: [], postponed: null,
  };
}

/** @param {RoomState} s */
const now = (s) => s.sitting ?? empty();
/** @param {RoomState} s @param {Partial<any>} changed */
const sitting = (s, changed) => ({ sitting: { ...now(s), ...changed } });

/** @type {Change} */
function partEnded(s, d) {
  const { [d.person_id]: _gone, ...parts } = now(s).parts;
  return sitting(s, { parts });
}

/** @param {RoomState} s @param {string} group @param {number} by */
function counted(s, group, by) {
  const counts = now(s).signed_up;
  return sitting(s, { signed_up: { ...counts, [group]: (counts[group] ?? 0) + by } });
}

/** @type {Change} */
function recusalAsked(s, d) {
  const asked = pick(d, ["recusal_id", "person_id", "called", "role", "asked_by", "reason"]);
  return sitting(s, { recusals: [...now(s).recusals, { ...asked, granted: null, decision: "" }] });
}

/** @type {Change} */
function recusalDecided(s, d) {
  const decided = { granted: d.granted, decision: d.reason };
  return sitting(s, {
    recusals: now(s).recusals.map((/** @type {any} */ r) => (r.recusal_id === d.recusal_id ? { ...r, ...decided } : r)),
  });
}

/** @type {Change} */
function postponed(s, d) {
  return {
    meeting: { ...s.meeting, state: "postponed" },
    agenda: s.agenda.map((item) => (item.state === "planned" ? { ...item, state: "dropped" } : item)),
    ...sitting(s, { postponed: pick(d, ["reason", "present", "needed", "next_meeting_id", "starts_at"]) }),
  };
}

/** @type {Change} */
function questionAsked(s, d) {
  const asked = { ...pick(d, ["question_id", "called", "text"]), end: "open", words: "", who: "", due_on: null, kept: "" };
  return sitting(s, { questions: [...now(s).questions, asked].slice(-QUESTIONS_KEPT) });
}

/** @param {RoomState} s @param {number} id @param {Partial<any>} changed */
function question(s, id, changed) {
  return sitting(s, { questions: now(s).questions.map((/** @type {any} */ q) => (q.question_id === id ? { ...q, ...changed } : q)) });
}

/** @type {Record<string, Change>} */
export const SITTING_CHANGES = {
  SittingLaidOut: (s, d) => sitting(s, pick(d, LAID_OUT)),
  PaperAdded: (s, d) => sitting(s, { papers: [...now(s).papers, pick(d, ["paper_id", "title"])] }),
  PartGiven: (s, d) => sitting(s, { parts: { ...now(s).parts, [d.person_id]: pick(d, ["called", "role", "group"]) } }),
  PartEnded: partEnded,
  SignedUp: (s, d) => counted(s, d.group, 1),
  SignUpWithdrawn: (s, d) => counted(s, d.group, -1),
  LotDrawn: (s) => sitting(s, { drawn: true }),
  ParticipantsPublished: (s) => sitting(s, { published: true }),
  RecusalAsked: recusalAsked, RecusalDecided: recusalDecided,
  RulesRead: (s) => sitting(s, { rules_read: true }),
  PhaseEntered: (s, d) => sitting(s, { phase: d.phase }),
  MeetingPostponed: postponed,
  RecordRead: (s) => sitting(s, { record_read: true }),
  RecordConfirmed: (s, d) => sitting(s, {
    confirmed: { ...now(s).confirmed, [d.person_id]: pick(d, ["called", "answer", "reason"]) },
  }),
  QuestionAsked: questionAsked,
  QuestionEnded: (s, d) => question(s, d.question_id, pick(d, ["end", "words", "who", "due_on"])),
  PromiseKept: (s, d) => question(s, d.question_id, { kept: d.words }),
};
