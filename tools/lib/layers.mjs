import boundaries from "eslint-plugin-boundaries";

/**
 * What each folder of src may use of ours (boundaries) and of others (packages). Both are lists of what is allowed,
 * so that a new folder or package is refused until it is written here.
 */

const LAYERS = ["domain", "protocol", "ingest", "engine", "storage", "interop", "lessons", "workers", "state", "app"];

/** @type {Record<string, string[]>} */
const MAY_IMPORT = {
  domain: [],
  protocol: ["domain"],
  ingest: ["domain"],
  engine: ["domain"],
  storage: ["domain"],
  interop: ["domain"],
  lessons: ["domain"],
  workers: ["protocol", "engine", "ingest", "storage", "domain"],
  state: ["protocol", "storage", "interop", "lessons", "domain"],
  "ui-shared": ["ui-shared", "state", "lessons", "domain"],
  "ui-stage": ["ui-shared", "state", "lessons", "domain"],
  "ui-shell": ["ui-shell", "ui-stage", "ui-shared", "state", "lessons", "domain"],
  app: [...LAYERS, "ui-shell", "ui-stage", "ui-shared"],
};

const UI_PACKAGES = ["react", "react-dom", "@mantine/core", "@mantine/hooks", "@tabler/icons-react"];

/**
 * Packages a folder may import, its later and narrower rows over its earlier ones.
 * @type {readonly { files: string, packages: readonly string[] }[]}
 */
const PACKAGES = [
  { files: "src/**", packages: [] },
  { files: "src/ingest/**", packages: ["papaparse", "@noble/hashes"] },
  {
    files: "src/engine/**",
    packages: ["@tensorflow/tfjs-core", "@tensorflow/tfjs-backend-cpu", "@tensorflow/tfjs-backend-webgl"],
  },
  { files: "src/interop/**", packages: ["zod"] },
  { files: "src/storage/**", packages: ["dexie"] },
  { files: "src/state/**", packages: ["zod", "zustand"] },
  { files: "src/app/**", packages: UI_PACKAGES },
  { files: "src/ui/**", packages: [...UI_PACKAGES, "@tanstack/react-virtual"] },
];

/** The one file of the ui that knows how the store is read. */
const STORE_HOOK = { files: "src/ui/store-context.ts", packages: ["react", "zustand"] };

/** Tests, and what only tests import, may use these besides. */
const TEST_FILES = ["src/**/*.test.{ts,tsx}", "src/**/testing/**"];
const TEST_PACKAGES = ["vitest", "fast-check", "fake-indexeddb", "zod", "node:"];

/**
 * Rules that refuse every package import but those named, whether static or dynamic.
 * @param {readonly string[]} packages
 */
function packageRules(packages) {
  const names = packages.map((name) => (name.endsWith(":") ? name : `${name}(?:/|$)`));
  const refused = `^(?!\\.${names.map((name) => `|${name}`).join("")})`;
  const message =
    packages.length === 0 ? "This folder uses no packages." : `This folder uses only ${packages.join(", ")}.`;
  return {
    "no-restricted-imports": ["error", { patterns: [{ regex: refused, message }] }],
    // esquery ends a regular expression at the first slash, so slashes are written by their code.
    "no-restricted-syntax": [
      "error",
      { selector: `ImportExpression[source.value=/${refused.replaceAll("/", "\\x2F")}/]`, message },
    ],
  };
}

/** @param {string} root the folder that holds src */
export function layerConfig(root) {
  return [
    {
      files: ["src/**/*.{ts,tsx}"],
      plugins: { boundaries },
      settings: {
        "boundaries/root-path": root,
        "boundaries/include": ["src/**"],
        "boundaries/elements": [
          { type: "ui-stage", pattern: "src/ui/features/*", capture: ["stage"] },
          { type: "ui-shell", pattern: "src/ui/shell" },
          // All else of the ui is for the stages to share.
          { type: "ui-shared", pattern: "src/ui" },
          ...LAYERS.map((layer) => ({ type: layer, pattern: `src/${layer}` })),
        ],
        "boundaries/files": [{ category: "ui-root", pattern: "src/ui/app.tsx" }],
        "import/resolver": { typescript: { project: [], noWarnOnMultipleProjects: true } },
        "boundaries/dependency-nodes": ["import", "dynamic-import", "export"],
      },
      rules: {
        "boundaries/no-unknown-files": "error",
        "boundaries/no-unknown-dependencies": "error",
        "boundaries/dependencies": [
          "error",
          {
            default: "disallow",
            policies: [
              ...Object.entries(MAY_IMPORT).map(([from, to]) => ({
                from: { element: { type: from } },
                allow: { to: { element: { types: { anyOf: to } } } },
              })),
              { from: { file: { categories: "ui-root" } }, allow: { to: { element: { type: "ui-shell" } } } },
              // Packages are for the lists above to judge.
              { from: { element: { type: "*" } }, allow: { to: { module: { origin: ["external", "core"] } } } },
            ],
          },
        ],
      },
    },
    ...PACKAGES.map(({ files, packages }) => ({
      files: [`${files}/*.{ts,tsx}`],
      rules: packageRules(packages),
    })),
    { files: [STORE_HOOK.files], rules: packageRules(STORE_HOOK.packages) },
    ...PACKAGES.map(({ files, packages }) => ({
      files: TEST_FILES.map((pattern) => pattern.replace("src/**", files)),
      rules: packageRules([...packages, ...TEST_PACKAGES]),
    })),
  ];
}
