/**
 * Commands on their way. Each has an id made here, kept with it until the server has answered, and is sent again
 * under the same id after a new line: a lost answer has no second effect. What belongs to the moment (a raised
 * hand, the floor) is not sent any more when the moment has gone; words and votes wait.
 */

const MOMENT_MS = 60_000;
const KEPT_MS = 12 * 3600 * 1000;
const LASTING = new Set(["submit_statement", "note_turn", "cast_vote", "move_motion", "reword_motion"]);

/** A new id: 32 letters and digits. */
export function newId(random = globalThis.crypto) {
  return Array.from(random.getRandomValues(new Uint8Array(16)), (byte) => byte.toString(16).padStart(2, "0")).join("");
}

/**
 * @param {{shelf: Shelf, owner: string,
 *          send: (command: object) => Promise<Answer>, told: (entry: Entry, answer: Answer) => void,
 *          unanswered?: (entry: Entry) => void, now?: () => number, makeId?: () => string}} parts
 *   owner is the person and the meeting: what somebody else left on this device is never sent.
 *   send rejects when nothing came back; told gets {ok, answer} or {refused} or {expired}; unanswered is told of a
 *   command that goes again later.
 */
export function makeOutbox({
  shelf, owner, send, told, unanswered = () => {}, now = Date.now, makeId = newId,
}) {
  /** @type {Map<string, Entry>} by id, oldest first */
  const waiting = new Map();
  const onTheWay = new Set();

  /** @param {Entry} entry @param {Answer} answer */
  async function settle(entry, answer) {
    waiting.delete(entry.id);
    await shelf.drop(entry.id);
    told(entry, answer);
  }

  /** @param {Entry} entry */
  const tooOld = (entry) => now() - entry.at > (LASTING.has(entry.name) ? KEPT_MS : MOMENT_MS);

  /** @param {Entry} entry */
  async function deliver(entry) {
    if (onTheWay.has(entry.id)) return;
    if (tooOld(entry)) return settle(entry, { expired: true });
    onTheWay.add(entry.id);
    entry.tries += 1;
    try {
      const answer = await send({ id: entry.id, name: entry.name, args: entry.args });
      if (answer.refused?.code === "too_many_events" || answer.refused?.code === "failed") return;
      await settle(entry, answer);
    } catch {
      unanswered(entry);
    } finally {
      onTheWay.delete(entry.id);
    }
  }

  /** Send everything that waits, oldest first. */
  async function flush() {
    for (const entry of [...waiting.values()]) await deliver(entry);
  }

  /** Give up what has waited past its moment. */
  async function sweep() {
    for (const entry of [...waiting.values()]) {
      if (tooOld(entry) && !onTheWay.has(entry.id)) await settle(entry, { expired: true });
    }
  }

  /** Take a command; it is on the shelf before it is sent. @param {string} name @param {Data} args */
  async function add(name, args, more = {}) {
    const entry = { id: makeId(), owner, name, args, at: now(), tries: 0, ...more };
    waiting.set(entry.id, entry);
    await shelf.put(entry);
    deliver(entry);
    return entry.id;
  }

  /** Bring back what an earlier page left, to be sent on the next flush. */
  async function load() {
    for (const entry of await shelf.all()) {
      if (entry.owner === owner) waiting.set(entry.id, { ...entry, tries: 0 });
      else if (now() - entry.at > KEPT_MS) await shelf.drop(entry.id);
    }
  }

  return { add, flush, sweep, load, waiting: () => [...waiting.values()] };
}
