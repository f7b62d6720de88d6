import type { Insight } from "../../../../domain/examiner";
import { formatCount, formatPercent, formatStatistic } from "../../../../domain/format";
import { layerName } from "../../../../domain/insight/inside-words";
import type { EpochInsight } from "../../../../state/insight-slice";
import type { ChartTable } from "../../../charts/kit/chart-table";
import type { Reading } from "../../../charts/kit/readings";
import { ticksOf } from "../../../charts/kit/scales";
import type { AxisSpec, PointSeries, Series } from "../../../charts/kit/series";
import { smoothedLine } from "../../../charts/smoothed-line";

/** An insight at the end of an epoch. */
export type InsightAtEpoch = EpochInsight & { readonly epoch: number };

/** One number of each layer, drawn over the epochs. */
export interface LayerFigure {
  readonly title: string;
  readonly hint: string;
  readonly fileName: string;
  /** Logarithmic axes show 0 as 0, at their foot. */
  readonly scale: "log" | "count";
  /** Null where it is not defined, or the layer has none. */
  readonly of: (each: EpochInsight, layer: number) => number | null;
  readonly write: (value: number, insight: Insight, layer: number) => string;
}

export const LAYER_FIGURES = {
  gradientNorm: {
    title: "Gradient norm",
    hint: "weights and biases",
    fileName: "triptych-gradient-norm",
    scale: "log",
    of: ({ insight }, layer) => insight.layers[layer]?.gradientNorm ?? null,
    write: formatNorm,
  },
  weightNorm: {
    title: "Weight norm",
    hint: "weights and biases",
    fileName: "triptych-weight-norm",
    scale: "log",
    of: ({ insight }, layer) => insight.layers[layer]?.weightNorm ?? null,
    write: formatNorm,
  },
  update: {
    title: "Update to weight",
    hint: "change over norm",
    fileName: "triptych-update-ratio",
    scale: "log",
    of: ({ update }, layer) => update?.ratios[layer] ?? null,
    write: formatNorm,
  },
  idle: {
    title: "Stuck units",
    hint: "dead or saturated",
    fileName: "triptych-stuck-units",
    scale: "count",
    of: ({ insight }, layer) => insight.layers[layer]?.idle?.units.length ?? null,
    write: (value, insight, layer) => {
      const of = insight.layers[layer]?.out ?? 0;
      return `${formatCount(value)} of ${formatCount(of)} (${formatPercent(of === 0 ? 0 : value / of, 1)})`;
    },
  },
} as const satisfies Record<string, LayerFigure>;

/** 0 is written as 0, whatever stands around it. */
export function formatNorm(value: number): string {
  return value === 0 ? "0" : formatStatistic(value);
}

/** The insights that have a place on the axis of epochs. */
export function atEpochs(insights: readonly EpochInsight[]): InsightAtEpoch[] {
  return insights.filter((each): each is InsightAtEpoch => each.epoch !== null);
}

/** A hue of its own for each layer; the output layer takes that of the text. */
export function layerColour(layer: number, count: number): string {
  return layer === count - 1 ? "var(--ink)" : `var(--layer-${layer + 1})`;
}

/** Told apart without their hues as well. */
function layerDash(layer: number, count: number): string | undefined {
  if (layer === count - 1) return "2 3";
  return layer % 2 === 0 ? undefined : "7 3";
}

/**
 * Spans that are compared with each other: ratios of weights that went on for twice as many epochs are no larger for that.
 * @returns the epochs between two that were looked into, as most of them have it; null where there are no two
 */
export function usualSpan(insights: readonly InsightAtEpoch[]): number | null {
  const counts = new Map<number, number>();
  for (const { epoch, update } of insights) if (update !== null) counts.set(epoch - update.since, (counts.get(epoch - update.since) ?? 0) + 1);
  const [most] = [...counts].sort(([a, timesA], [b, timesB]) => timesB - timesA || a - b);
  return most?.[0] ?? null;
}

/** Without the ratios over other spans than the usual one. */
export function comparable(insights: readonly InsightAtEpoch[]): InsightAtEpoch[] {
  const span = usualSpan(insights);
  return insights.map((each) => (each.update === null || each.epoch - each.update.since === span ? each : { ...each, update: null }));
}

/** Where 0 stands on a logarithmic axis that has to show it: a decade below the least value above it. */
export interface LogAxis {
  readonly axis: AxisSpec;
  /** The value that 0 is drawn at; null where no value is 0. */
  readonly zeroAt: number | null;
}

export function logAxis(values: readonly number[]): LogAxis {
  const positive = values.filter((value) => value > 0 && Number.isFinite(value));
  if (!values.includes(0)) return { axis: { scale: "log" }, zeroAt: null };
  const least = positive.length === 0 ? 1e-2 : Math.min(...positive);
  const zeroAt = Math.max(1e-300, 10 ** (Math.floor(Math.log10(least)) - 1));
  return {
    zeroAt,
    axis: {
      scale: "log",
      domain: [zeroAt, positive.length === 0 ? 1 : "auto"],
      ticks: ([from, to], most) => [...(from <= zeroAt ? [zeroAt] : []), ...ticksOf("log", [Math.max(from, zeroAt * 3), to], Math.max(2, most - 1))],
      // The axis ends at 0, though no logarithm does.
      format: (value) => (value === zeroAt ? "0" : tickOf(value)),
    },
  };
}

