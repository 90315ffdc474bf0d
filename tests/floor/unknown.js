export const last = [1].at(-1);
export const own = Object.hasOwn({}, "a");
export const copy = structuredClone({});
export const id = crypto.randomUUID();
export const found = [1].findLast(Boolean);
export const sorted = [1].toSorted();
export const grouped = Object.groupBy([], String);
export const soon = Promise.withResolvers();
export const many = new Set().union(new Set());
export const stopping = AbortSignal.timeout(1);
export const either = AbortSignal.any([]);
export const weak = new WeakRef({});
export const words = new Intl.Segmenter("zh");
export const pressed = (event) => event.submitter;
export const sent = (form) => form.requestSubmit();
export const shown = (dialog) => dialog.showModal();
export const popped = (node) => node.showPopover();
export const seen = (node) => node.checkVisibility();
export const stilled = (node) => { node.inert = true; };
export const parsed = (text) => URL.canParse(text);
export const well = (text) => text.isWellFormed();
await Promise.resolve();
export class Private { #one = 1; two() { return this.#one; } }
export class Field { one = 1; }
export class Block { static { last(); } }
export const indices = /a/d;
export const sets = /[a--b]/v;
export const caused = new Error("a", { cause: 1 });
