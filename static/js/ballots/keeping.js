/** What this device remembers of the own secret ballots: the tracker and the receipt, never the choice. */
import { rootPath } from "../shell/root_path.js";

/** What a rehearsal's pages keep is never taken for the real ones'. */
const here = () => `consult.ballot.${rootPath()}`;

/** @param {string} ballot @param {string} voice */
function nameOf(ballot, voice) {
  return `${here()}${ballot}.${voice}`;
}

/**
 * Remember a ballot; where storage is shut off, nothing is remembered.
 * @param {string} ballot @param {string} voice @param {object} kept
 */
export function remember(ballot, voice, kept, storage = globalThis.localStorage) {
  try { storage.setItem(nameOf(ballot, voice), JSON.stringify(kept)); } catch { /* a private window */ }
}

/** What is remembered of one voice in a ballot, or null. @param {string} ballot @param {string} voice */
export function recall(ballot, voice, storage = globalThis.localStorage) {
  try { return JSON.parse(storage.getItem(nameOf(ballot, voice)) ?? "null"); } catch { return null; }
}

/** Every tracker that this device remembers of a ballot. @param {string} ballot */
export function trackersOf(ballot, storage = globalThis.localStorage) {
  return namesOf(ballot, storage).map((name) => JSON.parse(storage.getItem(name) ?? "{}").tracker).filter(Boolean);
}

/** The keys that signed this device's receipts of a ballot: what it knows apart from the record. @param {string} ballot */
export function keysOf(ballot, storage = globalThis.localStorage) {
  return namesOf(ballot, storage).map((name) => JSON.parse(storage.getItem(name) ?? "{}").receipt?.signed_by).filter(Boolean);
}

/** Forget everything about a ballot. @param {string} ballot */
export function forget(ballot, storage = globalThis.localStorage) {
  for (const name of namesOf(ballot, storage)) storage.removeItem(name);
}

/** @param {string} ballot @param {Storage} storage */
function namesOf(ballot, storage) {
  try {
    return Array.from({ length: storage.length }, (_, n) => storage.key(n) ?? "")
      .filter((name) => name.startsWith(`${here()}${ballot}.`));
  } catch {
    return [];
  }
}
