/** The line to the room in words: connected, trying again with the age of what is shown, gone. */
import { h } from "../dom.js";
import { picture } from "./marks.js";

/** @type {Record<string, string>} */
const PICTURES = { ok: "wifi", wait: "wifi", retry: "turn", off: "off", ended: "off" };

/**
 * @param {{state: string, since: number}} line state of the link and when it last heard something
 * @param {() => void} again what a press on 再试一次 does
 * @returns {Node[]}
 * @param {Reading} ctx
 */
export function conn(ctx, line, again) {
  const { say } = ctx;
  const clock = ctx.moments.clock(new Date(line.since).toISOString());
  const words = line.state === "ok" ? okWords(ctx) : say(`conn.${line.state}`, { clock });
  const nodes = [picture(PICTURES[line.state]), h("span", {}, words)];
  if (line.state === "off") nodes.push(button(say("conn.again"), again));
  if (line.state === "ended") nodes.push(h("a.btn", { href: ctx.urls.sign_in }, say("conn.sign_in")));
  return nodes.filter(Boolean);
}

/** @param {Reading} ctx */
function okWords({ s, say, lang, online }) {
  const dot = lang === "en" ? " · " : "·";
  const parts = [say("conn.ok")];
  if (s.quorum && document.documentElement.dataset.mode === "elder") return say("conn.elder", { present: s.present });
  if (s.quorum && s.meeting.state === "open") {
    parts.push(say(s.quorum_met ? "conn.met" : "conn.unmet", { present: s.present, needed: s.quorum.needed }));
  } else if (s.meeting?.state === "convened") {
    parts.push(say("conn.before"));
  } else if (s.meeting?.state === "closed") {
    parts.push(say("conn.over"));
  }
  if (online() > 1) parts.push(say("conn.online", { n: online() }));
  return parts.join(dot);
}

/**
 * A few words for a bar that has no room for a sentence.
 * @param {Reading} ctx @param {Line} line @param {() => void} again
 */
export function shortConn({ say, urls }, line, again) {
  const nodes = [picture(PICTURES[line.state]), h("span", {}, say(`conn.short.${line.state}`))];
  if (line.state === "off") nodes.push(button(say("conn.again"), again));
  if (line.state === "ended") nodes.push(h("a", { href: urls.sign_in }, say("conn.sign_in")));
  return nodes.filter(Boolean);
}

/** @param {string} words @param {() => void} run */
function button(words, run) {
  const made = h("button.btn", { type: "button" }, words);
  made.addEventListener("click", run);
  return made;
}
