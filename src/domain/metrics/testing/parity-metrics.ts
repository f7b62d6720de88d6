import type { Confusion } from "../../history";
import { cumulativeCounts, type CumulativeCounts } from "../cumulative-counts";

interface ChosenThreshold {
  readonly value: number;
  readonly threshold: number;
  readonly tiedThresholds: readonly number[];
  readonly sameAsGreaterThan: { readonly fromIncluded: number | null; readonly toExcluded: number };
  readonly confusion: Confusion;
}

interface ParityCalibration {
  readonly edges: readonly number[];
  readonly bins: readonly { count: number; meanScore: number | null; fractionPositive: number | null }[];
  readonly ece: number;
  readonly mce: number;
}

export interface MetricsCase {
  readonly name: string;
  readonly yTrue: readonly number[];
  readonly scores: readonly number[];
  readonly rocAuc: number | null;
  readonly averagePrecision: number | null;
  readonly logLoss: number;
  readonly brier: number;
  readonly ksStatistic: number | null;
  readonly atThreshold: readonly { readonly threshold: number; readonly confusion: Confusion }[];
  readonly bestF1: ChosenThreshold | null;
  readonly youden: ChosenThreshold | null;
  readonly calibration: Readonly<Record<"uniform" | "quantile", ParityCalibration>>;
  readonly rocCurve: { readonly fpr: readonly number[] | null; readonly tpr: readonly number[] | null; readonly thresholds: readonly number[] };
  readonly precisionRecallCurve: {
    readonly precision: readonly number[];
    readonly recall: readonly number[] | null;
    readonly thresholds: readonly number[];
  };
}

interface MetricsFile {
  readonly tolerance: { readonly float64: { readonly abs: number; readonly rel: number } };
  readonly cases: readonly MetricsCase[];
}

export interface MetricsParity {
  readonly cases: readonly MetricsCase[];
  /** Whether the two agree to the tolerance of the file; null only agrees with null. */
  agrees(actual: number | null, expected: number | null): boolean;
  agreeAll(actual: ArrayLike<number> | null, expected: readonly number[] | null): boolean;
}

/** Reads metrics.json, whose answers are those of scikit-learn. */
export function metricsParity(text: string): MetricsParity {
  const { cases, tolerance } = JSON.parse(text) as MetricsFile;
  const { abs, rel } = tolerance.float64;
  const agrees = (actual: number | null, expected: number | null): boolean => {
    if (actual === null || expected === null) return actual === expected;
    return Math.abs(actual - expected) <= abs + rel * Math.abs(expected);
  };
  return {
    cases,
    agrees,
    agreeAll(actual, expected) {
      if (actual === null || expected === null) return actual === expected;
      return actual.length === expected.length && expected.every((value, at) => agrees(actual[at] ?? NaN, value));
    },
  };
}

export function countsOfCase({ scores, yTrue }: MetricsCase): CumulativeCounts {
  return cumulativeCounts(Float32Array.from(scores), Uint8Array.from(yTrue));
}
