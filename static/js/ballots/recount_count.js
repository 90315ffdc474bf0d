/** From a box to the result: counts, numbers of the roll, verdict and choice, as static/recount/verify.py has them. */
import { METHODS, clears, placesOf } from "./recount_methods.js";
import { K, NotChecked, canonical, linesOf, whole } from "./recount_seals.js";

const MOTION = ["for", "against", "abstain"];
const BASES = ["eligible", "present", "participating", "cast", "one"];
const TIES = ["fails", "passes"];
const MEASURES = ["present", "participating", "for"];

/** How many ballots say what. @param {Data} record @param {Data} open @returns {Map<string, number>} */
export function countsOf(record, open) {
  const counts = new Map([...open.question.choices, "invalid"].map((code) => [code, 0]));
  for (const [, , choice] of linesOf(record.box)) {
    const before = counts.get(choice);
    if (before === undefined) throw new RangeError("was no choice");
    counts.set(choice, before + 1);
  }
  return counts;
}

/** @param {Data} record @param {Data} parts */
function tally(record, { open, close }) {
  if (close.withheld) {
    if (close.tally !== null) return false;
    throw new NotChecked("withheld");
  }
  return canonical(Object.fromEntries(countsOf(record, open))) === canonical(close.tally);
}

/** Not more ballots than voices that can vote, not more of them than the roll has. @param {Data} _record @param {Data} parts */
function size(_record, { open, close }) {
  const same = ["eligible", "present", "community", "ballot"].every((name) => open[name] === close[name]);
  const fits = close.ballots <= open.present && open.present <= open.eligible && close.ballots <= close.casts;
  return same && fits && (open.v === 1 || isBase(open, close.ballots));
}

/** Everyone entitled is a voice of the roll, or is missing and told of. @param {Data} open @param {number} ballots */
function isBase({ voices, able, present, eligible, base }, ballots) {
  const fits = whole(voices) && whole(able) && able >= K && ballots <= able && able <= present && present <= voices;
  if (!fits || voices > eligible) return false;
  return base === null ? voices === eligible : addsUp(base, eligible);
}

/** @param {Data} base @param {number} eligible */
function addsUp(base, eligible) {
  const silent = Object.entries(base.missing).filter(([code]) => !["area_unknown", "stepped_back"].includes(code)).map(([, n]) => n);
  const stated = base.stated ? base.stated.count : 0;
  return [...silent, base.able, base.entitled, stated].every(whole) && stated <= eligible
    && base.entitled === eligible && silent.reduce((sum, n) => sum + n, base.able) === eligible;
}

/** Statements of version 1 say the form only by their options. @param {Data} open @returns {string} */
export function formOf({ v, form, question, rule }) {
  if (v >= 2) return form;
  if (question.options.length === 0) return "for_against";
  return rule.method === "modal_grade" ? "grades" : "one";
}

/** Whether rule and question are of a kind that is counted here. @param {Data} open */
function checkRule(open) {
  const { rule, question } = open;
  const form = formOf(open);
  const bars = [...rule.quorum, ...rule.threshold, ...Object.values(rule.grade_bars ?? {})];
  if (rule.groups?.length || bars.some((bar) => canonical(bar.metrics) !== '["heads"]')) throw new NotChecked("more than heads");
  if (!["for_against", "one", "grades"].includes(form) || question.most !== 1) throw new NotChecked("the form");
  if (rule.secrecy !== "secret" || !bars.every(isBar) || !isAsked(form, question, rule.grades ?? []) || !agrees(rule)) {
    throw new RangeError("rule and question contradict each other");
  }
}

/** @param {Data} bar */
function isBar({ measure, base, op, num, den }) {
  return MEASURES.includes(measure) && BASES.includes(base) && [">=", ">"].includes(op) && whole(num) && whole(den) && den > 0
    && (num <= den || base === "one");
}

/** Whether what a rule says of ties, abstentions and grades agrees with the rest of it. @param {Data} rule */
function agrees(rule) {
  const cast = rule.threshold.some((/** @type {Data} */ { base }) => base === "cast");
  const codes = (rule.grades ?? []).map((/** @type {Data} */ { code }) => code);
  return TIES.includes(rule.tie) && (rule.method !== "threshold" || rule.threshold.length > 0) && rule.abstain_in_base !== cast
    && Object.keys(rule.grade_bars ?? {}).every((code) => codes.includes(code));
}

