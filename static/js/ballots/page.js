/** Pages of secret ballots: casting, finding one's own, forgetting. */
import { startCasting } from "./casting.js";
import { showOwn, startForgetting } from "./finding.js";

for (const form of document.querySelectorAll("form[data-sealing]")) startCasting(form);
for (const form of document.querySelectorAll("form[data-forget]")) startForgetting(form);
for (const section of document.querySelectorAll("[data-own]")) showOwn(section).catch(() => {});
