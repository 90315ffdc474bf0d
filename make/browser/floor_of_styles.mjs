/** A stylelint rule: nothing that some browser of the floor does not know stands alone: a fallback before it, or a guard. */
import { readFileSync } from "node:fs";
import stylelint from "stylelint";
import { css, isKnown, sinceWhen } from "./floor.mjs";

const NAME = "floor/known";
const properties = css.properties;
const atRules = css["at-rules"];
/** What is only an improvement: where it is not known the page is as good, a little less fine. */
const FINE = new Set([
  "cursor", "resize", "font-kerning", "break-after",
  "text-wrap", "text-spacing-trim", "text-autospace", "text-underline-offset", "text-decoration-thickness", "text-size-adjust",
  "text-align-last", "scroll-padding-top", "scroll-padding-bottom", "scroll-margin-top", "scroll-margin-bottom",
  "scrollbar-width", "field-sizing", "forced-color-adjust", "print-color-adjust", "paint-order", "container-type", "mask",
]);
const FINE_PARTS = new Set([":focus-visible", "::selection", "::backdrop", "::-moz-progress-bar", "@page"]);
const { length } = css.types;
const lengths = { ...length };
for (const unit of ["cqw", "cqh", "cqi", "cqb", "cqmin", "cqmax"]) lengths[unit] = length.container_query_length_units;
for (const [size, group] of [["d", "dynamic"], ["l", "large"], ["s", "small"]]) {
  for (const unit of ["vw", "vh", "vi", "vb", "vmin", "vmax"]) lengths[size + unit] = length[`viewport_percentage_units_${group}`];
}
/** Rows whose parts stand apart by a margin where `gap` in a row is not known. */
const ROWS = readFileSync(new URL("../../static/css/gaps.css", import.meta.url), "utf8");
const message = stylelint.utils.ruleMessages(NAME, {
  alone: (what, since) => `${what} is not known to every browser we serve (${since}): put a fallback before it, or a guard around it.`,
});

/** The conditions of every @supports around a node, as one text. */
function guards(node) {
  const found = [];
  for (let up = node.parent; up; up = up.parent) if (up.name === "supports") found.push(up.params);
  return found.join(" ");
}

/** Units and functions of a value, with what the data says of them. */
function parts(value) {
  const plain = value.replace(/"[^"]*"|'[^']*'|var\([^()]*\)/g, "");
  const units = [...plain.matchAll(/(?:^|[\s(,*/+-])-?[\d.]+([a-z]+)\b/gi)].map(([, unit]) => [unit, lengths[unit]]);
  const calls = [...plain.matchAll(/([\w-]+)\(/g)].map(([, name]) => [`${name}()`, css.types[name] ?? css.types.color[name]]);
  return [...units, ...calls].filter(([, entry]) => entry);
}


/** What a declaration needs that is not known: [what, entry], or null. */
function missingIn({ prop, value }) {
  const entry = properties[prop];
  if (entry && !isKnown(entry)) return [prop, entry];
  const words = value.replace(/"[^"]*"|\([^()]*\)/g, "").split(/[\s,/]+/);
  const unknown = words.find((word) => !isKnown(entry?.[word]));
  if (unknown) return [`${prop}: ${unknown}`, entry[unknown]];
  return parts(value).find(([, one]) => !isKnown(one)) ?? null;
}

/** Whether an earlier declaration of the same thing, in the same rule, is known. */
function hasFallback(decl) {
  const { prop } = decl;
  for (let one = decl.prev(); one; one = one.prev()) {
    const same = one.type === "decl" && [prop, `-webkit-${prop}`].includes(one.prop);
    if (same && (one.prop !== prop || !missingIn(one))) return true;
  }
  return false;
}

/** A row with gaps that has no margins in gaps.css. */
function isBareRow(decl) {
  const beside = decl.parent.nodes.map((one) => `${one.prop}: ${one.value}`);
  if (!/^(row-|column-)?gap$/.test(decl.prop) || !beside.some((one) => /^display: (inline-)?flex$/.test(one))) return false;
  if (beside.includes("flex-direction: column")) return false;
  return decl.parent.selectors.some((selector) => !ROWS.includes(`${selector} > * + *`));
}

/** A flex row that is aligned by `start` or `end`, which only grids know at the floor. */
function isAlignedAsGrid(decl) {
  const isFlex = decl.parent.some?.((one) => one.prop === "display" && /^(inline-)?flex$/.test(one.value));
  return isFlex && /^(align-items|align-content|justify-content)$/.test(decl.prop) && /^(start|end)$/.test(decl.value);
}

/** The pseudo-classes and pseudo-elements of a selector that the data speaks of. */
function pseudosOf(selector) {
  const found = [...selector.matchAll(/::?([a-z-]+)/g)].map(([text, name]) => [text, css.selectors[name]]);
  return found.filter(([, entry]) => entry);
}

const rule = (primary) => (root, result) => {
  if (!primary) return;
  const tell = (node, [what, entry]) => stylelint.utils.report({
    ruleName: NAME, result, node, message: message.alone(what, sinceWhen(entry)),
  });
  root.walkAtRules((at) => {
    const entry = atRules[at.name];
    const guarded = at.name === "container" && guards(at).includes("container-type");
    if (!isKnown(entry) && !guarded && !FINE_PARTS.has(`@${at.name}`)) tell(at, [`@${at.name}`, entry]);
  });
  root.walkRules((one) => {
    if (one.parent.type === "rule") tell(one, ["a rule within a rule", css.selectors.nesting]);
    for (const [text, entry] of pseudosOf(one.selector)) {
      // A part that is fine by itself takes a whole list of selectors with it.
      const fine = FINE_PARTS.has(text) && one.selectors.length === 1;
      if (!isKnown(entry) && !fine && !guards(one).includes(text)) tell(one, [text, entry]);
    }
    if (/:not\([^()]*,/.test(one.selector)) tell(one, [":not() of a list", css.selectors.not.selector_list]);
  });
  root.walkDecls((decl) => {
    if (isAlignedAsGrid(decl)) tell(decl, [`${decl.prop}: ${decl.value} in a flex row`, properties[decl.prop].flex_context.start_end]);
    if (isBareRow(decl)) tell(decl, ["gap in a flex row that gaps.css does not have", properties.gap.flex_context]);
    if (FINE.has(decl.prop) || decl.prop.startsWith("-") || guards(decl).includes(decl.prop)) return;
    const missing = missingIn(decl);
    if (missing && !hasFallback(decl)) tell(decl, missing);
  });
};
rule.ruleName = NAME;
rule.messages = message;

export default stylelint.createPlugin(NAME, rule);
