import { describe, expect, it } from "vitest";
import { labelProblems, resolveLabel } from "../domain/label";
import type { Problem } from "../domain/problem";
import { checkSplits } from "../domain/split-checks";
import { perSplit, SPLITS, type Split } from "../domain/split";
import type { SplitSummary } from "../domain/table";
import type { CsvOutcome } from "./read-csv";
import { corpusFiles } from "./testing/corpus";
import { CORPUS_TRIOS } from "./testing/corpus-trios";
import type { CorpusFile, Expectation } from "./testing/corpus-types";
import { cells, columnNamed, loaded, read, refusal, rulesWith, type Loaded } from "./testing/read-text";

/** In larger files chunks of a few bytes take many seconds, and meet nothing that they do not meet in small ones. */
const SMALL_FILE = 20_000;

const chunkSizes = ({ length }: Uint8Array): number[] => (length <= SMALL_FILE ? [1, 7, 64 * 1024] : [997, 64 * 1024]);

function chunks({ length }: Uint8Array, size: number): number[] {
  return Array<number>(Math.ceil(length / size)).fill(size);
}

function readWhole({ name, bytes, rules = {} }: CorpusFile, size: number): Promise<CsvOutcome> {
  return read(bytes, { file: name, rules: rulesWith(rules) }, chunks(bytes, size));
}

const kinds = (problems: readonly Problem[]): string[] => [...new Set(problems.map(({ code }) => code))];

function expectLoaded(outcome: Loaded, expected: Expectation & { outcome: "loads" }): void {
  const { table, summary, problems, rejected } = outcome;
  const names = summary.columns.map(({ name }) => name);
  expect(kinds(problems)).toEqual(expected.problems ?? []);
  expect(summary).toMatchObject({ rows: expected.rows, rejectedRows: expected.rejected ?? 0, format: expected.format ?? {} });
  expect(table.rows).toBe(expected.rows);
  expect(rejected.rows).toBe(expected.rejected ?? 0);
  expect(typeof expected.columns === "number" ? names.length : names).toEqual(expected.columns);
  for (const [name, values] of expected.cells ?? []) expect(cells(columnNamed(outcome, name))).toEqual(values);
  for (const [name, dtype] of expected.dtypes ?? []) {
    expect(summary.columns.find((column) => column.name === name)?.dtype).toBe(dtype);
  }
}

function expectWords(problem: Problem, file: string): void {
  expect(problem.message).toContain(`"${file}"`);
  expect(problem.message.length).toBeLessThan(1_000);
  expect(problem.remedy).toMatch(/^[A-Z].+\.$/s);
  expect(problem.choices.filter(({ chosen }) => chosen)).toHaveLength(problem.choices.length === 0 ? 0 : 1);
}

describe("the corpus of nasty files", () => {
  const files = corpusFiles();

  it("has at least seventy, each of its own name", () => {
    expect(new Set(files.map(({ name }) => name)).size).toBe(files.length);
    expect(files.length).toBeGreaterThanOrEqual(70);
  });

  it.each(files.map((file) => [file.name, file] as const))("%s", async (name, file) => {
    const outcome = await readWhole(file, file.bytes.length + 1);
    if (file.expect.outcome === "loads") expectLoaded(loaded(outcome), file.expect);
    else {
      const problem = refusal(outcome);
      expect(problem).toMatchObject({ code: file.expect.code, severity: "error", split: "train", file: name });
      expect(problem.message).toMatch(file.expect.says);
    }
    for (const problem of outcome.problems) expectWords(problem, name);
    for (const size of chunkSizes(file.bytes)) expect(await readWhole(file, size)).toEqual(outcome);
  });

  it.each(files.map((file) => [file.name, file] as const))("%s, by papaparse alone", async (name, { bytes, rules = {} }) => {
    const options = { file: name, rules: rulesWith(rules) };
    expect(await read(bytes, { ...options, fastLane: false })).toEqual(await read(bytes, options));
  });
});

describe("files that are nasty together", () => {
  it.each(CORPUS_TRIOS.map((trio) => [trio.name, trio] as const))("%s", async (_, { files, label, features, problems }) => {
    const summaries = new Map<Split, SplitSummary>();
    for (const split of SPLITS) summaries.set(split, loaded(await read(files[split], { split, file: `${split}.csv` })).summary);
    const all = perSplit((split) => {
      const summary = summaries.get(split);
      if (summary === undefined) throw new Error("Every split was read.");
      return summary;
    });
    const spec = resolveLabel(all, label);
    const found = [...checkSplits(all, { label: label.column ?? null, features }), ...labelProblems(all, spec)];
    expect(kinds(found).toSorted()).toEqual([...problems].toSorted());
    for (const { message, remedy } of found) {
      expect(message).not.toBe("");
      expect(remedy).not.toBe("");
    }
  });
});
