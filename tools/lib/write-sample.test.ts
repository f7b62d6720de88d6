import { mkdtempSync, readdirSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { SAMPLE_FILE_NAMES, SAMPLE_SEED } from "../../src/domain/sample/profile";
import { writeSample, type WrittenFile } from "./write-sample";

const SHIPPED = join(import.meta.dirname, "../../public/samples");

describe("writeSample", () => {
  let folder: string;
  const files: WrittenFile[] = [];

  beforeAll(() => {
    folder = mkdtempSync(join(tmpdir(), "triptych-sample-"));
    writeSample({ out: join(folder, "made/here"), scale: 1 / 40, seed: SAMPLE_SEED }, (file) => files.push(file));
  });

  afterAll(() => rmSync(folder, { recursive: true, force: true }));

  it("makes the folder and three files that say synthetic in their names", () => {
    const names = readdirSync(join(folder, "made/here")).sort();
    expect(names).toEqual(Object.values(SAMPLE_FILE_NAMES).sort());
    for (const name of names) expect(name).toContain("synthetic");
  });

  it("reports the rows, positives and bytes of each", () => {
    expect(files.map(({ rows, positives }) => [rows, positives])).toEqual([
      [19_079, 32],
      [4_724, 20],
      [4_724, 4_286],
    ]);
    for (const { path, rows, bytes } of files) {
      const text = readFileSync(path, "utf8");
      expect(text.length).toBe(bytes);
      expect(text.trimEnd().split("\n")).toHaveLength(rows + 1);
    }
  });

  it("writes, at 1/40, what lies in public/samples", () => {
    expect(readdirSync(SHIPPED).sort()).toEqual(Object.values(SAMPLE_FILE_NAMES).sort());
    for (const name of Object.values(SAMPLE_FILE_NAMES)) {
      const shipped = readFileSync(join(SHIPPED, name));
      expect(shipped.equals(readFileSync(join(folder, "made/here", name)))).toBe(true);
    }
  });
});
