import { labelMatcher, missingLabelColumn, oneClass } from "../domain/label";
import { toFloat64 } from "../domain/numeric-values";
import { readNumber } from "../domain/number-text";
import type { LabelSpec, PreparationSpec } from "../domain/prepared";
import { counted, DataError, problem, quotedList, type Problem } from "../domain/problem";
import { SPLIT_TITLES, type Split } from "../domain/split";
import type { Column, NumericColumn, Table, TextColumn } from "../domain/table";

export interface LoadedTable {
  readonly fileName: string;
  readonly table: Table;
}

/** A split with only the rows that can be used, its features still raw. */
export interface UsableSplit {
  readonly split: Split;
  readonly fileName: string;
  readonly rows: number;
  readonly features: readonly Float64Array[];
  readonly y: Uint8Array<ArrayBuffer>;
  readonly positives: number;
}

function findColumn({ table }: LoadedTable, name: string): Column | undefined {
  return table.columns.find((column) => column.name === name);
}

function requireFeature(split: Split, loaded: LoadedTable, name: string): NumericColumn {
  const column = findColumn(loaded, name);
  if (column?.kind === "numeric") return column;
  const place = { split, file: loaded.fileName, column: name };
  const where = `"${loaded.fileName}" (${SPLIT_TITLES[split].toLowerCase()})`;
  throw new DataError(
    column === undefined
      ? problem(
          "error",
          "column-missing",
          `${where} has no column "${name}", which is chosen as a feature.`,
          `Take it off the features, or use another file. Its columns are ${quotedList(loaded.table.columns.map((c) => c.name), 20)}.`,
          place,
        )
      : problem(
          "error",
          "text-column",
          `${where}: the feature "${name}" holds text, not numbers.`,
          "Take it off the features, or turn it into numbers in the file.",
          place,
        ),
  );
}

function requireLabel(split: Split, loaded: LoadedTable, name: string): NumericColumn | TextColumn {
  const column = findColumn(loaded, name);
  if (column === undefined) {
    const present = loaded.table.columns.map((each) => each.name);
    throw new DataError(missingLabelColumn(split, loaded.fileName, name, present));
  }
  if (column.kind !== "discarded") return column;
  throw new DataError(
    problem(
      "error",
      "label-values",
      `"${loaded.fileName}" (${SPLIT_TITLES[split].toLowerCase()}): column "${name}" has too many different or too long texts for a label.`,
      "Choose another column as the label.",
      { split, file: loaded.fileName, column: name },
    ),
  );
}

/** What a row's label says. */
const NEGATIVE = 0;
const POSITIVE = 1;
const NO_LABEL = 2;

/** One mark a row. Index loops: `TypedArray.from` goes through iterators, which shows at a million rows. */
function readLabels(column: NumericColumn | TextColumn, spec: LabelSpec): Uint8Array<ArrayBuffer> {
  if (column.kind === "text") {
    const isPositive = labelMatcher(spec);
    const markOf = column.dictionary.map((text) => (isPositive(text) ? POSITIVE : NEGATIVE));
    const marks = new Uint8Array(column.codes.length);
    for (let row = 0; row < marks.length; row++) marks[row] = markOf[column.codes[row] ?? -1] ?? NO_LABEL;
    return marks;
  }
  // As numbers, so that no text is made a row; the same values as `labelMatcher` compares as text.
  const named = "positive" in spec;
  const listed = new Set((named ? spec.positive : spec.negative).map((text) => readNumber(text)));
  const marks = new Uint8Array(column.values.length);
  for (let row = 0; row < marks.length; row++) {
    const x = column.values[row] ?? NaN;
    marks[row] = Number.isNaN(x) ? NO_LABEL : listed.has(x) === named ? POSITIVE : NEGATIVE;
  }
  return marks;
}

/**
 * The label and the features of one split, without the rows that lack a value in any of them; infinite values count as
 * missing. What was left out, and a split of one class, is added to `problems`.
 * @throws DataError when the label or a feature cannot be used, or no row is left.
 */
