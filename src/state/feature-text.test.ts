import { describe, expect, it } from "vitest";
import { encodingText, explainEncoding, explainMissing, explainTransform, treatmentLine } from "./feature-text";

describe("words for what is done with a column", () => {
  it("names the steps in their fixed order", () => {
    const treatment = { column: "x", missing: { type: "median" }, transform: [{ type: "clip", low: 0 }, { type: "symlog" }], encoding: { type: "numeric" } } as const;
    expect(treatmentLine(treatment, "standard")).toBe("median → clip 0 to ∞ → symlog → numeric → standard");
    expect(treatmentLine({ ...treatment, transform: [] }, "none")).toBe("median → numeric → unscaled");
  });

  it("says which rows a figure is learned from", () => {
    expect(explainMissing({ type: "median" }, "numeric", "train")).toContain("median of train.");
    expect(explainEncoding({ type: "frequency" }, "everything")).toContain("rows of all three splits");
  });

  it("explains a clip by the limits that it has", () => {
    expect(explainTransform({ type: "clip", low: 0, high: 9 })).toBe("Values below 0 become 0, values above 9 become 9.");
    expect(explainTransform({ type: "clip", high: 9 })).toBe("Values above 9 become 9.");
    expect(explainTransform({ type: "clip" })).toBe("Without a limit nothing is changed.");
  });

  it("quotes values as text", () => {
    expect(encodingText({ type: "not-in", values: ["0", "1"] })).toBe('none of "0" and "1"');
    expect(explainMissing({ type: "constant", value: "none" }, "text", "train")).toBe('A missing value is taken for the text "none".');
  });
});
