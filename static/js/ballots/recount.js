/** Counts a published box again: the same checks as static/recount/verify.py, in the reader's browser. */
import "./own_names.js";
import "../../vendor/nacl-fast.min.js";
import { sha256 } from "../../vendor/sha2.js";
import { fromHex, toHex } from "./sealing.js";

/** @param {string} text */
const bytes = (text) => new TextEncoder().encode(text);
/** @param {Uint8Array} content */
const digest = (content) => toHex(sha256(content));
const FIRST = "0".repeat(64);

/** Canonical JSON: names sorted, no spaces. @param {any} value @returns {string} */
export function canonical(value) {
  if (Array.isArray(value)) return `[${value.map(canonical).join(",")}]`;
  if (value === null || typeof value !== "object") return JSON.stringify(value);
  return `{${Object.keys(value).sort().map((name) => `${JSON.stringify(name)}:${canonical(value[name])}`).join(",")}}`;
}

/** The Merkle root over hashes, sorted. @param {string[]} hashes */
export function rootOf(hashes) {
  let level = [...hashes].sort().map((hash) => sha256(Uint8Array.of(0, ...fromHex(hash))));
  if (level.length === 0) return FIRST;
  while (level.length > 1) {
    level = level.flatMap((left, n) => (n % 2 ? [] : [n + 1 < level.length ? sha256(Uint8Array.of(1, ...left, ...level[n + 1])) : left]));
  }
  return toHex(level[0]);
}

/** @param {Data} record */
function parts(record) {
  const own = record.statements.filter((/** @type {Data} */ s) => s.ballot === record.ballot);
  /** @param {string} kind */
  const body = (kind) => JSON.parse(own.find((/** @type {Data} */ s) => s.kind === kind).body);
  return { open: body("open"), close: body("close"), openText: own.find((/** @type {Data} */ s) => s.kind === "open").body };
}

/** @param {Data} record */
function signatures(record) {
  const keys = new Set(record.statements.map((/** @type {Data} */ s) => s.signed_by));
  return keys.size === 1 && record.statements.every(
    (/** @type {Data} */ s) => globalThis.nacl.sign.detached.verify(bytes(s.body), fromHex(s.signature), fromHex(s.signed_by)));
}

/** @param {Data} record */
function chain(record) {
  let previous = FIRST;
  for (const [n, s] of record.statements.entries()) {
    const body = JSON.parse(s.body);
    if (s.seq !== n + 1 || body.previous !== previous || body.ballot !== s.ballot || body.kind !== s.kind) return false;
    previous = digest(bytes(s.body));
  }
  const last = record.statements[record.statements.length - 1];
  return last.kind === "close" && last.ballot === record.ballot;
}

/** @param {Data} record @param {any} parts */
function log(record, { close, openText }) {
  let head = digest(bytes(openText));
  if (close.open_hash !== head) return false;
  for (const [n, line] of record.cast_log.entries()) {
    head = digest(bytes(`${head}\n${canonical({ ballot: record.ballot, n: n + 1, envelope: line.envelope })}`));
    if (line.n !== n + 1 || line.head !== head) return false;
  }
  return close.cast_head === head && close.casts === record.cast_log.length;
}

/** @param {Data} record @param {any} parts */
function sealedSet(record, { close }) {
  const counted = record.cast_log.filter((/** @type {Data} */ line) => line.counted === true).map((/** @type {Data} */ line) => line.envelope);
  return rootOf(counted) === close.sealed_root && counted.length === close.ballots;
}

/** @param {string} published */
const linesOf = (published) => published.split("\n").slice(1, -1).map((line) => line.split(","));

/** @param {Data} record @param {any} parts */
function box(record, { close }) {
  if (close.withheld) return record.box === null && close.box_hash === null ? null : false;
  const trackers = linesOf(record.box).map(([, tracker]) => tracker);
  return digest(bytes(record.box)) === close.box_hash && trackers.length === close.ballots
    && new Set(trackers).size === trackers.length && trackers.join() === [...trackers].sort().join();
}

/** @param {Data} record @param {any} parts */
function tally(record, { open, close }) {
  if (close.withheld) return close.tally === null ? null : false;
  const counts = Object.fromEntries([...open.question.choices, "invalid"].map((code) => [code, 0]));
  for (const [, , choice] of linesOf(record.box)) {
    for (const code of choice.split("+")) {
      if (!(code in counts)) return false;
      counts[code] += 1;
    }
  }
  return canonical(counts) === canonical(close.tally);
}

/** @param {Data} record @param {any} parts */
function count(record, { open, close }) {
  return close.ballots <= open.present && open.present <= open.eligible && close.eligible === open.eligible
    && close.present === open.present;
}

/** @type {Record<string, (record: Data, parts: Data) => boolean | null>} */
export const CHECKS = { signatures, chain, log, sealed: sealedSet, box, tally, count };

/** Every check by name: true, false, or null where the thing is not published. @param {Data} record */
export function recount(record) {
  /** @type {Record<string, boolean | null>} */
  const found = {};
  for (const [name, check] of Object.entries(CHECKS)) {
    try { found[name] = check(record, parts(record)); } catch { found[name] = false; }
  }
  return found;
}
