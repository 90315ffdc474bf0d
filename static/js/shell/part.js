/** A part that a page carries for its module: where it is missing the template is at fault, and the console names it. */

/**
 * @template {Element} [E=HTMLElement]
 * @param {string} selector @param {ParentNode} root
 * @returns {E}
 */
export function part(selector, root = document) {
  const found = root.querySelector(selector);
  if (!found) throw new Error(`this page has no ${selector}`);
  return /** @type {E} */ (/** @type {unknown} */ (found));
}
