import { describe, expect, it } from "vitest";
import { cells, columnNamed, loaded, read, refusal } from "./testing/read-text";
import { NASTY_FILES, type NastyFile } from "./testing/corpus";
import type { CsvOutcome } from "./read-csv";

function expectOutcome(outcome: CsvOutcome, { expected }: NastyFile): void {
  if ("refused" in expected) {
    const problem = refusal(outcome);
    expect(problem).toMatchObject({ code: expected.refused, severity: "error" });
    expect(problem.message).toContain("data.csv");
    expect(problem.remedy).not.toBe("");
    return;
  }
  const { table, summary, problems } = loaded(outcome);
  expect(summary.rows).toBe(expected.rows);
  expect(summary.columns.map(({ name }) => name)).toEqual(expected.columns);
  expect([...new Set(problems.map(({ code }) => code))]).toEqual(expected.told ?? []);
  for (const { message, remedy } of problems) expect(message !== "" && remedy !== "").toBe(true);
  for (const [name, row, value] of expected.cells ?? []) expect(cells(columnNamed({ table, summary, problems }, name))[row]).toBe(value);
}

describe("nasty files", () => {
  it("are many, and each has a name of its own", () => {
    expect(NASTY_FILES.length).toBeGreaterThanOrEqual(80);
    expect(new Set(NASTY_FILES.map(({ name }) => name)).size).toBe(NASTY_FILES.length);
  });

  it.each(NASTY_FILES.map((file) => [file.name, file] as const))("%s", async (_, file) => {
    const whole = await read(file.bytes);
    expectOutcome(whole, file);
    for (const size of file.bytes.length < 5_000 ? [1, 7] : [65_536, 10_001]) {
      const cut = await read(file.bytes, {}, Array<number>(Math.ceil(file.bytes.length / size)).fill(size));
      expectOutcome(cut, file);
      expect(cut.problems).toEqual(whole.problems);
    }
  });
});
