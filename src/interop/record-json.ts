import type { EpochRecord, SplitMeasurement } from "../domain/history";
import type { Evaluation } from "../domain/metrics/evaluation";
import type { Problem } from "../domain/problem";
import { perSplit, SPLIT_TITLES, SPLITS, type PerSplit, type Split } from "../domain/split";
import type { RunOutcome } from "../domain/trainer";
import type { EpochJson, EvaluationJson, WarningJson } from "./record-schema";

/** What the files tell of how a run ended. */
export type RunEnding = Pick<RunOutcome, "status" | "reason" | "weightsEpoch" | "config">;

export function epochJson(record: EpochRecord): EpochJson {
  return {
    epoch: record.epoch,
    ...perSplit((split) => measurementJson(record[split])),
    ...(record.holdout === undefined ? {} : { holdout: measurementJson(record.holdout) }),
  };
}

function measurementJson({ rows, positives, loss, accuracy, confusion }: SplitMeasurement): EpochJson["train"] {
  return { loss: Number.isFinite(loss) ? loss : null, accuracy, rows, positives, confusion: { ...confusion } };
}

/** The numbers of an evaluation; the reasons of those that are null go into the warnings. */
export function evaluationJson(evaluation: Evaluation): EvaluationJson {
  const { undefinedReasons: _, confusion, ...numbers } = evaluation;
  return { ...numbers, confusion: { ...confusion } };
}

/** One warning for each metric that is null, split by split. */
export function undefinedMetricWarnings(evaluations: PerSplit<Evaluation>): WarningJson[] {
  return SPLITS.flatMap((split) => metricWarnings("undefined-metric", split, evaluations[split].undefinedReasons));
}

const METRIC_WARNINGS = { "undefined-metric": "is undefined", "no-interval": "has no interval" } as const;

/** One warning for each metric that there is a reason for. */
export function metricWarnings(code: keyof typeof METRIC_WARNINGS, split: Split, reasons: Readonly<Record<string, string>>): WarningJson[] {
  return Object.entries(reasons).map(([metric, reason]) => ({
    code,
    message: `${SPLIT_TITLES[split]}: ${metric} ${METRIC_WARNINGS[code]}. ${reason}`,
    split,
    column: null,
    line: null,
    metric,
  }));
}

/** A problem of the data as the files have it. */
export function warningOf({ code, message, remedy, split, column, line }: Problem): WarningJson {
  return { code, message: `${message} ${remedy}`.trim(), split, column, line };
}

/** Why a run ended before its last epoch; nothing when it did not, or was stopped by hand. */
export function endingWarnings({ status, reason }: RunEnding): WarningJson[] {
  if (reason === null) return [];
  return [plainWarning(status === "diverged" ? "diverged" : "early-stop", reason)];
}

/** A warning of the whole run. */
export function plainWarning(code: string, message: string): WarningJson {
  return { code, message, split: null, column: null, line: null };
}
