/** The screen in the hall: the words, who speaks, who is next, the vote's turnout and its result. */
import { h } from "../dom.js";
import { reading, warnSeconds } from "../clock.js";
import { floorShown, stage } from "../standing.js";
import { askedOfTheHall, phaseLine, phaseName, size } from "./asked.js";
import { stance, written } from "./marks.js";
import { motionWords } from "./motion.js";
import { quorumSeats } from "./quorum.js";
import { outcome, resultSeats, saidIn, verdict } from "./result.js";

const STEPS = ["gather", "talk", "motion", "vote", "conclude"];
/** @type {Record<string, number>} */
const PLACE = { gathering: 1, talk: 2, motion: 3, vote: 4, conclude: 5 };
const DECIDED = ["conclude", "concluded", "closed"];

/** @returns {Node[]} how far the room is, in the top line @param {Reading} ctx */
export function hallPhase(ctx) {
  const { s, say } = ctx;
  const at = stage(s);
  const now = PLACE[at];
  if (phaseLine(ctx) && !["vote", "closed"].includes(at)) return [text(phaseLine(ctx))];
  if (now) return [text(say("step.now", { now, all: STEPS.length }) + say(`step.${STEPS[now - 1]}`))];
  return at === "convened" ? [text(say("hall.soon"))] : at === "closed" ? [text(say("hall.over"))] : [];
}

/** @param {string} words */
const text = (words) => document.createTextNode(words);

/** @returns {Node[]} what everyone reads @param {Reading} ctx */
export function hallMain(ctx) {
  const { s, say } = ctx;
  const at = stage(s);
  const found = DECIDED.includes(at) ? s.ballot?.result : null;
  /** @param {string} words */
  const label = (words) => h("h1.hall__label", { id: "hall-h" }, words);
  const title = s.discussion?.title ?? s.agenda[0]?.title ?? "";
  const first = askedOfTheHall(ctx);
  if (first) return first;
  if (found) {
    return [label(written(ctx, title)), verdict(ctx, found), resultSeats(ctx, found),
      h("p.hall__motion.hall__motion--said", {}, saidIn(ctx, found))].filter(Boolean);
  }
  if (at === "concluded" || (at === "closed" && s.discussion)) {
    return [label(written(ctx, title)), h("div.hall__ending", {}, outcome(ctx))];
  }
  const m = s.motion;
  if (["motion", "vote", "conclude"].includes(at) && m) {
    return [label(say(at === "vote" ? "hall.vote" : `motion.${m.state}`)),
      h(`p.hall__motion${size(m.text.length)}`, { lang: ctx.lang === "en" ? "zh-Hans" : null }, ...motionWords(m))];
  }
  const what = s.discussion ? h("p.hall__what", {}, written(ctx, s.discussion.what)) : null;
  if (phaseName(ctx) && at !== "closed") {
    return [label(written(ctx, title) || say("hall.phase")), h("p.hall__title", {}, phaseName(ctx)), what].filter(Boolean);
  }
  const name = at === "gathering" ? "hall.gather" : at === "convened" ? "hall.soon" : "hall.matter";
  return [label(say(name)), h("p.hall__title", {}, written(ctx, title)),
    at === "gathering" ? quorumSeats(ctx) : what].filter(Boolean);
}

/** @returns {Node[]} who speaks and for how long; in a vote the turnout; after it the figures @param {Reading} ctx */
export function hallFoot(ctx) {
  const { s, say } = ctx;
  if (floorShown(s)) return talking(ctx);
  if (stage(s) === "vote") {
    return [count([[say("result.eligible"), s.ballot.eligible], [say("result.present"), s.ballot.present],
      [say("hall.turnout"), ctx.turnout()]])];
  }
  if (s.ballot?.result) return figures(ctx, s.ballot.result);
  if (!s.quorum) return [];
  return [count([[say("result.eligible"), s.quorum.expected], [say("result.present"), s.present],
    [say("hall.quorum"), s.quorum.needed]])];
}

/** @param {any[][]} pairs */
function count(pairs) {
  return h("dl.hall__count", {}, pairs.map(([term, number]) => h("div", {}, h("dt", {}, term), h("dd", {}, String(number)))));
}

/** @param {Reading} ctx @param {Data} found */
function figures(ctx, found) {
  const { s, say } = ctx;
  const d = s.discussion;
  const after = d.state === "closed" ? say(`outcome.${d.outcome}.says`, {
    owner: d.owner, due_on: ctx.day(d.due_on), escalated_to: d.escalated_to,
  }) : say("hall.conclude");
  return [
    count([[say("result.eligible"), found.eligible], [say("result.present"), found.present],
      ...(found.withheld ? [] : [[stance("for"), found.for], [stance("against"), found.against], [stance("abstain"), found.abstain]])]),
    h("p.hall__label.hall__after", {}, after),
  ];
}

/** @param {Reading} ctx */
function talking(ctx) {
  const { s, say, now } = ctx;
  const coming = s.queue.slice(0, 3).map((hand) => h("span", {}, written(ctx, hand.called), stance(hand.stance)));
  const present = say(s.quorum_met ? "conn.met" : "conn.unmet", { present: s.present, needed: s.quorum.needed });
  const left = h("div", {},
    h("p.hall__label", {}, say("speaker.head")),
    h("p.hall__now", {}, s.turn ? [written(ctx, s.turn.called), stance(s.turn.stance)] : say("hall.nobody")),
    h("p.hall__next.hall__label", {}, coming.length ? [h("span", {}, say("hall.next")), ...coming] : null, h("span", {}, present)));
  if (!s.turn) return [left];
  const { digits, mode } = reading(Date.parse(s.turn.ends_at), s.turn.paused_at ? Date.parse(s.turn.paused_at) : now(), warnSeconds(s));
  return [left, h(`p.hall__clock${mode === "running" ? "" : `.hall__clock--${mode}`}`, {
    role: "timer", "aria-label": say("speaker.left"), ...(s.turn.paused_at ? {} : { "data-clock": "", "data-ends-at": s.turn.ends_at }),
  }, h("span.clock__t", {}, mode === "over" ? say("clock.over", { t: digits }) : digits))];
}
