/** One-letter keys of the desk: off in fields, off for who does not want them, listed by `?`. */

const KEPT = "consult.desk.keys";

function wanted() {
  try { return localStorage.getItem(KEPT) !== "off"; } catch { return true; }
}

function keep(on) {
  try { localStorage.setItem(KEPT, on ? "on" : "off"); } catch { /* for this page only, then */ }
}

const typing = (node) => node.closest?.("input, textarea, select, dialog, [contenteditable]");
const seen = (node) => node.getClientRects().length > 0;

/** What a letter does: press its button, open its form, or go to its field. */
function run(letter) {
  if (letter === "V") return document.getElementById("vote-pane")?.focus();
  const node = [...document.querySelectorAll(`[aria-keyshortcuts~="${letter}"]`)].find(seen);
  if (!node) return undefined;
  if (["INPUT", "TEXTAREA"].includes(node.tagName)) { node.focus(); return node.select(); }
  if (node.tagName !== "SUMMARY") return node.click();
  node.parentElement.open = true;
  return node.parentElement.querySelector("select, textarea, input:not([type=hidden])")?.focus();
}

/** @param {Document} root */
export function startKeys(root = document) {
  const help = root.getElementById("keys-help");
  const on = root.getElementById("keys-on");
  on.checked = wanted();
  on.addEventListener("change", () => keep(on.checked));
  root.querySelector("[data-keys]").hidden = false;
  help.querySelector("[data-close]").addEventListener("click", () => help.close());
  root.addEventListener("keydown", (event) => {
    if (event.ctrlKey || event.metaKey || event.altKey || event.isComposing || typing(event.target)) return;
    if (event.key === "?") { event.preventDefault(); help.showModal(); return; }
    const letter = event.key.toUpperCase();
    if (!on.checked || event.repeat || !/^[A-Z]$/.test(letter)) return;
    event.preventDefault();
    run(letter);
  });
}
