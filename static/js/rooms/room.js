/** The room for residents, in the usual print and in the large one. */
import { part } from "../shell/part.js";
import { begin, drawParts } from "./page.js";
import { patchChildren } from "./dom.js";
import { showOwn } from "./own.js";
import { elderAsked } from "./views/asked.js";
import { conn } from "./views/conn.js";
import { elderMotion, motion, track } from "./views/motion.js";
import { procedure } from "./views/procedure.js";
import { elderQueue, queue } from "./views/queue.js";
import { order } from "./views/order.js";
import { awaitsConfirmation } from "./order.js";
import { quorum } from "./views/quorum.js";
import { elderResult, outcome, result } from "./views/result.js";
import { elderSpeaker, speaker } from "./views/speaker.js";
import { statements } from "./views/statements.js";
import { bar, endVote } from "./voting.js";

/** @type {Record<string, string>} */
const SHADES = { wait: "ok", ended: "off" };
const VIEWS = {
  bar, motion, track, order, procedure, quorum, speaker, queue, statements, result, outcome,
  "elder-motion": elderMotion, "elder-asked": elderAsked, "elder-speaker": elderSpeaker, "elder-queue": elderQueue, "elder-result": elderResult,
};

/** @param {Reading} ctx */
function drawn(ctx) {
  endVote(ctx);
  drawParts(ctx, VIEWS);
  showOwn(ctx);
  for (const own of document.querySelectorAll("[data-when-record]")) own.hidden = !awaitsConfirmation(ctx.s, ctx.me);
  line(ctx, lastLine, again);
}

let lastLine = { state: "wait", since: Date.now() };
let again = () => {};

/** @param {Reading} ctx @param {Line} now @param {() => void} tryAgain */
function line(ctx, now, tryAgain) {
  [lastLine, again] = [now, tryAgain];
  const place = part("#conn");
  const shade = SHADES[now.state] ?? now.state;
  place.className = `conn conn--${shade}`;
  patchChildren(place, conn(ctx, now, tryAgain));
}

/** @param {Reading} ctx @param {string} name */
function done(ctx, name) {
  if (name !== "ask_help") return;
  const words = ctx.say("said.ask_help");
  for (const form of document.querySelectorAll('form[data-command="ask_help"]')) form.replaceWith(said(words));
}

/** @param {string} words */
function said(words) {
  const slip = document.createElement("p");
  slip.className = "handbar__said";
  slip.textContent = words;
  return slip;
}

begin({ drawn, line, done });
