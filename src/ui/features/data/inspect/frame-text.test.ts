import { describe, expect, it } from "vitest";
import type { ColumnProfile } from "../../../../domain/inspect/profile";
import type { Dtype } from "../../../../domain/table";
import { frameText } from "./frame-text";

function profile(dtype: Dtype, missing: number): ColumnProfile {
  return { name: "x", kind: "numeric", dtype, nonNull: 1000 - missing, missing, unique: 5, uniqueAbout: null, memoryBytes: 8000, heldBytes: 2000, statistics: null, top: [] };
}

describe("frameText", () => {
  it("adds up types, missing values and memory", () => {
    expect(frameText([profile("int64", 0), profile("float64", 3), profile("int64", 0)], 1000).replaceAll("\u202f", " ")).toBe(
      "1,000 rows × 3 columns: int64 (2), float64 (1); 3 missing values; 24.0 kB in pandas, 6.0 kB here",
    );
    expect(frameText([profile("int64", 0)], 1)).toContain("1 row × 1 column: int64 (1); nothing missing;");
  });
});
