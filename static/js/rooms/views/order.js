/** The fixed order of a sitting, and where it is; templates/rooms/sitting/parts.html draws the same. */
import { h } from "../dom.js";
import { ordered } from "../order.js";

/** @param {Reading} ctx @param {Phase} phase */
const name = (ctx, phase) => (ctx.lang === "en" ? phase.name_en : phase.name);

/** @param {Reading} ctx */
export function order(ctx) {
  if (!ordered(ctx.s)) return null;
  const { phases, phase } = ctx.s.sitting;
  const at = phases.findIndex((/** @type {any} */ one) => one.code === phase);
  const lines = phases.map((/** @type {any} */ one, /** @type {any} */ i) => (
    h("li", i === at ? { "aria-current": "step" } : {}, i === at ? h("b", {}, name(ctx, one)) : name(ctx, one))
  ));
  const now = at < 0 ? ctx.say("order.soon") : ctx.say("order.now", { now: at + 1, all: phases.length, phase: name(ctx, phases[at]) });
  return [h("h2", { id: "order-h" }, now), h("ol", {}, ...lines)];
}
