import { perSplit, SPLITS, type PerSplit, type Split } from "../split";
import type { NumericColumn, TextColumn } from "../table";
import type { RawCell } from "./fitted";
import type { TransformSpec } from "./plan";
import { isTotal } from "./transform";
import type { WholePart } from "./whole-numbers";

/** Reads rows `from` to `to - 1` of a split into the start of `out`: numbers, or codes of texts; NaN where missing. */
type CellReader = (from: number, to: number, out: Float64Array) => void;

/** One column of the data over the three splits, all as float64. */
export interface FeatureSource {
  readonly name: string;
  readonly kind: "numeric" | "text";
  readonly read: PerSplit<CellReader>;
  /** The numbers themselves where all are whole and none is missing; null else. */
  readonly whole: PerSplit<WholePart["values"] | null>;
  /** The texts by code, over all splits; empty for numbers. */
  readonly vocabulary: readonly string[];
}

/** Rows of a split; those that are marked with 1 are left out, null where none is. */
export interface KeptRows {
  readonly total: number;
  readonly kept: number;
  readonly leftOut: Uint8Array | null;
}

/**
 * A feature column over the splits. Text has one numbering of its values for all splits.
 * A column of numbers without a single one among columns of text is text, too.
 */
export function featureSource(name: string, columns: PerSplit<NumericColumn | TextColumn>): FeatureSource {
  if (SPLITS.every((split) => columns[split].kind === "numeric")) {
    return {
      name,
      kind: "numeric",
      vocabulary: [],
      read: perSplit((split) => reader(columns[split], [])),
      whole: perSplit((split) => wholeValues(columns[split])),
    };
  }
  const codes = new Map<string, number>();
  const maps = perSplit((split) => {
    const column = columns[split];
    return column.kind === "text" ? column.dictionary.map((text) => codeOf(codes, text)) : [];
  });
  return {
    name,
    kind: "text",
    vocabulary: [...codes.keys()],
    read: perSplit((split) => reader(columns[split], maps[split])),
    whole: perSplit(() => null),
  };
}

function codeOf(codes: Map<string, number>, text: string): number {
  const known = codes.get(text);
  if (known !== undefined) return known;
  codes.set(text, codes.size);
  return codes.size - 1;
}

/** The numbers of a column where all are whole and none is missing; null else. */
export function wholeValues(column: NumericColumn | TextColumn): WholePart["values"] | null {
  if (column.kind === "text" || column.values instanceof Float32Array || column.values instanceof Float64Array) return null;
  return column.values;
}

function reader(column: NumericColumn | TextColumn, codes: readonly number[]): CellReader {
  if (column.kind === "numeric") {
    const { values } = column;
    return (from, to, out) => {
      out.set(values.subarray(from, to));
    };
  }
  return (from, to, out) => {
    for (let row = from; row < to; row++) out[row - from] = codes[column.codes[row] ?? -1] ?? NaN;
  };
}

/** Whether no cell of the column can lack a value, so that nobody need look. */
export function isComplete({ whole }: FeatureSource, split: Split, transforms: readonly TransformSpec[]): boolean {
  return whole[split] !== null && isTotal(transforms);
}

/** Moves the cells of rows that are kept to the front of a block that begins with row `from`, and says how many they are. */
export function compact(values: Float64Array, from: number, to: number, leftOut: Uint8Array | null): number {
  if (leftOut === null) return to - from;
  let kept = 0;
  for (let row = from; row < to; row++) {
    if (leftOut[row] === 0) values[kept++] = values[row - from]!;
  }
  return kept;
}

/** A cell as it stands in the data; null where it has no finite value. */
export function rawCell({ kind, vocabulary, read }: FeatureSource, split: Split, row: number): RawCell {
  const one = new Float64Array(1);
  read[split](row, row + 1, one);
  const [value = NaN] = one;
  if (!Number.isFinite(value)) return null;
  return kind === "text" ? (vocabulary[value] ?? null) : value;
}

/** The number of the row in its split, of the `index`-th that is kept. */
export function rowNumber({ total, leftOut }: KeptRows, index: number): number {
  if (leftOut === null) return index;
  let before = 0;
  for (let row = 0; row < total; row++) {
    if (leftOut[row] === 0 && before++ === index) return row;
  }
  throw new RangeError(`There are no ${index + 1} rows that are kept.`);
}
