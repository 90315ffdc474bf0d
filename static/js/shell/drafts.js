/**
 * Typed words are never lost: a form with data-draft="key" keeps what is typed in this browser and puts it
 * back where the server sent the field empty. The page after a successful submit clears it with
 * <meta name="draft-done" content="key">; content="*" (on signing out) clears every draft.
 * Left out: passwords, files, hidden fields and anything with data-draft-skip.
 * A field that the server sends filled carries data-draft-from="mark of that text": what was changed in it is kept
 * with the mark, and put back only over the same text.
 */
import { rootPath } from "./root_path.js";

/** A rehearsal's drafts are its own: neither is shown, nor dropped, with the real ones. */
const PREFIX = `${rootPath()}consult.draft.`;
const KEEP_MS = 14 * 24 * 3600 * 1000;
const SAVE_AFTER_MS = 300;
const LEFT_OUT = new Set(["password", "hidden", "file", "submit", "button", "image", "reset"]);

/** @param {HTMLFormElement} form @returns {Field[]} */
export function keptFields(form) {
  return /** @type {Field[]} */ ([...form.elements]).filter(
    (field) => field.name && !LEFT_OUT.has(field.type) && !("draftSkip" in (field.dataset ?? {})),
  );
}

/** Fields that are ticked rather than typed. @param {Field} field */
function ticked(field) {
  return field.type === "radio" || field.type === "checkbox";
}

/** Whether what stands in a field is an edition of a text that the server sent. @param {Field} field */
function edits(field) {
  return "draftFrom" in (field.dataset ?? {});
}

/** Whether a field holds something of the reader's own. @param {Field} field */
function isFilled(field) {
  if (edits(field)) return field.value !== field.defaultValue;
  if (ticked(field)) return field.checked;
  if (field.type === "select-one") return Number(field.selectedIndex) > 0;
  return field.value !== "";
}

/**
 * What a form holds now, as name → list of values; null when nothing has been typed.
 * @param {HTMLFormElement} form
 */
export function read(form) {
  /** @type {Record<string, string[]>} */
  const values = {};
  for (const field of keptFields(form)) {
    if (isFilled(field)) (values[field.name] ??= []).push(field.value);
    if (isFilled(field) && edits(field)) values[field.name].push(field.dataset.draftFrom ?? "");
  }
  return Object.keys(values).length ? values : null;
}

/**
 * Put kept values back where the server sent nothing.
 * @param {HTMLFormElement} form @param {Record<string, string[]>} values
 * @returns {number} how many fields were filled
 */
export function restore(form, values) {
  const fields = keptFields(form);
  const chosen = new Set(fields.filter((f) => ticked(f) && f.checked).map((f) => f.name));
  let filled = 0;
  for (const field of fields) {
    const kept = values[field.name];
    if (!kept) continue;
    if (ticked(field)) {
      if (chosen.has(field.name) || !kept.includes(field.value)) continue;
      field.checked = true;
    } else {
      if (isFilled(field) || (edits(field) && kept[1] !== field.dataset.draftFrom)) continue;
      field.value = kept[0];
    }
    filled += 1;
  }
  return filled;
}

/**
 * Drafts in a Storage. A storage that is full, forbidden or holds nonsense is as good as none.
 * @param {Pick<Storage, "getItem" | "setItem" | "removeItem">} storage @param {() => number} now
 */
export function makeStore(storage, now = Date.now) {
  /** @template T @param {() => T} run @param {T} [otherwise] @returns {T} */
  const quietly = (run, otherwise) => {
    try { return run(); } catch { return /** @type {T} */ (otherwise); }
  };
  /** @param {string} key */
  const drop = (key) => quietly(() => storage.removeItem(PREFIX + key));
  const keys = () => quietly(() => Object.keys(storage), [])
    .filter((/** @type {string} */ key) => key.startsWith(PREFIX)).map((/** @type {string} */ key) => key.slice(PREFIX.length));
  /** @param {string} key */
  function load(key) {
    const kept = quietly(() => JSON.parse(storage.getItem(PREFIX + key) ?? "null"), null);
    if (!kept || typeof kept !== "object" || typeof kept.values !== "object") return null;
    if (now() - kept.at > KEEP_MS) { drop(key); return null; }
    return kept.values;
  }
  /** @param {string} key @param {any} values */
  function save(key, values) {
    if (values === null) drop(key);
    else quietly(() => storage.setItem(PREFIX + key, JSON.stringify({ at: now(), values })));
  }
  return { load, save, drop, clear: () => keys().forEach(drop), tidy: () => keys().forEach(load) };
}

function storageOfBrowser() {
  try { return window.localStorage; } catch { return { getItem: () => null, setItem() {}, removeItem() {} }; }
}

/** @param {HTMLFormElement} form @param {() => void} onDrop */
function showNote(form, onDrop) {
  const note = form.querySelector("[data-draft-note]");
  if (!note) return;
  note.hidden = false;
  note.querySelector("[data-draft-drop]")?.addEventListener("click", () => {
    onDrop();
    note.hidden = true;
  });
}

/** @param {HTMLFormElement} form @param {ReturnType<typeof makeStore>} store @param {string} key @param {Field[]} restored */
function forget(form, store, key, restored) {
  store.drop(key);
  for (const field of restored) {
    if (ticked(field)) field.checked = false;
    else if (field.type === "select-one") field.selectedIndex = 0;
    else field.value = field.defaultValue;
    field.dispatchEvent(new Event("input", { bubbles: true }));
  }
  store.drop(key);
}

/** @param {HTMLFormElement} form @param {ReturnType<typeof makeStore>} store */
function keep(form, store) {
  const key = form.dataset.draft ?? "";
  const before = new Map(keptFields(form).map((f) => [f, ticked(f) ? f.checked : f.value]));
  const values = store.load(key);
  if (values && restore(form, values)) {
    const restored = keptFields(form).filter((f) => before.get(f) !== (ticked(f) ? f.checked : f.value));
    restored.forEach((f) => f.dispatchEvent(new Event("input", { bubbles: true })));
    showNote(form, () => forget(form, store, key, restored));
  }
  let timer = 0;
  const save = () => { clearTimeout(timer); store.save(key, read(form)); };
  form.addEventListener("input", () => { clearTimeout(timer); timer = setTimeout(save, SAVE_AFTER_MS); });
  form.addEventListener("change", save);
  form.addEventListener("submit", save);
  document.addEventListener("visibilitychange", () => { if (document.hidden && timer) save(); });
}

/** @param {Document} root */
export function startDrafts(root = document) {
  const store = makeStore(storageOfBrowser());
  for (const done of root.querySelectorAll('meta[name="draft-done"]')) {
    if (done.content === "*") store.clear();
    else done.content.split(" ").filter(Boolean).forEach(store.drop);
  }
  store.tidy();
  for (const form of root.querySelectorAll("form[data-draft]")) keep(form, store);
}
