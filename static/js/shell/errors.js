/** The list of what must be mended takes the focus; each line leads into its field. */

/** @param {Document} root */
export function startErrors(root = document) {
  const list = root.querySelector("[data-focus]");
  if (!list) return;
  list.focus();
  list.addEventListener("click", (event) => {
    const link = /** @type {HTMLAnchorElement | null} */ (/** @type {Element} */ (event.target).closest('a[href^="#"]'));
    const field = link && root.getElementById(link.hash.slice(1));
    if (!field) return;
    event.preventDefault();
    field.scrollIntoView({ block: "center" });
    field.focus({ preventScroll: true });
  });
}
