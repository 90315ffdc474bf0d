/** The facilitator's desk: its parts are fetched as the server draws them, a moment after each event. */
import { part } from "../shell/part.js";
import { begin } from "./page.js";
import { h, patchChildren } from "./dom.js";
import { fetchPage } from "./fetching.js";
import { startKeys } from "./keys.js";
import { shortConn } from "./views/conn.js";

const TOGETHER_MS = 120;
const TYPED_MS = 250;
/** @type {Record<string, string>} */
const SHADES = { ok: "go", wait: "go", retry: "soon", off: "owed", ended: "owed" };
const who = /** @type {HTMLInputElement} */ (part("#roll-q"));
const asked = { q: who.value.trim(), who: new URLSearchParams(location.search).get("who") ?? "" };
/** @type {Reading} */
let ctx;
let timer = 0;
let fetching = false;
let again = false;
/** @type {Document | null} */
let latest = null;
let begun = false;

function address() {
  const url = new URL(ctx.urls.live, location.href);
  for (const [name, value] of Object.entries(asked)) if (value) url.searchParams.set(name, value);
  return url.href;
}

function refreshSoon(after = TOGETHER_MS) {
  clearTimeout(timer);
  timer = setTimeout(refresh, after);
}

async function refresh() {
  if (fetching) { again = true; return; }
  fetching = true;
  try {
    do {
      again = false;
      latest = await fetchPage(address());
      show(latest);
    } while (again);
  } catch { /* the next event, or the next line, asks again */ } finally { fetching = false; }
}

/** @param {Document} page */
function show(page) {
  for (const button of document.querySelectorAll("[data-later]")) button.remove();
  for (const fresh of page.querySelectorAll("[data-part]")) {
    const here = `[data-part="${fresh.dataset.part}"]`;
    const place = document.querySelector(`#desk ${here}, .desk__bar ${here}`);
    if (!place) continue;
    place.hidden = fresh.hidden;
    patchChildren(place, [...fresh.cloneNode(true).childNodes], waits);
  }
}

/** A list with the cursor in it keeps its order; a button says that there is something new. @param {Element} list */
function waits(list) {
  const pane = list.closest("[data-part]");
  if (!pane || pane.querySelector("[data-later]")) return;
  const button = h("button.btn.btn--small.btn--warm", { type: "button", "data-later": "" }, ctx.say("list.changed"));
  button.addEventListener("click", () => { /** @type {HTMLElement} */ (document.activeElement).blur(); if (latest) show(latest); });
  pane.append(button);
}

/** @param {Reading} context @param {Line} now @param {() => void} tryAgain */
function line(context, now, tryAgain) {
  const place = part("#conn");
  const shade = SHADES[now.state];
  place.className = `deskconn chip chip--${shade}`;
  patchChildren(place, shortConn(context, now, tryAgain));
}

/** @param {Reading} context */
function counted(context) {
  for (const node of document.querySelectorAll("[data-turnout]")) {
    if (node instanceof HTMLProgressElement) node.value = context.turnout();
    else node.textContent = String(context.turnout());
  }
}

/** @param {Reading} _context @param {string} name */
function done(_context, name) {
  if (name === "mark_attendance") asked.who = "";
  refreshSoon(0);
}

/** @param {HTMLInputElement} input */
function search(input) {
  asked.q = input.value.trim();
  for (const row of document.querySelectorAll("[data-name]")) row.hidden = !(row.dataset.name ?? "").includes(asked.q);
  refreshSoon(TYPED_MS);
}

/** @param {any} event */
function clicked(event) {
  const link = event.target.closest("[data-mark], [data-unmark], [data-clear]");
  if (!link || event.metaKey || event.ctrlKey) return;
  event.preventDefault();
  asked.who = link.dataset.mark ?? "";
  if ("clear" in link.dataset) who.value = asked.q = "";
  refreshSoon(0);
}

who.addEventListener("input", () => search(who));
/** Enter in the search goes to the first person found who can be signed in: Enter again signs them in. */
function toFirstFound() {
  if (document.activeElement?.id === "roll-q") document.querySelector("[data-part=roll] tr:not([hidden]) button")?.focus();
}

/** @param {any} event */
async function found(event) {
  event.preventDefault();
  clearTimeout(timer);
  await refresh();
  toFirstFound();
}

part(".rollsearch").addEventListener("submit", found);
document.addEventListener("click", clicked);
part("#desk").addEventListener("focusout", () => {
  if (document.querySelector("[data-later]")) setTimeout(() => { if (latest) show(latest); }, 0);
});
/** The first drawing is the server's own; each change after it asks for the parts anew. @param {Reading} context */
function drawn(context) {
  ctx = context;
  if (begun) refreshSoon();
  begun = true;
}

startKeys();
begin({ drawn, line, done, counted });
setInterval(() => { if (ctx?.s.meeting?.state === "convened") refreshSoon(); }, 30_000);
