/** The words on the floor, the matter before there are any, and how far the room is. */
import { ordered } from "../order.js";
import { h } from "../dom.js";
import { difference } from "../difference.js";
import { stage } from "../standing.js";
import { written } from "./marks.js";

const STEPS = ["gather", "talk", "motion", "vote", "conclude"];
/** @type {Record<string, number>} */
const PLACE = { convened: 0, gathering: 1, talk: 2, motion: 3, vote: 4, conclude: 5 };

/** @returns {Node[] | null} @param {Reading} ctx */
export function motion(ctx) {
  const { s, say } = ctx;
  if (!s.discussion || (ordered(s) && !s.motion)) return null;
  const live = s.motion && s.motion.state !== "withdrawn";
  return live ? onTheFloor(ctx) : [
    h("div.motion__meta", {}, h("h2.xs", { id: "motion-h" }, h("b", {}, say("motion.none")))),
    h("p.motion__none", {}, s.discussion.state === "open" ? say("motion.yet") : say("motion.never")),
  ];
}

/** @param {Reading} ctx */
function onTheFloor(ctx) {
  const { s, say } = ctx;
  const m = s.motion;
  return [
    h("div.motion__meta", {},
      h("h2.xs", { id: "motion-h" }, h("b", {}, say(`motion.${m.state}`))),
      m.draft > 1 ? h("span.chip", {}, say("motion.draft", { draft: m.draft })) : null,
      h("span", {}, say("motion.mover", { mover: m.mover }))),
    h("p.motion__text", { id: "motion-words", lang: ctx.lang === "en" ? "zh-Hans" : null }, ...motionWords(m)),
  ];
}

/**
 * The words of a motion; where they were changed, what is new is marked and what is gone without a trace shown.
 * @param {Maybe} m
 */
export function motionWords(m) {
  if (!m.before || m.state !== "moved") return [m.text];
  return difference(m.before, m.text).map(([kind, text]) => (kind === "same" ? text : h(kind, {}, text)));
}

/** @returns {Node[] | null} the stage tracker @param {Reading} ctx */
export function track(ctx) {
  const { s, say } = ctx;
  const now = PLACE[stage(s)] ?? STEPS.length + 1;
  if (s.meeting?.state !== "open" || ordered(s)) return null;
  const steps = STEPS.map((name, i) => h(`li${i + 1 < now ? ".is-done" : ""}`,
    { "aria-current": i + 1 === now ? "step" : null }, h("span", {}, say(`step.${name}`))));
  return [h("ol", { role: "list" }, steps), now <= STEPS.length ? sentence(ctx, now) : null].filter(Boolean);
}

/** @param {Reading} ctx @param {number} now */
function sentence({ say }, now) {
  return h("p.track__say", {},
    say("step.now", { now, all: STEPS.length }), h("b", {}, say(`step.${STEPS[now - 1]}`)), say("step.stop"),
    say(`step.${STEPS[now - 1]}.next`));
}

/** The short heading of large print: what is being talked about, and the words. @param {Reading} ctx */
export function elderMotion(ctx) {
  const { s, say } = ctx;
  if (stage(s) === "gathering") {
    return [h("h1", { id: "motion-h" }, written(ctx, s.agenda[0].title)),
      h("p.motion__text", { id: "motion-words" }, say("step.gather.next"))];
  }
  if (!s.discussion) return null;
  const live = s.motion && s.motion.state !== "withdrawn";
  return [
    h("h1", { id: "motion-h" }, written(ctx, s.discussion.title)),
    h("p.motion__text", { id: "motion-words" }, written(ctx, live ? s.motion.text : s.discussion.what)),
  ];
}
