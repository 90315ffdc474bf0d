/** Clock faces between two events: only their words, their class and a bar's length change. */
import { part } from "../shell/part.js";
import { countdown, reading } from "./clock.js";

const EVERY_MS = 100;
/** @type {Record<string, string>} */
const CLASSES = { near: "--near", over: "--over" };

/**
 * @param {{say: Say, now: () => number, warn: () => number, near?: (seconds: number) => void}} parts
 *   near is told once a turn, so many seconds before its end as `warn` says
 */
export function startTicking({ say, now, warn, near = () => {} }, root = document) {
  let told = "";
  setInterval(() => {
    if (root.hidden) return;
    for (const face of root.querySelectorAll("[data-clock]")) tickFace(face, say, now(), warn());
    for (const bar of root.querySelectorAll("progress[data-ends-at]")) tickBar(bar, now(), warn());
    for (const words of root.querySelectorAll("[data-elder-clock]")) tickWords(words, say, now());
    for (const cell of root.querySelectorAll("[data-since]")) {
      put(cell, countdown((now() - Date.parse(cell.dataset.since ?? "")) / 1000));
    }
    const ends = root.querySelector("[data-ends-at]")?.dataset.endsAt ?? "";
    const left = ends ? reading(Date.parse(ends), now()).left : Infinity;
    if (left <= warn() && left > 0 && told !== ends) { told = ends; near(left); }
  }, EVERY_MS);
}

/** @param {HTMLElement} node @param {string} words */
function put(node, words) {
  if (node.textContent !== words) node.textContent = words;
}

/** @param {HTMLElement} face @param {Say} say @param {number} now @param {any} warn */
function tickFace(face, say, now, warn) {
  const { digits, mode } = reading(Date.parse(face.dataset.endsAt ?? ""), now, warn);
  put(part(".clock__t", face), mode === "over" ? say("clock.over", { t: digits }) : digits);
  const base = face.classList[0];
  const wanted = mode === "running" ? base : `${base} ${base}${CLASSES[mode]}`;
  if (face.className !== wanted) face.className = wanted;
}

/** @param {HTMLProgressElement} bar @param {number} now @param {any} warn */
function tickBar(bar, now, warn) {
  const { left } = reading(Date.parse(bar.dataset.endsAt ?? ""), now);
  bar.value = Math.max(0, Math.min(left, bar.max));
  bar.classList.toggle("is-near", left <= warn);
}

/** @param {HTMLElement} node @param {Say} say @param {number} now */
function tickWords(node, say, now) {
  const { left } = reading(Date.parse(node.dataset.endsAt ?? ""), now);
  if (left <= 0) put(node, say("elder.over"));
  else put(node, left > 60 ? say("elder.minutes", { n: Math.ceil(left / 60) }) : say("elder.seconds", { n: left }));
}
