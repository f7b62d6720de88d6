import { inBlocks, type Stepwise } from "../../domain/inspect/stepwise";
import { areIsoDates, isoInstant } from "../../domain/iso-date";
import type { LabelSpec } from "../../domain/prepared";
import { refusePool, type PoolPlan } from "../../domain/pool";
import { dealByOrder, dealByValues, dealPrevalence, dealStratified, NO_LABEL, POSITIVE, type Dealt } from "../../domain/pool-rows";
import { counted, DataError, problem } from "../../domain/problem";
import { SPLIT_TITLES, SPLITS, type PerSplit } from "../../domain/split";
import type { Column, NumericValues } from "../../domain/table";
import { canonicalValues, classesOf } from "../carve";
import { readLabels } from "../usable-rows";
import type { PooledColumn, Segment } from "./pooled-columns";

/** All rows of the tables, with the columns they share. */
export interface Pool {
  readonly rows: number;
  readonly columns: readonly PooledColumn[];
  /** Every row of every table. */
  readonly whole: readonly Segment[];
}

interface DealtRows {
  readonly dealt: Dealt;
  /** Rows that lack the value they are dealt by. */
  readonly withoutValue: number;
}

/** @throws DataError where the plan cannot be carried out, with the reason */
export function* dealRows(pool: Pool, plan: PoolPlan): Stepwise<DealtRows> {
  const wrong = refusePool(plan);
  if (wrong !== null) throw new DataError(wrong);
  const deal = yield* dealBy(pool, plan);
  const empty = SPLITS.find((split) => deal.dealt[split].length === 0);
  if (empty === undefined) return deal;
  const remedy = plan.method.type === "column" ? "Give its values to the splits in another way." : "Change the shares.";
  throw new DataError(problem("error", "no-rows", noRows(pool, plan, SPLIT_TITLES[empty].toLowerCase()), remedy, { split: empty }));
}

function noRows({ rows }: Pool, { method }: PoolPlan, split: string): string {
  return method.type === "prevalence"
    ? `No row would be left for the ${split} split: the files have too few rows of one class for these shares of positives.`
    : `No row would be left for the ${split} split: the files have ${counted(rows, "row")}.`;
}

function* dealBy(pool: Pool, { shares, method }: PoolPlan): Stepwise<DealtRows> {
  switch (method.type) {
    case "stratified": {
      const marks = yield* labelMarks(pool, method.label);
      return { dealt: yield* dealStratified(marks, shares, method.seed), withoutValue: 0 };
    }
    case "prevalence": {
      const marks = yield* labelMarks(pool, method.label);
      return { dealt: yield* dealPrevalence(marks, shares, method.prevalences, method.seed), withoutValue: 0 };
    }
    case "order": {
      const values = yield* orderOf(pool, method.column);
      return { dealt: yield* dealByOrder(values, shares), withoutValue: count(values, (value) => value !== value) };
    }
    case "column": {
      const classes = classesOf(yield* require(pool, method.column));
      if (classes === null) throw refused(method.column, `Column "${method.column}" has too many different values to deal rows by.`, "Choose another column, or deal by its order.");
      const { codes, names } = classes;
      return { dealt: yield* dealByValues(classes, canonicalValues(method.values)), withoutValue: count(codes, (code) => code < 0 || code >= names.length) };
    }
  }
}

/** Positives of each split, by a label; null where the label cannot be read. */
export function* positivesOf(pool: Pool, { train, validation, test }: Dealt, label: LabelSpec | null): Stepwise<PerSplit<number | null>> {
  const found = pool.columns.find(({ name }) => name === label?.column);
  const column = found === undefined ? undefined : yield* found.gather(pool.whole, pool.rows);
  if (label === null || column === undefined || column.kind === "discarded") return { train: null, validation: null, test: null };
  const { marks } = readLabels(column, label);
  const among = (rows: Uint32Array): number => count(rows, (row) => marks[row] === POSITIVE);
  return { train: among(train), validation: among(validation), test: among(test) };
}

function* labelMarks(pool: Pool, label: LabelSpec): Stepwise<Uint8Array> {
  const column = yield* require(pool, label.column);
  if (column.kind === "discarded") throw refused(label.column, `Column "${label.column}" has too many different or too long texts for a label.`, "Choose another column as the label.");
  const { marks } = readLabels(column, label);
  if (count(marks, (mark) => mark !== NO_LABEL) > 0 || pool.rows === 0) return marks;
  throw refused(label.column, `No row has a value in the label "${label.column}".`, "Choose another column as the label.");
}

/** Numbers as they are, dates by when they are; NaN where there is none. */
function* orderOf(pool: Pool, name: string): Stepwise<Float64Array<ArrayBuffer>> {
  const column = yield* require(pool, name);
  if (column.kind === "numeric") return yield* asFloat64(column.values);
  if (column.kind === "text" && areIsoDates(column.dictionary)) {
    const { codes } = column;
    const instants = Float64Array.from(column.dictionary, isoInstant);
    const values = new Float64Array(codes.length);
    yield* inBlocks(codes.length, (from, to) => {
      for (let row = from; row < to; row++) values[row] = instants[codes[row]!] ?? NaN;
    });
    return values;
  }
  throw refused(name, `Column "${name}" does not hold numbers or dates, so its rows have no order.`, "Choose a column of numbers, or of dates such as 2021-05-03.");
}

function* asFloat64(values: NumericValues): Stepwise<Float64Array<ArrayBuffer>> {
  const copy = new Float64Array(values.length);
  yield* inBlocks(values.length, (from, to) => {
    copy.set(values.subarray(from, to), from);
  });
  return copy;
}

function* require(pool: Pool, name: string): Stepwise<Column> {
  const column = pool.columns.find((each) => each.name === name);
  if (column !== undefined) return yield* column.gather(pool.whole, pool.rows);
  const message = `Not all of the pooled files have a column "${name}" of one kind by which their rows could be dealt.`;
  throw refused(name, message, "Choose another column.");
}

function refused(column: string, message: string, remedy: string): DataError {
  return new DataError(problem("error", "column-missing", message, remedy, { column }));
}

function count(of: ArrayLike<number>, counts: (value: number) => boolean): number {
  let found = 0;
  for (let row = 0; row < of.length; row++) if (counts(of[row]!)) found++;
  return found;
}
