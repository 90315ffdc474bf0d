/**
 * The line to the room: comes back by itself with jittered, growing pauses; says ok, retry (after 2 s without a
 * line) or off (after 10 s). A beacon that stays away for too long counts as a lost line.
 */

const FIRST_MS = 500;
const MOST_MS = 10_000;
const RETRY_SHOWN_MS = 2000;
const OFF_SHOWN_MS = 10_000;
const SILENCE_MS = 13_000;
const ANSWER_MS = 8000;

/**
 * How long to wait before the nth attempt (from 0), in milliseconds: 0.5 s doubling to 10 s, half of it by chance.
 * @param {number} attempt @param {() => number} random
 */
export function pause(attempt, random = Math.random) {
  const most = Math.min(MOST_MS, FIRST_MS * 2 ** Math.min(attempt, 10));
  return Math.round(most / 2 + (most / 2) * random());
}

/**
 * @param {{socket: any, entered: () => Promise<unknown>, shown: (state: string) => void,
 *          events: Record<string, (message: any) => void>, later?: (run: () => void, ms: number) => any,
 *          clear?: (mark: any) => void, random?: () => number, now?: () => number}} parts
 *   socket is a Socket.IO client that neither connects nor reconnects by itself; entered() is called on each new
 *   line and must resolve before the line counts as ok.
 */
export function makeLink({
  socket, entered, shown, events, later = (run, ms) => setTimeout(run, ms), clear = clearTimeout, random = Math.random, now = Date.now,
}) {
  let state = "wait";
  let attempt = 0;
  /** @type {any} the attempt that waits */
  let next = null;
  let ended = false;
  let afterMs = 0;
  let lastHeard = now();
  /** @type {unknown[]} */
  let marks = [];

  /** @param {string} name */
  function show(name) {
    state = name;
    shown(name);
  }

  function lost() {
    if (ended || marks.length) return;
    marks = [
      later(() => show("retry"), RETRY_SHOWN_MS),
      later(() => show("off"), OFF_SHOWN_MS),
    ];
  }

  function found() {
    marks.forEach((mark) => clear(mark));
    marks = [];
    attempt = 0;
    show("ok");
  }

  function tryLater() {
    if (ended || next !== null) return;
    const wait = pause(attempt, random) + afterMs;
    afterMs = 0;
    attempt += 1;
    next = later(() => { next = null; socket.connect(); }, wait);
  }

  function tryNow() {
    if (ended || socket.connected) return;
    if (next !== null) clear(next);
    next = null;
    socket.connect();
  }

  function end() {
    ended = true;
    marks.forEach((mark) => clear(mark));
    if (next !== null) clear(next);
    socket.disconnect();
    show("ended");
  }

  socket.on("connect", async () => {
    lastHeard = now();
    try {
      await entered();
      found();
    } catch (problem) {
      if (/** @type {{final?: boolean}} */ (problem)?.final) return end();
      socket.disconnect();
    }
  });
  socket.on("disconnect", () => { lost(); tryLater(); });
  socket.on("connect_error", (/** @type {Error} */ problem) => {
    if (problem?.message === "signed_out") return end();
    lost();
    tryLater();
  });
  socket.on("ended", end);
  socket.on("closing", ({ retry_after: seconds = 1 }) => { afterMs = seconds * 1000 * (1 + random() / 2); });
  for (const [name, run] of Object.entries(events)) {
    socket.on(name, (/** @type {object} */ message) => { lastHeard = now(); run(message); });
  }

  /**
   * One question with its answer; rejects when the line is down or nothing comes back.
   * @param {string} name @param {object} message
   */
  function ask(name, message) {
    if (!socket.connected) return Promise.reject(new Error("offline"));
    return socket.timeout(ANSWER_MS).emitWithAck(name, message);
  }

  /** To be called about once a second: a line that says nothing for too long is cut and made anew. */
  function watch() {
    if (socket.connected && now() - lastHeard > SILENCE_MS) {
      lastHeard = now();
      socket.disconnect();
    }
  }

  return {
    start: () => { lost(); socket.connect(); },
    ask, tryNow, watch, end,
    state: () => state,
    lastHeard: () => lastHeard,
  };
}
