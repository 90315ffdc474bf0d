/** While a form is on its way its button says so and a second press waits; coming back makes it fresh again. */

import { submitterOf } from "./pressed.js";

const FRESH_AFTER_MS = 8000;

/** @param {Document} root */
export function startSending(root = document) {
  const sent = new WeakSet();
  /** @param {HTMLFormElement} form @param {HTMLElement | null} button */
  const freshen = (form, button) => { sent.delete(form); button?.removeAttribute("aria-busy"); };
  root.addEventListener("submit", (event) => {
    const form = /** @type {HTMLFormElement} */ (event.target);
    const submitter = submitterOf(event);
    if (event.defaultPrevented || form.method !== "post") return;
    if (sent.has(form)) return event.preventDefault();
    sent.add(form);
    submitter?.setAttribute("aria-busy", "true");
    setTimeout(freshen, FRESH_AFTER_MS, form, submitter);
  });
  window.addEventListener("pageshow", (event) => {
    if (!event.persisted) return;
    for (const form of root.forms) freshen(form, form.querySelector('button[aria-busy="true"]'));
  });
  root.addEventListener("click", (event) => {
    if (/** @type {Element} */ (event.target).closest?.('[aria-disabled="true"]')) event.preventDefault();
  });
}
