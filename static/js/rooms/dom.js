/** Nodes by name, and the page brought to what is wanted without touching what somebody has in hand. */

const SVG = "http://www.w3.org/2000/svg";

/**
 * An element: h("p.small.muted", {lang: "en"}, "text", child, null). Attributes that are null or false are left out.
 * @param {string} name tag with classes
 * @param {...any} children
 */
export function h(name, attributes = {}, ...children) {
  const [tag, ...classes] = name.split(".");
  return build(document.createElement(tag), classes, attributes, children);
}

/** The same in a drawing. @param {string} name @param {...any} children */
export function drawn(name, attributes = {}, ...children) {
  return build(document.createElementNS(SVG, name), [], attributes, children);
}

/** @param {any} node @param {string[]} classes @param {Record<string, any>} attributes @param {any[]} children */
function build(node, classes, attributes, children) {
  if (classes.length) node.setAttribute("class", classes.join(" "));
  for (const [key, value] of Object.entries(attributes)) {
    if (value !== null && value !== false && value !== undefined) node.setAttribute(key, value === true ? "" : value);
  }
  node.append(...children.flat().filter((child) => child !== null && child !== undefined && child !== ""));
  return node;
}

// --- what somebody has in hand --------------------------------------------------------------------

const TICKED = new Set(["radio", "checkbox"]);
const NOT_TYPED = new Set(["hidden", "submit", "button", "image", "reset"]);

/** @param {any} field */
function typed(field) {
  if (NOT_TYPED.has(field.type) || field.tagName === "BUTTON" || field.tagName === "FIELDSET") return false;
  if (TICKED.has(field.type)) return field.checked !== field.defaultChecked;
  if (field.tagName === "SELECT") return [...field.options].some((o, i) => o.selected !== (o.defaultSelected || (i === 0 && noDefault(field))));
  return field.value !== field.defaultValue;
}

/** @param {HTMLSelectElement} select */
const noDefault = (select) => ![...select.options].some((option) => option.defaultSelected);

/**
 * Whether a form is being filled in: the cursor is in it, or it holds words of the reader.
 * @param {HTMLFormElement} form
 */
export function inProgress(form) {
  const here = document.activeElement;
  const writing = form.contains(here) && ["INPUT", "TEXTAREA", "SELECT"].includes(here?.tagName ?? "");
  return writing || [...form.elements].some(typed);
}

/** @param {any} node */
const kept = (node) => node.nodeType === 1
  && (node.hasAttribute("data-hold") || (node.tagName === "FORM" && inProgress(node)));

/** @param {any} node */
const holdsOne = (node) => node.nodeType === 1
  && (kept(node) || [...node.querySelectorAll("form, [data-hold]")].some(kept));

// --- patching -------------------------------------------------------------------------------------

/** @param {any} node */
const blank = (node) => node.nodeType === 3 && !node.data.trim();
/** @param {any} node */
const keyOf = (node) => (node.nodeType === 1 ? node.getAttribute("data-key") : null);
/** @param {string} name */
const isState = (name) => name.startsWith("is-");
/** @param {any} node */
const kindOf = (node) => node.dataset?.command ?? [...(node.classList ?? [])].find((name) => !isState(name)) ?? "";
/**
 * The same thing, perhaps in another state: a key says so; without one, a form of another command or a block of
 * another kind is another thing.
 * @param {any} a @param {any} b
 */
const alike = (a, b) => a.nodeName === b.nodeName && keyOf(a) === keyOf(b)
  && (keyOf(a) !== null || kindOf(a) === kindOf(b));

/**
 * Make the children of `parent` what is wanted, keeping nodes by their data-key. A form in progress and anything
 * with data-hold is left alone; a list that has the focus keeps its order until the focus has gone.
 * @param {Element} parent @param {Node[]} wanted @param {(list: Element) => void} [deferred]
 */
export function patchChildren(parent, wanted, deferred = () => {}) {
  const there = [...parent.childNodes].filter((node) => !blank(node) || node.remove());
  const asked = wanted.filter((node) => !blank(node));
  if (waits(parent, there, asked)) return deferred(parent);
  const free = new Set(there);
  const settled = asked.map((want) => {
    const match = [...free].find((node) => alike(node, want));
    if (!match) return want;
    free.delete(match);
    patchNode(match, want, deferred);
    return match;
  });
  for (const node of free) if (!holdsOne(node)) node.remove();
  arrange(parent, settled);
}

/**
 * Put nodes in order with as few moves as can be; what stays because it is held stays where it is.
 * @param {Element} parent @param {Node[]} nodes
 */
function arrange(parent, nodes) {
  const among = new Set(nodes);
  let place = parent.firstChild;
  for (const node of nodes) {
    while (place && !among.has(place)) place = place.nextSibling;
    if (node === place) place = place.nextSibling;
    else parent.insertBefore(node, place);
  }
}

/** @param {Element} parent @param {any[]} there @param {any[]} wanted */
function waits(parent, there, wanted) {
  if (!parent.hasAttribute?.("data-list") || !parent.contains(document.activeElement)) return false;
  /** @param {Node[]} nodes */
  const order = (nodes) => nodes.map(keyOf).filter(Boolean).join();
  return order(there) !== order(wanted);
}

/** @param {any} node @param {any} want @param {(list: Element) => void} deferred */
function patchNode(node, want, deferred) {
  if (node.nodeType === 3) {
    if (node.data !== want.data) node.data = want.data;
    return;
  }
  if (node.nodeType !== 1 || kept(node)) return;
  patchAttributes(node, want);
  if (node.tagName === "TEXTAREA") {
    if (node.defaultValue !== want.defaultValue) node.defaultValue = want.defaultValue;
    return;
  }
  patchChildren(node, [...want.childNodes], deferred);
}

// What the reader or the shell sets on a node is theirs: an opened part, a button that is on its way.
const THEIRS = new Set(["open", "aria-busy", "aria-pressed"]);

/** @param {any} node @param {any} want */
function patchAttributes(node, want) {
  for (const { name } of [...node.attributes]) {
    if (!want.hasAttribute(name) && !THEIRS.has(name)) node.removeAttribute(name);
  }
  for (const { name, value } of [...want.attributes]) {
    if (!THEIRS.has(name) && node.getAttribute(name) !== value) node.setAttribute(name, value);
  }
  if (node.tagName === "INPUT" && node.type === "hidden" && node.value !== want.value) node.value = want.value;
}
