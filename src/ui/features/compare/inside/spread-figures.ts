import { formatCount, formatPercent } from "../../../../domain/format";
import type { LayerReport } from "../../../../domain/insight/layer-report";
import { shareAlong, SPREAD_SHARES, valueAlong, type ValueHistogram, type ValueScale } from "../../../../domain/insight/value-histogram";
import type { Point } from "../../../../domain/downsample";
import type { ChartTable } from "../../../charts/kit/chart-table";
import { tickText, type Interval } from "../../../charts/kit/scales";
import type { AxisSpec, Series } from "../../../charts/kit/series";
import { formatNorm, type InsightAtEpoch } from "./layer-figures";

/** What of a layer is spread out over units or weights. */
export type SpreadKind = "activations" | "gradients" | "activationGradients";

export const SPREADS: Readonly<Record<SpreadKind, { readonly title: string; readonly of: string }>> = {
  activations: { title: "Activations", of: "over all rows and units" },
  gradients: { title: "Gradients", of: "by each weight and bias" },
  activationGradients: { title: "Activation gradients", of: "over all rows and units" },
};

const QUANTILES = SPREAD_SHARES.map((share) => (share === 0.5 ? "median" : `${Math.round(share * 100)} %`));

function histogramOf(each: InsightAtEpoch, layer: number, kind: SpreadKind): ValueHistogram | null {
  return each.insight.layers[layer]?.[kind] ?? null;
}

/** Five lines over the epochs, the outer ones faint. */
export function spreadSeries(insights: readonly InsightAtEpoch[], layer: number, kind: SpreadKind, colour: string): Series[] {
  const lines = SPREAD_SHARES.map((_, quantile) => spreadLine(insights, layer, kind, quantile));
  return lines
    .map((points, quantile): Series => ({ key: QUANTILES[quantile] ?? "", title: QUANTILES[quantile] ?? "", colour, kind: "line", points, ...(quantile === 2 ? {} : { faint: true }) }))
    .toReversed();
}

/** One quantile over the epochs; epochs without a finite value are left out. */
function spreadLine(insights: readonly InsightAtEpoch[], layer: number, kind: SpreadKind, quantile: number): Point[] {
  return insights.flatMap((each) => {
    const y = histogramOf(each, layer, kind)?.spread[quantile] ?? NaN;
    return Number.isFinite(y) ? [{ x: each.epoch, y }] : [];
  });
}

/** The outlines of the bands between the outer and between the inner quantiles. */
export function bandsOf(series: readonly Series[]): { readonly upper: readonly Point[]; readonly lower: readonly Point[] }[] {
  const lines = series.map((each) => (each.kind === "bars" ? [] : each.points));
  return [
    { upper: lines[0] ?? [], lower: lines[4] ?? [] },
    { upper: lines[1] ?? [], lower: lines[3] ?? [] },
  ];
}

export function spreadTable(insights: readonly InsightAtEpoch[], layer: number, kind: SpreadKind): ChartTable {
  return {
    columns: ["epoch", ...QUANTILES, "exactly 0", "values"],
    rows: insights.map((each) => {
      const histogram = histogramOf(each, layer, kind);
      if (histogram === null) return [each.epoch, ...QUANTILES.map(() => null), null, null];
      return [each.epoch, ...histogram.spread.map((value) => (Number.isFinite(value) ? value : null)), histogram.zeros, valuesIn(histogram)];
    }),
    format: (value, column) => (column === 0 || column > QUANTILES.length ? formatCount(value) : formatNorm(value)),
  };
}

export function spreadSummary(insights: readonly InsightAtEpoch[], layer: number, kind: SpreadKind, name: string): string {
  const [first, last] = [insights[0], insights.at(-1)];
  const text = (each: InsightAtEpoch): string => {
    const [low = NaN, , middle = NaN, , high = NaN] = histogramOf(each, layer, kind)?.spread ?? [];
    return `median ${formatNorm(middle)}, nine tenths of them from ${formatNorm(low)} to ${formatNorm(high)}`;
  };
  if (first === undefined || last === undefined) return `${SPREADS[kind].title} of ${name.toLowerCase()}: nothing to show.`;
  const start = `${SPREADS[kind].title} of ${name.toLowerCase()} at epoch ${first.epoch}: ${text(first)}`;
  return first === last ? `${start}.` : `${start}; at epoch ${last.epoch}: ${text(last)}.`;
}

