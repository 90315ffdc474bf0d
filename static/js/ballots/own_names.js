/** What vendor/utils.js calls and browsers before Chrome 93 and Safari 15.4 do not have; imported before it. */

if (!("hasOwn" in Object)) {
  Object.defineProperty(Object, "hasOwn", {
    configurable: true, writable: true,
    value: (/** @type {object} */ thing, /** @type {PropertyKey} */ name) => Object.prototype.hasOwnProperty.call(thing, name),
  });
}
