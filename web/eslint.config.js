import vue from "eslint-plugin-vue";
import accessibility from "eslint-plugin-vuejs-accessibility";
import typescript from "typescript-eslint";

export default typescript.config(
  { ignores: ["src/api/schema.d.ts"] },
  ...typescript.configs.strict,
  ...vue.configs["flat/recommended"],
  ...accessibility.configs["flat/recommended"],
  {
    files: ["**/*.vue"],
    languageOptions: { parserOptions: { parser: typescript.parser } },
  },
  {
    rules: {
      // Nothing of an answer may run: there is no way from a text to HTML.
      "vue/no-v-html": "error",
      // A sentence stands in both languages, or it does not stand at all.
      "vue/no-bare-strings-in-template": [
        "error",
        { allowlist: ["·", "…", "–", ",", "(", ")", "JSON", "Markdown", "＋"] },
      ],

      "vue/no-static-inline-styles": "error",
      "vue/max-attributes-per-line": "off",
      "vue/singleline-html-element-content-newline": "off",
      "vue/html-self-closing": "off",
      "vue/html-indent": "off",
      "vue/html-closing-bracket-newline": "off",
      "vue/multiline-html-element-content-newline": "off",
      "vue/require-default-prop": "off",
      "@typescript-eslint/no-non-null-assertion": "off", // with noUncheckedIndexedAccess they say what is known
      "vuejs-accessibility/label-has-for": [
        "error",
        { required: { some: ["nesting", "id"] }, controlComponents: ["ChoiceField", "FormField"] },
      ],
      "vuejs-accessibility/form-control-has-label": "off", // fooled by labels of components; axe looks at the page
      "vuejs-accessibility/no-static-element-interactions": "off", // boxes that things are dropped on, beside buttons
      "vuejs-accessibility/no-autofocus": "off", // in forms that are opened to be filled in
    },
  },
  {
    // What tests are made of is no part of a build.
    files: ["src/**"],
    ignores: ["**/*.test.ts", "src/testing/**"],
    rules: {
      "no-restricted-imports": [
        "error",
        { patterns: ["**/testing/*", "vitest", "@vue/test-utils"] },
      ],
    },
  },
  { files: ["**/*.test.ts", "vite/*.ts", "*.config.ts"], rules: { "no-console": "off" } },
);
