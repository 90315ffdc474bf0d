/** What every page of a room is built on: its state, its line, its clock, its words, what waits to be sent. */
import { io } from "../../vendor/socket.io.esm.min.js";
import { alertNow, announce } from "../shell/announce.js";
import { part } from "../shell/part.js";
import { rootPath } from "../shell/root_path.js";
import { makeServerClock, warnSeconds } from "./clock.js";
import { makeCommands } from "./commands.js";
import { patchChildren } from "./dom.js";
import { hear } from "./hearing.js";
import { makeLink } from "./link.js";
import { makeOutbox } from "./outbox.js";
import { browserShelf } from "./shelf.js";
import { makeStream } from "./stream.js";
import { startTicking } from "./ticking.js";
import { makeMoments, makeSay } from "./words.js";

const FINAL = new Set(["not_found", "not_yours_to_do", "signed_out"]);

/** @param {string} id */
function json(id) {
  return JSON.parse(part(`#${id}`).textContent ?? "");
}

/**
 * Begin: returns the reading context that views draw from.
 * @param {{drawn: (ctx: Reading) => void, line: (ctx: Reading, line: Line, again: () => void) => void,
 *          done?: (ctx: Reading, name: string) => void, counted?: (ctx: Reading) => void}} parts
 *   drawn is told once of a run of changes, line of each change of the line, done of each command carried out,
 *   counted of a new turnout or number of people online
 */
export async function begin({ drawn, line, done = () => {}, counted = () => {} }) {
  const start = json("start");
  const say = makeSay(json("words"), start.lang);
  const moments = makeMoments(start.zone, start.lang);
  const clock = makeServerClock();
  clock.heard(start.now);
  let votes = start.turnout ?? 0;
  let people = 0;
  let everOk = false;
  let before = start.state;

  /** @type {Reading} */
  const ctx = {
    s: start.state, me: start.me, lang: start.lang, urls: start.urls, kind: start.kind, say, moments,
    day: moments.day, now: clock.now, turnout: () => votes, online: () => people,
  };

  const room = { meeting_id: start.meeting_id };
  /** @param {any} answer */
  const checked = (answer) => {
    if (answer.refused) throw Object.assign(new Error(answer.refused.code), { final: FINAL.has(answer.refused.code) });
    return answer;
  };
  const stream = makeStream(start, {
    missed: async (after) => checked(await link.ask("events", { ...room, after })),
    whole: async () => checked(await link.ask("enter", room)),
    changed: (state, event, news) => {
      ctx.s = state;
      if (event && event.name !== "withheld" && news) hear(event, before, state, ctx);
      before = state;
      drawSoon();
    },
  });

  let drawing = false;
  function drawSoon() {
    if (drawing) return;
    drawing = true;
    setTimeout(() => { drawing = false; drawn(ctx); }, 0);
  }

  async function entered() {
    const askedAt = Date.now();
    const answer = checked(await link.ask("enter", { ...room, seen: stream.seen() }));
    clock.heard(answer.now, askedAt);
    votes = answer.turnout?.count ?? votes;
    people = answer.online;
    everOk = true;
    stream.accept(answer);
    counted(ctx);
    outbox?.flush();
  }

  const again = () => link.tryNow();
  let lineState = "wait";
  /** @param {string} state */
  const showLine = (state) => {
    if (state === "off") alertNow(say("conn.lost"));
    if (state === "ok" && (lineState === "off" || lineState === "retry")) announce(say("conn.back"), "line");
    lineState = state;
    line(ctx, { state, since: link.lastHeard() }, again);
  };
  const link = makeLink({
    socket: io({ path: `${rootPath()}/socket.io`, transports: ["websocket"], autoConnect: false, reconnection: false }),
    entered, shown: showLine,
    events: {
      event: (message) => stream.take(message),
      head: (beacon) => { clock.heard(beacon.now); stream.head(beacon); },
      turnout: (told) => { votes = told.count; counted(ctx); },
      presence: (told) => { people = told.online; counted(ctx); line(ctx, { state: link.state(), since: link.lastHeard() }, again); },
    },
  });

  /** @type {Outbox | null} */
  let outbox = null;
  const commands = makeCommands({
    outbox: () => /** @type {Outbox} */ (outbox), ready: () => everOk && outbox !== null, say, moments,
    done: (name) => done(ctx, name),
  });
  commands.start();
  startTicking({
    say, now: clock.now, warn: () => warnSeconds(ctx.s),
    near: (seconds) => { if (ctx.s.turn?.person_id === ctx.me) alertNow(say("hear.left", { seconds })); },
  });
  drawn(ctx);
  link.start();
  const kept = outbox = makeOutbox({
    shelf: await browserShelf(), owner: `${rootPath()}${start.me}:${start.meeting_id}`, told: commands.told, unanswered: commands.unanswered,
    send: (command) => link.ask("command", { ...command, ...room }),
  });
  await kept.load();
  if (link.state() === "ok") kept.flush();
  setInterval(() => { link.watch(); kept.sweep(); }, 1000);
  window.addEventListener("online", again);
  window.addEventListener("pageshow", (event) => { if (event.persisted) again(); });
  document.addEventListener("visibilitychange", () => { if (!document.hidden) again(); });
  return ctx;
}

/**
 * Draw every part of the page for which there is a view; a view that gives null hides its part.
 * @param {Reading} ctx @param {Record<string, View>} views by data-part
 */
export function drawParts(ctx, views) {
  const known = new Map(Object.entries(views));
  for (const place of document.querySelectorAll("[data-part]")) {
    const view = known.get(place.dataset.part ?? "");
    if (!view) continue;
    const nodes = view(ctx);
    place.hidden = nodes === null;
    patchChildren(place, nodes ?? []);
  }
}
