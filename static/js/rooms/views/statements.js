/** Written statements, the newest first. */
import { h } from "../dom.js";
import { stance, written } from "./marks.js";

const SHOWN = 8;

/** @returns {Node[] | null} @param {Reading} ctx */
export function statements(ctx) {
  const { s, say, moments } = ctx;
  if (!s.discussion || !s.statements.length) return null;
  const newest = [...s.statements].reverse().slice(0, SHOWN);
  return [
    h("div.sheet__head", {}, h("h2", { id: "statements-h" }, say("statements.head", { n: s.statements_count }))),
    ...newest.map((said) => h("div.say", { "data-key": `said-${said.statement_id}` },
      h("p.say__who.small", {}, stance(said.stance),
        h("span.muted", {}, written(ctx, said.called), h("time", {}, moments.clock(said.said_at)))),
      h("p.song", {}, written(ctx, said.text)))),
    s.statements_count > SHOWN ? h("p.small.muted", {}, say("statements.more", { n: s.statements_count - SHOWN })) : null,
  ].filter(Boolean);
}
