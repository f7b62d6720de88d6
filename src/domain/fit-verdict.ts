import { formatPercent, formatPoints } from "./format";
import type { EpochRecord, SplitMeasurement } from "./history";
import type { RunConfig } from "./run-config";

/**
 * Sentences that tell overfitting from shift. Hold-out rows are of train's own kind and were not trained on: what is
 * lost from train to them is overfitting, and what is lost from them to another split is shift.
 */
export function fitSentences(last: EpochRecord, { subset }: Pick<RunConfig, "subset">): string[] {
  return [...noisyLabels(subset?.labelNoise ?? 0), ...(last.epoch === 0 ? [] : [...overfitting(last), ...shift(last)])];
}

function noisyLabels(share: number): string[] {
  if (share === 0) return [];
  return [
    `The labels of ${formatPercent(share, 1)} of train's rows were flipped on purpose: train's figures are against these noisy labels, the others against the true ones.`,
  ];
}

function overfitting({ train, holdout }: EpochRecord): string[] {
  if (holdout === undefined || holdout.rows === 0) return [];
  const figures = `${accuracy(train)} on train, ${accuracy(holdout)} on the hold-out rows`;
  const gap = train.accuracy - holdout.accuracy;
  return gap > byChance(holdout)
    ? [`Train to hold-out loses ${formatPoints(gap)} of accuracy (${figures}): this is overfitting.`]
    : [`No overfitting shows in accuracy: ${figures}.`];
}

function shift({ holdout, validation, test }: EpochRecord): string[] {
  const [name, other] = test.rows > 0 ? ["test", test] : ["validation", validation];
  if (holdout === undefined || holdout.rows === 0 || other.rows === 0) return [];
  const gap = holdout.accuracy - other.accuracy;
  if (Math.abs(gap) <= byChance(holdout) + byChance(other)) return [];
  const figures = `${accuracy(holdout)} on the hold-out rows, ${accuracy(other)} on ${name}`;
  return [`Hold-out to ${name} ${gap > 0 ? "loses" : "gains"} ${formatPoints(Math.abs(gap))} of accuracy (${figures}): this is shift, not overfitting.`];
}

function accuracy(measured: SplitMeasurement): string {
  return formatPercent(measured.accuracy, 2);
}

/** Two standard errors of an accuracy: what another draw of the rows could change. */
function byChance({ accuracy: share, rows }: SplitMeasurement): number {
  return 2 * Math.sqrt((share * (1 - share)) / rows);
}
