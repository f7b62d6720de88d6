import type { Problem } from "../../domain/problem";
import type { Column, NumericColumn, SplitSummary, Table } from "../../domain/table";
import { DEFAULT_READ_RULES, type ReadRules } from "../../domain/reading";
import type { CsvSource } from "../byte-source";
import { readCsv, type CsvOutcome, type ReadOptions } from "../read-csv";
import type { RejectedRows } from "../rejected-rows";

async function* inChunks(bytes: Uint8Array, sizes: Iterable<number>): AsyncGenerator<Uint8Array, void, void> {
  let at = 0;
  for (const size of sizes) {
    if (at >= bytes.length) return;
    yield bytes.slice(at, at + size);
    at += size;
  }
  if (at < bytes.length) yield bytes.slice(at);
}

/** Bytes as a file that comes in chunks of these sizes, the rest in one. */
function chunkedSource(bytes: Uint8Array, sizes: Iterable<number> = []): CsvSource {
  return { bytes: bytes.length, open: () => inChunks(bytes, sizes) };
}

/** Rules that differ from the usual ones in a few members. */
export function rulesWith(change: Partial<ReadRules>): ReadRules {
  return { ...DEFAULT_READ_RULES, ...change };
}

/** Reads text, or bytes, as the file `data.csv` of train. */
export function read(
  content: string | Uint8Array,
  options: Partial<ReadOptions> = {},
  sizes: Iterable<number> = [],
): Promise<CsvOutcome> {
  const bytes = typeof content === "string" ? new TextEncoder().encode(content) : content;
  return readCsv(chunkedSource(bytes, sizes), {
    split: "train",
    file: "data.csv",
    signal: new AbortController().signal,
    onProgress: () => undefined,
    ...options,
  });
}

export interface Loaded {
  readonly table: Table;
  readonly summary: SplitSummary;
  readonly problems: readonly Problem[];
  readonly rejected: RejectedRows;
}

export function loaded(outcome: CsvOutcome): Loaded {
  if (outcome.status === "refused") throw new Error(`Refused: ${outcome.problems.map((p) => p.message).join(" ")}`);
  return outcome;
}

export function refusal(outcome: CsvOutcome): Problem {
  const [first] = outcome.problems;
  if (outcome.status === "loaded" || first === undefined) throw new Error("The file was not refused.");
  return first;
}

/** Cells of a column as plain values, null where missing. */
export function cells(column: Column | undefined): (number | string | null)[] {
  if (column === undefined || column.kind === "discarded") throw new Error("The column is not held.");
  if (column.kind === "text") return Array.from(column.codes, (code) => column.dictionary[code] ?? null);
  return Array.from(column.values, (x) => (Number.isNaN(x) ? null : x));
}

export function columnNamed({ table }: Loaded, name: string): Column {
  const column = table.columns.find((each) => each.name === name);
  if (column === undefined) throw new Error(`There is no column ${name}.`);
  return column;
}

export function numbersOf(loadedTable: Loaded, name: string): NumericColumn {
  const column = columnNamed(loadedTable, name);
  if (column.kind !== "numeric") throw new Error(`${name} is not numeric.`);
  return column;
}
