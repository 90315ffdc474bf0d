/** Who is there: one seat a voice, and the number that must be. */
import { h } from "../dom.js";
import { seatFont, seats, seatsARow } from "../seats.js";
import { stage } from "../standing.js";

const MOST_SEATS = 120;

/** Voices by where they are. @param {RoomState} s */
export const channels = (s) => ({ hall: 0, phone: 0, ...s.counts });

/** The seats, or a bar where there are too many to draw. @param {Reading} ctx */
export function quorumSeats({ s, say }) {
  if (!s.quorum) return null;
  const { hall, phone } = channels(s);
  const { expected, needed } = s.quorum;
  const label = say("quorum.seats", { expected, present: s.present, hall, phone, needed });
  if (expected > MOST_SEATS) return h("progress", { max: expected, value: s.present, "aria-label": label });
  /** @type {[string, number][]} */
  const groups = [["hall", hall], ["phone", phone], ["out", Math.max(0, expected - hall - phone)]];
  return seats(groups, needed, say("quorum.need", { n: needed }), label, seatsARow(expected), seatFont(expected));
}

/** @returns {Node[] | null} while the room gathers @param {Reading} ctx */
export function quorum(ctx) {
  const { s, say } = ctx;
  if (stage(s) !== "gathering") return null;
  const { expected, needed } = s.quorum;
  return [
    h("div.sheet__head", {}, h("h2", { id: "quorum-h" }, say("quorum.head")),
      h("p.small.muted", {}, say(s.quorum_met ? "quorum.met" : "quorum.unmet"))),
    h("p.quorum__line", {}, say("quorum.line", { present: s.present, expected, needed })),
    quorumSeats(ctx),
  ].filter(Boolean);
}
