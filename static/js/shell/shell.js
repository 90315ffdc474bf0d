/** What all pages share: drafts, counts, confirmations, sending, the list of errors, reading aloud. */
import { startAloud } from "./aloud.js";
import { startConfirm } from "./confirm.js";
import { startCounts } from "./counts.js";
import { startDrafts } from "./drafts.js";
import { startErrors } from "./errors.js";
import { startPressed } from "./pressed.js";
import { startSending } from "./sending.js";

startCounts();
startDrafts();
startPressed();
startConfirm();
startSending();
startErrors();
startAloud();

for (const button of document.querySelectorAll("[data-print]")) {
  button.hidden = false;
  button.addEventListener("click", () => window.print());
}
