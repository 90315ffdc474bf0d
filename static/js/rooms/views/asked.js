/** What comes before the motion for everyone, the first that there is: consult/web/rooms/asked.py is its twin. */
import { h } from "../dom.js";
import { difference } from "../difference.js";
import { phaseOf } from "../order.js";
import { written } from "./marks.js";

/** @type {Record<string, string[]>} */
export const ANSWERS = { straw: ["for", "against", "unsure"], temperature: ["1", "2", "3", "4", "5"] };
/** @param {RoomState} s */
const amended = (s) => ["moved", "put"].includes(s.amendment?.state);

/**
 * @returns {{head: string, mark?: string, title?: string, words?: [string, string][], note?: string, counts?: [string, number][]} | null}
 * @param {Reading} ctx
 */
export function asked({ s, say }) {
  if (s.meeting?.state !== "open") return null;
  /** @param {string} name */
  const kind = (name) => say(`kind.${name}`);
  const open = s.question?.state === "open";
  if (s.suspended) return { head: say("order.suspended"), title: s.suspended.reason };
  if (s.point) return { head: say("order.point", { called: s.point.called }), title: kind(s.point.kind), note: s.point.text };
  if (open && !(s.question.kind === "amendment" && amended(s))) {
    return { head: say("order.asked"), title: kind(s.question.kind), note: say("order.hands") };
  }
  if (amended(s)) {
    const { before, text, mover } = s.amendment;
    return { head: say("order.amendment", { mover }), words: difference(before, text, { replaced: true }), note: open ? say("order.hands") : "" };
  }
  if (s.straw?.state !== "open") return null;
  return {
    head: kind(s.straw.kind), mark: say("order.not_binding"), words: strawWords({ s, say }) ? [["same", strawWords({ s, say })]] : [],
    counts: ANSWERS[s.straw.kind].map((answer) => [say(`answer.${answer}`), s.straw.counts[answer] ?? 0]),
  };
}

/**
 * What everybody is asked: the words that were written, or of a temperature without any the one question it is.
 * @param {Pick<Reading, "s" | "say">} ctx
 */
export const strawWords = ({ s, say }) => s.straw.text || (s.straw.kind === "temperature" ? say("straw.how_far") : "");

/** The more words there are the smaller they are printed, so that the foot stays on the screen. @param {number} n */
export const size = (n) => (n > 190 ? ".hall__motion--small" : n > 110 ? ".hall__motion--said" : "");

/** @param {Reading} ctx @param {[string, string][]} words */
const parts = (ctx, words) => words.map(([kind, text]) => (kind === "same" ? written(ctx, text) : h(kind, {}, text)));
/** @param {string | undefined} words */
const mark = (words) => (words ? [" ", h("span.chip.chip--soon", {}, words)] : null);

/** @returns {Node[] | null} as the hall reads it @param {Reading} ctx */
export function askedOfTheHall(ctx) {
  const found = asked(ctx);
  if (!found) return null;
  const words = found.words ?? [];
  const length = words.reduce((n, [, text]) => n + text.length, 0);
  return [
    h("h1.hall__label", { id: "hall-h" }, found.head, mark(found.mark)),
    found.title && h("p.hall__title", {}, written(ctx, found.title)),
    words.length ? h(`p.hall__motion${size(length)}`, { lang: "zh-Hans" }, ...parts(ctx, words)) : null,
    found.note && h("p.hall__what", {}, written(ctx, found.note)),
    found.counts && h("dl.hall__count", {}, found.counts.map(([term, n]) => h("div", {}, h("dt", {}, term), h("dd", {}, String(n))))),
  ].filter(Boolean);
}

/** @returns {Node[] | null} in large print @param {Reading} ctx */
export function elderAsked(ctx) {
  const found = asked(ctx);
  if (!found) return null;
  return [
    h("h2", { id: "asked-h" }, found.head, mark(found.mark)),
    found.title && h("p", {}, h("b", {}, written(ctx, found.title))),
    found.words?.length ? h("p", { lang: "zh-Hans" }, ...parts(ctx, found.words)) : null,
    found.note && h("p", {}, written(ctx, found.note)),
  ].filter(Boolean);
}

/** @param {Reading} ctx @param {Phase} phase */
const named = (ctx, phase) => (ctx.lang === "en" ? phase.name_en : phase.name);

/** The step that a sitting with an order is in; empty elsewhere. @param {Reading} ctx */
export function phaseName(ctx) {
  const phase = phaseOf(ctx.s);
  return phase ? named(ctx, phase) : "";
}

/** The same with its place in the order. @param {Reading} ctx */
export function phaseLine(ctx) {
  const phase = phaseOf(ctx.s);
  if (!phase) return "";
  const { phases } = ctx.s.sitting;
  return ctx.say("order.now", { now: phases.indexOf(phase) + 1, all: phases.length, phase: named(ctx, phase) });
}
