import { carvedSentence, carvedSplits, refusePlan, type CarveMethod, type CarvePlan, type SplitValues } from "../domain/carve";
import { carveRows, type RowClasses, type RowNumbers } from "../domain/carve-rows";
import { asPart, rising, type Stepwise } from "../domain/inspect/stepwise";
import { areIsoDates } from "../domain/iso-date";
import { canonicalLabel } from "../domain/label";
import { counted, problem, type Problem } from "../domain/problem";
import { SPLIT_TITLES, SPLITS, type PerSplit, type Split } from "../domain/split";
import type { Column, ColumnSummary, Dtype, NumericValues, SplitSummary, Table, TextColumn } from "../domain/table";
import { countCodes, countNumbers } from "./value-counts";

/** A table as it was read, with what is said of it. */
export interface CarveSource {
  readonly table: Table;
  readonly summary: SplitSummary;
}

type Carving =
  | { readonly status: "carved"; readonly made: Partial<PerSplit<CarveSource>> }
  | { readonly status: "refused"; readonly problem: Problem };

/** A column of more values has no classes to deal by. */
const MAX_CLASSES = 1000;
const HEAD_ROWS = 5;

/** The first rows as text, as summaries have them. */
export function headOf(columns: readonly Column[], rows: number): SplitSummary["head"] {
  return Array.from({ length: Math.min(HEAD_ROWS, rows) }, (_, row) => columns.map((column) => cellText(column, row)));
}

/** Deals the rows of one table to several splits, each with a table and a summary of its own. */
export function* carve({ table, summary }: CarveSource, plan: CarvePlan): Stepwise<Carving> {
  const wrong = refusePlan(plan);
  if (wrong !== null) return { status: "refused", problem: wrong };
  const { classes, refusal } = classesFor(table, summary.fileName, plan.method);
  if (refusal !== null) return { status: "refused", problem: refusal };
  const numbers = yield* asPart(rising(carveRows(table.rows, canonical(plan), classes)), 0, 0.5);
  const empty = carvedSplits(plan).find((split) => numbers[split]?.length === 0);
  if (empty !== undefined) return { status: "refused", problem: noRows(summary.fileName, table.rows, empty, plan) };
  const made: Partial<PerSplit<CarveSource>> = {};
  const splits = carvedSplits(plan);
  for (const [place, split] of splits.entries()) {
    const making = gathered(table, summary, numbers[split] ?? new Uint32Array(), split, plan);
    made[split] = yield* asPart(making, 0.5 + place / splits.length / 2, 0.5 + (place + 1) / splits.length / 2);
  }
  return { status: "carved", made };
}

/** Values are compared as labels are: "1" is the same as "1.0". */
function canonical(plan: CarvePlan): CarvePlan {
  const { method } = plan;
  if (method.type !== "column") return plan;
  return { ...plan, method: { ...method, values: canonicalValues(method.values) } };
}

export function canonicalValues(of: SplitValues): SplitValues {
  const values: Partial<PerSplit<readonly string[]>> = {};
  for (const split of SPLITS) {
    const own = of[split];
    if (own !== undefined) values[split] = own.map(canonicalLabel);
  }
  return values;
}

type Classes = { readonly classes: RowClasses | null; readonly refusal: Problem | null };

function classesFor(table: Table, file: string, method: CarveMethod): Classes {
  if (method.type === "order" || method.type === "random") return { classes: null, refusal: null };
  const column = table.columns.find(({ name }) => name === method.column);
  const place = { file, column: method.column };
  if (column === undefined) {
    const message = `"${file}" has no column "${method.column}" by which its rows could be dealt.`;
    return refused(problem("error", "column-missing", message, "Choose another column, or deal at random.", place));
  }
  const classes = classesOf(column);
  if (classes === null) {
    const message = `"${file}": column "${method.column}" has too many different values to deal rows by.`;
    return refused(problem("error", "label-values", message, "Choose another column, or deal at random or by order.", place));
  }
  return { classes, refusal: null };
}

function refused(refusal: Problem): Classes {
  return { classes: null, refusal };
}

/** The values of a column as classes; null where they are too many to deal by, or not held. */
export function classesOf(column: Column): RowClasses | null {
  const classes = column.kind === "discarded" ? null : column.kind === "text" ? textClasses(column) : numberClasses(column.values);
  return classes === null ? null : { codes: classes.codes, names: classes.names.map(canonicalLabel) };
}

