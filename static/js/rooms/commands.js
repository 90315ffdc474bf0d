/**
 * Forms with data-command go over the socket: sent with an id of their own, shown as on their way, and answered with
 * what the server said. A page that never had a line leaves the form to the browser, which posts it.
 */
import { toast } from "../shell/toasts.js";
import { alertNow } from "../shell/announce.js";
import { submitterOf } from "../shell/pressed.js";
import { h } from "./dom.js";
import { sayField, sayRefusal } from "./words.js";

const MACHINERY = new Set(["csrf_token", "command_id", "next", "draft"]);
// A button that changes its words under a finger waits a moment before it is pressed again.
const SETTLE_MS = 600;
const CHANGES_ITS_BUTTON = new Set(["give_floor", "end_turn", "put_to_vote"]);
/** So long a press right after another one is taken for its echo, not for the step that was drawn in its place. */
const ECHO_MS = 350;
/** @type {{name: string, part: Element | null, at: number}} */
const NO_PRESS = { name: "", part: null, at: -ECHO_MS };

/** Whether a form asks nothing: it is one button, or a few. @param {HTMLFormElement} form */
function isOneButton(form) {
  return /** @type {Field[]} */ ([...form.elements]).every((field) => field.type === "hidden" || field.type === "submit");
}

/**
 * What a second press must wait for: the form, or, where many buttons share one form, the button alone.
 * @param {HTMLFormElement} form @param {HTMLElement | null} submitter
 */
function whatIsHeld(form, submitter) {
  return submitter && !form.contains(submitter) ? submitter : form;
}

/**
 * What a form says, without its machinery, with the button that was pressed.
 * @param {HTMLFormElement} form @param {HTMLButtonElement | null} submitter
 */
export function argumentsOf(form, submitter) {
  const given = new FormData(form);
  if (submitter?.name) given.append(submitter.name, submitter.value);
  return Object.fromEntries([...given].filter(([name]) => !MACHINERY.has(name)));
}

/**
 * @param {{outbox: () => Outbox, ready: () => boolean, say: Say, moments: Moments,
 *          done?: (name: string, answer: Data) => void}} parts
 *   ready says whether there ever was a line; done is told of everything that was carried out
 */
export function makeCommands({ outbox, ready, say, moments, done = () => {} }) {
  /** @type {Map<string, {form: HTMLFormElement, submitter: HTMLButtonElement | null}>} by the command's id */
  const forms = new Map();

  let last = NO_PRESS;

  /** @param {any} event */
  async function submitted(event) {
    const form = event.target;
    const submitter = submitterOf(event);
    const name = submitter?.dataset.command ?? form.dataset.command;
    if (!name || !ready()) return;
    event.preventDefault();
    const pressed = whatIsHeld(form, submitter);
    const now = { name, part: form.closest("[data-part]"), at: event.timeStamp };
    const oneButton = isOneButton(form);
    if (pressed.dataset.sending !== undefined || (oneButton && echoes(now))) return;
    last = oneButton ? now : NO_PRESS;
    pressed.dataset.sending = "";
    submitter?.setAttribute("aria-busy", "true");
    answerIn(form, say(name === "cast_vote" ? "vote.sent" : "sending"));
    const id = await outbox().add(name, argumentsOf(form, submitter));
    if (pressed.dataset.sending !== undefined) forms.set(id, { form, submitter });
  }

  /**
   * Whether a press comes so soon after another in the same part that it was meant for what stood there before.
   * @param {{name: string, part: Element | null, at: number}} now
   */
  function echoes(now) {
    return now.part !== null && now.part === last.part && now.name !== last.name && now.at - last.at < ECHO_MS;
  }

  /**
   * The form an answer belongs to: the one that was sent, or after a reload the one of its kind.
   * @param {Entry} entry
   */
  function formOf(entry) {
    const known = forms.get(entry.id);
    forms.delete(entry.id);
    if (known) return known;
    const alike = [...document.querySelectorAll(/** @type {`form[${string}]`} */ (`form[data-command="${entry.name}"]`))];
    const form = alike.find((one) => ["ballot_id", "voter_key", "turn_id", "hand_id", "person_id"].every(
      (field) => !(field in entry.args) || one.elements[field]?.value === entry.args[field]));
    return { form: form ?? null, submitter: /** @type {HTMLButtonElement | null} */ (form?.querySelector('button[type="submit"]') ?? null) };
  }

  /** @param {Entry} entry @param {Answer} answer */
  function told(entry, answer) {
    const { form, submitter } = formOf(entry);
    const release = () => {
      if (form) delete whatIsHeld(form, submitter).dataset.sending;
      submitter?.removeAttribute("aria-busy");
    };
    if (answer.ok) {
      succeeded(entry, answer.answer, form);
      if (CHANGES_ITS_BUTTON.has(entry.name)) setTimeout(release, SETTLE_MS);
      else release();
      return done(entry.name, answer.answer ?? {});
    }
    release();
    failed(entry, answer, form);
  }

  /** Nothing came back for a vote: it waits here, and will not count twice. @param {Entry} entry */
  function unanswered(entry) {
    const form = forms.get(entry.id)?.form;
    if (entry.name === "cast_vote" && form) answerIn(form, say("vote.waiting"));
  }

  /** @param {Entry} entry @param {Data | undefined} answer @param {HTMLFormElement | null} form */
  function succeeded(entry, answer, form) {
    if (entry.name === "cast_vote") return recorded(entry, form);
    if (form) received(form, entry);
    const key = `said.${entry.name}`;
    if (say(key) !== key) toast(say(key, answer ?? {}));
  }

  /** @param {Entry} entry @param {HTMLFormElement | null} form */
  function recorded(entry, form) {
    if (!form) return;
    for (const radio of form.querySelectorAll('[name="choice"]')) radio.defaultChecked = radio.checked = radio.value === entry.args.choice;
    const button = form.querySelector("[data-again]");
    if (button) button.textContent = button.dataset.again ?? "";
    const words = form.querySelector(`[value="${entry.args.choice}"]`)?.closest("label")?.textContent.trim() ?? "";
    answerIn(form, say("vote.recorded", { choice: words }), "done");
    alertNow(say("vote.recorded", { choice: words }));
  }

  /** @param {Entry} entry @param {Answer} answer @param {HTMLFormElement | null} form */
  function failed(entry, answer, form) {
    const why = answer.expired ? say("expired") : sayRefusal(say, answer.refused ?? { code: "failed" }, moments);
    const words = entry.name === "cast_vote" ? say("vote.failed", { why }) : why;
    const fields = answer.refused?.facts?.fields;
    if (!answerIn(form, fields ? named(form, fields, words) : words, "wrong")) toast(words);
    alertNow(words);
  }

  /**
   * "您的意见：这一项要填。" for each field.
   * @param {HTMLFormElement | null} form @param {Record<string, string>} fields @param {string} otherwise
   */
  function named(form, fields, otherwise) {
    if (!form) return otherwise;
    return Object.entries(fields).map(([name, problem]) => {
      const label = labelOf(form, name);
      return label ? `${label}${document.documentElement.lang === "en" ? ": " : "："}${sayField(say, problem)}` : sayField(say, problem);
    }).join(document.documentElement.lang === "en" ? " " : "");
  }

  return { told, unanswered, start: () => document.addEventListener("submit", submitted, { capture: true }) };
}

