/** Counts a published box again: the same checks as static/recount/verify.py, in the reader's browser. */
import { COUNTS } from "./recount_count.js";
import { NotChecked, SEALS, parts } from "./recount_seals.js";

/** Every check by name: true, false, or null where it cannot be checked. @param {Data} record */
export function recount(record) {
  return Object.fromEntries(Object.entries({ ...SEALS, ...COUNTS }).map(([name, check]) => [name, tried(record, check)]));
}

/** @param {Data} record @param {(record: Data, parts: Data) => boolean} check */
function tried(record, check) {
  try {
    return check(record, parts(record));
  } catch (problem) {
    return problem instanceof NotChecked ? null : false;
  }
}

/** Whose key signed every statement; "" where it is not one key. @param {Data} record @returns {string} */
export function signedBy(record) {
  const keys = new Set((record.statements ?? []).map((/** @type {Data} */ s) => s.signed_by));
  return keys.size === 1 ? String([...keys][0]) : "";
}
