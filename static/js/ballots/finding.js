/** Shows which ballots of an opened box this device cast, and lets it forget. */
import { part } from "../shell/part.js";
import { forget, trackersOf } from "./keeping.js";

/** @param {string} tracker */
const inFours = (tracker) => (tracker.match(/.{1,4}/g) ?? []).join("-");

/** The box as a map from tracker to choice, from its published file. @param {string} csv */
export function boxOf(csv) {
  return new Map(csv.split("\n").slice(1, -1).map((line) => line.split(",")).map(([, tracker, choice]) => [tracker, choice]));
}

/**
 * Say which ballots are this device's own; where the box is on the page, mark their rows.
 * @param {HTMLElement} section
 */
export async function showOwn(section, root = document) {
  const trackers = trackersOf(section.dataset.own ?? "");
  if (trackers.length === 0) return;
  const answer = await fetch(section.dataset.box ?? "");
  const box = boxOf(await answer.text());
  const mine = trackers.filter((tracker) => box.has(tracker));
  if (mine.length === 0) return;
  const words = part("[data-own-words]", section);
  words.textContent = words.dataset.saysFound ?? "";
  for (const tracker of mine) {
    const said = document.createElement("b");
    said.textContent = ` ${words.dataset[`choice${box.get(tracker)}`] ?? box.get(tracker)} `;
    const code = document.createElement("code");
    code.textContent = inFours(tracker);
    words.append(said, code);
    root.querySelector(`[data-tracker="${tracker}"]`)?.classList.add("is-mine");
  }
}

/**
 * The button that lets the device forget; the server then takes the cookie of pages without a script.
 * @param {HTMLFormElement} form
 */
export function startForgetting(form) {
  form.addEventListener("submit", () => forget(form.dataset.forget ?? ""));
}
