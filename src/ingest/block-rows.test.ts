import { describe, expect, it } from "vitest";
import { blockRows } from "./block-rows";

describe("rows of a block", () => {
  it("are so few that the open blocks of all columns together stay small", () => {
    for (const columns of [1, 8, 64, 65, 1_000, 5_000, 16_384]) {
      const rows = blockRows(columns);
      expect(Math.log2(rows) % 1).toBe(0);
      expect(rows * columns).toBeLessThanOrEqual(2 ** 20);
    }
    expect(blockRows(8)).toBe(16_384);
    expect(blockRows(100_000)).toBe(64);
  });
});
