import { mkdirSync, mkdtempSync, rmSync, utimesSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { isBuildFresh } from "./fresh-build.mjs";

let root: string;

beforeEach(() => {
  root = mkdtempSync(join(tmpdir(), "triptych-fresh-"));
});
afterEach(() => rmSync(root, { recursive: true, force: true }));

/** Writes a file as of a second of 2001; its folders too. */
function file(path: string, second: number): void {
  const full = join(root, path);
  mkdirSync(dirname(full), { recursive: true });
  writeFileSync(full, "");
  for (let each = full; each !== root; each = dirname(each)) touch(each, second);
}

function touch(full: string, second: number): void {
  utimesSync(full, 1e9 + second, 1e9 + second);
}

describe("a build", () => {
  it("is missing at first", () => {
    file("src/app/main.tsx", 1);
    expect(isBuildFresh(root)).toBe(false);
  });

  it("serves until one of its sources changes", () => {
    file("src/app/main.tsx", 1);
    file("index.html", 1);
    file("dist/index.html", 2);
    expect(isBuildFresh(root)).toBe(true);
    file("src/domain/deep/down.ts", 3);
    expect(isBuildFresh(root)).toBe(false);
  });

  it("is out of date when a source is removed", () => {
    file("src/app/main.tsx", 1);
    file("dist/index.html", 2);
    rmSync(join(root, "src/app/main.tsx"));
    touch(join(root, "src/app"), 3);
    expect(isBuildFresh(root)).toBe(false);
  });
});
