/** Live character counts beside long fields: <textarea data-count="id" data-limit="200">. */

/**
 * How many characters the server will count: a line break is one, and so is an emoji.
 * @param {string} text
 */
export function lengthOf(text) {
  return [...text.replace(/\r\n?/g, "\n")].length;
}

/**
 * The sentence beside the field.
 * @param {number} n @param {number} limit @param {{within: string, over: string}} words
 */
export function countWords(n, limit, words) {
  const pattern = n > limit ? words.over : words.within;
  return pattern.replace("{n}", String(n)).replace("{limit}", String(limit)).replace("{over}", String(n - limit));
}

/** @param {Field} field @param {HTMLElement} place */
function show(field, place) {
  const n = lengthOf(field.value);
  const limit = Number(field.dataset.limit);
  place.textContent = countWords(n, limit, { within: place.dataset.within ?? "", over: place.dataset.over ?? "" });
  place.classList.toggle("is-over", n > limit);
}

/** @param {ParentNode} root */
export function startCounts(root = document) {
  for (const field of root.querySelectorAll("[data-count]")) {
    const place = document.getElementById(field.dataset.count ?? "");
    if (!place) continue;
    field.addEventListener("input", () => show(field, place));
    if (field.value) show(field, place);
  }
}
