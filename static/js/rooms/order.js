/** What the order of a sitting leaves open of a room's steps: the twin of meeting/rules/sittings/room_steps.py. */

/** @type {Record<string, string>} */
const OWN_ACTS = { raise_hand: "floor", submit_statement: "statements", move_motion: "motions" };
/** @param {Phase} phase */
const named = (phase) => (phase ? { zh: phase.name, en: phase.name_en } : { zh: "—", en: "—" });

/** Whether the sitting has a fixed order. @param {RoomState} s */
export const ordered = (s) => Boolean(s.sitting?.phases?.length);

/** The step a sitting is in; undefined before the first. @param {RoomState} s */
export const phaseOf = (s) => s.sitting?.phases?.find((/** @type {Phase} */ phase) => phase.code === s.sitting.phase);

/**
 * Why one person cannot take a step of their own in this step of the order; an empty why is a step to take.
 * @param {RoomState} s @param {string} name @param {number} personId @param {boolean} voting
 */
export function whyNotMine(s, name, personId, voting) {
  if (!ordered(s) || !Object.keys(OWN_ACTS).includes(name)) return { why: "", facts: {} };
  const phase = phaseOf(s);
  if (!phase?.allows.includes(OWN_ACTS[name])) return { why: "not_in_this_phase", facts: { phase: named(phase) } };
  const mine = ["everyone", voting ? "voices" : "", s.sitting.parts[personId]?.role ?? ""];
  const may = phase.speakers.some((/** @type {any} */ who) => mine.includes(who));
  return may ? { why: "", facts: {} } : { why: "not_your_phase", facts: { phase: named(phase) } };
}

/**
 * Whether the record was read and this person, who was heard, has not said anything of it.
 * @param {RoomState} s @param {number} personId
 */
export function awaitsConfirmation(s, personId) {
  if (!s.sitting?.record_read || Object.keys(s.sitting.confirmed).includes(String(personId))) return false;
  return (s.attendees[personId]?.turns ?? 0) > 0 || s.statements.some((said) => said.person_id === personId);
}
