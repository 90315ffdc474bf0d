/** How a vote came out and how the discussion ended. */
import { h } from "../dom.js";
import { seatFont, seats, seatsARow } from "../seats.js";
import { stance, written } from "./marks.js";

const MOST_SEATS = 120;

/** @returns {Node[] | null} @param {Reading} ctx */
export function result(ctx) {
  const found = ctx.s.ballot?.result;
  if (!found) return null;
  return [
    h("h2.small.muted", { id: "result-h" }, ctx.say("result.head")),
    verdict(ctx, found), resultSeats(ctx, found), counts(ctx, found),
    h("p.rule-say", {}, saidIn(ctx, found)),
    h("p.small", {}, h("a", { href: ctx.urls.result.replace("/0/", `/${ctx.s.ballot.ballot_id}/`) }, ctx.say("result.link"))),
  ].filter(Boolean);
}

/** @returns {Node[] | null} the same in large print @param {Reading} ctx */
export function elderResult(ctx) {
  const found = ctx.s.ballot?.result;
  if (!found) return null;
  return [h("h2", { id: "result-h" }, ctx.say("result.head")), verdict(ctx, found), h("p", {}, saidIn(ctx, found))];
}

/** The verdict in one word. @param {Reading} ctx @param {Data} found */
export function verdict({ say }, found) {
  return h(`p.verdict${found.verdict === "passed" ? "" : ".verdict--no"}`, {},
    h("span.verdict__word", {}, say(`verdict.${found.verdict}`)));
}

/**
 * One mark is one neighbour; too many to tell apart are left to the figures.
 * @param {Reading} ctx @param {Data} found
 */
export function resultSeats({ say }, found) {
  if (found.withheld || found.options?.length) return null;
  const given = found.for + found.against + found.abstain;
  if (found.present > MOST_SEATS || !given) return null;
  /** @type {[string, number][]} */
  const groups = [["for", found.for], ["against", found.against], ["abstain", found.abstain],
    ["out", Math.max(0, found.present - given)]];
  const need = found.verdict === "no_quorum" ? 0 : found.threshold[0]?.needed ?? 0;
  return seats(groups, need, say("result.need", { n: need }), say("result.seats", facts(found)),
    seatsARow(found.present), seatFont(found.present));
}

/** @param {Data} found */
function facts(found) {
  return { present: found.present, for: found.for, against: found.against, abstain: found.abstain };
}

/**
 * The figures; none where so few voted secretly that they would tell on somebody, and plans are no for and against.
 * @param {Reading} ctx @param {Data} found
 */
export function counts({ say }, found) {
  if (found.withheld || found.options?.length) return null;
  /** @param {string} cls @param {any} term @param {number} number */
  const figure = (cls, term, number) => h(`div${cls}`, {}, h("dt", {}, term), h("dd", {}, String(number)));
  return h("dl.counts", {},
    figure("", say("result.eligible"), found.eligible), figure("", say("result.present"), found.present),
    figure(".c-for", stance("for"), found.for), figure(".c-against", stance("against"), found.against),
    figure(".c-abstain", stance("abstain"), found.abstain));
}

/** The result as one sentence, in the page's language. @param {Reading} ctx @param {Data} found */
export function saidIn({ lang }, found) {
  return found.said?.[lang === "en" ? "en" : "zh"] ?? "";
}

/** @returns {Node[] | null} how the discussion ended @param {Reading} ctx */
export function outcome(ctx) {
  const { s, say } = ctx;
  if (s.discussion?.state !== "closed") return null;
  const d = s.discussion;
  return [
    h("h2", { id: "outcome-h" }, say(`outcome.${d.outcome}`)),
    h("p", {}, say(`outcome.${d.outcome}.says`, {
      owner: d.owner, due_on: ctx.day(d.due_on), escalated_to: d.escalated_to,
    })),
    d.reason ? h("p", {}, say("outcome.reason"), written(ctx, d.reason)) : null,
  ].filter(Boolean);
}
