import { counted } from "../problem";
import { SPLITS, type PerSplit, type Split } from "../split";
import type { Column, NumericColumn, NumericValues, TextColumn, ValueCount } from "../table";
import { binEdges, MAX_BINS, type ValueSpread } from "./bin-edges";
import { commonest, commonestTexts, countsByCode } from "./column-profile";
import { distributionOf, eachBlock } from "./distribution";
import type { AxisScale, Histogram } from "./profile";
import type { Stepwise } from "./stepwise";

/** As many categories have a bar of their own. */
export const MAX_CATEGORIES = 20;

type OfSplits<Kind> = readonly { readonly split: Split; readonly column: Kind }[];

/**
 * How the values of one column are spread over the splits that have it, on one axis; null where none holds it. Missing
 * and infinite values are not counted, nor what the scale cannot show: zero and less on a logarithmic one.
 */
export function* histogramOf(name: string, columns: Partial<PerSplit<Column>>, scale: AxisScale): Stepwise<Histogram | null> {
  const held = SPLITS.flatMap((split) => {
    const column = columns[split];
    return column === undefined || column.kind === "discarded" ? [] : [{ split, column }];
  });
  if (held.length === 0) return null;
  const numeric = held.flatMap(({ split, column }) => (column.kind === "numeric" ? [{ split, column }] : []));
  return numeric.length === held.length ? yield* ofNumbers(name, numeric, scale) : yield* ofCategories(name, held);
}

function* ofNumbers(name: string, columns: OfSplits<NumericColumn>, scale: AxisScale): Stepwise<Histogram> {
  const spread = yield* spreadOf(columns.map(({ column }) => column.values));
  const edges = binEdges(spread, scale);
  const counts: Partial<PerSplit<readonly number[]>> = {};
  for (const { split, column } of columns) counts[split] = yield* binCounts(column.values, edges, scale);
  return { kind: "numeric", column: name, scale, edges, counts };
}

function* spreadOf(columns: readonly NumericValues[]): Stepwise<ValueSpread> {
  const spread = new RunningSpread();
  for (const values of columns) {
    yield* eachBlock(values, (block) => {
      spread.add(block);
    });
  }
  return spread;
}

class RunningSpread implements ValueSpread {
  low = Infinity;
  high = -Infinity;
  leastPositive = Infinity;
  whole = true;
  readonly #distinct = new Set<number>();

  get distinct(): readonly number[] | null {
    return this.#distinct.size > MAX_BINS ? null : [...this.#distinct].sort((a, b) => a - b);
  }

  add(block: Float64Array): void {
    let { low, high, leastPositive, whole } = this;
    for (let at = 0; at < block.length; at++) {
      const x = block[at]!;
      if (x - x !== 0) continue;
      if (x < low) low = x;
      if (x > high) high = x;
      if (x > 0 && x < leastPositive) leastPositive = x;
      whole = whole && Math.floor(x) === x;
    }
    Object.assign(this, { low, high, leastPositive, whole });
    this.#addDistinct(block);
  }

  #addDistinct(block: Float64Array): void {
    const distinct = this.#distinct;
    let last = NaN;
    for (let at = 0; at < block.length && distinct.size <= MAX_BINS; at++) {
      const x = block[at]!;
      if (x === last || x - x !== 0) continue;
      distinct.add(x);
      last = x;
    }
  }
}

/** Where a value lies on an axis on which the bins are about equally wide. */
export const ON_AXIS: Readonly<Record<AxisScale, (value: number) => number>> = {
  linear: (value) => value,
  log: (value) => Math.log(value),
  symlog: (value) => Math.sign(value) * Math.log1p(Math.abs(value)),
};

/** How many values lie in each bin: from its lower edge on and below its upper one, the last with its upper edge. */
function* binCounts(values: NumericValues, edges: readonly number[], scale: AxisScale): Stepwise<number[]> {
  if (edges.length < 2) return [];
  const bins = new Bins(edges, scale);
  yield* eachBlock(values, (block) => {
    bins.add(block);
  });
  return [...bins.counts];
}

class Bins {
  readonly counts: Float64Array;
  readonly #edges: Float64Array;
  readonly #scale: AxisScale;

  constructor(edges: readonly number[], scale: AxisScale) {
    this.#edges = Float64Array.from(edges);
    this.#scale = scale;
    this.counts = new Float64Array(edges.length - 1);
  }

  /** A guess finds the bin but for edges that are not at equal steps of the axis; the edges themselves decide. */
  add(block: Float64Array): void {
    const { counts } = this;
    const edges = this.#edges;
    const last = counts.length - 1;
    const low = edges[0]!;
    const high = edges[last + 1]!;
    const place = ON_AXIS[this.#scale];
    const start = place(low);
    const perUnit = counts.length / (place(high) - start);
    for (let at = 0; at < block.length; at++) {
      const x = block[at]!;
      if (!(x >= low && x <= high)) continue;
      let bin = Math.min(last, Math.max(0, Math.floor((place(x) - start) * perUnit))) | 0;
      while (bin > 0 && x < edges[bin]!) bin--;
      while (bin < last && x >= edges[bin + 1]!) bin++;
      counts[bin]!++;
    }
  }
}

/** The commonest values over all splits, and what is left over as the last. Numbers stand as text beside text. */
function* ofCategories(name: string, columns: OfSplits<NumericColumn | TextColumn>): Stepwise<Histogram> {
  const tallies: { split: Split; counts: ReadonlyMap<string, number> }[] = [];
  const all = new Map<string, number>();
  for (const { split, column } of columns) {
    const values = yield* categoriesOf(column);
    tallies.push({ split, counts: new Map(values.map(({ value, count }) => [value, count])) });
    for (const { value, count } of values) all.set(value, (all.get(value) ?? 0) + count);
  }
  const known = [...all].map(([value, count]) => ({ value, count }));
  const shown = commonestTexts(known, MAX_CATEGORIES).map(({ value }) => value);
  const others = known.length - shown.length;
  const counts: Partial<PerSplit<readonly number[]>> = {};
  for (const { split, counts: own } of tallies) {
    const bars = shown.map((value) => own.get(value) ?? 0);
    const rest = [...own.values()].reduce((sum, count) => sum + count, 0) - bars.reduce((sum, count) => sum + count, 0);
    counts[split] = others > 0 ? [...bars, rest] : bars;
  }
  return { kind: "categories", column: name, categories: others > 0 ? [...shown, restName(others)] : shown, counts };
}

function restName(others: number): string {
  return counted(others, "other value");
}

/** The numbers of a column among text are counted by their shortest form, the most frequent ones only. */
const MAX_COUNTED_NUMBERS = 1000;

function* categoriesOf(column: NumericColumn | TextColumn): Stepwise<readonly ValueCount[]> {
  if (column.kind === "text") {
    const counts = countsByCode(column.codes, column.dictionary.length);
    return column.dictionary.map((value, code) => ({ value, count: counts[code]! })).filter(({ count }) => count > 0);
  }
  const { top } = commonest(yield* distributionOf(column.values), MAX_COUNTED_NUMBERS);
  return top.map(({ value, count }) => ({ value: String(value), count }));
}
