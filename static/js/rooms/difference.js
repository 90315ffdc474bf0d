/**
 * Two drafts of a motion, clause by clause: consult/web/rooms/drafts.py is its twin.
 */

const ENDS = new Set("，。；、：！？");

/** @param {string} text */
function clauses(text) {
  const found = [];
  let clause = "";
  for (const letter of text) {
    clause += letter;
    if (ENDS.has(letter)) { found.push(clause); clause = ""; }
  }
  return clause ? [...found, clause] : found;
}

/** Lengths of the longest common runs of the tails of a and b. @param {string[]} a @param {string[]} b */
function table(a, b) {
  const longest = Array.from({ length: a.length + 1 }, () => new Array(b.length + 1).fill(0));
  for (let i = a.length - 1; i >= 0; i -= 1) {
    for (let j = b.length - 1; j >= 0; j -= 1) {
      longest[i][j] = a[i] === b[j] ? longest[i + 1][j + 1] + 1 : Math.max(longest[i + 1][j], longest[i][j + 1]);
    }
  }
  return longest;
}

/**
 * What is the same at both ends of a changed stretch is cut off; the middle is new, or gone, or where asked both.
 * @param {string} old @param {string} fresh @param {boolean} replaced
 * @returns {[string, string][]}
 */
function changed(old, fresh, replaced) {
  const [a, b] = [[...old], [...fresh]];
  const least = Math.min(a.length, b.length);
  let head = 0;
  while (head < least && a[head] === b[head]) head += 1;
  let tail = 0;
  while (tail < least - head && a[a.length - 1 - tail] === b[b.length - 1 - tail]) tail += 1;
  const middle = b.slice(head, b.length - tail).join("");
  const gone = a.slice(head, a.length - tail).join("");
  return [["same", b.slice(0, head).join("")], ["del", middle && !replaced ? "" : gone], ["ins", middle],
    ["same", b.slice(b.length - tail).join("")]];
}

/**
 * @param {string} before @param {string} after @param {{replaced?: boolean}} ways
 * @returns {[string, string][]} stretches in order: same, ins (new) or del (gone: with nothing in its place, or with
 *   `replaced` whatever is gone)
 */
export function difference(before, after, { replaced = false } = {}) {
  const [a, b] = [clauses(before), clauses(after)];
  const longest = table(a, b);
  /** @type {[string, string][]} */
  const parts = [];
  let [i, j] = [0, 0];
  while (i < a.length || j < b.length) {
    if (i < a.length && j < b.length && a[i] === b[j]) { parts.push(["same", a[i]]); i += 1; j += 1; continue; }
    const [fromA, fromB] = [i, j];
    while ((i < a.length || j < b.length) && !(i < a.length && j < b.length && a[i] === b[j])) {
      if (j >= b.length || (i < a.length && longest[i + 1][j] >= longest[i][j + 1])) i += 1;
      else j += 1;
    }
    parts.push(...changed(a.slice(fromA, i).join(""), b.slice(fromB, j).join(""), replaced));
  }
  return merged(parts.filter(([, text]) => text));
}

/** @param {[string, string][]} parts */
function merged(parts) {
  /** @type {[string, string][]} */
  const out = [];
  for (const [kind, text] of parts) {
    const last = out[out.length - 1];
    if (last?.[0] === kind) last[1] += text;
    else out.push([kind, text]);
  }
  return out;
}
