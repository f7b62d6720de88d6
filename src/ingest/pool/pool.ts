import type { RowNumbers } from "../../domain/carve-rows";
import { pooledSentence, type ForecastOutcome, type PoolPlan } from "../../domain/pool";
import { asPart, inBlocks, rising, type Stepwise } from "../../domain/inspect/stepwise";
import type { LabelSpec } from "../../domain/prepared";
import { DataError, problem, type Problem } from "../../domain/problem";
import { perSplit, SPLIT_TITLES, SPLITS, type PerSplit } from "../../domain/split";
import type { Column, ColumnSummary, SplitSummary, Table, TablePart } from "../../domain/table";
import { headOf, summaryOf, type CarveSource } from "../carve";
import { dealRows, positivesOf, type Pool } from "./deal-rows";
import { eachSpan, poolColumns, type PooledColumn, type Segment } from "./pooled-columns";

type Files = Readonly<Partial<PerSplit<CarveSource>>>;

type Pooling =
  | { readonly status: "carved"; readonly made: PerSplit<CarveSource>; readonly problems: readonly Problem[] }
  | { readonly status: "refused"; readonly problem: Problem };

/** The shares of the work after which the rows are counted, and after which it is known who gets which. */
const POOLED = 0.05;
const DEALT = 0.3;

/**
 * Deals the rows of several tables anew. They are gathered straight from the files' own columns: beside these, nothing but
 * the dealt tables is held. Rows of a split keep the order of the pool: file after file, each in its own order.
 */
export function* dealPool(files: Files, plan: PoolPlan): Stepwise<Pooling> {
  return yield* orRefused(function* () {
    const sources = requireFiles(files, plan);
    const { pool, starts, problems } = yield* asPart(rising(poolOf(sources)), 0, POOLED);
    const { dealt } = yield* asPart(rising(dealRows(pool, plan)), POOLED, DEALT);
    const rows = SPLITS.reduce((sum, split) => sum + dealt[split].length, 0);
    const made: Partial<PerSplit<CarveSource>> = {};
    let done = 0;
    for (const split of SPLITS) {
      const source = files[split] ?? sources[0]!;
      const until = done + dealt[split].length;
      const making = tableOf(pool.columns, sources, starts, dealt[split]);
      const { table, columns } = yield* asPart(making, DEALT + ((1 - DEALT) * done) / rows, DEALT + ((1 - DEALT) * until) / rows);
      done = until;
      const summary: SplitSummary = {
        ...source.summary,
        split,
        rows: table.rows,
        rejectedRows: files[split] === undefined ? 0 : source.summary.rejectedRows,
        carved: pooledSentence(plan, split),
        columns,
        head: headOf(table.columns, table.rows),
      };
      made[split] = { table, summary };
    }
    return { status: "carved", made: perSplit((split) => made[split]!), problems };
  });
}

/** What a deal would come to, without making its tables. */
export function* foreseePool(files: Files, plan: PoolPlan, label: LabelSpec | null): Stepwise<ForecastOutcome> {
  return yield* orRefused(function* () {
    const { pool, problems } = yield* asPart(rising(poolOf(requireFiles(files, plan))), 0, POOLED);
    const { dealt, withoutValue } = yield* asPart(rising(dealRows(pool, plan)), POOLED, 0.7);
    const positives = yield* asPart(rising(positivesOf(pool, dealt, label)), 0.7, 1);
    const splits = perSplit((split) => ({ rows: dealt[split].length, positives: positives[split] }));
    const leftOut = SPLITS.reduce((left, split) => left - dealt[split].length, pool.rows);
    return { status: "foreseen", forecast: { splits, leftOut, withoutValue }, problems };
  });
}

function* orRefused<T>(work: () => Stepwise<T>): Stepwise<T | { readonly status: "refused"; readonly problem: Problem }> {
  try {
    return yield* work();
  } catch (reason) {
    if (reason instanceof DataError) return { status: "refused", problem: reason.problem };
    throw reason;
  }
}

function requireFiles(files: Files, { of }: PoolPlan): CarveSource[] {
  return of.map((split) => {
    const file = files[split];
    if (file !== undefined) return file;
    throw new DataError(problem("error", "split-missing", `There is no ${SPLIT_TITLES[split].toLowerCase()} file to pool.`, "Load one, or pool the others.", { split }));
  });
}

/** The tables one after the other. @returns with the number that the first row of each table has in the pool */
function* poolOf(sources: readonly CarveSource[]): Stepwise<{ readonly pool: Pool; readonly starts: readonly number[]; readonly problems: readonly Problem[] }> {
  const { columns, problems } = poolColumns(sources);
  let rows = 0;
  const starts = sources.map(({ table }) => {
    const start = rows;
    rows += table.rows;
    return start;
  });
  const whole: Segment[] = [];
  for (const [index, { table }] of sources.entries()) {
    const numbers = new Uint32Array(table.rows);
    yield* inBlocks(table.rows, (from, to) => {
      for (let row = from; row < to; row++) numbers[row] = row;
    });
    whole.push({ table: index, at: starts[index] ?? 0, rows: numbers });
  }
  return { pool: { rows, columns, whole }, starts, problems };
}

function* tableOf(
  pooled: readonly PooledColumn[],
  sources: readonly CarveSource[],
  starts: readonly number[],
  rows: RowNumbers,
): Stepwise<{ readonly table: Table; readonly columns: readonly ColumnSummary[] }> {
  const segments = segmentsOf(rows, starts);
  const columns: Column[] = [];
  const summaries: ColumnSummary[] = [];
  for (const [index, column] of pooled.entries()) {
    const gathered = yield* asPart(rising(column.gather(segments, rows.length)), index / pooled.length, (index + 1) / pooled.length);
    columns.push(gathered);
    summaries.push(summaryOf(gathered, column.dtype, rows.length));
    yield (index + 1) / pooled.length;
  }
  const fileRows = new Uint32Array(rows.length);
  yield* eachSpan(segments, ({ table, at, rows: numbers }, from, to) => {
    const own = sources[table]?.table.fileRows;
    for (let row = from; row < to; row++) fileRows[at + row] = own?.[numbers[row]!] ?? numbers[row]!;
  });
  const parts = segments.map(({ table, at }): TablePart => ({ file: sources[table]?.summary.fileName ?? "", from: at }));
  return {
    table: { rows: rows.length, columns, fileRows, ...(sources.length === 1 ? {} : { parts }) },
    columns: summaries,
  };
}

/** Rows of the pool, ascending, by the table that each is of; tables without one have no segment. */
function segmentsOf(rows: RowNumbers, starts: readonly number[]): Segment[] {
  const firsts = starts.map((start) => firstFrom(rows, start));
  return starts.flatMap((start, table) => {
    const at = firsts[table] ?? 0;
    const own = rows.subarray(at, firsts[table + 1] ?? rows.length);
    return own.length === 0 ? [] : [{ table, at, rows: own.map((row) => row - start) }];
  });
}

/** The place of the first number that is not below `least`, by halving. */
function firstFrom(numbers: RowNumbers, least: number): number {
  let [low, high] = [0, numbers.length];
  while (low < high) {
    const middle = (low + high) >> 1;
    if (numbers[middle]! < least) low = middle + 1;
    else high = middle;
  }
  return low;
}
