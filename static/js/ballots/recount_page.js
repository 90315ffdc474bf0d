/** The page on which a reader's own browser counts a box again. */
import { part } from "../shell/part.js";
import { keysOf } from "./keeping.js";
import { recount, signedBy } from "./recount.js";
import { countsOf } from "./recount_count.js";
import { parts } from "./recount_seals.js";

const list = part("[data-recount]");
const summary = part("[data-summary]");
const says = summary.dataset;
const field = /** @type {HTMLInputElement} */ (part("#key"));

/** @param {string} name @param {boolean | null} held */
function show(name, held) {
  const item = part(`[data-check="${name}"]`);
  part(".check__mark", item).textContent = held === null ? "–" : held ? "✓" : "✗";
  part("[data-verdict]", item).textContent = (held === null ? says.saysNone : held ? says.saysHolds : says.saysFails) ?? "";
}

/** What came out on the whole: nothing is called right that was not checked.
 * @param {(boolean | null)[]} found @param {boolean | null} key */
function conclude(found, key) {
  const bad = found.includes(false) || key === false;
  const word = bad ? says.saysBad : found.includes(null) ? says.saysPartly : key ? says.saysGood : says.saysUnknownKey;
  summary.textContent = word ?? "";
  summary.hidden = false;
}

/** Whether the record is signed with the key that the reader knows; null while none is given. @param {string} signed */
function compared(signed) {
  const given = field.value.replace(/[\s:-]/g, "").toLowerCase();
  const held = given === "" ? null : signed !== "" && given === signed;
  show("key", held);
  return held;
}

/** The figures as this browser counted them, so that they can be read beside the published ones. @param {Data} record */
function figures(record) {
  if (typeof record.box !== "string") return;
  const { open } = parts(record);
  const section = part("[data-counted]");
  const counts = countsOf(record, open);
  for (const place of section.querySelectorAll("[data-votes]")) {
    place.textContent = String(counts.get(place.getAttribute("data-votes") ?? "") ?? 0);
  }
  section.hidden = false;
}

/** The record, or null where it could not be fetched: that says nothing of whether it is right. @returns {Promise<Data | null>} */
async function fetched() {
  try {
    const answer = await fetch(list.dataset.recount ?? "");
    return answer.ok ? await answer.json() : null;
  } catch {
    return null;
  }
}

/** Fetch the record, count, and say what came out. */
async function start() {
  const record = await fetched();
  if (record === null) {
    summary.textContent = says.saysMissing ?? "";
    summary.hidden = false;
    return;
  }
  const found = recount(record);
  const signed = signedBy(record);
  for (const [name, held] of Object.entries(found)) show(name, held);
  part("[data-signed-by]").textContent = signed;
  [field.value = ""] = keysOf(String(record.ballot));
  /** Compare the key and say what came out. */
  const again = () => conclude(Object.values(found), compared(signed));
  part("[data-compare]").addEventListener("submit", (event) => { event.preventDefault(); again(); });
  again();
  if (found.shape && found.box && found.tally) figures(record);
}

start();
