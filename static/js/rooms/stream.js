/**
 * One room's sequence: applies only seq = last + 1. A short run that came too early waits; a gap that stays
 * is fetched; a head beacon finds what was lost in silence; another epoch means a snapshot.
 */
import { apply } from "./reducer.js";

const WAIT_FOR_LATE_MS = 300;
const MOST_EARLY = 64;
const MOST_NEWS = 20;

/**
 * @param {{epoch: number, seq: number, state: RoomState}} start
 * @param {{missed: (after: number) => Promise<any>, whole: () => Promise<any>,
 *          changed: (state: RoomState, event: RoomEvent | null, news: boolean) => void, later?: (run: () => void, ms: number) => unknown}} parts
 *   news is false for a long run that was caught up with: the past, not worth saying aloud.
 *   missed(after) and whole() answer {epoch, seq, events} or {epoch, seq, state}; they reject when offline.
 */
export function makeStream(start, { missed, whole, changed, later = (run, ms) => setTimeout(run, ms) }) {
  let { epoch, seq, state } = start;
  /** @type {Map<number, RoomEvent>} events that came before their turn */
  const early = new Map();
  let waiting = false;
  /** @type {Promise<void> | null} */
  let fetching = null;

  /** @param {RoomEvent} event */
  function step(event, news = true) {
    seq = event.seq;
    if (event.name !== "withheld") state = apply(state, event.seq, event.name, event.at, event.data);
    changed(state, event, news);
  }

  function drain() {
    for (const known of [...early.keys()]) if (known <= seq) early.delete(known);
    for (let next = early.get(seq + 1); next; next = early.get(seq + 1)) {
      early.delete(seq + 1);
      step(next);
    }
  }

  /** Take what a look-up answered: a snapshot, or events in order. @param {any} answer */
  function accept(answer) {
    if (answer.state) {
      ({ epoch, seq, state } = answer);
      early.clear();
      changed(state, null, false);
    } else if (answer.epoch === epoch) {
      const news = answer.events.length <= MOST_NEWS;
      for (const event of answer.events) if (event.seq === seq + 1) step(event, news);
    }
    drain();
  }

  /** @param {() => Promise<any>} ask */
  async function catchUp(ask) {
    const before = seq;
    accept(await ask());
    return seq > before;
  }

  /** Ask for what is missing until nothing is; a failure waits for the next beacon or connection. */
  function fetch(snapshot = false) {
    fetching ??= (async () => {
      try {
        let moved = await catchUp(snapshot ? whole : () => missed(seq));
        while (moved && early.size > 0) moved = await catchUp(() => missed(seq));
      } catch { /* offline: entering again catches up */ } finally { fetching = null; }
    })();
    return fetching;
  }

  function fetchSoon() {
    if (early.size >= MOST_EARLY) return void fetch();
    if (waiting) return;
    waiting = true;
    later(() => {
      waiting = false;
      if (early.size > 0) fetch();
    }, WAIT_FOR_LATE_MS);
  }

  /** An event as it was pushed. @param {RoomEvent} event */
  function take(event) {
    if (event.epoch !== epoch) return void fetch(true);
    if (event.seq <= seq) return;
    if (event.seq === seq + 1) { step(event); drain(); return; }
    early.set(event.seq, event);
    fetchSoon();
  }

  /** The beacon: where the log's head is. @param {any} beacon */
  function head(beacon) {
    if (beacon.epoch !== epoch || beacon.seq < seq) return void fetch(true);
    if (beacon.seq === seq) return;
    const expected = beacon.seq;
    later(() => { if (seq < expected) fetch(); }, WAIT_FOR_LATE_MS);
  }

  return {
    take, head, accept,
    seen: () => ({ epoch, seq }),
    state: () => state,
    waiting: () => early.size,
  };
}
