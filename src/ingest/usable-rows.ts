import type { PlannedSource } from "../domain/features/fit";
import type { FitOn, ResolvedTreatment } from "../domain/features/plan";
import { isComplete, type FeatureSource, type KeptRows } from "../domain/features/source";
import { transformNumber } from "../domain/features/transform";
import { labelMatcher, missingLabelColumn, oneClass } from "../domain/label";
import { readNumber } from "../domain/number-text";
import type { LabelSpec } from "../domain/prepared";
import { DataError, problem, type Problem } from "../domain/problem";
import { SPLIT_TITLES, type Split } from "../domain/split";
import type { Column, NumericColumn, NumericValues, Table, TextColumn } from "../domain/table";
import { gapProblems, leftOutInAll, noLabel, noRows, type Gaps } from "./row-problems";

export interface LoadedTable {
  readonly fileName: string;
  readonly table: Table;
}

/** Which rows of a split can be used, and their labels. */
export interface UsableRows extends KeptRows {
  readonly split: Split;
  readonly fileName: string;
  /** Of the rows that are kept. */
  readonly y: Uint8Array<ArrayBuffer>;
  readonly positives: number;
}

function findColumn({ table }: LoadedTable, name: string): Column | undefined {
  return table.columns.find((column) => column.name === name);
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

interface Labels {
  /** One mark a row. */
  readonly marks: Uint8Array<ArrayBuffer>;
  readonly positives: number;
  readonly unlabelled: number;
}

/**
 * What the label says of each row: 0 negative, 1 positive, 2 nothing.
 * Index loops: `TypedArray.from` and the like go through iterators, which shows at a million rows.
 */
export function readLabels(column: NumericColumn | TextColumn, spec: LabelSpec): Labels {
  const classes = column.kind === "text" ? textClasses(column, spec) : numberClasses(column, spec);
  const marks = new Uint8Array(classes.values.length);
  if (classes.values.BYTES_PER_ELEMENT === 1) return { marks, ...markBytes(marks, classes) };
  let positives = 0;
  let unlabelled = 0;
  // Labels come in long stretches of one value: what it means is looked up where it changes.
  let last = NaN;
  let mark = NO_LABEL;
  for (let row = 0; row < marks.length; row++) {
    const value = classes.values[row]!;
    if (value !== last) {
      last = value;
      mark = classes.markOf(value);
    }
    marks[row] = mark;
    if (mark === POSITIVE) positives++;
    else if (mark === NO_LABEL) unlabelled++;
  }
  return { marks, positives, unlabelled };
}

/** The same of values of one byte, as most labels are: what each means is looked up once. */
function markBytes(marks: Uint8Array, { values, markOf }: LabelClasses): Omit<Labels, "marks"> {
  const signed = values instanceof Int8Array;
  const meanings = Uint8Array.from({ length: 256 }, (_, byte) => markOf(signed ? (byte << 24) >> 24 : byte));
  const bytes = new Uint8Array(values.buffer, values.byteOffset, values.length);
  let positives = 0;
  let unlabelled = 0;
  for (let row = 0; row < bytes.length; row++) {
    const mark = meanings[bytes[row]!]!;
    marks[row] = mark;
    positives += mark & POSITIVE;
    unlabelled += mark >> 1;
  }
  return { positives, unlabelled };
}

interface LabelClasses {
  readonly values: NumericValues;
  readonly markOf: (value: number) => number;
}

function textClasses({ dictionary, codes }: TextColumn, spec: LabelSpec): LabelClasses {
  const isPositive = labelMatcher(spec);
  const marks = dictionary.map((text) => (isPositive(text) ? POSITIVE : NEGATIVE));
  return { values: codes, markOf: (code) => marks[code] ?? NO_LABEL };
}

/** As numbers, so that no text is made a row; the same values as `labelMatcher` compares as text. */
function numberClasses({ values }: NumericColumn, spec: LabelSpec): LabelClasses {
  const named = "positive" in spec;
  const listed = new Set((named ? spec.positive : spec.negative).map((text) => readNumber(text)));
  return { values, markOf: (x) => (Number.isNaN(x) ? NO_LABEL : listed.has(x) === named ? POSITIVE : NEGATIVE) };
}

/**
 * The rows of one split that have a label and a value in every feature whose missing values are not filled in; infinite
 * values, and those that a transform cannot take, count as missing. What was left out or filled in, and a split of one
 * class, is added to `problems`.
 * @throws DataError when the label cannot be used, or no row is left.
 */
export function usableRows(
  { split, loaded, label, fitOn }: { split: Split; loaded: LoadedTable; label: LabelSpec; fitOn: FitOn },
  plan: readonly PlannedSource[],
  problems: Problem[],
): UsableRows {
  const { table, fileName } = loaded;
  const labels = readLabels(requireLabel(split, loaded, label.column), label);
  const marks = new Uint8Array(table.rows);
  let marked = labels.unlabelled > 0;
  if (labels.unlabelled > 0) {
    markUnlabelled(labels.marks, marks);
    problems.push(noLabel(split, fileName, label.column, labels.unlabelled));
  }
  for (const { source, treatment } of plan) {
    if (isComplete(source, split, treatment.transform)) continue;
    marked = true;
    const gaps = findGaps(source, split, treatment, treatment.missing.type === "drop-row" ? marks : null, table.rows);
    problems.push(...gapProblems(gaps, treatment, { split, file: fileName, fitOn }));
  }
  const kept = marked ? marks.length - countMarks(marks) : marks.length;
  if (kept === 0) throw new DataError(noRows(split, fileName, table.rows));
  if (kept < table.rows) problems.push(leftOutInAll(split, fileName, table.rows - kept, table.rows));
  const leftOut = kept === table.rows ? null : marks;
  const y = leftOut === null ? labels.marks : keepRows(labels.marks, leftOut, kept);
  const positives = leftOut === null ? labels.positives : countMarks(y);
  if (positives === 0 || positives === kept) problems.push(oneClass(split, fileName, label.column, positives > 0));
  return { split, fileName, total: table.rows, kept, leftOut, y, positives };
}

function markUnlabelled(labels: Uint8Array, leftOut: Uint8Array): void {
  for (let row = 0; row < labels.length; row++) if (labels[row] === NO_LABEL) leftOut[row] = 1;
}

function countMarks(marks: Uint8Array): number {
  let count = 0;
  for (let row = 0; row < marks.length; row++) count += marks[row]!;
  return count;
}

const BLOCK = 8192;

/** Counts the cells without a usable value by the reason, and marks their rows where they are to be left out. */
export function findGaps(source: FeatureSource, split: Split, { transform }: ResolvedTreatment, leftOut: Uint8Array | null, rows: number): Gaps {
  const gaps = { missing: 0, infinite: 0, outside: 0 };
  const block = new Float64Array(BLOCK);
  for (let from = 0; from < rows; from += BLOCK) {
    const to = Math.min(rows, from + BLOCK);
    source.read[split](from, to, block);
    for (let at = 0; at < to - from; at++) {
      const x = block[at]!;
      // Infinite minus infinite is no number, either.
      if (x - x === 0 && (transform.length === 0 || Number.isFinite(transformNumber(x, transform)))) continue;
      if (Number.isNaN(x)) gaps.missing++;
      else if (Number.isFinite(x)) gaps.outside++;
      else gaps.infinite++;
      if (leftOut !== null) leftOut[from + at] = 1;
    }
  }
  return gaps;
}

function keepRows(from: Uint8Array, leftOut: Uint8Array, kept: number): Uint8Array<ArrayBuffer> {
  const to = new Uint8Array(kept);
  let at = 0;
  for (let row = 0; row < from.length; row++) {
    if (leftOut[row] === 0) to[at++] = from[row]!;
  }
  return to;
}
