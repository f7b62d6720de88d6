import { describe, expect, it } from "vitest";
import { sampleCsvChunks } from "./csv";
import { generateSampleSplit } from "./generate";

function text(scale: number): string[] {
  return [...sampleCsvChunks("train", { scale, seed: 3 })].map((bytes) => new TextDecoder().decode(bytes));
}

describe("sampleCsvChunks", () => {
  it("writes the header of the prepared format, then each row of the table as it stands", () => {
    const [header, ...lines] = text(0.01).join("").trimEnd().split("\n");
    expect(header).toBe("processId,threadId,parentProcessId,userId,mountNamespace,argsNum,returnValue,sus_label");
    const table = generateSampleSplit("train", { scale: 0.01, seed: 3 });
    const rows = Array.from({ length: table.rows }, (_, row) =>
      table.columns.map((each) => (each.kind === "numeric" ? String(each.values[row]) : "")).join(","),
    );
    expect(lines).toEqual(rows);
    expect(rows.some((row) => row.includes(",-115,"))).toBe(true);
  });

  it("comes in pieces that end with a line", () => {
    const pieces = text(0.2);
    expect(pieces).toHaveLength(4);
    for (const piece of pieces) expect(piece.endsWith("\n")).toBe(true);
  });
});
