/** The page on which a reader's own browser counts a box again. */
import { part } from "../shell/part.js";
import { recount } from "./recount.js";

const list = part("[data-recount]");
const summary = part("[data-summary]");
const says = summary.dataset;

/** @param {string} name @param {boolean | null} held */
function show(name, held) {
  const item = part(`[data-check="${name}"]`, list);
  part(".check__mark", item).textContent = held === null ? "–" : held ? "✓" : "✗";
  part("[data-verdict]", item).textContent = (held === null ? says.saysNone : held ? says.saysHolds : says.saysFails) ?? "";
}

/** Fetch the record, count, and say what came out. */
async function start() {
  const answer = await fetch(list.dataset.recount ?? "");
  const found = recount(await answer.json());
  for (const [name, held] of Object.entries(found)) show(name, held);
  summary.textContent = (Object.values(found).includes(false) ? says.saysBad : says.saysGood) ?? "";
  summary.hidden = false;
}

start();
