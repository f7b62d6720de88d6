import type { Baseline, Comparison } from "../../../../domain/examiner";
import { METRIC_NAMES, METRICS } from "../../../../domain/metrics/metric-list";
import { NO_NEGATIVES, NO_POSITIVES } from "../../../../domain/metrics/confusion-metrics";
import { constantAnswer } from "../../../../domain/metrics/constant-answer";
import type { Evaluation, MetricName } from "../../../../domain/metrics/evaluation";
import type { MetricIntervals } from "../../../../domain/metrics/intervals";
import type { Interval } from "../../../../domain/metrics/wilson";
import { perSplit, type PerSplit, type Split } from "../../../../domain/split";

/** A figure of the table. */
export type FigureName = MetricName | "ks" | "ece";

export interface FigureTraits {
  readonly name: FigureName;
  readonly title: string;
  readonly better: "high" | "low";
  /** Where its 95 % interval comes from. */
  readonly interval: "wilson" | "bootstrap" | null;
  /** Whether it depends on the threshold. */
  readonly atThreshold: boolean;
}

const SHARES: ReadonlySet<FigureName> = new Set<FigureName>(["accuracy", "precision", "recall", "specificity"]);
const OF_SCORES: ReadonlySet<FigureName> = new Set<FigureName>(["logLoss", "brier", "rocAuc", "averagePrecision"]);

/** The rows of the table, in order. */
export const FIGURES: readonly FigureTraits[] = [
  ...METRIC_NAMES.map((name): FigureTraits => ({
    name,
    ...METRICS[name],
    interval: SHARES.has(name) ? "wilson" : "bootstrap",
    atThreshold: !OF_SCORES.has(name),
  })),
  { name: "ks", title: "KS", better: "high", interval: null, atThreshold: false },
  { name: "ece", title: "ECE", better: "low", interval: null, atThreshold: false },
];

/** A figure; where it is undefined the value is null and there is a reason. */
export interface Figure {
  readonly value: number | null;
  readonly reason: string | null;
}

export interface Difference {
  /** What is shown less what it is held against; null where either is undefined. */
  readonly change: number | null;
  readonly verdict: "better" | "worse" | "same" | null;
  /** Of what it is held against. */
  readonly from: Figure;
}

/** Everything said about a figure on one split. */
export interface FigureCell {
  readonly model: Figure;
  /** Null while it is not known, and where there is none. */
  readonly interval: Interval | null;
  /** Why there is none, once that is known. */
  readonly intervalReason: string | null;
  readonly zero: Figure;
  readonly one: Figure;
  /** Null while it is not known, and where there is no logistic regression. */
  readonly logistic: Figure | null;
  /** Null while nothing is compared. */
  readonly difference: Difference | null;
}

export interface FigureRow {
  readonly traits: FigureTraits;
  readonly cells: PerSplit<FigureCell>;
}

/** A net with its figures at the threshold in use. */
export interface Measured {
  readonly splits: Comparison;
  readonly figures: PerSplit<Evaluation>;
}

export interface FigureSources {
  readonly shown: Measured;
  readonly second: Measured | null;
  readonly baseline: Baseline | null;
  /** Of the logistic regression, at the threshold in use. */
  readonly baselineFigures: PerSplit<Evaluation> | null;
  /** Those at another threshold are taken only for figures that need none. */
  readonly intervals: { readonly threshold: number; readonly splits: PerSplit<MetricIntervals> } | null;
}

/** The whole table. */
export function figureRows(sources: FigureSources): FigureRow[] {
  const of = perSplit((split) => readersOf(sources, split));
  return FIGURES.map((traits) => ({ traits, cells: perSplit((split) => cellOf(traits, of[split])) }));
}

type Reader = (name: FigureName) => Figure;

interface Readers {
  readonly model: Reader;
  readonly zero: Reader;
  readonly one: Reader;
  readonly logistic: Reader | null;
  readonly second: Reader | null;
  /** At the threshold in use. */
  readonly intervals: MetricIntervals | null;
  /** At some threshold. */
  readonly anyIntervals: MetricIntervals | null;
}

function readersOf({ shown, second, baseline, baselineFigures, intervals }: FigureSources, split: Split): Readers {
  const { rows, positives, threshold } = shown.figures[split];
  const constant = (answer: 0 | 1): Reader => {
    const { evaluation, ks, ece } = constantAnswer(answer, rows, positives);
    return reader(evaluation, ks, ece);
  };
  const measured = (splits: Comparison, figures: PerSplit<Evaluation>): Reader =>
    reader(figures[split], splits[split].ks, splits[split].calibration.uniform.ece);
  const anyIntervals = intervals?.splits[split] ?? null;
  return {
    model: measured(shown.splits, shown.figures),
    zero: constant(0),
    one: constant(1),
    logistic: baseline?.type === "fitted" && baselineFigures !== null ? measured(baseline.splits, baselineFigures) : null,
    second: second === null ? null : measured(second.splits, second.figures),
    intervals: intervals?.threshold === threshold ? anyIntervals : null,
    anyIntervals,
  };
}

function reader(evaluation: Evaluation, ks: number | null, ece: number): Reader {
  return (name) => {
    if (name === "ece") return { value: ece, reason: null };
    if (name === "ks") return { value: ks, reason: ks === null ? (evaluation.positives === 0 ? NO_POSITIVES : NO_NEGATIVES) : null };
    const value = evaluation[name];
    return { value, reason: value === null ? (evaluation.undefinedReasons[name] ?? "It is undefined.") : null };
  };
}

function cellOf(traits: FigureTraits, { model, zero, one, logistic, second, intervals, anyIntervals }: Readers): FigureCell {
  const { name } = traits;
  const figure = model(name);
  const known = traits.atThreshold ? intervals : anyIntervals;
  const metric = name === "ks" || name === "ece" || figure.value === null ? null : name;
  return {
    model: figure,
    interval: metric === null ? null : (known?.intervals[metric] ?? null),
    intervalReason: metric === null ? null : (known?.reasons[metric] ?? null),
    zero: zero(name),
    one: one(name),
    logistic: logistic?.(name) ?? null,
    difference: second === null ? null : differenceOf(traits, second(name), figure),
  };
}

function differenceOf({ better }: FigureTraits, from: Figure, to: Figure): Difference {
  if (from.value === null || to.value === null) return { change: null, verdict: null, from };
  const change = to.value - from.value;
  const gain = better === "high" ? change : -change;
  return { change, verdict: gain > 0 ? "better" : gain < 0 ? "worse" : "same", from };
}

/** The undefined figures of a split's column, those of one reason together. */
export function undefinedOf(rows: readonly FigureRow[], split: Split): { readonly titles: readonly string[]; readonly reason: string }[] {
  const byReason = new Map<string, string[]>();
  for (const { traits, cells } of rows) {
    const { reason } = cells[split].model;
    if (reason !== null) byReason.set(reason, [...(byReason.get(reason) ?? []), traits.title]);
  }
  return [...byReason].map(([reason, titles]) => ({ reason, titles }));
}
