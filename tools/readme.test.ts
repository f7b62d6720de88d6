import { existsSync, readdirSync, readFileSync } from "node:fs";
import { dirname, join, relative, sep } from "node:path";
import { describe, expect, it } from "vitest";

const ROOT = join(import.meta.dirname, "..");
const readme = readFileSync(join(ROOT, "README.md"), "utf8");

/** `a --> b` for every folder of src whose shipped code imports another. */
function importsBetweenFolders(): Set<string> {
  const edges = new Set<string>();
  const source = join(ROOT, "src");
  for (const name of readdirSync(source, { recursive: true, encoding: "utf8" })) {
    if (!/\.tsx?$/.test(name) || /\.test\.|[/\\]testing[/\\]/.test(name)) continue;
    const from = name.split(sep)[0] ?? "";
    const text = readFileSync(join(source, name), "utf8");
    for (const [, path = ""] of text.matchAll(/(?:from|import|import\(|URL\()\s*"(\.{1,2}\/[^"]+)"/g)) {
      const to = relative(source, join(source, dirname(name), path)).split(sep)[0] ?? "";
      if (to !== from && to !== "..") edges.add(`${from} --> ${to}`);
    }
  }
  return edges;
}

/** The edges of the README's diagram, one for each `a --> b & c`. */
function drawnEdges(): Set<string> {
  const diagram = /<!-- layers -->([\s\S]*)<!-- \/layers -->/.exec(readme)?.[1] ?? "";
  const edges = new Set<string>();
  for (const [, from = "", targets = ""] of diagram.matchAll(/^\s*(\w+) --> (.+)$/gm)) {
    for (const to of targets.split("&")) edges.add(`${from} --> ${to.trim()}`);
  }
  return edges;
}

describe("the README", () => {
  it("draws the layers as the code has them", () => {
    expect([...drawnEdges()].toSorted()).toEqual([...importsBetweenFolders()].toSorted());
  });

  it("names only commands that exist", () => {
    const { scripts } = JSON.parse(readFileSync(join(ROOT, "package.json"), "utf8")) as { scripts: Record<string, string> };
    const named = [...readme.matchAll(/npm (?:run )?([a-z][a-z:-]*)/g)].map(([, name]) => name).filter((name) => name !== "and");
    expect(named).toContain("headless");
    expect(named.filter((name) => name !== undefined && !(name in scripts))).toEqual([]);
  });

  it("links only to files that are there", () => {
    const linked = [...readme.matchAll(/\]\(([^)#:]+)\)/g)].map(([, path]) => path ?? "");
    expect(linked.length).toBeGreaterThan(2);
    expect(linked.filter((path) => !existsSync(join(ROOT, path)))).toEqual([]);
  });
});
