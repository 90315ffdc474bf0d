/** Clock faces between two events: only their words, their class and a bar's length change. */
import { countdown, reading } from "./clock.js";

const EVERY_MS = 100;
const CLASSES = { near: "--near", over: "--over" };

/**
 * @param {{say: Function, now: () => number, warn: () => number, near?: (seconds: number) => void}} parts
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
      put(cell, countdown((now() - Date.parse(cell.dataset.since)) / 1000));
    }
    const ends = root.querySelector("[data-ends-at]")?.dataset.endsAt ?? "";
    const left = ends ? reading(Date.parse(ends), now()).left : Infinity;
    if (left <= warn() && left > 0 && told !== ends) { told = ends; near(left); }
  }, EVERY_MS);
}

function put(node, words) {
  if (node.textContent !== words) node.textContent = words;
}

function tickFace(face, say, now, warn) {
  const { digits, mode } = reading(Date.parse(face.dataset.endsAt), now, warn);
  put(face.querySelector(".clock__t"), mode === "over" ? say("clock.over", { t: digits }) : digits);
  const base = face.classList[0];
  const wanted = mode === "running" ? base : `${base} ${base}${CLASSES[mode]}`;
  if (face.className !== wanted) face.className = wanted;
}

function tickBar(bar, now, warn) {
  const { left } = reading(Date.parse(bar.dataset.endsAt), now);
  bar.value = Math.max(0, Math.min(left, bar.max));
  bar.classList.toggle("is-near", left <= warn);
}

function tickWords(node, say, now) {
  const { left } = reading(Date.parse(node.dataset.endsAt), now);
  if (left <= 0) put(node, say("elder.over"));
  else put(node, left > 60 ? say("elder.minutes", { n: Math.ceil(left / 60) }) : say("elder.seconds", { n: left }));
}
