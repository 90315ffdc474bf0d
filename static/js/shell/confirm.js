/**
 * A second press for acts that cannot be taken back: a form or a submit button with data-confirm="question".
 * The dialog repeats the button's own words; the focus is on it, Esc goes back.
 * Without a script the form is simply sent: use the confirm macro where the question must be asked anyway.
 */

import { part } from "./part.js";
import { sendAgain, submitterOf } from "./pressed.js";

/**
 * The question a press must answer first, or null.
 * @param {HTMLFormElement} form @param {HTMLElement | null} submitter
 */
export function questionFor(form, submitter) {
  return submitter?.dataset?.confirm ?? form.dataset.confirm ?? null;
}

/** @param {string} words @param {string} className */
function makeButton(words, className) {
  const button = document.createElement("button");
  button.type = "button";
  button.className = className;
  button.textContent = words;
  return button;
}

/**
 * Ask in the page's dialog.
 * @param {string} question @param {string} yes
 * @returns {Promise<boolean>}
 */
export function ask(question, yes) {
  const dialog = /** @type {HTMLDialogElement} */ (part("#asks"));
  if (typeof dialog.showModal !== "function") return Promise.resolve(window.confirm(question));
  const words = document.createElement("p");
  words.id = "asks-words";
  words.textContent = question;
  const row = document.createElement("div");
  row.className = "row";
  const go = makeButton(yes, "btn btn--primary");
  const back = makeButton(dialog.dataset.back ?? "", "btn");
  row.append(go, back);
  dialog.replaceChildren(words, row);
  return new Promise((answer) => {
    go.addEventListener("click", () => dialog.close("yes"));
    back.addEventListener("click", () => dialog.close(""));
    dialog.addEventListener("close", () => answer(dialog.returnValue === "yes"), { once: true });
    dialog.returnValue = "";
    dialog.showModal();
    go.focus();
  });
}

/** @param {Document} root */
export function startConfirm(root = document) {
  const answered = new WeakSet();
  root.addEventListener("submit", async (event) => {
    const form = /** @type {HTMLFormElement} */ (event.target);
    const submitter = submitterOf(event);
    const question = questionFor(form, submitter);
    if (question === null || answered.delete(form)) return;
    event.preventDefault();
    event.stopImmediatePropagation();
    if (!(await ask(question, submitter?.textContent.trim() || question))) return submitter?.focus();
    answered.add(form);
    sendAgain(form, submitter);
  }, { capture: true });
}
