/**
 * A second press for acts that cannot be taken back: a form or a submit button with data-confirm="question".
 * The dialog repeats the button's own words; the focus is on it, Esc goes back.
 * Without a script the form is simply sent: use the confirm macro where the question must be asked anyway.
 */

/** The question a press must answer first, or null. */
export function questionFor(form, submitter) {
  return submitter?.dataset?.confirm ?? form.dataset.confirm ?? null;
}

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
  const dialog = document.getElementById("asks");
  const words = document.createElement("p");
  words.id = "asks-words";
  words.textContent = question;
  const row = document.createElement("div");
  row.className = "row";
  const go = makeButton(yes, "btn btn--primary");
  const back = makeButton(dialog.dataset.back, "btn");
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
    const form = event.target;
    const question = questionFor(form, event.submitter);
    if (question === null || answered.delete(form)) return;
    event.preventDefault();
    event.stopImmediatePropagation();
    const { submitter } = event;
    if (!(await ask(question, submitter?.textContent.trim() || question))) return submitter?.focus();
    answered.add(form);
    form.requestSubmit(submitter ?? undefined);
  }, { capture: true });
}
