import { toBlocks } from "../domain/model-spec";
import { predictProbability } from "../domain/predict";
import { withLogitOffset } from "../domain/shift/corrected-weights";
import { perSplit } from "../domain/split";
import type { Weights } from "../domain/weights";
import { writeModelFile } from "../interop/model-file";
import type { KeptCorrection } from "./correction-slice";
import type { PreparedMeta } from "./preparation-slice";
import type { Run } from "./run-slice";

export interface ExportFacts {
  readonly createdAt: string;
  readonly appVersion: string;
  /** Put into the last bias, with golden probabilities and figures to match; null: the net as it was trained. */
  readonly kept?: KeptCorrection | null;
}

/** The text of the model file of a run that has ended, null when there is nothing to export yet. */
export function modelFileOf(run: Run, { createdAt, appVersion, kept = null }: ExportFacts): string | null {
  const { config, data, outcome, results, history, changes } = run;
  if (data === null || outcome === null || results === null) return null;
  const weights = kept === null ? outcome.weights : withLogitOffset(outcome.weights, kept.correction.logitOffset);
  return writeModelFile({
    createdAt,
    appVersion,
    label: data.label,
    fitted: data.fitted,
    weights,
    correction: kept?.correction ?? null,
    config,
    ending: outcome,
    history,
    evaluation: kept?.evaluation ?? perSplit((split) => results.figures[split].evaluation),
    data: perSplit((split) => {
      const { fileName, bytes, sha256, carved } = data.files[split];
      return { name: fileName, bytes, rows: data.rows[split].rows, sha256, ...(carved === null ? {} : { dealt: carved }) };
    }),
    golden: { rows: data.goldenRows, probabilities: kept === null ? results.goldenProbabilities : goldenAnswers(data, run, weights) },
    engine: outcome.engine,
    changes,
  });
}

/** What changed weights give for the golden rows, in float64. */
function goldenAnswers({ fitted, goldenRows }: PreparedMeta, { config }: Run, weights: Weights): number[] {
  const blocks = toBlocks(config.model, fitted.columns.length);
  return goldenRows.map((row) => predictProbability({ features: fitted.columns, blocks, weights }, row));
}
