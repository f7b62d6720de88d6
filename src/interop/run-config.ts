import { ModelSpecError, toBlocks } from "../domain/model-spec";
import type { LabelSpec, LabelWish } from "../domain/prepared";
import type { FeatureSelection, LossSpec, RunConfig } from "../domain/run-config";
import { checkHeader, ConfigError, contractError, parseJson, type Contract } from "./contract-error";
import { formatJson } from "./json-text";
import { type labelSchema, type learnedLabelSchema, runConfigSchema } from "./run-config-schema";
import type { z } from "./zod";

const CONTRACT: Contract = {
  format: "triptych.run-config",
  version: 1,
  title: "run configuration",
  Failure: ConfigError,
};

/**
 * Reads a run configuration from the text of a JSON file.
 * @throws ConfigError with a sentence that names the field at fault.
 */
export function readRunConfig(text: string): RunConfig {
  return parseRunConfig(parseJson(text, CONTRACT));
}

/**
 * Makes a run configuration of an untrusted value. Missing fields take the values of preset *Trains*; unknown ones are
 * ignored; what the contract has and this version cannot do is refused.
 * @throws ConfigError with a sentence that names the field at fault.
 */
export function parseRunConfig(value: unknown): RunConfig {
  checkHeader(value, CONTRACT);
  const parsed = runConfigSchema.safeParse(value);
  if (!parsed.success) throw contractError(parsed.error, CONTRACT);
  const { data } = parsed;
  const features = featureSelection(data.features ?? {});
  const config: RunConfig = {
    format: data.format,
    version: data.version,
    ...(data.label ? { label: labelWish(data.label) } : {}),
    ...(features === null ? {} : { features }),
    scaler: data.scaler,
    model: data.model,
    loss: lossSpec(data.loss),
    optimizer: data.optimizer,
    schedule: { type: data.schedule.type },
    batchSize: data.batchSize,
    epochs: data.epochs,
    shuffle: data.shuffle,
    seed: data.seed,
    threshold: data.threshold,
  };
  checkModel(config);
  return config;
}

/** Writes a configuration so that reading it gives the same one. */
export function writeRunConfig(config: RunConfig): string {
  return `${formatJson(runConfigJson(config))}\n`;
}

/** The value that stands for a configuration in a file. */
export function runConfigJson(config: RunConfig): z.input<typeof runConfigSchema> {
  const { label, features, model, optimizer, ...rest } = config;
  return {
    format: rest.format,
    version: rest.version,
    ...(label === undefined ? {} : { label: wishJson(label) }),
    ...(features === undefined ? {} : { features: featuresJson(features) }),
    scaler: rest.scaler,
    model: { layers: [...model.layers], init: model.init },
    loss: rest.loss,
    optimizer: optimizer.type === "adam" ? { ...optimizer, betas: [...optimizer.betas] } : optimizer,
    schedule: rest.schedule,
    batchSize: rest.batchSize,
    epochs: rest.epochs,
    shuffle: rest.shuffle,
    seed: rest.seed,
    threshold: rest.threshold,
  };
}

function labelWish({ column, positive, negative }: z.output<typeof labelSchema>): LabelWish {
  return {
    ...(column === undefined ? {} : { column }),
    ...(positive === undefined ? {} : { positive }),
    ...(negative === undefined ? {} : { negative }),
  };
}

function wishJson({ column, positive, negative }: LabelWish): z.input<typeof labelSchema> {
  return {
    ...(column === undefined ? {} : { column }),
    ...(positive === undefined ? {} : { positive: [...positive] }),
    ...(negative === undefined ? {} : { negative: [...negative] }),
  };
}

/** The label of a model, as files have it. */
export function labelJson(label: LabelSpec): z.input<typeof learnedLabelSchema> {
  return "positive" in label
    ? { column: label.column, positive: [...label.positive] }
    : { column: label.column, negative: [...label.negative] };
}

/** The label of a model file. With neither list, the value 1 is the positive class. */
export function labelSpec({ column, positive, negative }: z.output<typeof learnedLabelSchema>): LabelSpec {
  return negative === undefined ? { column, positive: positive ?? ["1"] } : { column, negative };
}

function featuresJson(features: FeatureSelection): { include?: string[]; exclude?: string[]; encoding: Record<string, never> } {
  return "include" in features
    ? { include: [...features.include], encoding: {} }
    : { exclude: [...features.exclude], encoding: {} };
}

function featureSelection(features: { include?: string[] | undefined; exclude?: string[] | undefined }): FeatureSelection | null {
  if (features.include !== undefined) return { include: features.include };
  return features.exclude === undefined ? null : { exclude: features.exclude };
}

/** Drops members that are only let through when they change nothing. */
function lossSpec(loss: LossSpec): LossSpec {
  return { type: loss.type };
}

/** The width of the input is not known yet; the order of the layers is. */
function checkModel({ model }: RunConfig): void {
  try {
    toBlocks(model, 1);
  } catch (cause) {
    if (!(cause instanceof ModelSpecError)) throw cause;
    throw new ConfigError(`The run configuration cannot be used: model.layers: ${cause.message}`, "model.layers", { cause });
  }
}
