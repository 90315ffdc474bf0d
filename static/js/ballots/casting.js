/**
 * A vote is sealed on this device and sent as an envelope; "received" is said only once the server has answered.
 * A lost answer leaves the envelope where it is: trying again sends the same one under the same id.
 */
import { ask } from "../shell/confirm.js";
import { alertNow } from "../shell/announce.js";
import { remember } from "./keeping.js";
import { part } from "../shell/part.js";
import { envelopeOf, newTracker } from "./sealing.js";

const SEND = '[type="submit"]';
const CHOSEN = 'input[name="choice"]:checked';

/**
 * One of the sentences that the form carries.
 * @param {HTMLElement} form @param {string} name
 */
const says = (form, name) => form.dataset[name] ?? "";

/** What is sent: never the choice, always of one length. @param {HTMLFormElement} form @param {string} envelope */
export function whatIsSent(form, envelope) {
  /** @param {string} name */
  const value = (name) => form.elements[name]?.value ?? "";
  return new URLSearchParams({
    csrf_token: value("csrf_token"), command_id: value("command_id"), voter_key: value("voter_key"), envelope,
  });
}

/** @param {HTMLFormElement} form @param {string} words */
function say(form, words) {
  const place = part("[data-answer]", form);
  place.textContent = words;
  place.hidden = words === "";
}

/** @param {HTMLFormElement} form */
function sayMissing(form) {
  const error = part("[data-choice-error]", form);
  part("[data-error]", error).textContent = says(form, "saysMissing");
  error.hidden = false;
  error.focus();
}

/** @param {HTMLFormElement} form @param {{tracker: string, envelope: string}} sealed */
async function send(form, sealed) {
  const button = part(SEND, form);
  button.setAttribute("aria-disabled", "true");
  say(form, says(form, "saysSending"));
  try {
    const answer = await fetch(says(form, "sealing"), {
      method: "POST", body: whatIsSent(form, sealed.envelope), headers: { Accept: "application/json" }, redirect: "error",
    });
    const told = await answer.json();
    if (!answer.ok) return refused(form, button, told.refused);
    remember(says(form, "ballot"), form.elements.voter_key.value, { tracker: sealed.tracker, receipt: told.receipt });
    location.assign(says(form, "done"));
  } catch {
    button.removeAttribute("aria-disabled");
    button.textContent = says(form, "saysAgain");
    say(form, says(form, "saysLost"));
    alertNow(says(form, "saysLost"));
  }
}

/** @param {HTMLFormElement} form @param {HTMLElement} button @param {string} words */
function refused(form, button, words) {
  button.removeAttribute("aria-disabled");
  say(form, words);
  alertNow(words);
}

/** Take over a form that would send its choice open. @param {HTMLFormElement} form */
export function startCasting(form) {
  /** @type {{tracker: string, envelope: string} | null} */
  let sealed = null;
  form.addEventListener("submit", async (event) => {
    event.preventDefault();
    if (part(SEND, form).getAttribute("aria-disabled") === "true") return;
    if (sealed) return send(form, sealed);
    const chosen = /** @type {HTMLInputElement | null} */ (form.querySelector(CHOSEN));
    if (!chosen) return sayMissing(form);
    const words = chosen.closest("label")?.querySelector("[data-choice-words]")?.textContent.trim() ?? "";
    if (!(await ask(`${says(form, "saysAsk")} ${words}`, says(form, "saysYes")))) return;
    const tracker = newTracker();
    const plain = {
      ballot: Number(form.dataset.ballot), bind: says(form, "bind"), choice: chosen.value, tracker,
      paddedTo: Number(form.dataset.paddedTo),
    };
    const envelope = envelopeOf(plain, says(form, "publicKey"));
    sealed = { tracker, envelope };
    chosen.checked = false;
    for (const radio of form.querySelectorAll('input[name="choice"]')) radio.disabled = true;
    await send(form, sealed);
  });
  // The page that comes back from the browser's memory must not show what was chosen.
  addEventListener("pageshow", (event) => { if (event.persisted) location.reload(); });
}
