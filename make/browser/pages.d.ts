// What tsc has to know of our pages: which kind of element a selector finds, and what vendor files set.

/** A field of a form, whatever it is; what only one kind has is asked for by its type. */
type Field = HTMLInputElement & { options?: HTMLOptionsCollection, selectedIndex?: number };

interface ParentNode {
  querySelector<K extends keyof HTMLElementTagNameMap>(selectors: K): HTMLElementTagNameMap[K] | null;
  querySelector(selectors: `form[${string}]`): HTMLFormElement | null;
  querySelector(selectors: `[${string}form="${string}"]` | `[name${string}]` | `[type${string}]` | `input[${string}`): Field | null;
  querySelector<E extends Element = HTMLElement>(selectors: string): E | null;
  querySelectorAll<K extends keyof HTMLElementTagNameMap>(selectors: K): NodeListOf<HTMLElementTagNameMap[K]>;
  querySelectorAll(selectors: `form[${string}]`): NodeListOf<HTMLFormElement>;
  querySelectorAll(selectors: `meta[${string}]`): NodeListOf<HTMLMetaElement>;
  querySelectorAll(selectors: `progress[${string}]`): NodeListOf<HTMLProgressElement>;
  querySelectorAll(selectors: `textarea${string}` | `input[${string}` | `[name${string}]` | "[data-count]"): NodeListOf<Field>;
  querySelectorAll<E extends Element = HTMLElement>(selectors: string): NodeListOf<E>;
}

/** Fields of a form by name. */
interface HTMLFormControlsCollection {
  [name: string]: any;
}

/** Set by vendor/nacl-fast.min.js. */
declare var nacl: any;
