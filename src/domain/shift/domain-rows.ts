import { formatCount } from "../format";
import type { PreparedSplit } from "../prepared";
import { counted } from "../problem";
import { createRandom } from "../random";
import { sampleRows } from "../row-sample";
import { SPLIT_TITLES } from "../split";
import type { Matrices } from "../trainer";
import { copyRows } from "../why/scorer";
import type { Against } from "./against";
import { contentHalves } from "./content-halves";
import { rowContents } from "./row-contents";

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
  /** `[rows]`: rows with the same number have the same features. */
  readonly content: Uint32Array<ArrayBuffer>;
}

type DrawnRows =
  | { readonly type: "none"; readonly reason: string }
  | {
      readonly type: "drawn";
      readonly rowsASide: number;
      readonly positivesASide: number | null;
      /** Different rows among those of both sides, by their features. */
      readonly distinctRows: number;
      /** Whether all copies of a row are in one half; else rows are halved one by one. */
      readonly copiesTogether: boolean;
      readonly learn: DomainRows;
      readonly measured: DomainRows;
    };

/** The rows of the rarer class are learned from so many times over at most, so that the net minds them too. */
const MOST_TIMES = 8;

/** Rows of one side, of one class of it where the classes are drawn for themselves; in an order by chance. */
interface Group {
  readonly side: number;
  readonly rows: RowNumbers;
  readonly content: RowNumbers;
}

/**
 * Draws as many rows of train as of another split, each choice being equally likely, and halves both: all copies of a row,
 * on either side, are in the same half, so that no row that is measured was learned from. Where there are too few different
 * rows for that, rows are halved one by one.
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
  // Splits that are the same are drawn alike, so that nothing is told apart that is not.
  const alike = areSame(...sides);
  const drawn = pools.flatMap((classes, side) =>
    classes.map((pool, index) => ({ side, rows: drawnFrom(pool, taken[index] ?? 0, seed, `domain ${sameMix ? "mix" : "plain"} ${alike ? 0 : side} ${index}`) })),
  );
  const { ids, distinct } = rowContents(drawn.map(({ side, rows }) => ({ x: sides[side]!.x, rows })), features);
  const groups = drawn.map((group, index): Group => ({ ...group, content: ids[index]! }));
  const byContent = contentHalves(ids, distinct, seed);
  const together = byContent !== null && !isStrange(groups, byContent, sides, features);
  const halves = groups.map((group) => halved(group, together ? byContent : null));
  const times = taken.map((count) => Math.min(MOST_TIMES, Math.floor(Math.max(...taken) / count)));
  const learned = halves.flatMap(([half], index) => Array.from({ length: times[index % taken.length] ?? 1 }, () => half));
  return {
    type: "drawn",
    rowsASide: taken.reduce((sum, count) => sum + count, 0),
    positivesASide: sameMix ? (taken[0] ?? 0) : null,
    distinctRows: distinct,
    copiesTogether: together,
    learn: gather(sides, learned, features),
    measured: gather(sides, halves.map(([, half]) => half), features),
  };
}

function areSame(a: PreparedSplit, b: PreparedSplit): boolean {
  return a.rows === b.rows && a.y.every((label, row) => label === b.y[row]) && a.x.every((x, at) => x === b.x[at]);
}

/** Rows of a pool, in an order by chance. */
function drawnFrom(pool: RowNumbers, count: number, seed: number, stream: string): RowNumbers {
  const chosen = sampleRows(pool.length, count, seed, stream);
  const drawn = chosen === null ? pool : chosen.map((index) => pool[index] ?? 0);
  return createRandom(seed, `${stream} order`).permutation(count).map((index) => drawn[index] ?? 0);
}

/** @param halves of each content, 1 for what is measured; null: the first rows are learned from, one more is measured where their number is odd */
function halved({ side, rows, content }: Group, halves: Uint8Array | null): readonly [Group, Group] {
  const middle = Math.floor(rows.length / 2);
  const isMeasured = (at: number): boolean => (halves === null ? at >= middle : halves[content[at]!] === 1);
  const [learn, measured] = [rows.filter((_, at) => !isMeasured(at)), rows.filter((_, at) => isMeasured(at))];
  return [
    { side, rows: learn, content: content.filter((_, at) => !isMeasured(at)) },
    { side, rows: measured, content: content.filter((_, at) => isMeasured(at)) },
  ];
}

/** Whether most rows of a side that would be measured have something that no row learned from has: nothing could be learned of it. */
function isStrange(groups: readonly Group[], halves: Uint8Array, sides: readonly PreparedSplit[], features: number): boolean {
  const low = new Float32Array(features).fill(Infinity);
  const high = new Float32Array(features).fill(-Infinity);
  const eachCell = (half: 0 | 1, visit: (value: number, column: number, side: number, row: number) => void): void => {
    for (const { side, rows, content } of groups) {
      const { x } = sides[side]!;
      for (let at = 0; at < rows.length; at++) {
        if (halves[content[at]!] !== half) continue;
        for (let column = 0; column < features; column++) visit(x[rows[at]! * features + column]!, column, side, at);
      }
    }
  };
  eachCell(0, (value, column) => {
    if (value < low[column]!) low[column] = value;
    if (value > high[column]!) high[column] = value;
  });
  const rows = [0, 0];
  const strange = [0, 0];
  let isNew = false;
  eachCell(1, (value, column, side) => {
    if (column === 0) isNew = false;
    isNew ||= low[column] === high[column] && value !== low[column];
    if (column < features - 1) return;
    rows[side]!++;
    if (isNew) strange[side]!++;
  });
  return strange.some((count, side) => count > rows[side]! / 2);
}

function gather(sides: readonly PreparedSplit[], groups: readonly Group[], features: number): DomainRows {
  const total = groups.reduce((sum, { rows }) => sum + rows.length, 0);
  const gathered = { x: new Float32Array(total * features), side: new Uint8Array(total), label: new Uint8Array(total), content: new Uint32Array(total) };
  let at = 0;
  for (const { side, rows, content } of groups) {
    const { x, y } = sides[side]!;
    rows.forEach((row, index) => {
      gathered.x.set(x.subarray(row * features, (row + 1) * features), at * features);
      gathered.side[at] = side;
      gathered.label[at] = y[row] ?? 0;
      gathered.content[at++] = content[index] ?? 0;
    });
  }
  return gathered;
}

/** Of every side and class as many rows as the rarest has, the first ones: their order is by chance. */
export function evenRows({ x, side, label, content }: DomainRows, features: number): DomainRows {
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
    content: Uint32Array.from(chosen, (row) => content[row] ?? 0),
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
