/** What is signed, linked and hashed in a published record: the same checks as static/recount/verify.py. */
import "./own_names.js";
import "../../vendor/nacl-fast.min.js";
import { sha256 } from "../../vendor/sha2.js";
import { fromHex, toHex } from "./sealing.js";

/** Thrown where something cannot be checked. */
export class NotChecked extends Error {}

export const K = 5;
const FIRST = "0".repeat(64);
/** The order of the group, below which the second half of a signature must be: else one signature has two spellings. */
const ORDER = (1n << 252n) + 27742317777372353535851937790883648493n;
const TRACKER = /^([0-9A-HJKMNP-TV-Z]{16})(?:#([1-9][0-9]*))?$/;
const VERDICTS = ["passed", "failed", "tied", "no_quorum", "graded", "recorded"];
const BOTH = ["v", "kind", "previous", "community", "ballot", "eligible", "present", "roll_hash"];
const OPEN_1 = [...BOTH, "question", "rule", "k", "closes", "public_key", "opened_at"];
const CLOSE_1 = [...BOTH, "open_hash", "sealed_root", "casts", "cast_head", "ballots", "verdict", "withheld", "tally",
  "box_hash", "closed_at"];
const OPEN = new Map([[1, OPEN_1], [2, [...OPEN_1, "form", "standing", "base", "voices", "able"]]]);
const CLOSE = new Map([[1, CLOSE_1], [2, [...CLOSE_1, "winner", "tied", "next"]]]);

/** @param {string} text */
const bytes = (text) => new TextEncoder().encode(text);
/** @param {Uint8Array} content */
const digest = (content) => toHex(sha256(content));
/** @param {any} value */
export const whole = (value) => Number.isSafeInteger(value) && value >= 0;
/** @param {any} value @param {number} letters */
const inHex = (value, letters) => typeof value === "string" && value.length === letters && /^[0-9a-f]*$/.test(value);
/** @param {object} value @param {string[]} names */
const named = (value, names) => Object.keys(value).sort().join() === [...names].sort().join();

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

/** The two statements of the record's own ballot, read out. @param {Data} record @returns {Data} */
export function parts(record) {
  const own = record.statements.filter((/** @type {Data} */ s) => s.ballot === record.ballot);
  /** @param {string} kind */
  const text = (kind) => own.find((/** @type {Data} */ s) => s.kind === kind).body;
  return { open: JSON.parse(text("open")), close: JSON.parse(text("close")), openText: text("open") };
}

/** The box as (question, tracker, choice). @param {string} published */
export function linesOf(published) {
  const lines = published.split("\n");
  if (lines[0] !== "question,tracker,choice" || lines[lines.length - 1] !== "") throw new RangeError("not a box");
  const rows = lines.slice(1, -1).map((line) => line.split(","));
  if (rows.some((row) => row.length !== 3)) throw new RangeError("not a row of a box");
  return rows;
}

/** Nothing is in the record that is not checked. @param {Data} record @param {Data} parts */
function shape(record, { open, close }) {
  return named(record, ["v", "ballot", "statements", "box", "cast_log"]) && [1, 2].includes(record.v)
    && record.statements.every((/** @type {Data} */ s) => named(s, ["seq", "ballot", "kind", "body", "signature", "signed_by"])
      && whole(s.seq) && whole(s.ballot) && canonical(JSON.parse(s.body)) === s.body)
    && record.cast_log.every((/** @type {Data} */ line) => named(line, ["n", "envelope", "head", "counted"])
      && whole(line.n) && inHex(line.envelope, 64))
    && ownShape(open, close);
}

/** @param {Data} open @param {Data} close */
function ownShape(open, close) {
  const known = [OPEN.get(open.v), CLOSE.get(close.v)];
  if (!known[0] || !known[1]) throw new NotChecked("a version that came later");
  const numbers = [open.eligible, open.present, open.k, open.ballot, open.community, close.eligible, close.present,
    close.casts, close.ballots, close.ballot, close.community];
  return named(open, known[0]) && named(close, known[1]) && numbers.every(whole) && close.v >= open.v && open.k === K
    && (open.v === 1 || typeof open.standing === "boolean") && VERDICTS.includes(close.verdict)
    && ["", "fewer_than_k"].includes(close.withheld) && open.opened_at <= close.closed_at;
}

/** @param {Data} record */
function signatures(record) {
  const keys = new Set(record.statements.map((/** @type {Data} */ s) => s.signed_by));
  return keys.size === 1 && record.statements.every(isSigned);
}

/** @param {Data} s */
function isSigned(s) {
  if (!inHex(s.signed_by, 64) || !inHex(s.signature, 128)) return false;
  const signature = fromHex(s.signature);
  const second = BigInt(`0x${toHex(signature.slice(32).reverse())}`);
  return second < ORDER && globalThis.nacl.sign.detached.verify(bytes(s.body), signature, fromHex(s.signed_by));
}

/** Statements follow each other without a gap; each ballot opens, then closes, once. @param {Data} record @param {Data} parts */
function chain(record, { open }) {
  let previous = FIRST;
  const opened = new Map();
  for (const [n, s] of record.statements.entries()) {
    const body = JSON.parse(s.body);
    if (s.seq !== n + 1 || body.previous !== previous || body.ballot !== s.ballot || body.kind !== s.kind) return false;
    if (body.community !== open.community) return false;
    previous = digest(bytes(s.body));
    if (s.kind === "open" && !opened.has(s.ballot)) opened.set(s.ballot, previous);
    else if (s.kind === "close" && body.open_hash && opened.get(s.ballot) === body.open_hash) opened.set(s.ballot, "");
    else return false;
  }
  const last = record.statements[record.statements.length - 1];
  return last.kind === "close" && last.ballot === record.ballot;
}

/** @param {Data} record @param {Data} parts */
function log(record, { close, openText }) {
  let head = digest(bytes(openText));
  if (close.open_hash !== head) return false;
  for (const [n, line] of record.cast_log.entries()) {
    head = digest(bytes(`${head}\n${canonical({ ballot: record.ballot, n: n + 1, envelope: line.envelope })}`));
    if (line.n !== n + 1 || line.head !== head) return false;
  }
  return close.cast_head === head && close.casts === record.cast_log.length;
}

/** @param {Data} record @param {Data} parts */
function sealedSet(record, { close }) {
  if (record.cast_log.some((/** @type {Data} */ line) => typeof line.counted !== "boolean")) return false;
  const counted = countedEnvelopes(record);
  return rootOf(counted) === close.sealed_root && counted.length === close.ballots && new Set(counted).size === counted.length;
}

/** @param {Data} record @returns {string[]} */
function countedEnvelopes(record) {
  return record.cast_log.filter((/** @type {Data} */ line) => line.counted).map((/** @type {Data} */ line) => line.envelope);
}

/** @param {Data} record @param {Data} parts */
function box(record, { close }) {
  if ((close.withheld === "fewer_than_k") !== (close.ballots < K)) return false;
  if (close.withheld) {
    if (record.box !== null || close.box_hash !== null) return false;
    throw new NotChecked("withheld");
  }
  const rows = linesOf(record.box);
  const trackers = rows.map(([, tracker]) => tracker);
  return digest(bytes(record.box)) === close.box_hash && trackers.length === close.ballots
    && new Set(trackers).size === trackers.length && trackers.join() === [...trackers].sort().join()
    && rows.every(([question]) => question === "1") && areTrackers(record, rows);
}

/** A ballot that could not be read is numbered after its envelope; a number drawn twice says so (#2).
 * @param {Data} record @param {string[][]} rows */
function areTrackers(record, rows) {
  const there = new Set(rows.map(([, tracker]) => tracker));
  const unread = new Set(countedEnvelopes(record).map((envelope) => `X${envelope.slice(0, 15).toUpperCase()}`));
  return rows.every(([, tracker, choice]) => {
    const [stem, again = "1"] = tracker.split("#");
    const times = Number(again);
    const before = times === 2 ? stem : `${stem}#${times - 1}`;
    if (!TRACKER.test(tracker) || (tracker !== stem && (times < 2 || !there.has(before)))) return false;
    return choice !== "invalid" || unread.has(stem);
  });
}

/** @type {Record<string, (record: Data, parts: Data) => boolean>} */
export const SEALS = { shape, signatures, chain, log, sealed: sealedSet, box };
