/** From the figures of a ballot and its frozen rule to verdict and choice: one function for each method of a rule. */

/**
 * What a method counts with. Whole numbers only; no bar is cleared by nothing.
 * @typedef {{rule: Data, figures: Data, votes: [string, number][], codes: Map<string, string>}} Case
 * @typedef {[string, string]} Result
 */

/** @param {Case} counted @param {Data[]} bars */
export function clears({ figures }, bars) {
  return bars.every(({ measure, op, num, den, base }) => {
    const have = BigInt(figures[measure]) * BigInt(den);
    const need = BigInt(num) * BigInt(figures[base]);
    return have > 0n && (op === ">=" ? have >= need : have > need);
  });
}

/** The options in the first place, and those in the second; one without votes is in no place.
 * @param {[string, number][]} votes @returns {[string[], string[]]} */
export function placesOf(votes) {
  const [most = -1, second = -1] = [...new Set(votes.map(([, count]) => count))].filter((n) => n > 0).sort((a, b) => b - a);
  /** @param {number} place */
  const at = (place) => votes.filter(([, count]) => count === place).map(([key]) => key);
  return [at(most), at(second)];
}

/** @param {Case} counted @returns {Result} */
function threshold(counted) {
  const passed = counted.figures.for > 0 && clears(counted, counted.rule.threshold);
  return [passed ? "passed" : "failed", ""];
}

/** @param {Case} counted @returns {Result} */
function moreForThanAgainst({ rule, figures }) {
  const even = figures.for === figures.against;
  if (figures.for > figures.against || (even && figures.for > 0 && rule.tie === "passes")) return ["passed", ""];
  return [even ? "tied" : "failed", ""];
}

/** @param {Case} counted @returns {Result} */
function noObjection({ figures }) {
  return [figures.for > 0 && figures.against === 0 ? "passed" : "failed", ""];
}

/** @param {Case} counted @returns {Result} */
function mostVotes(counted) {
  const [first] = placesOf(counted.votes);
  if (first.length > 1) return ["tied", ""];
  if (first.length === 0 || !clears(counted, counted.rule.threshold)) return ["failed", ""];
  return ["passed", first[0]];
}

/** A grade with a bar of its own is given only by enough votes for it. @param {Case} counted @returns {Result} */
function modalGrade(counted) {
  const [first] = placesOf(counted.votes);
  if (first.length > 1) return ["tied", ""];
  const own = Object.entries(counted.rule.grade_bars ?? {}).filter(([code]) => code === counted.codes.get(first[0]));
  const bars = [...counted.rule.threshold, ...own.map(([, bar]) => bar)];
  if (first.length === 0 || !clears(counted, bars)) return ["failed", ""];
  return ["graded", first[0]];
}

/** @param {Case} counted @returns {Result} */
function opinion({ votes }) {
  const [first] = placesOf(votes);
  return ["recorded", first.length === 1 ? first[0] : ""];
}

/** Each method with the forms of a question it is for. @type {Map<string, {forms: string[], result: (counted: Case) => Result}>} */
export const METHODS = new Map([
  ["threshold", { forms: ["for_against"], result: threshold }],
  ["more_for_than_against", { forms: ["for_against"], result: moreForThanAgainst }],
  ["no_objection", { forms: ["for_against"], result: noObjection }],
  ["most_votes", { forms: ["one"], result: mostVotes }],
  ["modal_grade", { forms: ["grades"], result: modalGrade }],
  ["opinion", { forms: ["for_against", "one"], result: opinion }],
]);
