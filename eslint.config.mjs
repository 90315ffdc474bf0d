/** eslint: mistakes, and what Chrome 86 or Safari 14 does not know. */
import js from "@eslint/js";
import compat from "eslint-plugin-compat";
import esx from "eslint-plugin-es-x";
import globals from "globals";
import { known } from "./make/browser/floor_of_scripts.mjs";

const DOUBTFUL = {
  eqeqeq: "error", "no-var": "error", "prefer-const": "error", "no-implicit-globals": "error", "no-shadow": "error",
  "no-unused-vars": ["error", { argsIgnorePattern: "^_", varsIgnorePattern: "^_", destructuredArrayIgnorePattern: "^_" }],
};

export default [
  { ignores: ["build/**", "**/vendor/**", "node_modules/**", ".venv/**", "tests/floor/*.js"] },
  js.configs.recommended,
  { rules: DOUBTFUL, linterOptions: { reportUnusedDisableDirectives: "error" } },
  { files: ["make/**", "tests/js/**", "*.mjs"], languageOptions: { globals: globals.node } },
  {
    files: ["static/js/**/*.js"],
    languageOptions: { globals: globals.browser, ecmaVersion: 2025 },
    plugins: { ...compat.configs["flat/recommended"].plugins, floor: { rules: { known } } },
    rules: { "compat/compat": "error", "floor/known": "error" },
  },
  { files: ["static/js/**/*.js"], ...esx.configs["flat/restrict-to-es2021"] },
];
