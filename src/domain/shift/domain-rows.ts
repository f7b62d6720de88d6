import { formatCount } from "../format";
import type { PreparedSplit } from "../prepared";
import { counted } from "../problem";
import { createRandom } from "../random";
import { sampleRows } from "../row-sample";
import { SPLIT_TITLES } from "../split";
import type { Matrices } from "../trainer";
import { copyRows } from "../why/scorer";
import type { Against } from "./against";

/** Fewer rows of a side (or of a class of it) say nothing, halved as they are. */
const LEAST_ROWS = 50;
/** More rows make the interval no narrower than anybody needs: ±0.003 at most. */
const MOST_ROWS = 60_000;
/** Numbers that the rows of a side may be made of together: wide matrices give fewer rows. */
const MOST_CELLS = 8e6;

type RowNumbers = Uint32Array<ArrayBuffer>;

/** Rows with the side that they are from, and their own label. */
export interface DomainRows {
  /** `[rows, columns]`, row-major. */
  readonly x: Float32Array<ArrayBuffer>;
  /** `[rows]`: 0 of train, 1 of the other split. */
  readonly side: Uint8Array<ArrayBuffer>;
  /** `[rows]`: 1 for a positive row. */
  readonly label: Uint8Array<ArrayBuffer>;
}

type DrawnRows =
  | { readonly type: "none"; readonly reason: string }
  | { readonly type: "drawn"; readonly rowsASide: number; readonly positivesASide: number | null; readonly learn: DomainRows; readonly measured: DomainRows };

/** The rows of the rarer class are learned from so many times over at most, so that the net minds them too. */
const MOST_TIMES = 8;

/**
 * Draws as many rows of train as of another split, each choice being equally likely, and halves both by chance.
 * @param sameMix as many positive and as many negative rows from either side, instead of the mix that each has
 */
export function drawDomainRows(matrices: Matrices, against: Against, sameMix: boolean, seed: number): DrawnRows {
  const { splits, features } = matrices;
  const most = Math.max(2 * LEAST_ROWS, Math.min(MOST_ROWS, Math.floor(MOST_CELLS / Math.max(1, features))));
  const sides = [splits.train, splits[against]] as const;
  const pools = sides.map(({ rows, y }) => (sameMix ? [rowsOfClass(y, rows, 1), rowsOfClass(y, rows, 0)] : [allRows(rows)]));
  const counts = pools.map((classes) => classes.map(({ length }) => length));
  const least = Math.min(...counts.flat());
  if (least < LEAST_ROWS) return { type: "none", reason: shortage(counts, against, sameMix) };
  const taken = (counts[0] ?? []).map((count, index) => Math.min(count, counts[1]?.[index] ?? 0, sameMix ? Math.floor(most / 2) : most));
  const halves = pools.map((classes, side) =>
    classes.map((pool, index) => halved(pool, taken[index] ?? 0, seed, `domain ${sameMix ? "mix" : "plain"} ${side} ${index}`)),
  );
  const times = taken.map((count) => Math.min(MOST_TIMES, Math.floor(Math.max(...taken) / count)));
  const learned = halves.map((classes) => classes.flatMap(([half], index) => Array.from({ length: times[index] ?? 1 }, () => half)));
  return {
    type: "drawn",
    rowsASide: taken.reduce((sum, count) => sum + count, 0),
    positivesASide: sameMix ? (taken[0] ?? 0) : null,
    learn: gather(sides, learned, features),
    measured: gather(sides, halves.map((classes) => classes.map(([, half]) => half)), features),
  };
}

/** Draws rows of a pool and parts them by chance; where their number is odd, the second half has one more. */
function halved(pool: RowNumbers, count: number, seed: number, stream: string): readonly [RowNumbers, RowNumbers] {
  const chosen = sampleRows(pool.length, count, seed, stream);
  const drawn = chosen === null ? pool : chosen.map((index) => pool[index] ?? 0);
  const order = createRandom(seed, `${stream} halves`).permutation(count);
  const rows = order.map((index) => drawn[index] ?? 0);
  const middle = Math.floor(count / 2);
  return [rows.slice(0, middle), rows.slice(middle)];
}

function gather(sides: readonly PreparedSplit[], numbers: readonly (readonly RowNumbers[])[], features: number): DomainRows {
  const total = numbers.flat().reduce((sum, { length }) => sum + length, 0);
  const rows = { x: new Float32Array(total * features), side: new Uint8Array(total), label: new Uint8Array(total) };
  let at = 0;
  sides.forEach(({ x, y }, side) => {
    for (const row of (numbers[side] ?? []).flatMap((part) => [...part])) {
      rows.x.set(x.subarray(row * features, (row + 1) * features), at * features);
      rows.side[at] = side;
      rows.label[at++] = y[row] ?? 0;
    }
  });
  return rows;
}

/** Of every side and class as many rows as the rarest has, the first ones: their order is by chance. */
export function evenRows({ x, side, label }: DomainRows, features: number): DomainRows {
  const kinds = Array.from(side, (each, row) => 2 * each + (label[row] ?? 0));
  const most = Math.min(...[0, 1, 2, 3].map((kind) => kinds.filter((each) => each === kind).length));
  const seen = [0, 0, 0, 0];
  const chosen = kinds.flatMap((kind, row) => {
    seen[kind] = (seen[kind] ?? 0) + 1;
    return (seen[kind] ?? 0) <= most ? [row] : [];
  });
  return {
    x: copyRows(x, features, Uint32Array.from(chosen)),
    side: Uint8Array.from(chosen, (row) => side[row] ?? 0),
    label: Uint8Array.from(chosen, (row) => label[row] ?? 0),
  };
}

function allRows(rows: number): RowNumbers {
  return Uint32Array.from({ length: rows }, (_, row) => row);
}

function rowsOfClass(y: Uint8Array, rows: number, label: 0 | 1): RowNumbers {
  const numbers = new Uint32Array(rows);
  let count = 0;
  for (let row = 0; row < rows; row++) if (y[row] === label) numbers[count++] = row;
  return numbers.slice(0, count);
}

/** Which rows there are too few of, and what that keeps from being measured. */
function shortage(counts: readonly (readonly number[])[], against: Against, sameMix: boolean): string {
  const titles = [SPLIT_TITLES.train, SPLIT_TITLES[against]].map((title) => title.toLowerCase());
  const kinds = sameMix ? ["positive row", "negative row"] : ["row"];
  const short = counts.flatMap((classes, side) =>
    classes.flatMap((count, index) => (count < LEAST_ROWS ? [`${titles[side] ?? ""} has ${howMany(count, kinds[index] ?? "")}`] : [])),
  );
  const what = sameMix ? "of each class on either side" : "on either side";
  return `${capital(short.join(", and "))}. At least ${formatCount(LEAST_ROWS)} ${what} are needed: one half to learn from, the other to measure on.`;
}

function capital(words: string): string {
  return words.charAt(0).toUpperCase() + words.slice(1);
}

function howMany(count: number, kind: string): string {
  return count === 0 ? `no ${kind}` : `only ${counted(count, kind)}`;
}
