import { readFileSync } from "node:fs";
import { join, resolve } from "node:path";
import react from "@vitejs/plugin-react";
import { playwright } from "@vitest/browser-playwright";
import { defineConfig } from "vitest/config";
import { CHROMIUM_FLAGS, findChromium } from "./tools/lib/chromium.mjs";
import { cspMeta, SECURITY_HEADERS } from "./tools/lib/csp.mjs";

/** Where the parity figures lie: PARITY_DIR, else the project's own copy. */
const parityDir = resolve(process.env["PARITY_DIR"] ?? join(import.meta.dirname, "tools/parity"));

function parity(name: string): unknown {
  return JSON.parse(readFileSync(join(parityDir, `${name}.json`), "utf8"));
}

const chromium = findChromium();

/** Stages and panels that nobody has to open before training, and what draws long lists in them. */
const ASIDE = [
  "/src/ui/features/features/",
  "/src/ui/features/model/",
  "/src/ui/features/compare/",
  "/src/ui/features/shift/",
  "/src/domain/shift/",
  "/src/ui/panels/",
  "/src/ui/components/value-splits",
  "/src/ui/features/data/inspect/",
  "/src/ui/features/data/panels/",
  "/src/ui/components/long-rows",
  "/src/ui/components/find-columns",
  "/src/ui/components/name-holds",
  "/src/ui/components/sort-head",
  "/src/ui/components/virtual-table",
  "/src/ui/charts/histogram-",
  "/src/ui/charts/kit/table-view",
  "/src/ui/charts/kit/save-picture",
  "/node_modules/@tanstack/",
];

/** What draws a run's charts: it loads when there is a run to draw. */
const WITH_RUN = ["/src/ui/charts/split-plot", "/src/ui/charts/kit/xy-plot", "/src/ui/charts/kit/plot-context", "/src/ui/features/train/batch-losses"];

/** The readers and writers of files: they load when somebody opens or saves one. */
const ON_DEMAND = ["/src/interop/", "/src/storage/dexie-shelf"];

/** The folder says when a chunk loads; tools/lib/bundle-size.mjs measures by it. */
function chunkFolder(moduleIds: readonly string[]): string {
  const holds = (folders: readonly string[]): boolean => moduleIds.some((id) => folders.some((folder) => id.includes(folder)));
  if (holds(ON_DEMAND)) return "on-demand";
  if (holds(WITH_RUN)) return "with-run";
  return holds(ASIDE) ? "aside" : "assets";
}

export default defineConfig({
  plugins: [react(), cspMeta()],
  // Workers and what they import lie apart from the page's scripts, so that the size check can tell them apart.
  worker: {
    format: "es",
    rolldownOptions: {
      output: { entryFileNames: "workers/[name]-[hash].js", chunkFileNames: "workers/[name]-[hash].js" },
    },
  },
  // Nothing is inlined as a data URL: the policy lets only images come from one.
  build: {
    target: "es2022",
    sourcemap: false,
    assetsInlineLimit: 0,
    rolldownOptions: {
      output: {
        chunkFileNames: ({ moduleIds }) => `${chunkFolder(moduleIds)}/[name]-[hash].js`,
      },
    },
  },
  server: { port: 5173 },
  preview: { headers: SECURITY_HEADERS },
  test: {
    projects: [
      {
        extends: true,
        test: {
          name: "node",
          // Far beyond what any takes: a busy machine is no failure.
          testTimeout: 60_000,
          environment: "node",
          include: ["src/**/*.test.ts", "src/**/*.test.tsx", "tools/**/*.test.ts"],
          exclude: ["**/*.browser.test.ts", "**/node_modules/**"],
          env: { PARITY_DIR: parityDir },
        },
      },
      {
        extends: true,
        // Named, because a dependency that is found only while a test runs reloads the page under it.
        optimizeDeps: {
          include: ["@tensorflow/tfjs-core", "@tensorflow/tfjs-backend-webgl/dist/webgl", "@tensorflow/tfjs-backend-cpu", "zod"],
        },
        test: {
          name: "browser",
          include: ["src/**/*.browser.test.ts"],
          testTimeout: 120_000,
          provide: { trainingParity: parity("training") },
          browser: {
            enabled: true,
            headless: true,
            screenshotFailures: false,
            provider: playwright({
              launchOptions: { args: CHROMIUM_FLAGS, ...(chromium === null ? {} : { executablePath: chromium }) },
            }),
            instances: [{ browser: "chromium" }],
          },
        },
      },
    ],
  },
});
