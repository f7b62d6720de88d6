import { describe, expect, it } from "vitest";
import { isSurelySmall, largeFile } from "./large-file";

const HEAD = "a,b,c\n".repeat(1000);

describe("largeFile", () => {
  it("asks beyond 1.2 GB, of unpacked bytes", () => {
    const wide = `${"x".repeat(99)}\n`.repeat(10);
    expect(largeFile("a.csv", 1.2e9, wide)).toBeNull();
    expect(largeFile("a.csv", 1.21e9, wide)).toMatchObject({ bytes: 1.21e9, rows: 1.21e7 });
    expect(largeFile("a.csv.gz", 1.4e8, "")).toBeNull();
    expect(largeFile("a.csv.gz", 1.6e8, "")).toMatchObject({ bytes: 1.28e9 });
  });

  it("asks beyond 40 million rows, and proposes a share that leaves ten", () => {
    expect(largeFile("a.csv", 240e6, HEAD)).toBeNull();
    expect(largeFile("a.csv", 480e6, HEAD)).toMatchObject({ rows: 80e6, oneIn: 8, memoryBytes: 80e6 * 3 * 4 });
  });

  it("knows what is small without a look", () => {
    expect(isSurelySmall("a.csv", 79e6)).toBe(true);
    expect(isSurelySmall("a.csv.gz", 11e6)).toBe(false);
  });
});