/** @param {string} form @param {Data} question @param {Data[]} grades */
function isAsked(form, { choices, options }, grades) {
  const expected = form === "for_against" ? MOTION : [...options.map((/** @type {Data} */ o) => o.key), "abstain"];
  const codes = options.map((/** @type {Data} */ o) => o.code);
  return canonical(choices) === canonical(expected) && new Set(expected).size === expected.length
    && (form !== "for_against" || options.length === 0) && (form === "grades") === grades.length > 0
    && (form !== "grades" || canonical(codes) === canonical(grades.map(({ code }) => code)));
}

/** What the rule makes of counts: the quorum first, then the method; with it what is even in the first place, and next.
 * @param {Data} open @param {Map<string, number>} counts @param {boolean} standing */
function counted(open, counts, standing) {
  const method = METHODS.get(open.rule.method);
  const form = formOf(open);
  if (!method) throw new NotChecked("the method");
  if (!method.forms.includes(form)) throw new RangeError("not for this form");
  /** @param {string} choice */
  const of = (choice) => counts.get(choice) ?? 0;
  const votes = open.question.options.map((/** @type {Data} */ { key }) => [key, of(key)]);
  const [first, second] = placesOf(votes);
  const said = votes.reduce((/** @type {number} */ sum, /** @type {[string, number]} */ [, count]) => sum + count, 0);
  const ahead = first.length === 1 ? of(first[0]) : 0;
  const [votesFor, against] = votes.length ? [ahead, said - ahead] : [of("for"), of("against")];
  const cast = votesFor + against;
  const participating = cast + of("abstain");
  const figures = { eligible: open.eligible, present: standing ? participating : open.present, participating, cast,
    for: votesFor, against, abstain: of("abstain"), one: 1 };
  const codes = new Map(open.question.options.map((/** @type {Data} */ { key, code }) => [key, code]));
  const told = { rule: open.rule, figures, votes, codes };
  const [verdict, winner] = clears(told, open.rule.quorum) ? method.result(told) : ["no_quorum", ""];
  return { verdict, winner, tied: first.length > 1 ? first : [], next: second };
}

/** The counts of the box; of a withheld one every count that so few ballots can have.
 * @param {Data} record @param {Data} parts @returns {Map<string, number>[]} */
function everyBox(record, { open, close }) {
  if (!close.withheld) return [countsOf(record, open)];
  if (close.ballots >= K) throw new RangeError("withheld without a reason");
  const known = [...open.question.choices, "invalid"];
  /** @param {number} left @param {number} from @returns {string[][]} */
  const choose = (left, from) => (left === 0 ? [[]]
    : known.slice(from).flatMap((choice, n) => choose(left - 1, from + n).map((rest) => [choice, ...rest])));
  return choose(close.ballots, 0).map((said) => new Map(
    known.map((choice) => [choice, said.filter((one) => one === choice).length])));
}

/** Every result that can follow: one, unless a box is withheld or version 1 leaves open whether the ballot stood open for
 * days, when those present are those who took part. @param {Data} record @param {Data} parts */
export function results(record, { open, close }) {
  checkRule(open);
  const ways = open.v >= 2 ? [open.standing] : [false, true];
  return everyBox(record, { open, close }).flatMap((counts) => ways.map((way) => counted(open, counts, way)));
}

/** @param {string} said @param {string[]} possible */
function follows(said, possible) {
  if (!possible.includes(said)) return false;
  if (new Set(possible).size > 1) throw new NotChecked("more than one result can follow");
  return true;
}

/** @param {Data} record @param {Data} parts */
function verdictFollows(record, { open, close }) {
  return follows(close.verdict, results(record, { open, close }).map(({ verdict }) => verdict));
}

/** What was chosen, what was even with it, what came next; of a motion nothing is. @param {Data} record @param {Data} parts */
function choiceFollows(record, { open, close }) {
  const possible = results(record, { open, close });
  if (close.v === 1 && formOf(open) !== "for_against") throw new NotChecked("version 1 does not say it");
  return close.v === 1 || follows(canonical([close.winner, close.tied, close.next]), possible.map(
    ({ winner, tied, next }) => canonical(close.withheld ? [winner, [], []] : [winner, tied, next])));
}

/** @type {Record<string, (record: Data, parts: Data) => boolean>} */
export const COUNTS = { count: size, tally, verdict: verdictFollows, winner: choiceFollows };
