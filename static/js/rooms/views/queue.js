/** The speaking queue in the order the rules give, with the reader's own place in it. */
import { h } from "../dom.js";
import { reading } from "../clock.js";
import { floorShown } from "../standing.js";
import { joined, stance, whereabouts, written } from "./marks.js";

const SHOWN = 12;

/** @returns {Node[] | null} @param {Reading} ctx */
export function queue(ctx) {
  const { s, say } = ctx;
  if (!floorShown(s)) return null;
  const head = h("div.sheet__head", {},
    h("h2", { id: "queue-h" }, s.queue.length ? say("queue.head", { n: s.queue.length }) : say("queue.title")),
    h("p.xs.muted", {}, say("queue.rule")));
  if (!s.queue.length) return [head, h("p.muted.queue__none", {}, say("queue.none"))];
  const more = s.queue.length - SHOWN;
  const listed = s.queue.slice(0, SHOWN).map((hand, i) => row(ctx, hand, i));
  return [head, h("ol.queue", { "data-list": "" }, listed),
    more > 0 ? h("p.small.muted", {}, say("queue.more", { n: more })) : null].filter(Boolean);
}

/** @param {Reading} ctx @param {Hand} hand @param {number} index */
function row(ctx, hand, index) {
  const { say, me } = ctx;
  const mine = hand.person_id === me;
  const times = hand.turns_taken ? say("queue.nth", { nth: hand.turns_taken + 1 }) : say("queue.first");
  const note = mine ? joined(ctx, times, say("queue.wait", { n: waitMinutes(ctx, index) }))
    : joined(ctx, whereabouts(ctx, hand.person_id, hand.channel), times);
  return h(`li${mine ? ".is-me" : ""}`, { "data-key": `hand-${hand.hand_id}` },
    h("span.queue__who", {}, mine ? h("b", {}, say("queue.you")) : written(ctx, hand.called), h("small", {}, note)),
    stance(hand.stance));
}

/**
 * About how many minutes until the one at `index` has the floor: turns before it, at their full length.
 * @param {Reading} ctx @param {number} index
 */
export function waitMinutes({ s, now }, index) {
  const each = s.order?.seconds_a_turn ?? 120;
  const running = s.turn ? Math.max(0, reading(Date.parse(s.turn.ends_at), now()).left) : 0;
  return Math.max(1, Math.ceil((running + index * each) / 60));
}

/** Large print says only how many wait, and the reader's own place. @param {Reading} ctx */
export function elderQueue(ctx) {
  const { s, say, me } = ctx;
  if (!floorShown(s)) return null;
  const place = s.queue.findIndex((hand) => hand.person_id === me) + 1;
  const waiting = place ? say("elder.place", { place }) : s.queue.length ? say("elder.waiting", { n: s.queue.length })
    : say("elder.nobody");
  return [h("p", {}, waiting), h("p", {}, say("elder.not_yet"))];
}
