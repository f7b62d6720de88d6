interface EmCase {
  readonly kind: "emPrior";
  readonly posteriors: readonly number[];
  readonly trainPrior: number;
  readonly expected: {
    readonly priorPath: readonly number[];
    readonly iterations: number;
    readonly converged: boolean;
    readonly estimatedPrior: number;
    readonly correctedPosteriors: readonly number[];
  };
}

interface BbseCase {
  readonly kind: "bbse";
  readonly validationLabels: readonly number[];
  readonly validationPredictions: readonly number[];
  readonly targetPredictions: readonly number[];
  readonly expected: {
    readonly jointPredictedByActual: readonly (readonly number[])[];
    readonly sourcePrior: readonly number[];
    readonly targetPredictedShare: readonly number[];
    readonly determinant: number;
    readonly classWeights: readonly number[] | null;
    readonly estimatedPriorRaw: number | null;
    readonly estimatedPrior: number | null;
  };
}

interface CorrectionCase {
  readonly kind: "priorCorrection";
  readonly trainPrior: number;
  readonly newPrior: number;
  readonly posteriors: readonly number[];
  readonly expected: { readonly corrected: readonly (number | null)[] };
}

interface ThresholdCase {
  readonly kind: "thresholdUnderNewPrior";
  readonly trainPrior: number;
  readonly newPrior: number;
  readonly expected: {
    readonly rows: readonly {
      readonly costFalsePositive: number;
      readonly costFalseNegative: number;
      readonly thresholdOnCorrected: number;
      readonly thresholdOnOriginal: number;
    }[];
  };
}

type PriorCase = { readonly name: string } & (EmCase | BbseCase | CorrectionCase | ThresholdCase);
type Kind = PriorCase["kind"];

interface DriftFile {
  readonly tolerance: Readonly<Record<"float64" | "emPrior", { readonly abs: number; readonly rel?: number }>>;
  readonly cases: readonly PriorCase[];
}

/** The cases of drift.json about priors, which numpy has worked out. */
export function priorParity(text: string) {
  const { cases, tolerance } = JSON.parse(text) as DriftFile;
  const agrees = (actual: number | null, expected: number | null, { abs, rel = 0 } = tolerance.float64): boolean =>
    actual === null || expected === null ? actual === expected : Math.abs(actual - expected) <= abs + rel * Math.abs(expected);
  return {
    tolerance,
    agrees,
    of: <K extends Kind>(kind: K) => cases.filter((each): each is Extract<PriorCase, { kind: K }> => each.kind === kind),
  };
}
