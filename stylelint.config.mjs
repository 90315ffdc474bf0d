/** stylelint: what Chrome 86 or Safari 14 does not know, by two sources (caniuse and MDN), and plain mistakes. */
import floor from "./make/browser/floor_of_styles.mjs";

/** An improvement only, or told apart better by floor/known, which sees fallbacks and guards. */
const LEFT_TO_OUR_OWN = [
  "css-color-adjust", "css-container-queries", "css-focus-visible", "css-has", "css-logical-props", "css-not-sel-list",
  "css-paged-media", "css-resize", "css-scrollbar", "css-selection", "css-text-align-last", "css3-cursors", "flexbox-gap",
  "text-size-adjust", "viewport-unit-variants",
];

export default {
  plugins: ["stylelint-no-unsupported-browser-features", floor],
  rules: {
    "floor/known": true,
    "plugin/no-unsupported-browser-features": [true, { ignorePartialSupport: true, ignore: LEFT_TO_OUR_OWN }],
    "color-no-invalid-hex": true,
    "declaration-block-no-shorthand-property-overrides": true,
    "function-calc-no-unspaced-operator": true,
    "property-no-unknown": true,
    "selector-pseudo-class-no-unknown": true,
    "selector-pseudo-element-no-unknown": true,
    "unit-no-unknown": true,
  },
};
