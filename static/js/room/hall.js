/** The screen in the hall. */
import { begin, drawParts } from "./page.js";
import { patchChildren } from "./dom.js";
import { shortConn } from "./views/conn.js";
import { hallFoot, hallMain, hallPhase } from "./views/hall.js";

const VIEWS = { "hall-phase": hallPhase, "hall-main": hallMain, "hall-foot": hallFoot };

function draw(ctx) {
  drawParts(ctx, VIEWS);
}

function line(ctx, now, again) {
  const place = document.getElementById("conn");
  place.hidden = now.state === "ok" || now.state === "wait";
  patchChildren(place, place.hidden ? [] : shortConn(ctx, now, again));
}

/** Keep the screen awake where the browser can. */
async function stayAwake() {
  try { await navigator.wakeLock?.request("screen"); } catch { /* asked again when the page is looked at */ }
}

begin({ drawn: draw, line, counted: draw });
stayAwake();
document.addEventListener("visibilitychange", () => { if (!document.hidden) stayAwake(); });