/** @param {HTMLFormElement} form @param {string} name */
function labelOf(form, name) {
  const field = form.elements[name];
  const one = field instanceof RadioNodeList ? field[0] : field;
  if (!one) return "";
  if (one.type === "radio") return one.closest("fieldset")?.querySelector("legend")?.textContent.trim() ?? "";
  return one.labels?.[0]?.firstChild?.textContent.trim() ?? "";
}

/**
 * Write beside a form what became of it; false where it has no place for that.
 * @param {HTMLFormElement | null | undefined} form @param {string} words
 */
export function answerIn(form, words, kind = "") {
  const place = form?.querySelector("[data-answer]");
  if (!place || !form?.isConnected) return false;
  place.hidden = false;
  place.className = `answer${kind ? ` answer--${kind}` : ""}`;
  place.replaceChildren(h("span", {}, words));
  return true;
}

/**
 * The fields in which something else stands by now than was sent: typed while the answer was on its way.
 * @param {HTMLFormElement} form @param {Data} args
 */
function typedSince(form, args) {
  return [...form.querySelectorAll("textarea, input[type=text]")].filter(
    (field) => field.name in args && field.value.trim() !== "" && field.value.trim() !== String(args[field.name]).trim());
}

/**
 * What was typed has arrived: it is no longer a draft. Notes stay to be written on; the rest is cleared, but for
 * what was typed since.
 * @param {HTMLFormElement} form @param {Entry} entry
 */
function received(form, { name, args }) {
  const since = typedSince(form, args).map((field) => ({ field, words: field.value }));
  if (name === "note_turn") for (const field of form.querySelectorAll("textarea")) field.defaultValue = field.value;
  else form.reset();
  for (const { field, words } of since) field.value = words;
  for (const field of form.querySelectorAll("[data-count]")) field.dispatchEvent(new Event("input", { bubbles: true }));
  for (const { field } of since) field.dispatchEvent(new Event("input", { bubbles: true }));
  form.dispatchEvent(new Event("change", { bubbles: true }));
  const place = form.querySelector("[data-answer]");
  if (place) place.hidden = true;
  if (!since.length) form.closest("details.fold, details.raise, details.rowacts")?.removeAttribute("open");
}
