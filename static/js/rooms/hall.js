/** The screen in the hall. */
import { part } from "../shell/part.js";
import { begin, drawParts } from "./page.js";
import { patchChildren } from "./dom.js";
import { shortConn } from "./views/conn.js";
import { hallFoot, hallMain, hallPhase } from "./views/hall.js";

const VIEWS = { "hall-phase": hallPhase, "hall-main": hallMain, "hall-foot": hallFoot };

/** @param {Reading} ctx */
function draw(ctx) {
  drawParts(ctx, VIEWS);
}

/** @param {Reading} ctx @param {Line} now @param {() => void} again */
function line(ctx, now, again) {
  const place = part("#conn");
  place.hidden = now.state === "ok" || now.state === "wait";
  patchChildren(place, place.hidden ? [] : shortConn(ctx, now, again));
}

/** Keep the screen awake where the browser can. */
async function stayAwake() {
  // eslint-disable-next-line compat/compat -- asked for first: where it is missing the screen may fall asleep
  try { await navigator.wakeLock?.request("screen"); } catch { /* asked again when the page is looked at */ }
}

begin({ drawn: draw, line, counted: draw });
stayAwake();
document.addEventListener("visibilitychange", () => { if (!document.hidden) stayAwake(); });
