import { formatCount, formatPercent, formatStatistic } from "../../domain/format";
import { ON_AXIS } from "../../domain/inspect/histogram";
import type { AxisScale, Histogram } from "../../domain/inspect/profile";
import { counted } from "../../domain/problem";
import { SPLITS, SPLIT_TITLES, type PerSplit, type Split } from "../../domain/split";

export type CountAxis = "share" | "log count";

export type NumericHistogram = Extract<Histogram, { kind: "numeric" }>;

/** No bin that has a row is lower than this, of the height of the picture: one of a million is one that can be seen. */
const LEAST_HEIGHT = 0.008;

/** Where the edges of the bins lie on the axis, from 0 to 1; at equal distances where the scale cannot place them. */
export function edgePositions(edges: readonly number[], scale: AxisScale): number[] {
  const placed = edges.map(ON_AXIS[scale]);
  const [first, last] = [placed[0] ?? 0, placed.at(-1) ?? 1];
  const room = last - first;
  const usable = Number.isFinite(room) && room > 0 && placed.every(Number.isFinite);
  return placed.map((at, index) => (usable ? (at - first) / room : index / Math.max(1, edges.length - 1)));
}

/** Splits that have the column, in their fixed order. */
export function splitsIn({ counts }: Pick<Histogram, "counts">): Split[] {
  return SPLITS.filter((split) => counts[split] !== undefined);
}

export function rowsIn(counts: readonly number[] | undefined): number {
  return (counts ?? []).reduce((sum, count) => sum + count, 0);
}

export interface BinHeights {
  /** Of each bin, from 0 to 1, 1 being the top of the axis. */
  readonly heights: Partial<PerSplit<readonly number[]>>;
  /** What stands at the top of the axis: a share, or a count. */
  readonly top: number;
}

/**
 * Heights of the bins of all splits on one axis. As shares of each split's rows, so that splits of different sizes can
 * be held against each other; or as the logarithm of 1 + count, where the rare is to be seen beside the common.
 */
export function binHeights(histogram: NumericHistogram, axis: CountAxis): BinHeights {
  const figures: Partial<PerSplit<readonly number[]>> = {};
  for (const split of splitsIn(histogram)) {
    const counts = histogram.counts[split] ?? [];
    const rows = Math.max(1, rowsIn(counts));
    figures[split] = axis === "share" ? counts.map((count) => count / rows) : counts;
  }
  const top = Math.max(0, ...Object.values(figures).flat());
  const height = (figure: number): number => (figure === 0 ? 0 : Math.max(LEAST_HEIGHT, placeOf(figure, top, axis)));
  const heights: Partial<PerSplit<readonly number[]>> = {};
  for (const split of SPLITS) {
    const list = figures[split];
    if (list !== undefined) heights[split] = list.map(height);
  }
  return { heights, top };
}

/** How high a share or a count stands on its axis, from 0 to 1. */
function placeOf(figure: number, top: number, axis: CountAxis): number {
  if (top === 0) return 0;
  return axis === "share" ? figure / top : Math.log1p(figure) / Math.log1p(top);
}


/**
 * The outline of the bins as an SVG path over a box of `width` × `height`, from foot to foot of each run of bins that
 * have a row: no line runs where there is nothing.
 */
export function outline(positions: readonly number[], heights: readonly number[], width: number, height: number): string {
  const steps: string[] = [];
  heights.forEach((size, bin) => {
    if (size === 0) return;
    const [left, right] = [positions[bin] ?? 0, positions[bin + 1] ?? 1].map((place) => (place * width).toFixed(1));
    const top = (height * (1 - size)).toFixed(1);
    if ((heights[bin - 1] ?? 0) === 0) steps.push(`M${left},${height}`);
    steps.push(`L${left},${top} ${right},${top}`);
    if ((heights[bin + 1] ?? 0) === 0) steps.push(`L${right},${height}`);
  });
  return steps.join("");
}

/** Which values a bin holds: the last one takes its upper edge too. A bin around a single whole number has its name. */
export function binName({ edges }: NumericHistogram, bin: number): string {
  const [low, high] = [edges[bin] ?? NaN, edges[bin + 1] ?? NaN];
  const middle = (low + high) / 2;
  if (high - low === 1 && Number.isInteger(middle)) return formatStatistic(middle);
  return `${edgeText(edges, bin)} to ${edgeText(edges, bin + 1)}`;
}

/** An edge with as many digits as tell it from its neighbours. */
export function edgeText(edges: readonly number[], index: number): string {
  const edge = edges[index] ?? NaN;
  const text = formatStatistic(edge);
  const neighbours = [edges[index - 1], edges[index + 1]].filter((other) => other !== undefined);
  const alike = (written: (value: number) => string): boolean => neighbours.some((other) => written(other) === written(edge));
  if (!alike(formatStatistic)) return text;
  for (let digits = 4; digits < 17; digits++) {
    if (!alike((value) => value.toPrecision(digits))) return String(Number(edge.toPrecision(digits)));
  }
  return String(edge);
}

