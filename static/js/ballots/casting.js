/**
 * A vote is sealed on this device and sent as an envelope; "received" is said only once the server has answered.
 * A lost answer leaves the envelope where it is: trying again sends the same one under the same id.
 */
import { ask } from "../shell/confirm.js";
import { alertNow } from "../shell/announce.js";
import { remember } from "./keeping.js";
import { envelopeOf, newTracker } from "./sealing.js";

/** What is sent: never the choice, always of one length. */
export function whatIsSent(form, envelope) {
  const value = (name) => form.elements[name]?.value ?? "";
  return new URLSearchParams({
    csrf_token: value("csrf_token"), command_id: value("command_id"), voter_key: value("voter_key"), envelope,
  });
}

function say(form, words) {
  const place = form.querySelector("[data-answer]");
  place.textContent = words;
  place.hidden = words === "";
}

function sayMissing(form) {
  const error = form.querySelector("[data-choice-error]");
  error.querySelector("[data-error]").textContent = form.dataset.saysMissing;
  error.hidden = false;
  error.focus();
}

async function send(form, sealed) {
  const button = form.querySelector('[type="submit"]');
  button.setAttribute("aria-disabled", "true");
  say(form, form.dataset.saysSending);
  try {
    const answer = await fetch(form.dataset.sealing, {
      method: "POST", body: whatIsSent(form, sealed.envelope), headers: { Accept: "application/json" }, redirect: "error",
    });
    const told = await answer.json();
    if (!answer.ok) return refused(form, button, told.refused);
    remember(form.dataset.ballot, form.elements.voter_key.value, { tracker: sealed.tracker, receipt: told.receipt });
    location.assign(form.dataset.done);
  } catch {
    button.removeAttribute("aria-disabled");
    button.textContent = form.dataset.saysAgain;
    say(form, form.dataset.saysLost);
    alertNow(form.dataset.saysLost);
  }
}

function refused(form, button, words) {
  button.removeAttribute("aria-disabled");
  say(form, words);
  alertNow(words);
}

/** Take over a form that would send its choice open. */
export function startCasting(form) {
  let sealed = null;
  form.addEventListener("submit", async (event) => {
    event.preventDefault();
    if (form.querySelector('[type="submit"]').getAttribute("aria-disabled") === "true") return;
    if (sealed) return send(form, sealed);
    const chosen = form.querySelector('input[name="choice"]:checked');
    if (!chosen) return sayMissing(form);
    const words = chosen.closest("label").querySelector("[data-choice-words]").textContent.trim();
    if (!(await ask(`${form.dataset.saysAsk} ${words}`, form.dataset.saysYes))) return;
    const tracker = newTracker();
    const { ballot, bind, paddedTo, publicKey } = form.dataset;
    const envelope = envelopeOf(
      { ballot: Number(ballot), bind, choice: chosen.value, tracker, paddedTo: Number(paddedTo) }, publicKey);
    sealed = { tracker, envelope };
    chosen.checked = false;
    for (const radio of form.querySelectorAll('input[name="choice"]')) radio.disabled = true;
    await send(form, sealed);
  });
  // The page that comes back from the browser's memory must not show what was chosen.
  addEventListener("pageshow", (event) => { if (event.persisted) location.reload(); });
}
