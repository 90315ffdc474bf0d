/** What the procedure is at, for everyone; templates/rooms/procedure.html draws the same. */
import { h } from "../dom.js";
import { difference } from "../difference.js";
import { ANSWERS, strawWords } from "./asked.js";
import { written } from "./marks.js";

/** Whether there is anything to show. @param {RoomState} s */
export function busy(s) {
  const amended = ["moved", "put"].includes(s.amendment?.state);
  const away = s.chair_id !== s.convened_chair_id && s.chair;
  return Boolean(s.suspended || s.point || s.question || s.straw || s.parked.length || amended || away);
}

/** @returns {Node[] | null} @param {Reading} ctx */
export function procedure(ctx) {
  const { s, say } = ctx;
  if (!busy(s) || s.meeting?.state !== "open") return null;
  /** @param {string} name */
  const kind = (name) => say(`kind.${name}`);
  return [
    s.suspended && h("p.why", {}, h("b", {}, say("order.suspended")), h("span", {}, written(ctx, s.suspended.reason))),
    s.chair_id !== s.convened_chair_id && s.chair ? h("p.small.muted", {}, say("order.chair", { chair: s.chair })) : null,
    s.point && h("p", {}, h("b", {}, say("order.point", { called: s.point.called })), kind(s.point.kind), " ",
      written(ctx, s.point.text)),
    amendment(ctx), question(ctx, kind), straw(ctx, kind), parked(ctx),
  ].filter(Boolean);
}

/** @param {Reading} ctx */
function amendment({ s, say }) {
  if (!["moved", "put"].includes(s.amendment?.state)) return null;
  const words = difference(s.amendment.before, s.amendment.text, { replaced: true });
  return h("div.stack.stack--1", {}, h("h2.small", {}, say("order.amendment", { mover: s.amendment.mover })),
    h("p.song", {}, ...words.map(([kind, text]) => (kind === "same" ? text : h(kind, {}, text)))));
}

/** @param {Reading} ctx @param {(name: string) => string} kind */
function question({ s, say }, kind) {
  if (s.question?.state === "open") {
    return h("div.stack.stack--1", {}, h("h2.small", {}, say("order.asked")), h("p", {}, h("b", {}, kind(s.question.kind))),
      h("p.small.muted", {}, say("order.hands")));
  }
  if (!s.question?.count) return null;
  return h("p.small", {}, h("b", {}, kind(s.question.kind)), " ", say(decided(s.question)));
}

/** That nobody objected is no count. @param {{state: string, way: string}} question */
const decided = ({ state, way }) => `decided.${state === "carried" && way === "no_objection" ? "unopposed" : state}`;

/** @param {Reading} ctx @param {(name: string) => string} kind */
function straw(ctx, kind) {
  const { s, say } = ctx;
  if (!s.straw) return null;
  const counts = ANSWERS[s.straw.kind].map((answer) => h("div", {},
    h("dt", {}, say(`answer.${answer}`)), h("dd", {}, String(s.straw.counts[answer] ?? 0))));
  return h("div.stack.stack--1", {},
    h("h2.small", {}, kind(s.straw.kind), " ", h("span.chip.chip--soon", {}, say("order.not_binding"))),
    h("p", {}, written(ctx, strawWords(ctx))), h("dl.counts.small", {}, counts));
}

/** @param {Reading} ctx */
function parked(ctx) {
  const { s, say } = ctx;
  if (!s.parked.length) return null;
  return h("details.fold", {}, h("summary", {}, say("order.parked", { n: s.parked_count })),
    h("ul", {}, s.parked.map((entry) => h("li", {}, written(ctx, entry.text), " ",
      h("span.xs.muted", {}, written(ctx, entry.called))))));
}