/** What of the loaded splits, of so many rows each, no bin holds, and why. */
export function notDrawnSentences(histogram: Histogram, rows: Partial<PerSplit<number>>): string[] {
  const { counts } = histogram;
  const left = splitsIn(histogram).flatMap((split) => {
    const rest = (rows[split] ?? 0) - rowsIn(counts[split]);
    return rest > 0 ? [`${counted(rest, "row")} of ${split}`] : [];
  });
  const absent = SPLITS.filter((split) => rows[split] !== undefined && counts[split] === undefined);
  const why = histogram.kind === "categories" ? "missing" : histogram.scale === "log" ? "missing, infinite, or not above zero" : "missing or infinite";
  return [
    ...(left.length === 0 ? [] : [`Not drawn: ${left.join(", ")}, where the value is ${why}.`]),
    ...(absent.length === 0 ? [] : [`${histogram.column} is not there in ${absent.join(" and ")}, or its text was not kept.`]),
  ];
}

/** The rows of a bin, or of a category, split by split. */
export function binReadings({ counts }: Pick<Histogram, "counts">, bin: number): { split: Split; text: string }[] {
  return splitsIn({ counts }).map((split) => {
    const count = counts[split]?.[bin] ?? 0;
    return { split, text: `${formatCount(count)} (${formatPercent(count / Math.max(1, rowsIn(counts[split])))})` };
  });
}

/** The bins of a histogram on axes that can be zoomed: places from 0 to 1 across, shares or logarithms of counts up. */
export interface BinAxes {
  readonly edges: readonly number[];
  readonly heights: Partial<PerSplit<readonly number[]>>;
  /** Edges to write in a part of the axis, about `most` of them. */
  readonly edgeTicks: (inSight: readonly [number, number], most: number) => readonly number[];
  readonly edgeText: (place: number) => string;
  readonly heightTicks?: () => readonly number[];
  readonly heightText: (height: number) => string;
}

export function binAxes(histogram: NumericHistogram, axis: CountAxis): BinAxes {
  const positions = edgePositions(histogram.edges, histogram.scale);
  const { heights, top } = binHeights(histogram, axis);
  const full = axis === "share" ? top : Math.log1p(top);
  const scaled: Partial<PerSplit<readonly number[]>> = {};
  for (const split of splitsIn(histogram)) scaled[split] = (heights[split] ?? []).map((height) => height * full);
  const common = {
    edges: positions,
    heights: scaled,
    edgeTicks: (inSight: readonly [number, number], most: number) => spreadEdges(positions, inSight, most),
    edgeText: (place: number) => formatStatistic(histogram.edges[positions.indexOf(place)] ?? NaN),
  };
  if (axis === "share") return { ...common, heightText: (height) => `${Number((100 * height).toPrecision(6))}\u202f%` };
  const powers = Array.from({ length: Math.floor(Math.log10(Math.max(1, top))) + 1 }, (_, power) => Math.log1p(10 ** power));
  return { ...common, heightTicks: () => [0, ...powers], heightText: (height) => formatCount(Math.round(Math.expm1(height))) };
}

/** The edges nearest to places at equal distances, each once. */
function spreadEdges(positions: readonly number[], [from, to]: readonly [number, number], most: number): number[] {
  const inSight = positions.filter((position) => position >= from && position <= to);
  const places = Array.from({ length: most + 1 }, (_, index) => from + (index / most) * (to - from));
  const nearest = places.map((place) => inSight.reduce((best, edge) => (Math.abs(edge - place) < Math.abs(best - place) ? edge : best), inSight[0] ?? NaN));
  return [...new Set(nearest)].filter(Number.isFinite);
}

/** The bins as rows: from, to, and of each split its rows and their share. */
export function histogramTable(histogram: NumericHistogram): { columns: string[]; rows: (string | number)[][] } {
  const splits = splitsIn(histogram);
  const { edges, counts } = histogram;
  return {
    columns: ["from", "to", ...splits.flatMap((split) => [SPLIT_TITLES[split], `${SPLIT_TITLES[split]}, share`])],
    rows: edges.slice(0, -1).map((from, bin) => [
      from,
      edges[bin + 1] ?? NaN,
      ...splits.flatMap((split) => [counts[split]?.[bin] ?? 0, (counts[split]?.[bin] ?? 0) / Math.max(1, rowsIn(counts[split]))]),
    ]),
  };
}

/** What the picture shows, for those who do not see it. */
export function histogramSummary(histogram: NumericHistogram): string {
  const { column, edges, scale } = histogram;
  const fullest = splitsIn(histogram).map((split) => {
    const counts = histogram.counts[split] ?? [];
    const bin = counts.indexOf(Math.max(...counts));
    const rows = rowsIn(counts);
    if (rows === 0) return `${SPLIT_TITLES[split]} has no values.`;
    const share = formatPercent((counts[bin] ?? 0) / rows, 1);
    return `${SPLIT_TITLES[split]}: ${formatCount(rows)} values, the fullest bin (${share}) from ${binName(histogram, bin)}.`;
  });
  return `Histogram of ${column} from ${edgeText(edges, 0)} to ${edgeText(edges, edges.length - 1)}, ${scale} axis. ${fullest.join(" ")}`;
}
