import type { RowNumbers } from "../../domain/carve-rows";
import { pooledSentence, type ForecastOutcome, type PoolPlan } from "../../domain/pool";
import type { LabelSpec } from "../../domain/prepared";
import { DataError, problem, type Problem } from "../../domain/problem";
import { perSplit, SPLIT_TITLES, SPLITS, type PerSplit } from "../../domain/split";
import type { SplitSummary, TablePart } from "../../domain/table";
import { headOf, summaryOf, type CarveSource } from "../carve";
import { dealRows, positivesOf, type Pool } from "./deal-rows";
import { poolColumns, type PooledColumn, type Segment } from "./pooled-columns";

type Files = Readonly<Partial<PerSplit<CarveSource>>>;

type Pooling =
  | { readonly status: "carved"; readonly made: PerSplit<CarveSource>; readonly problems: readonly Problem[] }
  | { readonly status: "refused"; readonly problem: Problem };

/**
 * Deals the rows of several tables anew. They are gathered straight from the files' own columns: beside these, nothing but
 * the dealt tables is held. Rows of a split keep the order of the pool: file after file, each in its own order.
 */
export function dealPool(files: Files, plan: PoolPlan): Pooling {
  return orRefused(() => {
    const sources = requireFiles(files, plan);
    const { pool, starts, problems } = poolOf(sources);
    const { dealt } = dealRows(pool, plan);
    const made = perSplit((split) => {
      const source = files[split] ?? sources[0]!;
      const { table, columns } = tableOf(pool.columns, sources, starts, dealt[split]);
      const summary: SplitSummary = {
        ...source.summary,
        split,
        rows: table.rows,
        rejectedRows: files[split] === undefined ? 0 : source.summary.rejectedRows,
        carved: pooledSentence(plan, split),
        columns,
        head: headOf(table.columns, table.rows),
      };
      return { table, summary };
    });
    return { status: "carved", made, problems };
  });
}

/** What a deal would come to, without making its tables. */
export function foreseePool(files: Files, plan: PoolPlan, label: LabelSpec | null): ForecastOutcome {
  return orRefused(() => {
    const { pool, problems } = poolOf(requireFiles(files, plan));
    const { dealt, withoutValue } = dealRows(pool, plan);
    const positives = positivesOf(pool, dealt, label);
    const splits = perSplit((split) => ({ rows: dealt[split].length, positives: positives[split] }));
    const leftOut = SPLITS.reduce((left, split) => left - dealt[split].length, pool.rows);
    return { status: "foreseen", forecast: { splits, leftOut, withoutValue }, problems };
  });
}

function orRefused<T>(work: () => T): T | { readonly status: "refused"; readonly problem: Problem } {
  try {
    return work();
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
function poolOf(sources: readonly CarveSource[]): { readonly pool: Pool; readonly starts: readonly number[]; readonly problems: readonly Problem[] } {
  const { columns, problems } = poolColumns(sources);
  let rows = 0;
  const starts = sources.map(({ table }) => {
    const start = rows;
    rows += table.rows;
    return start;
  });
  const whole = sources.map(({ table }, index) => ({ table: index, at: starts[index] ?? 0, rows: new Uint32Array(table.rows).map((_, row) => row) }));
  return { pool: { rows, columns, whole }, starts, problems };
}

function tableOf(pooled: readonly PooledColumn[], sources: readonly CarveSource[], starts: readonly number[], rows: RowNumbers) {
  const segments = segmentsOf(rows, starts);
  const columns = pooled.map((column) => column.gather(segments, rows.length));
  const fileRows = new Uint32Array(rows.length);
  for (const { table, at, rows: numbers } of segments) {
    const own = sources[table]?.table.fileRows;
    for (let row = 0; row < numbers.length; row++) fileRows[at + row] = own?.[numbers[row]!] ?? numbers[row]!;
  }
  const parts = segments.map(({ table, at }): TablePart => ({ file: sources[table]?.summary.fileName ?? "", from: at }));
  return {
    table: { rows: rows.length, columns, fileRows, ...(sources.length === 1 ? {} : { parts }) },
    columns: columns.map((column, index) => summaryOf(column, pooled[index]?.dtype ?? "object", rows.length)),
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
