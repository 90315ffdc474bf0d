/** Who has the floor and how long still; and what stands there when nobody has. */
import { h } from "../dom.js";
import { countdown, reading, warnSeconds } from "../clock.js";
import { floorShown } from "../standing.js";
import { stance, whereabouts, written } from "./marks.js";

/** @returns {Node[] | null} null where nobody can have the floor @param {Reading} ctx */
export function speaker(ctx) {
  const { s, say } = ctx;
  if (!floorShown(s) || (!s.turn && !s.queue.length)) return null;
  const heading = h("h2.small.muted", { id: "speaker-h" }, say("speaker.head"));
  if (!s.turn) return [heading, h("p.speaker__none", {}, say("speaker.wait"))];
  return [heading, h("div.speaker", { "data-key": `turn-${s.turn.turn_id}` },
    who(ctx), clock(ctx), bar(ctx))];
}

/** @param {Reading} ctx */
function who(ctx) {
  const { s, say, me } = ctx;
  const mine = s.turn.person_id === me;
  return h("div", {},
    h("p.speaker__name", {}, mine ? say("speaker.you") : written(ctx, s.turn.called)),
    h("p.small.muted", {}, whereabouts(ctx, s.turn.person_id, s.turn.channel)),
    h("p", {}, stance(s.turn.stance), h("span.small.muted", {}, say("speaker.nth", { nth: s.turn.nth_turn }))));
}

/** A clock that stands still is given no moment to tick towards. @param {Maybe} turn @param {() => number} now */
const stands = (turn, now) => (turn.paused_at ? Date.parse(turn.paused_at) : now());
/** @param {Maybe} turn */
const ticks = (turn) => (turn.paused_at ? {} : { "data-ends-at": turn.ends_at });

/** The clock of the turn that runs; clock faces tick by data-ends-at between two events. @param {Reading} ctx */
export function clock({ s, say, now }) {
  const { digits, mode } = reading(Date.parse(s.turn.ends_at), stands(s.turn, now), warnSeconds(s));
  return h(`div.clock${mode === "running" ? "" : `.clock--${mode}`}`, {
    role: "timer", "aria-label": say("speaker.left"), ...(s.turn.paused_at ? {} : { "data-clock": "" }), ...ticks(s.turn),
  },
  h("span.clock__t", {}, mode === "over" ? say("clock.over", { t: digits }) : digits),
  h("span.clock__s", {}, say("speaker.each", { t: countdown(s.turn.seconds) })));
}

/** The same as a bar that runs out. @param {Reading} ctx */
export function bar({ s, say, now }) {
  const { left } = reading(Date.parse(s.turn.ends_at), stands(s.turn, now));
  return h(`progress${left <= warnSeconds(s) ? ".is-near" : ""}`, {
    max: s.turn.seconds, value: Math.max(0, Math.min(left, s.turn.seconds)), "aria-label": say("speaker.left"),
    ...ticks(s.turn),
  });
}

/** The same for large print: in words, to the minute until the last one. @param {Reading} ctx */
export function elderSpeaker(ctx) {
  const { s, say } = ctx;
  if (!floorShown(s) || !s.turn) return null;
  const mine = s.turn.person_id === ctx.me;
  return [
    h("h2", { id: "speaker-h" }, say("elder.speaking")),
    h("p.speaker__name", {}, mine ? say("speaker.you") : written(ctx, s.turn.called)),
    h("p", {}, stance(s.turn.stance)),
    h("p", { role: "timer", ...(s.turn.paused_at ? {} : { "data-elder-clock": "" }), ...ticks(s.turn) }, elderLeft(ctx)),
  ];
}

/** 还能说2分钟; in the last minute 还能说45秒. @param {Reading} ctx */
export function elderLeft({ s, say, now }) {
  const { left } = reading(Date.parse(s.turn.ends_at), stands(s.turn, now));
  if (left <= 0) return say("elder.over");
  return left > 60 ? say("elder.minutes", { n: Math.ceil(left / 60) }) : say("elder.seconds", { n: left });
}
