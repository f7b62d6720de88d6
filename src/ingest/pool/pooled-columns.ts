import { inBlocks, type Stepwise } from "../../domain/inspect/stepwise";
import { problem, quotedList, type Problem } from "../../domain/problem";
import type { Column, Dtype } from "../../domain/table";
import type { CarveSource } from "../carve";
import { joinNumbers } from "./pooled-numbers";
import { joinTexts } from "./pooled-texts";

/** A column over the rows of several tables, one after the other. */
export interface PooledColumn {
  readonly name: string;
  readonly dtype: Dtype;
  /** The column of some of the rows. */
  gather(segments: readonly Segment[], rows: number): Stepwise<Column>;
}

/** Rows of one table among those that a split gets. */
export interface Segment {
  /** The place of the table in the pool. */
  readonly table: number;
  /** The row of the split that the first of them is. */
  readonly at: number;
  /** Their numbers in the table, ascending. */
  readonly rows: Uint32Array;
}

/** A column of one table; empty where no row has a value, so that it is of any kind. */
export interface Piece {
  readonly column: Column;
  readonly dtype: Dtype;
  readonly empty: boolean;
}

interface Pooled {
  readonly columns: readonly PooledColumn[];
  readonly problems: readonly Problem[];
}

/**
 * The columns that all tables have, in the order of the first. A column that a table lacks, or that is text in one and
 * numbers in another, is left out, and said to be.
 */
export function poolColumns(sources: readonly CarveSource[]): Pooled {
  const pieces = sources.map(piecesOf);
  const names = new Set(pieces.flatMap((of) => [...of.keys()]));
  const columns: PooledColumn[] = [];
  const problems: Problem[] = [];
  for (const name of names) {
    const found = pieces.map((of) => of.get(name));
    const lacking = sources.flatMap(({ summary }, table) => (found[table] === undefined ? [summary.fileName] : []));
    if (lacking.length > 0) {
      problems.push(missingColumn(name, lacking));
      continue;
    }
    const joined = join(name, found.flatMap((piece) => piece ?? []));
    if (joined === null) problems.push(otherKind(name, sources.map(({ summary }) => summary.fileName)));
    else columns.push(joined);
  }
  return { columns, problems };
}

function piecesOf({ table, summary }: CarveSource): Map<string, Piece> {
  return new Map(
    table.columns.map((column, index) => {
      const { dtype = "object", missing = 0 } = summary.columns[index] ?? {};
      return [column.name, { column, dtype, empty: column.kind !== "discarded" && missing === table.rows }];
    }),
  );
}

/** Null where one is of numbers and another of text. */
function join(name: string, pieces: readonly Piece[]): PooledColumn | null {
  const kinds = new Set(pieces.filter(({ empty }) => !empty).map(({ column }) => column.kind));
  const dtype = commonDtype(pieces);
  if (kinds.size === 0 || (kinds.size === 1 && kinds.has("numeric"))) return joinNumbers(name, dtype, pieces);
  if (kinds.has("numeric")) return null;
  if (!kinds.has("discarded")) return joinTexts(name, dtype, pieces);
  const gather = function* (): Stepwise<Column> {
    yield 1;
    return { kind: "discarded", name, distinct: null };
  };
  return { name, dtype, gather };
}

/** Visits the rows of segments block by block. @param visit gets a table and a span of its segment's rows, by their places there */
export function* eachSpan(segments: readonly Segment[], visit: (segment: Segment, from: number, to: number) => void): Stepwise<void> {
  for (const segment of segments) {
    yield* inBlocks(segment.rows.length, (from, to) => {
      visit(segment, from, to);
    });
  }
}

/** What pandas makes of columns that are put one below the other. */
function commonDtype(pieces: readonly Piece[]): Dtype {
  const types = new Set(pieces.map(({ dtype }) => dtype));
  const [first = "object", ...others] = types;
  if (others.length === 0) return first;
  return types.has("object") || types.has("bool") ? "object" : "float64";
}

function missingColumn(name: string, files: readonly string[]): Problem {
  return problem(
    "warning",
    "column-missing",
    `${quotedList(files)} ${files.length === 1 ? "has" : "have"} no column "${name}".`,
    "The splits that were dealt again do without it; it is there again when the deal is taken back.",
    { column: name, file: files[0] ?? null },
  );
}

function otherKind(name: string, files: readonly string[]): Problem {
  return problem(
    "warning",
    "column-type",
    `Column "${name}" holds numbers in one file and text in another of ${quotedList(files)}.`,
    "The splits that were dealt again do without it. Have it read the same way in all files.",
    { column: name },
  );
}