function tickOf(value: number): string {
  return value < 1e-3 || value >= 1e5 ? value.toExponential(0) : String(Number(value.toPrecision(6)));
}

export interface LayerPicture {
  /** What was measured, a line a layer. */
  readonly series: readonly PointSeries[];
  /** What is drawn: the same, or faint with a smoothed line in front of each. */
  readonly drawn: readonly Series[];
  readonly y: AxisSpec;
}

/** The lines of a figure, one a layer. What is no finite number has no place in them. @param smoothing from 0, none, to 1 */
export function layerPicture(figure: LayerFigure, insights: readonly InsightAtEpoch[], smoothing = 0): LayerPicture {
  const count = layersOf(insights);
  const lines = Array.from({ length: count }, (_, layer) =>
    insights.flatMap((each) => {
      const y = figure.of(each, layer);
      return y === null || !Number.isFinite(y) ? [] : [{ x: each.epoch, y }];
    }),
  );
  const { axis, zeroAt } = figure.scale === "log" ? logAxis(lines.flat().map(({ y }) => y)) : { axis: COUNTS, zeroAt: null };
  const series = lines.flatMap((points, layer): PointSeries[] => {
    if (points.length === 0) return [];
    const dash = layerDash(layer, count);
    const look = { key: String(layer), title: layerName(layer, count), colour: layerColour(layer, count) };
    return [{ ...look, ...(dash === undefined ? {} : { dash }), kind: "line", points }];
  });
  const placed = (line: PointSeries): PointSeries =>
    zeroAt === null ? line : { ...line, points: line.points.map(({ x, y }) => ({ x, y: Math.max(zeroAt, y) })) };
  const smooth = series.map((line) => smoothedLine(line, smoothing));
  return {
    series: series.map(placed),
    drawn: [...smooth.map(({ raw }) => placed(raw)), ...smooth.flatMap((line) => (line.smooth === null ? [] : [placed(line.smooth)]))],
    y: axis,
  };
}

const COUNTS: AxisSpec = { domain: [0, "auto"], whole: true };

/** What a figure is of each layer at an epoch. */
export function layerReadings(figure: LayerFigure, each: InsightAtEpoch | undefined, series: readonly PointSeries[]): Reading[] {
  if (each === undefined) return [];
  return series.flatMap((line) => {
    const layer = Number(line.key);
    const value = figure.of(each, layer);
    if (value === null) return [];
    const y = line.points.find(({ x }) => x === each.epoch)?.y;
    const { key, title, colour, dash } = line;
    return [{ key, title, colour, dash, value: figure.write(value, each.insight, layer), ...(y === undefined ? {} : { y }) }];
  });
}

/** An epoch a row, a layer a column; layers that never have the figure are left out. */
export function layerTable(figure: LayerFigure, insights: readonly InsightAtEpoch[]): ChartTable {
  const count = layersOf(insights);
  const layers = Array.from({ length: count }, (_, layer) => layer).filter((layer) => insights.some((each) => figure.of(each, layer) !== null));
  const spans = insights.some(({ update }) => update !== null) && figure.fileName === LAYER_FIGURES.update.fileName;
  return {
    columns: ["epoch", ...(spans ? ["since epoch"] : []), ...layers.map((layer) => layerName(layer, count))],
    rows: insights.map((each) => [each.epoch, ...(spans ? [each.update?.since ?? null] : []), ...layers.map((layer) => figure.of(each, layer))]),
    format: (value, column) => (column === 0 || (spans && column === 1) ? formatCount(value) : figure.scale === "count" ? formatCount(value) : formatNorm(value)),
  };
}

/** A figure from the first to the last epoch, in a sentence. */
export function layerSummary(figure: LayerFigure, insights: readonly InsightAtEpoch[]): string {
  const count = layersOf(insights);
  const parts = Array.from({ length: count }, (_, layer) => {
    const known = insights.filter((each) => figure.of(each, layer) !== null);
    const [first, last] = [known[0], known.at(-1)];
    if (first === undefined || last === undefined) return null;
    const text = (each: EpochInsight): string => figure.write(figure.of(each, layer) ?? NaN, each.insight, layer);
    return `${layerName(layer, count)} from ${text(first)} to ${text(last)}`;
  }).filter((part) => part !== null);
  const [first, last] = [insights[0], insights.at(-1)];
  if (first === undefined || last === undefined || parts.length === 0) return `${figure.title}: nothing to show.`;
  return `${figure.title} from epoch ${first.epoch} to ${last.epoch}: ${parts.join(", ")}.`;
}

function layersOf(insights: readonly EpochInsight[]): number {
  return insights[0]?.insight.layers.length ?? 0;
}

/** The insight to show for an epoch: its own, else that of the nearest one known, the earlier of two. */
export function nearestInsight(insights: readonly EpochInsight[], at: EpochInsight["at"], epoch: number | null): EpochInsight | null {
  const own = insights.find((each) => each.at === at || (epoch !== null && each.epoch === epoch));
  if (own !== undefined) return own;
  if (epoch === null) return insights.at(-1) ?? null;
  const distance = (each: EpochInsight): number => (each.epoch === null ? Infinity : Math.abs(each.epoch - epoch));
  return insights.reduce<EpochInsight | null>((best, each) => (best === null || distance(each) < distance(best) ? each : best), null);
}
