/** How far something is that is made beside the page: the bar and its sentence are kept up to date until it is over. */
import { part } from "../shell/part.js";

const WAIT_MS = 1500;

/** The sentence, in the page's own words. @param {string} words @param {{done: number, total: number}} told */
export function sentence(words, told) {
  return words.replace("{done}", String(told.done)).replace("{total}", String(told.total));
}

/** @param {HTMLElement} section */
async function ask(section) {
  const answer = await fetch(section.dataset.job ?? "", { headers: { Accept: "application/json" } });
  if (!answer.ok) return;
  const told = await answer.json();
  if (told.over) return location.reload();
  const words = part("[data-job-words]", section);
  /** @type {HTMLProgressElement} */ (part("progress", section)).value = told.done;
  words.textContent = sentence(words.dataset.jobWords ?? "", told);
}

const section = /** @type {HTMLElement | null} */ (document.querySelector("[data-job]"));
if (section) {
  setInterval(() => { ask(section).catch(() => {}); }, WAIT_MS);
}
