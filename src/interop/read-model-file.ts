import type { EngineIdentity } from "../domain/engine-identity";
import type { FittedFeatures } from "../domain/features/fitted";
import { ModelSpecError, toBlocks, type Block, type LayerSpec, type ModelSpec } from "../domain/model-spec";
import type { LabelSpec } from "../domain/prepared";
import type { RunConfig } from "../domain/run-config";
import type { PerSplit, Split } from "../domain/split";
import type { Weights } from "../domain/weights";
import { checkHeader, ConfigError, contractError, isObject, ModelFileError, parseJson, type Contract } from "./contract-error";
import { fittedFeatures } from "./features-json";
import { isConsistent } from "./correction-schema";
import type { Correction, Fingerprint, Golden } from "./model-file";
import { modelFileSchema } from "./model-schema";
import type { Change, EpochJson, EvaluationJson, WarningJson } from "./record-schema";
import { labelSpec, parseRunConfig } from "./run-config";
import { weightsFrom } from "./weights-json";
import type { z } from "./zod";

const CONTRACT: Contract = { format: "triptych.model", version: 1, title: "model file", Failure: ModelFileError };

/** A model file that has been checked: shapes agree, and `predictProbability` can run it. */
export interface ModelFile {
  readonly createdAt: string;
  readonly appVersion: string;
  readonly label: LabelSpec;
  readonly threshold: number;
  /** What the last bias holds beside what was trained; null for nothing. */
  readonly correction: Correction | null;
  readonly fitted: FittedFeatures;
  readonly model: ModelSpec;
  readonly blocks: readonly Block[];
  readonly weights: Weights;
  /** The epoch whose end the weights are from; null where the file does not say, or in the middle of one. */
  readonly weightsEpoch: number | null;
  /** As the run started. */
  readonly config: RunConfig;
  /** With the changes of the run applied. */
  readonly finalConfig: RunConfig;
  /** The untrained net, epoch 0. */
  readonly initial: EpochJson | null;
  /** From epoch 1. */
  readonly history: readonly EpochJson[];
  readonly evaluation: PerSplit<EvaluationJson>;
  readonly data: Partial<Record<Split, Fingerprint>>;
  readonly golden: Golden;
  readonly engine: EngineIdentity;
  readonly changes: readonly Change[];
  readonly warnings: readonly WarningJson[];
}

type Parsed = z.output<typeof modelFileSchema>;

/**
 * Reads a model file.
 * @throws ModelFileError with a sentence that names the field at fault.
 */
export function readModelFile(text: string): ModelFile {
  const value = parseJson(text, CONTRACT);
  checkHeader(value, CONTRACT);
  const parsed = modelFileSchema.safeParse(value);
  if (!parsed.success) throw contractError(parsed.error, CONTRACT);
  const { data } = parsed;
  const config = configOf(data.config, "config");
  const model: ModelSpec = { layers: layersOf(data), init: config.model.init };
  const blocks = blocksOf(data, model);
  checkGolden(data);
  return {
    createdAt: data.createdAt,
    appVersion: data.app.version,
    label: labelSpec(data.label),
    threshold: data.threshold,
    correction: correctionOf(data),
    fitted: fittedFeatures(data.preprocessing),
    model,
    blocks,
    weights: weightsFrom(data.weights, blocks),
    weightsEpoch: data.weightsEpoch ?? null,
    config,
    finalConfig: data.finalConfig === undefined ? config : configOf(data.finalConfig, "finalConfig"),
    initial: data.initial ?? null,
    history: data.history,
    evaluation: data.evaluation,
    data: fingerprintsOf(data.data),
    golden: data.golden,
    engine: data.engine,
    changes: data.changes,
    warnings: data.warnings,
  };
}

/**
 * Reads weights to start from: those of a model file, or of a bare `{"0.weight": [[…]], "0.bias": […], …}` map.
 * @param blocks the net that the weights are for.
 * @throws ModelFileError naming the parameter and both shapes when they are of another net.
 */
export function readInitWeights(text: string, blocks: readonly Block[]): Weights {
  const contract = { ...CONTRACT, title: "file of initial weights" };
  const value = parseJson(text, contract);
  if (!isObject(value)) throw new ModelFileError('Initial weights are a model file or a {"0.weight": …} map of arrays.');
  if (value["format"] === undefined && value["weights"] === undefined) return weightsFrom(value, blocks);
  checkHeader(value, CONTRACT);
  return weightsFrom(value["weights"], blocks);
}

function configOf(value: unknown, member: "config" | "finalConfig"): RunConfig {
  try {
    return parseRunConfig(value);
  } catch (cause) {
    if (!(cause instanceof ConfigError)) throw cause;
    throw new ModelFileError(`The model file's ${member}: ${cause.message}`, `${member}.${cause.path}`, { cause });
  }
}

function layersOf({ architecture }: Parsed): LayerSpec[] {
  return architecture.map((layer) => (layer.type === "linear" ? { type: layer.type, out: layer.out } : layer));
}

function blocksOf({ architecture, preprocessing }: Parsed, model: ModelSpec): Block[] {
  const features = preprocessing.features.length;
  let blocks: Block[];
  try {
    blocks = toBlocks(model, features);
  } catch (cause) {
    if (!(cause instanceof ModelSpecError)) throw cause;
    throw new ModelFileError(`The model file's architecture: ${cause.message}`, "architecture", { cause });
  }
  blocks.forEach((block, order) => {
    const layer = architecture[block.index];
    if (layer?.type !== "linear" || layer.in === block.in) return;
    const source = order === 0 ? `preprocessing has ${features} features` : `the layer before gives ${block.in} values`;
    throw new ModelFileError(
      `architecture[${block.index}] takes ${layer.in} inputs, but ${source}: the file contradicts itself.`,
      `architecture[${block.index}].in`,
    );
  });
  return blocks;
}

function correctionOf({ correction }: Parsed): Correction | null {
  if (correction === undefined) return null;
  if (isConsistent(correction)) return correction;
  throw new ModelFileError(
    "The model file's correction.logitOffset is not the difference of the logits of its two priors: the file contradicts itself.",
    "correction.logitOffset",
  );
}

function checkGolden({ golden, preprocessing }: Parsed): void {
  const { rows, probabilities } = golden;
  if (rows.length !== probabilities.length) {
    throw new ModelFileError(`golden has ${rows.length} rows but ${probabilities.length} probabilities.`, "golden");
  }
  const features = preprocessing.features.length;
  const wrong = rows.findIndex((row) => row.length !== features);
  if (wrong < 0) return;
  throw new ModelFileError(
    `golden.rows[${wrong}] has ${rows[wrong]?.length ?? 0} values, but preprocessing has ${features} features.`,
    `golden.rows[${wrong}]`,
  );
}

function fingerprintsOf(data: Parsed["data"]): Partial<Record<Split, Fingerprint>> {
  const entries: Partial<Record<Split, Fingerprint>> = {};
  if (data.train) entries.train = data.train;
  if (data.validation) entries.validation = data.validation;
  if (data.test) entries.test = data.test;
  return entries;
}
