import { formatBytes } from "../format";
import { counted, DataError, problem } from "../problem";
import type { Split } from "../split";
import { fillBlock, type FittedSource } from "./fit";
import type { FittedFeature } from "./fitted";
import { scaledDeviation } from "./levels";
import type { FitOn } from "./plan";
import { compact, isComplete, type KeptRows } from "./source";
import { transformBlock } from "./transform";

/** The matrix of one split, with what was noticed while it was written. */
export interface WrittenMatrix {
  /** `[rows, columns]`, row-major: scaled in float64, rounded to float32 once. */
  readonly x: Float32Array<ArrayBuffer>;
  /** Standard deviation of each column (divides by n). */
  readonly std: readonly number[];
  /** Of each source what the fitted rows do not have; null where that cannot be. */
  readonly unseen: readonly (Unseen | null)[];
}

export interface Unseen {
  readonly rows: number;
  /** Numbers, or codes of texts, with their rows; of very many not all. */
  readonly counts: ReadonlyMap<number, number>;
}

/** Numbers of the matrix that are written before the next source is read: they should stay in the cache. */
const BLOCK_VALUES = 65_536;
const MOST_ROWS = 4096;
const FEWEST_ROWS = 64;
/** Of values that are unseen, no more are told apart. */
const MAX_UNSEEN = 10_000;

/**
 * Applies what was fitted to the rows of one split that are kept.
 * @throws DataError when there is no room for the matrix.
 */
export function writeMatrix(
  fitted: readonly FittedSource[],
  split: Split,
  { rows, fitOn }: { rows: KeptRows; fitOn: FitOn },
): WrittenMatrix {
  const width = fitted.reduce((sum, { columns }) => sum + columns.length, 0);
  const x = roomFor(rows.kept, width);
  const height = Math.max(FEWEST_ROWS, Math.min(MOST_ROWS, Math.floor(BLOCK_VALUES / width)));
  const block = new Float64Array(height);
  let first = 0;
  const writers = fitted.map((source) => {
    const writer = writerFor(source, { split, rows, x, width, first, height, measured: split === "train" && fitOn === "train" });
    first += source.columns.length;
    return writer;
  });
  let done = 0;
  for (let from = 0; from < rows.total; from += height) {
    const to = Math.min(rows.total, from + height);
    let count = 0;
    for (let index = 0; index < writers.length; index++) {
      fitted[index]!.source.read[split](from, to, block);
      count = compact(block, from, to, rows.leftOut);
      writers[index]!.write(block, count, done);
    }
    done += count;
  }
  return { x, std: writers.flatMap((writer) => writer.std()), unseen: writers.map((writer) => writer.unseen()) };
}

function roomFor(rows: number, width: number): Float32Array<ArrayBuffer> {
  try {
    return new Float32Array(rows * width);
  } catch (cause) {
    if (!(cause instanceof RangeError)) throw cause;
    const size = formatBytes(rows * width * Float32Array.BYTES_PER_ELEMENT);
    throw new DataError(
      problem(
        "error",
        "config",
        `A matrix of ${counted(rows, "row")} and ${counted(width, "column")} takes ${size}, for which the browser has no room.`,
        "Use fewer columns, or let those that become many by one-hot become fewer.",
      ),
    );
  }
}

interface Target {
  readonly split: Split;
  readonly rows: KeptRows;
  readonly x: Float32Array;
  readonly width: number;
  /** The source's first column of the matrix. */
  readonly first: number;
  readonly height: number;
  /** What was measured when it was fitted is of these very rows. */
  readonly measured: boolean;
}

interface Writer {
  /** Writes the cells of a block, which it may change, as the rows from `done` on. */
  write(block: Float64Array, count: number, done: number): void;
  std(): number[];
  unseen(): Unseen | null;
}

function writerFor(fitted: FittedSource, target: Target): Writer {
  const { source, treatment, filled } = fitted;
  const { split, height } = target;
  const transforms = treatment.transform;
  const missing = new Uint8Array(height);
  const indicator = fitted.columns.findIndex(({ encoding }) => encoding.type === "missing");
  const values = fitted.encoder === null ? numberWriter(fitted.columns, target) : classWriter(fitted, target);
  const marks = indicator < 0 ? null : markWriter(fitted.columns[indicator], { ...target, first: target.first + indicator });
  // Rows without a value are left out already where nothing is filled in.
  const whole = Number.isNaN(filled) || isComplete(source, split, transforms);
  const untouched = whole && transforms.length === 0;
  return {
    unseen: () => values.unseen(),
    write: (block, count, done) => {
      if (!untouched && source.kind === "numeric") transformBlock(block, count, transforms);
      if (marks !== null) {
        for (let at = 0; at < count; at++) missing[at] = Number.isNaN(block[at]!) ? 1 : 0;
        marks.write(missing, count, done);
      }
      if (!whole) fillBlock(block, count, filled);
      values.write(block, count, done);
    },
    std: () => [...values.std(), ...(marks === null ? [] : marks.std())],
  };
}

