import type { EngineIdentity } from "../domain/engine-identity";
import type { FittedFeatures, RawCell } from "../domain/features/fitted";
import { leakage } from "../domain/features/leakage";
import type { EpochRecord } from "../domain/history";
import type { Evaluation } from "../domain/metrics/evaluation";
import { toBlocks, type LayerSpec, type ModelSpec } from "../domain/model-spec";
import type { LabelSpec } from "../domain/prepared";
import type { RunConfig } from "../domain/run-config";
import { CORRECTED_THRESHOLD } from "../domain/shift/prior-correction";
import { perSplit, type PerSplit } from "../domain/split";
import type { Weights } from "../domain/weights";
import type { correctionSchema } from "./correction-schema";
import { preprocessingJson } from "./features-json";
import { formatJson } from "./json-text";
import type { fingerprintSchema, modelFileSchema } from "./model-schema";
import { endingWarnings, epochJson, evaluationJson, undefinedMetricWarnings, warningOf, type RunEnding } from "./record-json";
import type { Change } from "./record-schema";
import { labelJson, runConfigJson } from "./run-config";
import { weightsJson } from "./weights-json";
import type { z } from "./zod";

/** What tells one data file from another. */
export type Fingerprint = Readonly<z.output<typeof fingerprintSchema>>;

/** A few raw rows with the model's answers, so that a reader can check itself. */
export interface Golden {
  /** Raw rows, a cell for each column of the matrix. */
  readonly rows: readonly (readonly RawCell[])[];
  readonly probabilities: readonly number[];
}

/** A shift of the logits to another share of positives, which the last bias holds. */
export type Correction = Readonly<z.output<typeof correctionSchema>>;

/** A run that has ended, as it goes into a model file. */
export interface ModelFileContent {
  /** Date and time as ISO 8601. */
  readonly createdAt: string;
  readonly appVersion: string;
  readonly label: LabelSpec;
  readonly fitted: FittedFeatures;
  readonly weights: Weights;
  /** Of the weights, the golden rows and the evaluation; null where the net is as it was trained. */
  readonly correction: Correction | null;
  /** As the run started. */
  readonly config: RunConfig;
  /** Its configuration has the model and the threshold as they were in the end. */
  readonly ending: RunEnding;
  /** From epoch 0, the untrained net, where there is one. */
  readonly history: readonly EpochRecord[];
  readonly evaluation: PerSplit<Evaluation>;
  readonly data: PerSplit<Fingerprint>;
  readonly golden: Golden;
  readonly engine: EngineIdentity;
  readonly changes: readonly Change[];
}

/** Its shape but for the members whose numbers are printed with chosen digits. */
type ModelFileJson = Omit<z.input<typeof modelFileSchema>, "weights"> & { weights: ReturnType<typeof weightsJson> };

/**
 * The text of a model file.
 * @throws ModelFileError when the weights are not finite.
 * @throws RangeError when the weights do not have the shapes of the model.
 */
export function writeModelFile(content: ModelFileContent): string {
  const { config, changes, ending } = content;
  const { model } = ending.config;
  const threshold = content.correction === null ? ending.config.threshold : CORRECTED_THRESHOLD;
  const blocks = toBlocks(model, content.fitted.columns.length);
  const initial = content.history.find((record) => record.epoch === 0);
  const file: ModelFileJson = {
    format: "triptych.model",
    version: 1,
    createdAt: content.createdAt,
    app: { name: "triptych", version: content.appVersion },
    label: labelJson(content.label),
    threshold,
    ...(content.correction === null ? {} : { correction: content.correction }),
    preprocessing: preprocessingJson(content.fitted),
    architecture: architectureJson(model, content.fitted.columns.length),
    weights: weightsJson(blocks, content.weights),
    weightsEpoch: ending.weightsEpoch,
    config: runConfigJson(config),
    ...(changes.length === 0 ? {} : { finalConfig: runConfigJson(ending.config) }),
    initial: initial === undefined ? null : epochJson(initial),
    history: content.history.filter((record) => record.epoch > 0).map(epochJson),
    evaluation: perSplit((split) => evaluationJson(content.evaluation[split])),
    data: content.data,
    golden: goldenJson(content.golden),
    engine: content.engine,
    changes: [...changes],
    warnings: [...leakage(content.fitted.fitOn).map(warningOf), ...endingWarnings(ending), ...undefinedMetricWarnings(content.evaluation)],
  };
  return `${formatJson(file)}\n`;
}

/** Only rows that JSON can hold: one without an answer could not be checked by a reader. */
function goldenJson({ rows, probabilities }: Golden): { rows: RawCell[][]; probabilities: number[] } {
  const isHeld = (cell: RawCell): boolean => typeof cell !== "number" || Number.isFinite(cell);
  const whole = rows.flatMap((row, index) => {
    const probability = probabilities[index] ?? NaN;
    return Number.isFinite(probability) && row.every(isHeld) ? [{ row: [...row], probability }] : [];
  });
  return { rows: whole.map(({ row }) => row), probabilities: whole.map(({ probability }) => probability) };
}

function architectureJson(model: ModelSpec, inputs: number): ModelFileJson["architecture"] {
  let width = inputs;
  return model.layers.map((layer: LayerSpec) => {
    if (layer.type !== "linear") return layer;
    const linear = { type: layer.type, in: width, out: layer.out, bias: true as const };
    width = layer.out;
    return linear;
  });
}