export function usableRows(split: Split, loaded: LoadedTable, spec: PreparationSpec, problems: Problem[]): UsableSplit {
  const { table, fileName } = loaded;
  const columns = spec.features.map((name) => requireFeature(split, loaded, name));
  const labelColumn = requireLabel(split, loaded, spec.label.column);
  const labels = readLabels(labelColumn, spec.label);

  const leftOut = new Uint8Array(table.rows);
  const noteLeftOut = (code: "missing-values" | "infinite-values", column: string, count: number): void => {
    if (count > 0) problems.push(leftOutProblem(code, { split, file: fileName, column, count }));
  };
  let unlabelled = 0;
  for (let row = 0; row < labels.length; row++) {
    if (labels[row] !== NO_LABEL) continue;
    leftOut[row] = 1;
    unlabelled++;
  }
  noteLeftOut("missing-values", spec.label.column, unlabelled);
  const numbers = columns.map(({ values }) => toFloat64(values));
  for (const [index, { name }] of columns.entries()) {
    const { missing, infinite } = markUnusable(numbers[index] ?? new Float64Array(0), leftOut);
    noteLeftOut("missing-values", name, missing);
    noteLeftOut("infinite-values", name, infinite);
  }
  let rows = 0;
  for (const mark of leftOut) rows += 1 - mark;
  if (rows === 0) {
    throw new DataError(
      problem(
        "error",
        "no-rows",
        `"${fileName}" (${SPLIT_TITLES[split].toLowerCase()}) has no row with a value in the label and in every feature.`,
        "Take off the feature that is empty, or correct the file.",
        { split, file: fileName, count: table.rows },
      ),
    );
  }
  if (rows < table.rows) {
    problems.push(
      problem(
        "warning",
        "missing-values",
        `"${fileName}" (${SPLIT_TITLES[split].toLowerCase()}): ${counted(table.rows - rows, "row")} of ${table.rows.toLocaleString("en-GB")} were left out for a missing or infinite value.`,
        "Fill the values in the file, or take off the features that lack them.",
        { split, file: fileName, count: table.rows - rows },
      ),
    );
  }
  const y = keepRows(labels, leftOut, new Uint8Array(rows));
  let positives = 0;
  for (const label of y) positives += label;
  if (positives === 0 || positives === rows) problems.push(oneClass(split, fileName, spec.label.column, positives > 0));
  const features = numbers.map((values) =>
    rows === table.rows ? values : keepRows(values, leftOut, new Float64Array(rows)),
  );
  return { split, fileName, rows, features, y, positives };
}

/** Marks rows that cannot be used, and counts them by the reason; a row may count in several columns. */
function markUnusable(values: Float64Array, leftOut: Uint8Array): { missing: number; infinite: number } {
  let missing = 0;
  let infinite = 0;
  for (let row = 0; row < values.length; row++) {
    const x = values[row] ?? NaN;
    if (Number.isFinite(x)) continue;
    if (Number.isNaN(x)) missing++;
    else infinite++;
    leftOut[row] = 1;
  }
  return { missing, infinite };
}

function leftOutProblem(
  code: "missing-values" | "infinite-values",
  place: { split: Split; file: string; column: string; count: number },
): Problem {
  const where = `"${place.file}" (${SPLIT_TITLES[place.split].toLowerCase()})`;
  const what = code === "missing-values" ? "no value" : "an infinite value";
  return problem(
    "warning",
    code,
    `${where}: ${counted(place.count, "row")} with ${what} in column "${place.column}".`,
    "Rows without a usable value in the label and in every feature were left out.",
    place,
  );
}

function keepRows<T extends Float64Array | Uint8Array>(from: T, leftOut: Uint8Array, to: T): T {
  let at = 0;
  for (let row = 0; row < from.length; row++) {
    if (leftOut[row] === 0) to[at++] = from[row] ?? 0;
  }
  return to;
}
