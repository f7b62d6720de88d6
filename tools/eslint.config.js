import { join } from "node:path";
import reactHooks from "eslint-plugin-react-hooks";
import tseslint from "typescript-eslint";
import { layerConfig } from "./lib/layers.mjs";

const root = join(import.meta.dirname, "..");

const browserAndNode = ["src/**/*.{ts,tsx}", "e2e/**/*.ts", "tools/**/*.{ts,mjs}", "vite.config.ts"];

export default tseslint.config(
  {
    ignores: [
      "dist/",
      "coverage/",
      "test-results/",
      "src/engine/wasm/assembly/",
      "src/engine/wasm/generated/",
      "tools/eslint.config.js",
    ],
  },
  { linterOptions: { reportUnusedDisableDirectives: "error" } },
  {
    files: browserAndNode,
    extends: [tseslint.configs.recommendedTypeChecked, tseslint.configs.strict],
    languageOptions: {
      parserOptions: {
        project: ["src/domain", "src/workers", "src/app", "tools", "e2e"].map((folder) => `${folder}/tsconfig.json`),
        tsconfigRootDir: root,
      },
    },
    rules: {
      eqeqeq: "error",
      "no-console": "off",
      "@typescript-eslint/consistent-type-imports": ["error", { fixStyle: "inline-type-imports" }],
      "@typescript-eslint/switch-exhaustiveness-check": ["error", { considerDefaultExhaustiveForUnions: true }],
      "@typescript-eslint/no-misused-promises": ["error", { checksVoidReturn: { attributes: false } }],
      // Numbers in messages are the point of most of our templates.
      "@typescript-eslint/restrict-template-expressions": ["error", { allowNumber: true }],
      // A typed array's element at an index within its length is a number; `?? 0` in a hot loop would cost.
      "@typescript-eslint/no-non-null-assertion": "off",
      "@typescript-eslint/no-unused-vars": ["error", { argsIgnorePattern: "^_", varsIgnorePattern: "^_" }],
      // Our interfaces are met by closures, not by classes: their methods have no `this` to lose.
      "@typescript-eslint/unbound-method": "off",
      // An interface may ask for a promise that an implementation has at once.
      "@typescript-eslint/require-await": "off",
      "@typescript-eslint/no-dynamic-delete": "off",
      "@typescript-eslint/no-invalid-void-type": ["error", { allowAsThisParameter: true }],
      // `import { type A }` alone would still load the module at run time.
      "@typescript-eslint/no-import-type-side-effects": "error",
    },
  },
  {
    files: ["src/**/*.{ts,tsx}"],
    rules: {
      "no-console": "error",
      "no-restricted-properties": [
        "error",
        { object: "Math", property: "random", message: "Randomness is an argument: take a Random of the domain." },
        { property: "dataSync", message: "dataSync blocks on the GPU: await data()." },
      ],
    },
  },
  {
    files: ["src/{ui,app}/**/*.{ts,tsx}"],
    extends: [reactHooks.configs.flat["recommended-latest"]],
  },
  {
    files: ["**/*.test.{ts,tsx}", "e2e/**/*.ts", "tools/**/*.{ts,mjs}"],
    rules: { "no-console": "off" },
  },
  {
    // Plain JavaScript checked through JSDoc: parsed JSON is any until it is given a type.
    files: ["tools/**/*.mjs"],
    rules: {
      "@typescript-eslint/no-unsafe-assignment": "off",
      "@typescript-eslint/no-unsafe-argument": "off",
      "@typescript-eslint/no-unsafe-member-access": "off",
    },
  },
  ...layerConfig(root),
);
