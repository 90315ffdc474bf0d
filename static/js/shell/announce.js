/**
 * Speaks to screen readers without a flood: at most one polite sentence every five seconds, the newest
 * state of each topic wins; alerts go out at once. Counters and clocks must not use it.
 */

const GAP_MS = 5000;
const MOST_WAITING = 3;

/**
 * A queue of polite sentences.
 * @param {{say: (words: string) => void, later?: (run: () => void, ms: number) => unknown,
 *          now?: () => number, gap?: number}} parts
 * @returns {{announce: (words: string, topic?: string) => void, waiting: () => string[]}}
 */
export function makeQueue({ say, later = setTimeout, now = Date.now, gap = GAP_MS }) {
  /** @type {Map<string, string>} topic → newest words, oldest topic first */
  const waiting = new Map();
  let quietUntil = -Infinity;
  let timed = false;

  function speakOne() {
    const [[topic, words]] = waiting;
    waiting.delete(topic);
    quietUntil = now() + gap;
    say(words);
  }

  function speakOrWait() {
    timed = false;
    if (waiting.size === 0) return;
    if (now() >= quietUntil) speakOne();
    if (waiting.size > 0) wait();
  }

  function wait() {
    if (timed) return;
    timed = true;
    later(speakOrWait, Math.max(0, quietUntil - now()));
  }

  /** @param {string} words */
  function take(words, topic = words) {
    waiting.delete(topic);
    waiting.set(topic, words);
    while (waiting.size > MOST_WAITING) waiting.delete([...waiting.keys()][0]);
    if (now() >= quietUntil && !timed) speakOrWait();
    else wait();
  }

  return { announce: take, waiting: () => [...waiting.values()] };
}

/**
 * Put words into a live region so that a repeat of the same words is heard again.
 * @param {HTMLElement | null} region @param {string} words
 */
function fill(region, words) {
  if (!region) return;
  region.textContent = "";
  requestAnimationFrame(() => { region.textContent = words; });
}

const queue = makeQueue({ say: (words) => fill(document.getElementById("announce"), words) });

/**
 * Say something when it is quiet; a newer sentence on the same topic takes the place of a waiting one.
 * @param {string} words @param {string} [topic]
 */
export function announce(words, topic) {
  queue.announce(words, topic);
}

/**
 * Say something at once. Only for: your turn, you are next, a ballot opened, 30 seconds left, connection
 * lost for more than ten seconds, removed by the chair.
 * @param {string} words
 */
export function alertNow(words) {
  fill(document.getElementById("alert"), words);
}
