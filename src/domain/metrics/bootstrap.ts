import { quantiles } from "../features/quantiles";
import { formatPercent } from "../format";
import { asPart, type Stepwise } from "../inspect/stepwise";
import { createRandom } from "../random";
import { cellsOf, NEGATIVE, POSITIVE, type Cells } from "./bootstrap-cells";
import { confusionMetrics } from "./confusion-metrics";
import type { CumulativeCounts } from "./cumulative-counts";
import type { Evaluation } from "./evaluation";
import type { MetricIntervals } from "./intervals";
import { rowResampler } from "./resampling";
import type { Interval } from "./wilson";

/** Metrics that are no plain share of rows, so that their intervals come from resampling. */
export const BOOTSTRAP_METRICS = [
  "balancedAccuracy", "f1", "f2", "mcc", "cohenKappa", "logLoss", "brier", "rocAuc", "averagePrecision",
] as const satisfies readonly (keyof Evaluation)[];

export type BootstrapMetric = (typeof BOOTSTRAP_METRICS)[number];

export interface BootstrapOptions {
  readonly seed: number;
  /** 200 by default. */
  readonly resamples?: number;
}

export const RESAMPLES = 200;
const TAILS = [0.025, 0.975] as const;
/** A metric that is undefined in more of the resamples than this has no interval. */
const MOST_UNDEFINED = 0.05;
const TOO_FEW_ROWS = "One row cannot be resampled.";

/**
 * 95 % percentile intervals (Efron 1979, 1981) of an evaluation's metrics: rows, each with its score and label, are
 * drawn again from the counts, so that the share of positives varies too. An interval is widened to the estimate where
 * the percentiles miss it. Yields after each resample.
 */
export function* bootstrapIntervals(
  counts: CumulativeCounts,
  evaluation: Evaluation,
  { seed, resamples = RESAMPLES }: BootstrapOptions,
): Stepwise<MetricIntervals> {
  const intervals: Partial<Record<BootstrapMetric, Interval>> = {};
  const reasons: Partial<Record<BootstrapMetric, string>> = {};
  const values = evaluation.rows < 2 ? null : yield* resampledMetrics(counts, evaluation.threshold, seed, resamples);
  for (const metric of BOOTSTRAP_METRICS) {
    const estimate = evaluation[metric];
    const found = values === null || estimate === null ? null : intervalOf(values[metric], estimate);
    if (estimate === null) reasons[metric] = evaluation.undefinedReasons[metric] ?? "It is undefined.";
    else if (found === null) reasons[metric] = TOO_FEW_ROWS;
    else if (typeof found === "string") reasons[metric] = found;
    else intervals[metric] = found;
  }
  return { intervals, reasons };
}

/** The interval, or why there is none. */
function intervalOf(values: Float64Array, estimate: number): Interval | string {
  const missing = values.reduce((sum, value) => sum + (Number.isNaN(value) ? 1 : 0), 0) / values.length;
  if (!(missing <= MOST_UNDEFINED)) {
    return `In ${formatPercent(missing, 0)} of the resamples it is undefined: too few rows of a kind for an interval.`;
  }
  const [low = NaN, high = NaN] = quantiles(values, TAILS);
  return { low: Math.min(low, estimate), high: Math.max(high, estimate) };
}

/** The share of the work that making the cells counts for. */
const CELLS_SHARE = 0.1;

type Resampled = Record<BootstrapMetric, Float64Array>;

function* resampledMetrics(counts: CumulativeCounts, threshold: number, seed: number, resamples: number): Stepwise<Resampled> {
  const cells = yield* asPart(cellsOf(counts, threshold), 0, CELLS_SHARE);
  const draw = rowResampler(cells.sizes, createRandom(seed, "bootstrap"));
  const drawn = new Uint32Array(cells.sizes.length);
  const values = Object.fromEntries(BOOTSTRAP_METRICS.map((metric) => [metric, new Float64Array(resamples)])) as Resampled;
  for (let resample = 0; resample < resamples; resample++) {
    draw(drawn);
    const metrics = metricsOf(cells, drawn);
    for (const metric of BOOTSTRAP_METRICS) values[metric][resample] = metrics[metric] ?? NaN;
    yield CELLS_SHARE + ((1 - CELLS_SHARE) * (resample + 1)) / resamples;
  }
  return values;
}

/** What one pass over the cells adds up. */
interface Sums {
  tp: number;
  fp: number;
  /** Pairs of a positive and a negative row in the wrong order, twice; ties count once. */
  lost: number;
  precision: number;
  nats: number;
  squares: number;
}

function addCells(sums: Sums, { kinds, nats, squares }: Cells, drawn: Uint32Array, from: number, to: number): void {
  let { tp, fp, lost, precision, nats: loss, squares: squared } = sums;
  for (let cell = from; cell < to; cell++) {
    const rows = drawn[cell]!;
    loss += rows * nats[cell]!;
    squared += rows * squares[cell]!;
    const kind = kinds[cell]!;
    if (kind === NEGATIVE) fp += rows;
    else if (rows > 0) {
      lost += rows * (kind === POSITIVE ? 2 * fp : 2 * fp - drawn[cell - 1]!);
      tp += rows;
      precision += (rows * tp) / (tp + fp);
    }
  }
  sums.tp = tp;
  sums.fp = fp;
  sums.lost = lost;
  sums.precision = precision;
  sums.nats = loss;
  sums.squares = squared;
}

function metricsOf(cells: Cells, drawn: Uint32Array): Record<BootstrapMetric, number | null> {
  const sums: Sums = { tp: 0, fp: 0, lost: 0, precision: 0, nats: 0, squares: 0 };
  addCells(sums, cells, drawn, 0, cells.called);
  const { tp, fp } = sums;
  addCells(sums, cells, drawn, cells.called, drawn.length);
  const { tp: positives, fp: negatives } = sums;
  const { balancedAccuracy, f1, f2, mcc, cohenKappa } = confusionMetrics({ tp, fp, tn: negatives - fp, fn: positives - tp });
  const pairs = 2 * positives * negatives;
  const rows = positives + negatives;
  return {
    balancedAccuracy,
    f1,
    f2,
    mcc,
    cohenKappa,
    logLoss: sums.nats / rows,
    brier: sums.squares / rows,
    rocAuc: pairs === 0 ? null : (pairs - sums.lost) / pairs,
    averagePrecision: positives === 0 ? null : sums.precision / positives,
  };
}
