import { mkdir, mkdtemp, realpath, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { ESLint } from "eslint";
import tseslint from "typescript-eslint";
import { afterAll, beforeAll, describe, expect, it } from "vitest";

/** One file of each layer, so that what the planted files import is there. */
const SKELETON = [
  "src/domain/split.ts",
  "src/protocol/messages.ts",
  "src/engine/backend.ts",
  "src/ingest/reader.ts",
  "src/storage/runs.ts",
  "src/interop/model.ts",
  "src/lessons/overfitting.ts",
  "src/workers/train.worker.ts",
  "src/state/store.ts",
  "src/ui/format.ts",
  "src/ui/components/number.tsx",
  "src/ui/charts/line.tsx",
  "src/ui/features/train/stage.tsx",
  "src/ui/features/train/curve.tsx",
  "src/ui/features/compare/stage.tsx",
  "src/ui/shell/frame.tsx",
  "src/app/main.tsx",
];

let root: string;
let eslint: ESLint;

beforeAll(async () => {
  root = await realpath(await mkdtemp(join(tmpdir(), "triptych-layers-")));
  for (const path of SKELETON) {
    await mkdir(dirname(join(root, path)), { recursive: true });
    await writeFile(join(root, path), "export const thing = 1;\n");
  }
  eslint = new ESLint({
    cwd: root,
    overrideConfigFile: join(import.meta.dirname, "eslint.config.js"),
    // The project's own rules over a small tree of its own, which no type program knows.
    overrideConfig: [
      { files: ["**/*.{ts,tsx}"], ...tseslint.configs.disableTypeChecked },
      { files: ["**/*.{ts,tsx}"], settings: { "boundaries/root-path": root } },
    ],
  });
  // The first file linted pays for loading the rules.
  await rulesBroken("src/domain/a.ts", "export const own = 1;\n");
}, 60_000);

afterAll(() => rm(root, { recursive: true, force: true }));

async function rulesBroken(path: string, code: string): Promise<(string | null)[]> {
  await mkdir(dirname(join(root, path)), { recursive: true });
  const [result] = await eslint.lintText(code, { filePath: join(root, path) });
  if (result === undefined) throw new Error(`${path} was not linted at all.`);
  return [...new Set(result.messages.map((message) => message.ruleId))];
}

const uses = (source: string): string => `import { thing } from "${source}";\nexport const own = thing;\n`;

const LAYER = "boundaries/dependencies";
const PACKAGE = "no-restricted-imports";

const REFUSED: [what: string, path: string, code: string, rule: string][] = [
  ["domain importing state", "src/domain/a.ts", uses("../state/store"), LAYER],
  ["domain importing the protocol, even its types", "src/domain/a.ts", 'export type { thing } from "../protocol/messages";\n', LAYER],
  ["ingest importing the protocol, even its types", "src/ingest/a.ts", 'export type { thing } from "../protocol/messages";\n', LAYER],
  ["domain importing a package", "src/domain/a.ts", uses("zod"), PACKAGE],
  ["domain importing Node outside a test", "src/domain/a.ts", uses("node:fs"), PACKAGE],
  ["protocol importing the engine", "src/protocol/a.ts", uses("../engine/backend"), LAYER],
  ["ingest importing the protocol's code", "src/ingest/a.ts", uses("../protocol/messages"), LAYER],
  ["engine importing ingest", "src/engine/a.ts", uses("../ingest/reader"), LAYER],
  ["engine importing papaparse", "src/engine/a.ts", uses("papaparse"), PACKAGE],
  ["ingest importing tfjs", "src/ingest/a.ts", uses("@tensorflow/tfjs-core"), PACKAGE],
  ["state importing the engine", "src/state/a.ts", uses("../engine/backend"), LAYER],
  ["state importing it lazily", "src/state/a.ts", 'export const own = () => import("../engine/backend");\n', LAYER],
  ["state importing React", "src/state/a.ts", uses("react"), PACKAGE],
  ["ui importing the engine", "src/ui/components/a.tsx", uses("../../engine/backend"), LAYER],
  ["ui importing the protocol", "src/ui/features/train/a.tsx", uses("../../../protocol/messages"), LAYER],
  ["one stage importing another", "src/ui/features/train/a.tsx", uses("../compare/stage"), LAYER],
  ["a shared component importing a stage", "src/ui/components/a.tsx", uses("../features/train/stage"), LAYER],
  ["a stage importing the shell", "src/ui/features/train/a.tsx", uses("../../shell/frame"), LAYER],
  ["a chart importing a package of charts", "src/ui/charts/a.tsx", uses("recharts"), PACKAGE],
  ["a stage importing tfjs lazily", "src/ui/features/train/a.tsx", 'export const own = () => import("@tensorflow/tfjs-core");\n', "no-restricted-syntax"],
  ["a stage importing zustand", "src/ui/features/train/a.tsx", uses("zustand/react/shallow"), PACKAGE],
  ["a test of the ui importing the engine", "src/ui/components/a.test.tsx", uses("../../engine/backend"), LAYER],
  ["a file in an unknown folder", "src/helpers/a.ts", "export const own = 1;\n", "boundaries/no-unknown-files"],
  ["a file at the top of the ui importing a stage", "src/ui/a.tsx", uses("./features/train/stage"), LAYER],
  ["a shared component importing the shell", "src/ui/components/a.tsx", uses("../shell/frame"), LAYER],
  ["a file at the top of src", "src/a.ts", "export const own = 1;\n", "boundaries/no-unknown-files"],
  ["an import from an unknown folder", "src/app/a.ts", uses("../../elsewhere/a"), "boundaries/no-unknown-dependencies"],
  ["Math.random", "src/ui/components/a.tsx", "export const own = Math.random();\n", "no-restricted-properties"],
  ["dataSync", "src/engine/a.ts", "export const own = (t: { dataSync(): number }) => t.dataSync();\n", "no-restricted-properties"],
  ["any", "src/state/a.ts", "export const own = (t: any) => t;\n", "@typescript-eslint/no-explicit-any"],
];

const ALLOWED: [what: string, path: string, code: string][] = [
  ["state importing the protocol", "src/state/a.ts", uses("../protocol/messages")],
  ["a worker importing the engine", "src/workers/a.worker.ts", uses("../engine/backend")],
  ["engine importing tfjs", "src/engine/a.ts", uses("@tensorflow/tfjs-core/dist/public/chained_ops/register_all_chained_ops")],
  ["ingest importing papaparse and a hash", "src/ingest/a.ts", uses("papaparse") + uses("@noble/hashes/sha2.js").replaceAll("thing", "b").replace("own", "c")],
  ["a stage importing itself", "src/ui/features/train/a.tsx", uses("./curve")],
  ["a stage importing a chart", "src/ui/features/train/a.tsx", uses("../../charts/line")],
  ["the shell importing a stage lazily", "src/ui/shell/a.tsx", 'export const own = () => import("../features/train/stage");\n'],
  ["a stage importing a file at the top of the ui", "src/ui/features/train/a.tsx", uses("../../format")],
  ["the root of the ui importing the shell", "src/ui/app.tsx", uses("./shell/frame")],
  ["the store's hook importing zustand", "src/ui/store-context.ts", uses("zustand")],
  ["app importing the state", "src/app/a.tsx", uses("../state/store")],
  ["a test of the domain importing Node and vitest", "src/domain/a.test.ts", uses("node:fs") + uses("vitest").replaceAll("thing", "b").replace("own", "c")],
];

describe("the layers", () => {
  it.each(REFUSED)("refuse %s", async (_what, path, code, rule) => {
    expect(await rulesBroken(path, code)).toContain(rule);
  });

  it.each(ALLOWED)("let pass %s", async (_what, path, code) => {
    expect(await rulesBroken(path, code)).toEqual([]);
  });
});
