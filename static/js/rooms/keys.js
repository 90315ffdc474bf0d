/** One-letter keys of the desk: off in fields, off for who does not want them, listed by `?`. */

import { part } from "../shell/part.js";

const KEPT = "consult.desk.keys";

function wanted() {
  try { return localStorage.getItem(KEPT) !== "off"; } catch { return true; }
}

/** @param {boolean} on */
function keep(on) {
  try { localStorage.setItem(KEPT, on ? "on" : "off"); } catch { /* for this page only, then */ }
}

/** @param {any} node */
const typing = (node) => node.closest?.("input, textarea, select, dialog, [contenteditable]");
/** @param {HTMLElement} node */
const seen = (node) => node.getClientRects().length > 0;

/** What a letter does: press its button, open its form, or go to its field. @param {string} letter */
function run(letter) {
  if (letter === "V") return document.getElementById("vote-pane")?.focus();
  const node = [...document.querySelectorAll(`[aria-keyshortcuts~="${letter}"]`)].find(seen);
  const around = node?.parentElement;
  if (!node) return undefined;
  if (["INPUT", "TEXTAREA"].includes(node.tagName)) { node.focus(); return /** @type {Field} */ (node).select(); }
  if (node.tagName !== "SUMMARY" || !around) return node.click();
  around.setAttribute("open", "");
  return around.querySelector("select, textarea, input:not([type=hidden])")?.focus();
}

/** @param {Document} root */
export function startKeys(root = document) {
  const help = /** @type {HTMLDialogElement} */ (part("#keys-help", root));
  const on = /** @type {HTMLInputElement} */ (part("#keys-on", root));
  const knowsDialogs = typeof help.showModal === "function";
  on.checked = wanted();
  on.addEventListener("change", () => keep(on.checked));
  part("[data-keys]", root).hidden = false;
  part("[data-close]", help).addEventListener("click", () => (knowsDialogs ? help.close() : help.removeAttribute("open")));
  root.addEventListener("keydown", (event) => {
    if (event.ctrlKey || event.metaKey || event.altKey || event.isComposing || typing(event.target)) return;
    if (event.key === "?") { event.preventDefault(); knowsDialogs ? help.showModal() : help.setAttribute("open", ""); return; }
    const letter = event.key.toUpperCase();
    if (!on.checked || event.repeat || !/^[A-Z]$/.test(letter)) return;
    event.preventDefault();
    run(letter);
  });
}