function textClasses({ codes, dictionary }: TextColumn): RowClasses {
  return { codes, names: dictionary };
}

function numberClasses(values: NumericValues): RowClasses | null {
  const codeOf = new Map<number, number>();
  const codes = new Int16Array(values.length).fill(-1);
  for (let row = 0; row < values.length; row++) {
    const value = values[row]!;
    if (value !== value) continue;
    let code = codeOf.get(value);
    if (code === undefined) {
      if (codeOf.size === MAX_CLASSES) return null;
      code = codeOf.size;
      codeOf.set(value, code);
    }
    codes[row] = code;
  }
  return { codes, names: [...codeOf.keys()].map(String) };
}

function noRows(file: string, rows: number, split: Split, { method }: CarvePlan): Problem {
  return problem(
    "error",
    "no-rows",
    `No row of "${file}" would be left for the ${SPLIT_TITLES[split].toLowerCase()} split: the file has ${counted(rows, "row")}.`,
    method.type === "column" ? "Give its values to the splits in another way." : "Change the shares.",
    { split, file },
  );
}

function* gathered(table: Table, source: SplitSummary, rows: RowNumbers, split: Split, plan: CarvePlan): Stepwise<CarveSource> {
  const columns: Column[] = [];
  for (const column of table.columns) {
    columns.push(gatheredColumn(column, rows));
    yield columns.length / table.columns.length;
  }
  const own = split === plan.from;
  const summary: SplitSummary = {
    ...source,
    split,
    rows: rows.length,
    rejectedRows: own ? source.rejectedRows : 0,
    carved: carvedSentence(plan, split, source.fileName),
    columns: columns.map((column, index) => summaryOf(column, source.columns[index]?.dtype ?? "object", rows.length)),
    head: headOf(columns, rows.length),
  };
  const fileRows = rows.map((row) => table.fileRows?.[row] ?? row);
  return { table: { rows: rows.length, columns, fileRows }, summary };
}

// Index loops: the iterators of typed arrays show at a million rows.

function gatheredColumn(column: Column, rows: RowNumbers): Column {
  // Of some of its rows nobody knows how many texts differ.
  if (column.kind === "discarded") return { ...column, distinct: null };
  const from = column.kind === "text" ? column.codes : column.values;
  const to = from.slice(0, rows.length);
  for (let row = 0; row < rows.length; row++) to[row] = from[rows[row]!]!;
  return withCells(column, to);
}

function withCells(column: Exclude<Column, { kind: "discarded" }>, cells: NumericValues): Column {
  if (column.kind === "numeric") return { ...column, values: cells };
  if (cells instanceof Int8Array || cells instanceof Int16Array) return { ...column, codes: cells };
  throw new TypeError("Codes of texts lie in signed integers.");
}

/** @param dtype stays that of the whole file, as pandas has it for rows taken from a frame */
export function summaryOf(column: Column, dtype: Dtype, rows: number): ColumnSummary {
  const { name, kind } = column;
  if (column.kind === "discarded") return { name, kind, dtype, missing: 0, values: null };
  if (column.kind === "text") {
    const dates = areIsoDates(column.dictionary) ? ({ dates: true } as const) : {};
    return { name, kind, dtype, missing: negatives(column.codes, rows), values: countCodes(column.codes, column.dictionary), ...dates };
  }
  return { name, kind, dtype, missing: missingIn(column.values), values: countNumbers(column.values) };
}

function negatives(codes: TextColumn["codes"], rows: number): number {
  let missing = 0;
  for (let row = 0; row < rows; row++) if (codes[row]! < 0) missing++;
  return missing;
}

function missingIn(values: NumericValues): number {
  if (!(values instanceof Float32Array || values instanceof Float64Array)) return 0;
  let missing = 0;
  for (let row = 0; row < values.length; row++) if (values[row] !== values[row]) missing++;
  return missing;
}

function cellText(column: Column, row: number): string {
  if (column.kind === "discarded") return "";
  if (column.kind === "text") return column.dictionary[column.codes[row] ?? -1] ?? "";
  const value = column.values[row] ?? NaN;
  return Number.isNaN(value) ? "" : String(value);
}
