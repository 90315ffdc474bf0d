/** What the oldest browsers we serve know, from MDN's compatibility data: package.json's `browserslist` says which. */
import { createRequire } from "node:module";

const require = createRequire(import.meta.url);
const data = require("@mdn/browser-compat-data");
const NAMES = { Chrome: "chrome", ChromeAndroid: "chrome_android", Safari: "safari", iOS: "safari_ios" };

/** Browser → oldest version: "Chrome >= 86" → chrome: 86. */
export const FLOOR = Object.fromEntries(require("../../package.json").browserslist.map((line) => {
  const [name, , version] = line.split(" ");
  return [NAMES[name], Number(version)];
}));

export const { css, api, javascript } = data;

const since = (version) => (typeof version === "string" ? Number.parseFloat(version.replace("≤", "")) : Infinity);
const plain = (one) => !one.prefix && !one.alternative_name && !one.flags;

/** Whether every browser of the floor knows a thing by its plain name; what the data does not speak of is known. */
export function isKnown(entry) {
  const support = entry?.__compat?.support;
  if (!support) return true;
  return Object.entries(FLOOR).every(([browser, version]) => {
    const told = [support[browser] ?? []].flat();
    return told.length === 0 || told.some((one) => plain(one) && since(one.version_added) <= version);
  });
}

/** From which version on, for a sentence: "Chrome 88, Safari 15". */
export function sinceWhen(entry) {
  const { chrome, safari } = entry.__compat.support;
  const first = (told) => [told].flat().find(plain)?.version_added || "none";
  return `Chrome ${first(chrome)}, Safari ${first(safari)}`;
}
