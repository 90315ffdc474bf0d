/** The words on the floor, the matter before there are any, and how far the room is. */
import { h } from "../dom.js";
import { stage } from "../standing.js";
import { written } from "./marks.js";

const STEPS = ["gather", "talk", "motion", "vote", "conclude"];
const PLACE = { convened: 0, gathering: 1, talk: 2, motion: 3, vote: 4, conclude: 5 };

/** Where an earlier draft and this one differ: what is the same before and after, and the middle of each. */
export function difference(before, after) {
  const [a, b] = [[...before], [...after]];
  let head = 0;
  while (head < a.length && head < b.length && a[head] === b[head]) head += 1;
  let tail = 0;
  while (tail < a.length - head && tail < b.length - head && a.at(-1 - tail) === b.at(-1 - tail)) tail += 1;
  const part = (letters, from, to) => letters.slice(from, letters.length - to).join("");
  return {
    head: b.slice(0, head).join(""), old: part(a, head, tail), fresh: part(b, head, tail),
    tail: b.slice(b.length - tail).join(""),
  };
}

/** @returns {Node[] | null} */
export function motion(ctx) {
  const { s, say } = ctx;
  if (!s.discussion) return null;
  const live = s.motion && s.motion.state !== "withdrawn";
  return live ? onTheFloor(ctx) : [
    h("div.motion__meta", {}, h("h2.xs", { id: "motion-h" }, h("b", {}, say("motion.none")))),
    h("p.motion__none", {}, s.discussion.state === "open" ? say("motion.yet") : say("motion.never")),
  ];
}

function onTheFloor(ctx) {
  const { s, say } = ctx;
  const m = s.motion;
  return [
    h("div.motion__meta", {},
      h("h2.xs", { id: "motion-h" }, h("b", {}, say(`motion.${m.state}`))),
      m.draft > 1 ? h("span.chip", {}, say("motion.draft", { draft: m.draft })) : null,
      h("span", {}, say("motion.mover", { mover: m.mover }))),
    h("p.motion__text", { id: "motion-words", lang: ctx.lang === "en" ? "zh-Hans" : null }, ...words(m)),
  ];
}

function words(m) {
  if (!m.before || m.state !== "moved") return [m.text];
  const { head, old, fresh, tail } = difference(m.before, m.text);
  return [head, old && !fresh ? h("del", {}, old) : null, fresh ? h("ins", {}, fresh) : null, tail];
}

/** @returns {Node[] | null} the stage tracker */
export function track(ctx) {
  const { s, say } = ctx;
  const now = PLACE[stage(s)] ?? STEPS.length + 1;
  if (now === 0) return null;
  const steps = STEPS.map((name, i) => h(`li${i + 1 < now ? ".is-done" : ""}`,
    { "aria-current": i + 1 === now ? "step" : null }, h("span", {}, say(`step.${name}`))));
  return [h("ol", { role: "list" }, steps), now <= STEPS.length ? sentence(ctx, now) : null].filter(Boolean);
}

function sentence({ say }, now) {
  return h("p.track__say", {},
    say("step.now", { now, all: STEPS.length }), h("b", {}, say(`step.${STEPS[now - 1]}`)), say("step.stop"),
    say(`step.${STEPS[now - 1]}.next`));
}

/** The short heading of large print: what is being talked about, and the words. */
export function elderMotion(ctx) {
  const { s, say } = ctx;
  if (!s.discussion) return null;
  const live = s.motion && s.motion.state !== "withdrawn";
  return [
    h("h1", { id: "motion-h" }, written(ctx, s.discussion.title)),
    h("p.motion__text", { id: "motion-words" }, written(ctx, live ? s.motion.text : s.discussion.what)),
  ];
}