/** All values, those that are no finite numbers included. */
export function valuesIn({ counts, notFinite }: ValueHistogram): number {
  return counts.reduce((sum, count) => sum + count, notFinite);
}

export interface BinPicture {
  readonly series: readonly Series[];
  readonly x: AxisSpec;
}

/** Bars over the scale of a histogram. On a logarithmic one bins stand by their places along it, with ticks at round values. */
export function binPicture({ scale, edges, counts }: ValueHistogram, colour: string): BinPicture {
  const places = scale.type === "linear" ? [...edges] : Array.from(edges, (_, index) => index / counts.length);
  const series: Series[] = [{ key: "bins", title: "values", colour, kind: "bars", edges: places, heights: [...counts] }];
  const domain = [places[0] ?? 0, places.at(-1) ?? 1] as const;
  if (scale.type === "linear") return { series, x: { domain, title: "value" } };
  return {
    series,
    x: {
      domain,
      title: "value, logarithmic on both sides of 0",
      ticks: (inSight, most) => roundPlaces(scale, inSight, most),
      format: (place) => roundText(scale, place),
    },
  };
}

/** Places of 0 and of powers of ten, with room between them. */
export function roundPlaces(scale: ValueScale, [from, to]: Interval, most: number): number[] {
  const largest = Math.max(Math.abs(scale.low), Math.abs(scale.high));
  const powers: number[] = [];
  for (let exponent = Math.floor(Math.log10(largest)); 10 ** exponent > scale.unit; exponent--) powers.push(10 ** exponent, -(10 ** exponent));
  const room = (to - from) / most;
  const kept: number[] = [];
  for (const value of [0, ...powers]) {
    const place = shareAlong(scale, value);
    if (place >= from && place <= to && kept.every((other) => Math.abs(other - place) >= room)) kept.push(place);
  }
  return kept.sort((a, b) => a - b);
}

/** The round value at a place: rounding errors of the way there and back are taken off. */
function roundText(scale: ValueScale, place: number): string {
  const value = valueAlong(scale, place);
  return Math.abs(value) < scale.unit * 1e-6 ? "0" : tickText(Number(value.toPrecision(3))).replace("-", "−");
}

export function binName({ edges }: ValueHistogram, bin: number): string {
  return `from ${formatNorm(edges[bin] ?? NaN)} to ${formatNorm(edges[bin + 1] ?? NaN)}`;
}

export function binTable(histogram: ValueHistogram): ChartTable {
  const total = valuesIn(histogram);
  return {
    columns: ["from", "to", "values", "share"],
    rows: Array.from(histogram.counts, (count, bin) => [histogram.edges[bin] ?? null, histogram.edges[bin + 1] ?? null, count, total === 0 ? null : count / total]),
    format: (value, column) => (column < 2 ? formatNorm(value) : column === 2 ? formatCount(value) : formatPercent(value)),
  };
}

/** How many values there are, and how many of them are exactly 0 or no numbers. */
export function binSummary(histogram: ValueHistogram): string {
  const { zeros, notFinite } = histogram;
  const total = valuesIn(histogram);
  const parts = [`${formatCount(total)} values`, `${zeros === total ? "all of them" : zeros === 0 ? "none" : `${formatCount(zeros)} (${formatPercent(zeros / total, 1)})`} exactly 0`];
  if (notFinite > 0) parts.push(`${formatCount(notFinite)} no finite numbers`);
  return parts.join(", ");
}

/** What a layer is: "7 → 128, ReLU". */
export function shapeText({ in: width, out }: LayerReport, activation: string | null): string {
  return `${formatCount(width)} → ${formatCount(out)}${activation === null ? "" : `, ${activation}`}`;
}
