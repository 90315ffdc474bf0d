/**
 * While a matter is being written, what is like it appears under the words. It is read out politely, and the
 * list never changes above a field that is being written in: that field would move under the finger.
 */
import { announce } from "../shell/announce.js";
import { part } from "../shell/part.js";

const WAIT_MS = 600;
const LONGEST = 300;
const SHORTEST = 2;

/**
 * What to look for, out of what is typed so far; empty when that is too little.
 * @param {string[]} typed
 */
export function wordsToLookFor(typed) {
  const words = typed.map((text) => text.trim()).filter(Boolean).join(" ");
  return [...words].length < SHORTEST ? "" : [...words].slice(0, LONGEST).join("");
}

/**
 * Whether the list may change: not while a field below it has the focus.
 * @param {Node} place @param {Element | null} active
 */
export function mayChange(place, active) {
  if (!active || !("form" in active) || !active.form) return true;
  return !(place.compareDocumentPosition(active) & 4 /* following */);
}

/** One line of the list; only addresses on this site are followed. @param {Data} matter */
function line(matter) {
  const item = document.createElement("li");
  const link = document.createElement("a");
  const no = document.createElement("span");
  const stage = document.createElement("span");
  no.className = "code-no";
  no.textContent = matter.no;
  link.append(no, ` ${matter.title}`);
  if (/^\/(?!\/)/.test(matter.url)) link.href = matter.url;
  stage.className = "small muted";
  stage.textContent = matter.stage_words;
  item.append(link, " ", stage);
  return item;
}

/** The list as it is shown. @param {HTMLElement} section @param {Data} found */
function draw(section, found) {
  const kept = /** @type {HTMLTemplateElement} */ (part("[data-like-list]", section));
  const list = /** @type {DocumentFragment} */ (kept.content.cloneNode(true));
  const heading = (section.dataset.heading ?? "").replace("{n}", String(found.length));
  part("h2", list).textContent = heading;
  part("ul", list).append(...found.map(line));
  return { list, heading };
}

/**
 * Look for what is like the fields named by the section, and keep its list up to date.
 * @param {HTMLElement} section
 */
function start(section) {
  const form = /** @type {HTMLFormElement} */ (section.closest("form"));
  const place = part("[data-like-place]", section);
  const fields = (section.dataset.from ?? "").split(" ").map((name) => form.elements[name]);
  let timer = 0, asked = "", last = "";
  /** @type {Data[] | null} */
  let waiting = null;
  /** @type {AbortController | null} */
  let asking = null;

  function show() {
    if (waiting === null || !mayChange(section, document.activeElement)) return;
    const found = waiting;
    waiting = null;
    const key = found.map((/** @type {Data} */ matter) => matter.no).join(" ");
    if (key === last) return;
    last = key;
    if (!found.length) return place.replaceChildren();
    const { list, heading } = draw(section, found);
    place.replaceChildren(list);
    announce(heading, "similar");
  }

  async function look() {
    const words = wordsToLookFor(fields.map((field) => field.value));
    if (words === asked) return;
    asked = words;
    asking?.abort();
    const leaving = asking = new AbortController();
    try {
      const address = `${section.dataset.similar}?q=${encodeURIComponent(words)}`;
      const answer = words && await fetch(address, { signal: leaving.signal });
      waiting = answer ? (await answer.json()).found : [];
      show();
    } catch { /* offline, or overtaken by newer words: what is shown stays */ }
  }

  section.querySelector("[data-look]")?.remove();
  form.addEventListener("focusin", show);
  for (const field of fields) {
    field.addEventListener("input", () => { clearTimeout(timer); timer = setTimeout(look, WAIT_MS); });
  }
}

if (typeof document !== "undefined") {
  for (const section of document.querySelectorAll("[data-similar]")) start(section);
}
