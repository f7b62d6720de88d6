import { execFile } from "node:child_process";
import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";

const ROOT = join(import.meta.dirname, "..");

let folder: string;

// Below node_modules, so that the type libraries that our configurations name are found from here too.
beforeAll(async () => {
  folder = await mkdtemp(join(ROOT, "node_modules/.planted-"));
});

afterAll(() => rm(folder, { recursive: true, force: true }));

/**
 * Compiles planted files as a part of one of our programs.
 * @param planted code by name; a name is used once
 * @param own whether the program's own files come along: one of them may drag in a library
 * @returns the errors of each planted file
 */
async function errorsIn(program: string, planted: Record<string, string>, own = true): Promise<Record<string, string>> {
  const files = Object.keys(planted).map((name) => join(folder, `${name}.ts`));
  await Promise.all(Object.values(planted).map((code, index) => writeFile(files[index] ?? "", code)));
  const config = join(folder, `${Object.keys(planted).join("-")}.json`);
  const settings = { extends: join(ROOT, program, "tsconfig.json"), files, ...(own ? {} : { include: [] }) };
  await writeFile(config, JSON.stringify(settings));
  const output = await new Promise<string>((resolve) => {
    execFile(
      process.execPath,
      [join(ROOT, "node_modules/typescript/bin/tsc"), "-p", config, "--pretty", "false"],
      { maxBuffer: 64 * 1024 * 1024 },
      (_error, stdout) => resolve(stdout),
    );
  });
  const lines = output.split("\n");
  return Object.fromEntries(
    Object.keys(planted).map((name) => [name, lines.filter((line) => line.includes(`${name}.ts(`)).join("\n")]),
  );
}

const TITLE = "export const title = (): string => document.title;\n";

describe("the programs", () => {
  it("keep the document, timers and the network out of the domain", async () => {
    const errors = await errorsIn("src/domain", {
      title: TITLE,
      outside: "export const a = (): unknown => [setTimeout, fetch];\n",
      pure: "export const half = (x: number): number => x / 2;\n",
    });
    expect(errors["title"]).toContain("Cannot find name 'document'");
    expect(errors["outside"]).toContain("Cannot find name 'setTimeout'");
    expect(errors["outside"]).toContain("Cannot find name 'fetch'");
    expect(errors["pure"]).toBe("");
  }, 120_000);

  it("keep the document and the window out of the workers, and give them their own scope", async () => {
    const errors = await errorsIn("src/workers", {
      page: `${TITLE}export const width = (): number => window.innerWidth;\n`,
      scope: "export const post = (scope: DedicatedWorkerGlobalScope): void => scope.postMessage(1);\n",
    });
    expect(errors["page"]).toContain("Cannot find name 'document'");
    expect(errors["page"]).toContain("Cannot find name 'window'");
    expect(errors["scope"]).toBe("");
  }, 120_000);

  it("give the page its document, and not a worker's scope", async () => {
    const errors = await errorsIn(
      "src/app",
      { shown: TITLE, hidden: "export const post = (scope: DedicatedWorkerGlobalScope): void => scope.postMessage(1);\n" },
      false,
    );
    expect(errors["shown"]).toBe("");
    expect(errors["hidden"]).toContain("Cannot find name 'DedicatedWorkerGlobalScope'");
  }, 120_000);
});
