/** Which button sent a form, and sending it once more: for browsers that do not say the one or cannot do the other. */

const BUTTONS = 'button:not([type="button"]), input[type="submit"], input[type="image"]';
/** @type {HTMLElement | null} */
let last = null;

/** Remember what was pressed, where the event of sending does not say it. @param {Document} root */
export function startPressed(root = document) {
  if ("SubmitEvent" in window && "submitter" in SubmitEvent.prototype) return;
  root.addEventListener("click", (event) => {
    last = /** @type {Element} */ (event.target).closest?.(BUTTONS) ?? null;
  }, { capture: true });
}

/**
 * The button that sent a form, or null.
 * @param {Event} event of sending
 * @returns {HTMLButtonElement | null}
 */
export function submitterOf(event) {
  const { submitter } = /** @type {SubmitEvent} */ (event);
  if (submitter !== undefined) return /** @type {HTMLButtonElement | null} */ (submitter);
  const pressed = /** @type {HTMLButtonElement | null} */ (last);
  return pressed?.form === event.target ? pressed : null;
}

/**
 * Send a form as if its button had been pressed.
 * @param {HTMLFormElement} form @param {HTMLButtonElement | null} submitter
 */
export function sendAgain(form, submitter) {
  if (typeof form.requestSubmit === "function") return form.requestSubmit(submitter ?? undefined);
  if (submitter) return submitter.click();
  const button = document.createElement("button");
  button.hidden = true;
  form.append(button);
  button.click();
  button.remove();
}
