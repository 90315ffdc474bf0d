/** What a reader who does not see the screen is told: at once what concerns them, the rest without a flood. */
import { alertNow, announce } from "../shell/announce.js";
import { phaseOf } from "./order.js";

/** @param {RoomState} s @param {number} me */
const place = (s, me) => s.queue.findIndex((hand) => hand.person_id === me) + 1;

/**
 * The sentences of one event: {now} for what cannot wait, {soon, topic} for the rest.
 * @param {RoomEvent} event @param {RoomState} before @param {RoomState} s @param {{me: number, say: Say}} reader
 */
export function sentences(event, before, s, { me, say }) {
  const d = event.data ?? {};
  const heard = [];
  const mine = d.person_id === me;
  if (event.name === "FloorGiven") {
    heard.push(mine ? { now: say("hear.your_turn") } : { soon: say("hear.speaker", { called: d.called }), topic: "floor" });
  }
  if (event.name === "HandLowered" && mine && d.reason) heard.push({ now: say("hear.removed", { reason: d.reason }) });
  if (event.name === "HandRaised" && !mine) heard.push({ soon: say("hear.queue", { n: s.queue.length }), topic: "queue" });
  if (event.name === "VoteOpened") heard.push({ now: say("hear.vote") });
  if (event.name === "VoteClosed") heard.push({ soon: say("hear.vote_closed"), topic: "vote" });
  if (event.name === "MotionMoved") heard.push({ soon: say("hear.motion"), topic: "motion" });
  if (event.name === "MotionReworded") heard.push({ soon: say("hear.reworded"), topic: "motion" });
  heard.push(...ofProcedure(event, s, say));
  if (event.name === "MeetingClosed") heard.push({ soon: say("hear.closed"), topic: "meeting" });
  if (s.turn && place(s, me) === 1 && place(before, me) !== 1) heard.push({ now: say("hear.next") });
  return heard;
}

/**
 * What the room is asked, pauses, and how far a sitting with an order is.
 * @param {any} parts @param {RoomState} s @param {Say} say
 */
function ofProcedure({ name }, s, say) {
  if (name === "MeetingSuspended") return [{ soon: say("hear.suspended"), topic: "meeting" }];
  if (name === "MeetingResumed") return [{ soon: say("hear.resumed"), topic: "meeting" }];
  if (name === "AmendmentMoved") return [{ soon: say("hear.amendment"), topic: "motion" }];
  if (name === "RoomAsked") return [{ soon: say("hear.asked", { kind: say(`kind.${s.question.kind}`) }), topic: "question" }];
  if (name === "StrawAsked") return [{ soon: say("hear.straw", { kind: say(`kind.${s.straw.kind}`) }), topic: "straw" }];
  const phase = name === "PhaseEntered" ? phaseOf(s) : null;
  return phase ? [{ soon: say("hear.phase", { phase: { zh: phase.name, en: phase.name_en } }), topic: "phase" }] : [];
}

/**
 * Say them.
 * @param {RoomEvent} event @param {RoomState} before @param {RoomState} s @param {{me: number, say: Say}} reader
 */
export function hear(event, before, s, reader) {
  for (const { now, soon, topic } of sentences(event, before, s, reader)) {
    if (now) alertNow(now);
    else if (soon) announce(soon, topic);
  }
}
