import { describe, expect, it } from "vitest";
import { DEFAULT_READ_RULES } from "../../../domain/reading";
import { PLAIN_FORMAT } from "../../../domain/testing/summaries";
import { formatText, sampleText } from "./format-text";

describe("formatText", () => {
  it("says how a file was read, and what is unusual about it", () => {
    expect(formatText(PLAIN_FORMAT, 8)).toBe("UTF-8 · comma · LF · 8 columns");
    expect(
      formatText({ ...PLAIN_FORMAT, encoding: "utf-16le", byteOrderMark: true, gzip: true, delimiter: ";", newline: "CRLF", decimal: ",", header: false }, 1),
    ).toBe("UTF-16 LE with BOM · gzip · semicolon · CRLF · decimal comma · no header · 1 column");
  });
});

describe("sampleText", () => {
  it("says which rows were kept", () => {
    expect(sampleText(DEFAULT_READ_RULES)).toBeNull();
    expect(sampleText({ ...DEFAULT_READ_RULES, sample: { share: 0.25, seed: 3 } })).toBe("a random 1 in 4 rows (seed 3)");
  });
});
