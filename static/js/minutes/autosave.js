/**
 * The editor of a record saves by itself a few seconds after the last key, over the same form and the same verb as
 * the button. What it may not save (somebody changed the same line) it leaves to the button, whose page shows both.
 */

import { newId } from "../rooms/outbox.js";
import { part } from "../shell/part.js";

const QUIET_MS = 4000;

/** What a form sends now, to be saved without a page. @param {HTMLFormElement} form @param {string} id */
export function quietly(form, id) {
  const body = new FormData(form);
  body.set("then", "quiet");
  body.set("command_id", id);
  body.delete("added");
  return body;
}

/** Carry on from what was saved: the new revision and marks; a field typed in meanwhile keeps what was typed.
 * @param {HTMLFormElement} form @param {{revision: number, bases: Record<string, string>}} saved @param {FormData} sent */
export function carryOn(form, saved, sent) {
  form.elements.revision.value = String(saved.revision);
  for (const field of form.querySelectorAll("textarea[name^=line_]")) {
    const id = field.name.slice("line_".length);
    const base = form.elements[`base_${id}`];
    const changed = sent.get(`line_${id}`) !== field.defaultValue;
    if (!base || !changed || !saved.bases[id]) continue;
    base.value = saved.bases[id];
    field.dataset.draftFrom = saved.bases[id];
    field.defaultValue = String(sent.get(`line_${id}`));
  }
}

/** Whether a line stands otherwise than it was saved. @param {HTMLFormElement} form */
export function isChanged(form) {
  return [...form.querySelectorAll("textarea[name^=line_]")].some((field) => field.value !== field.defaultValue);
}

/** @param {HTMLFormElement} form */
function start(form) {
  const note = part("[data-autosave-note]", form);
  let timer = 0;
  let stopped = false;
  let saving = false;

  async function save() {
    if (stopped || saving || !isChanged(form)) return;
    saving = true;
    const sent = quietly(form, newId());
    try {
      const answer = await fetch(form.action, { method: "POST", body: sent, headers: { Accept: "application/json" } });
      if (!answer.ok || !answer.headers.get("content-type")?.includes("json")) throw new Error("not saved");
      const saved = await answer.json();
      carryOn(form, saved, sent);
      note.textContent = saved.said;
    } catch {
      stopped = true;
      note.textContent = form.dataset.autosave ?? "";
    }
    saving = false;
    if (!stopped && isChanged(form)) later();
  }

  function later() {
    clearTimeout(timer);
    timer = setTimeout(save, QUIET_MS);
  }

  form.addEventListener("input", later);
  form.addEventListener("submit", () => {
    stopped = true;
  });
}

if (typeof document !== "undefined") document.querySelectorAll("form[data-autosave]").forEach((form) => start(form));
