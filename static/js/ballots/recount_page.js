/** The page on which a reader's own browser counts a box again. */
import { recount } from "./recount.js";

const list = document.querySelector("[data-recount]");
const summary = document.querySelector("[data-summary]");

function show(name, held) {
  const item = list.querySelector(`[data-check="${name}"]`);
  const { saysHolds, saysFails, saysNone } = summary.dataset;
  item.querySelector(".check__mark").textContent = held === null ? "–" : held ? "✓" : "✗";
  item.querySelector("[data-verdict]").textContent = held === null ? saysNone : held ? saysHolds : saysFails;
}

const answer = await fetch(list.dataset.recount);
const found = recount(await answer.json());
for (const [name, held] of Object.entries(found)) show(name, held);
summary.textContent = Object.values(found).includes(false) ? summary.dataset.saysBad : summary.dataset.saysGood;
summary.hidden = false;
