import { perSplit } from "../domain/split";
import { writeModelFile } from "../interop/model-file";
import type { Run } from "./run-slice";

export interface ExportFacts {
  readonly createdAt: string;
  readonly appVersion: string;
}

/** The text of the model file of a run that has ended, null when there is nothing to export yet. */
export function modelFileOf(run: Run, { createdAt, appVersion }: ExportFacts): string | null {
  const { config, data, outcome, results, history, changes } = run;
  if (data === null || outcome === null || results === null) return null;
  return writeModelFile({
    createdAt,
    appVersion,
    label: data.label,
    fitted: data.fitted,
    weights: outcome.weights,
    config,
    ending: outcome,
    history,
    evaluation: perSplit((split) => results.figures[split].evaluation),
    data: perSplit((split) => {
      const { fileName, bytes, sha256 } = data.files[split];
      return { name: fileName, bytes, rows: data.rows[split].rows, sha256 };
    }),
    golden: { rows: data.goldenRows, probabilities: results.goldenProbabilities },
    engine: outcome.engine,
    changes,
  });
}
