/**
 * Small slips that say what has just happened, for eight seconds or until put away. Never for votes.
 */
import { announce } from "./announce.js";
import { part } from "./part.js";

const STAYS_MS = 8000;
const MOST = 3;

/**
 * Runs `done` after `ms` of not being held; holding stops the time, letting go starts it afresh.
 * @param {() => void} done @param {number} ms
 */
export function makeTimer(done, ms, later = setTimeout, clear = clearTimeout) {
  let timer = later(done, ms);
  return {
    hold() { clear(timer); },
    letGo() { clear(timer); timer = later(done, ms); },
  };
}

/** @param {string} words @param {() => void} run */
function makeButton(words, run) {
  const button = document.createElement("button");
  button.type = "button";
  button.className = "btn btn--small";
  button.textContent = words;
  button.addEventListener("click", run);
  return button;
}

/** @param {HTMLElement} slip @param {ReturnType<typeof makeTimer>} timer */
function watch(slip, timer) {
  for (const name of ["focusin", "pointerenter"]) slip.addEventListener(name, () => timer.hold());
  for (const name of ["focusout", "pointerleave"]) slip.addEventListener(name, () => timer.letGo());
}

/**
 * Show a slip. With `undo`, it has a button (撤回) that runs it.
 * @param {string} words @param {{undo?: {label: string, run: () => void}}} [more]
 * @returns {() => void} puts the slip away
 */
export function toast(words, { undo } = {}) {
  const place = part("#toasts");
  const slip = document.createElement("div");
  slip.className = "toast";
  const text = document.createElement("span");
  text.textContent = words;
  const putAway = () => slip.remove();
  slip.append(text);
  if (undo) slip.append(makeButton(undo.label, () => { putAway(); undo.run(); }));
  slip.append(makeButton(place.dataset.dismiss ?? "", putAway));
  watch(slip, makeTimer(putAway, STAYS_MS));
  while (place.children.length >= MOST) place.firstElementChild?.remove();
  place.append(slip);
  announce(words);
  return putAway;
}
