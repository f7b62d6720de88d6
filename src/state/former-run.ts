import type { DealPlan } from "../domain/pool";
import type { LabelSpec } from "../domain/prepared";
import type { RunConfig } from "../domain/run-config";
import type { PlainFigures } from "../domain/shift/deal-words";
import { perSplit, SPLITS, type PerSplit } from "../domain/split";
import type { Run } from "./run-slice";

/** What is kept of a run that others came after. */
export interface FormerRun extends Pick<Run, "id" | "status"> {
  readonly config: RunConfig;
  readonly label: LabelSpec;
  /** The contents of its files, each once. */
  readonly files: readonly string[];
  readonly figures: PerSplit<PlainFigures>;
}

/** Null where it has no results. */
export function formerRunOf({ id, status, config, data, results }: Run): FormerRun | null {
  if (data === null || results === null) return null;
  return {
    id,
    status,
    config,
    label: data.label,
    files: [...new Set(SPLITS.map((split) => data.files[split].sha256))].sort(),
    figures: perSplit((split) => {
      const { rows, positives, accuracy, baselineAccuracy, balancedAccuracy, f1 } = results.figures[split].evaluation;
      return { rows, positives, accuracy, baseline: baselineAccuracy, balancedAccuracy, f1 };
    }),
  };
}

export function isSameDeal(a: Pick<FormerRun, "config">, b: Pick<FormerRun, "config">): boolean {
  return isSamePlan(a.config.split ?? null, b.config.split ?? null);
}

export function isSamePlan(a: DealPlan | null, b: DealPlan | null): boolean {
  return a === b || JSON.stringify(a) === JSON.stringify(b);
}