/** Numbers as they are, scaled; sums of their distances from the fitted mean give the deviation where it is not known. */
function numberWriter(columns: readonly FittedFeature[], { x, width, first, rows, measured }: Target): Writer {
  const [column] = columns;
  const center = column?.center ?? NaN;
  const scale = column?.scale ?? NaN;
  const mean = column?.statistics.mean ?? NaN;
  const known = measured ? (column?.statistics.variance ?? NaN) : null;
  const sums = new Float64Array(2);
  return {
    unseen: () => null,
    write: (block, count, done) => {
      scaleInto(x, done * width + first, width, block, count, center, scale);
      if (known === null) addDistances(sums, block, count, mean);
    },
    std: () => {
      const [sum = NaN, squares = NaN] = sums;
      return [Math.sqrt(known ?? Math.max(0, squares / rows.kept - (sum / rows.kept) ** 2)) / scale];
    },
  };
}

function scaleInto(
  x: Float32Array,
  first: number,
  width: number,
  block: Float64Array,
  count: number,
  center: number,
  scale: number,
): void {
  let to = first;
  for (let at = 0; at < count; at++) {
    x[to] = (block[at]! - center) / scale;
    to += width;
  }
}

function addDistances(sums: Float64Array, block: Float64Array, count: number, mean: number): void {
  let sum = 0;
  let squares = 0;
  for (let at = 0; at < count; at++) {
    const d = block[at]! - mean;
    sum += d;
    squares += d * d;
  }
  sums[0]! += sum;
  sums[1]! += squares;
}

/** A scaled number for each class, looked up. */
function classWriter({ encoder, columns }: FittedSource, { x, width, first, height }: Target): Writer {
  if (encoder === null) throw new RangeError("A column of numbers has no classes.");
  const classes = new Int32Array(height);
  const counts = new Array<number>(encoder.classes).fill(0);
  const tables = encoder.columns.map(({ values }, index) => scaledTable(values, columns[index]));
  const unseen = new Map<number, number>();
  return {
    unseen: () => (encoder.unseen === null ? null : { rows: counts[encoder.unseen] ?? 0, counts: unseen }),
    write: (block, count, done) => {
      encoder.classify(block, count, classes);
      for (let at = 0; at < count; at++) {
        const own = classes[at]!;
        counts[own]!++;
        if (own === encoder.unseen) tally(unseen, block[at]!);
      }
      for (let index = 0; index < tables.length; index++) {
        const table = tables[index]!;
        let to = done * width + first + index;
        for (let at = 0; at < count; at++) {
          x[to] = table[classes[at]!]!;
          to += width;
        }
      }
    },
    std: () => encoder.columns.map(({ values }, index) => scaledDeviation({ values, counts }, { scale: columns[index]?.scale ?? NaN })),
  };
}

function markWriter(column: FittedFeature | undefined, { x, width, first }: Target) {
  const table = scaledTable([0, 1], column);
  const counts = [0, 0];
  return {
    write: (marks: Uint8Array, count: number, done: number): void => {
      let to = done * width + first;
      for (let at = 0; at < count; at++) {
        const own = marks[at]!;
        counts[own]!++;
        x[to] = table[own]!;
        to += width;
      }
    },
    std: () => [scaledDeviation({ values: [0, 1], counts }, { scale: column?.scale ?? NaN })],
  };
}

function scaledTable(values: readonly number[], column: FittedFeature | undefined): Float64Array {
  const { center = NaN, scale = NaN } = column ?? {};
  return Float64Array.from(values, (value) => (value - center) / scale);
}

function tally(counts: Map<number, number>, value: number): void {
  const count = counts.get(value);
  if (count !== undefined) counts.set(value, count + 1);
  else if (counts.size < MAX_UNSEEN) counts.set(value, 1);
}
