/** The server's time on this device, and a turn's time as people read it. */

const SAMPLES = 8;
/** At most so much of an answer's way counts as the way back: a busy server is slow before it stamps, not after. */
const WAY_BACK_MS = 200;
/** Before the end of a turn, where the rules of order say nothing else. */
const NEAR_SECONDS = 30;

/**
 * How many seconds before its end a turn is near it, as the rules of order of the room have it.
 * @param {RoomState} s
 */
export const warnSeconds = (s) => s.order?.warn_seconds ?? NEAR_SECONDS;

/**
 * The offset from this device's clock to the server's, from what was heard lately: the sample that was the
 * shortest on its way is the nearest to the truth.
 * @param {() => number} now
 */
export function makeServerClock(now = Date.now) {
  /** @type {number[]} */
  let offsets = [];
  return {
    /** @param {string} iso the server's moment @param {number} [askedAt] when the question left, for an answer */
    heard(iso, askedAt = now()) {
      const arrived = now();
      offsets = [...offsets, Date.parse(iso) + Math.min((arrived - askedAt) / 2, WAY_BACK_MS) - arrived].slice(-SAMPLES);
    },
    now: () => now() + (offsets.length ? Math.max(...offsets) : 0),
  };
}

/** 84 → "1:24", minutes are not turned into hours. @param {number} seconds */
export function countdown(seconds) {
  const whole = Math.abs(Math.trunc(seconds));
  return `${Math.floor(whole / 60)}:${String(whole % 60).padStart(2, "0")}`;
}

/**
 * What a turn's clock shows at `now`: seconds left (negative when over), the digits, and running, near or over.
 * @param {number} endsAt @param {number} now both in milliseconds of the server
 * @param {number} near seconds
 */
export function reading(endsAt, now, near = NEAR_SECONDS) {
  const left = Math.ceil((endsAt - now) / 1000);
  const mode = left < 0 ? "over" : left <= near ? "near" : "running";
  return { left, digits: countdown(left), mode };
}
