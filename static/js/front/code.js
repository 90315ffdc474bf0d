/**
 * A code that was scanned stands behind the # of the address, which no server and no log on the way ever sees. It is
 * put into the field, and taken out of the address so that it is in no history and in no picture of the screen.
 */

/** What stands behind the #, if it may be a code. @param {string} hash */
export function codeIn(hash) {
  const code = hash.slice(1).replace(/[^0-9A-Za-z]/g, "").toUpperCase();
  return code.length === 12 && !hash.includes("%") ? code.replace(/(.{4})(?=.)/g, "$1-") : "";
}

const field = typeof document === "undefined" ? null : /** @type {HTMLInputElement | null} */ (document.querySelector("[data-code]"));
const code = field ? codeIn(location.hash) : "";
if (field && code) {
  field.value = code;
  history.replaceState(null, "", location.pathname + location.search);
}
