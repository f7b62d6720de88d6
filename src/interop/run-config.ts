import type { LabelSpec, LabelWish } from "../domain/prepared";
import type { FeatureSelection, LossSpec, RunConfig, ScheduleSpec } from "../domain/run-config";
import { refuseConfig } from "../domain/run-limits";
import { checkHeader, ConfigError, contractError, parseJson, type Contract } from "./contract-error";
import { featuresJson, treatmentsOf } from "./features-json";
import { formatJson } from "./json-text";
import { type labelSchema, type learnedLabelSchema, runConfigSchema } from "./run-config-schema";
import { dealPlan, dealPlanJson } from "./split-schema";
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
 * ignored; what this version cannot do, and settings that do not go with each other, are refused.
 * @throws ConfigError with a sentence that names the field at fault.
 */
export function parseRunConfig(value: unknown): RunConfig {
  checkHeader(value, CONTRACT);
  const parsed = runConfigSchema.safeParse(value);
  if (!parsed.success) throw contractError(parsed.error, CONTRACT);
  const { data } = parsed;
  const features = featureSelection(data.features ?? {});
  const treatments = treatmentsOf(data.features ?? {});
  const config: RunConfig = {
    format: data.format,
    version: data.version,
    ...(data.label ? { label: labelWish(data.label) } : {}),
    ...(features === null ? {} : { features }),
    ...(data.split ? { split: dealPlan(data.split) } : {}),
    ...(treatments.length === 0 ? {} : { treatments }),
    scaler: data.scaler,
    ...(data.fitOn === "everything" ? { fitOn: data.fitOn } : {}),
    model: data.model,
    loss: lossSpec(data.loss),
    optimizer: data.optimizer,
    schedule: scheduleSpec(data),
    holdout: data.holdout ?? 0,
    ...(data.subset ? { subset: data.subset } : {}),
    ...(typeof data.clipNorm === "number" ? { clipNorm: data.clipNorm } : {}),
    ...(data.earlyStop ? { earlyStop: data.earlyStop } : {}),
    batchSize: data.batchSize,
    epochs: data.epochs,
    shuffle: data.shuffle,
    seed: data.seed,
    threshold: data.threshold,
  };
  const refusal = refuseConfig(config);
  if (refusal !== null) {
    const { field, message } = refusal;
    throw new ConfigError(`The run configuration cannot be used: ${field}: ${message}`, field);
  }
  return config;
}

/** Writes a configuration so that reading it gives the same one. */
export function writeRunConfig(config: RunConfig): string {
  return `${formatJson(runConfigJson(config))}\n`;
}

/** The value that stands for a configuration in a file. */
export function runConfigJson(config: RunConfig): z.input<typeof runConfigSchema> {
  const { label, features: selection, treatments = [], model, optimizer, ...rest } = config;
  const features = featuresJson(selection, treatments);
  return {
    format: rest.format,
    version: rest.version,
    ...(label === undefined ? {} : { label: wishJson(label) }),
    ...(features === null ? {} : { features }),
    ...(rest.split === undefined ? {} : { split: dealPlanJson(rest.split) }),
    scaler: rest.scaler,
    ...(rest.fitOn === undefined ? {} : { fitOn: rest.fitOn }),
    model: { layers: [...model.layers], init: model.init },
    loss: rest.loss,
    optimizer: "betas" in optimizer ? { ...optimizer, betas: [...optimizer.betas] } : optimizer,
    schedule: rest.schedule,
    holdout: rest.holdout,
    ...(rest.subset === undefined ? {} : { subset: rest.subset }),
    ...(rest.clipNorm === undefined ? {} : { clipNorm: rest.clipNorm }),
    ...(rest.earlyStop === undefined ? {} : { earlyStop: rest.earlyStop }),
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

function featureSelection(features: { include?: string[] | undefined; exclude?: string[] | undefined }): FeatureSelection | null {
  if (features.include !== undefined) return { include: features.include };
  return features.exclude === undefined ? null : { exclude: features.exclude };
}

/** Without members that change nothing, so that equal settings are known as equal. */
function lossSpec(loss: LossSpec): LossSpec {
  return loss.type === "bce" && loss.positiveWeight === 1 ? { type: "bce" } : loss;
}

/**
 * The same for a schedule; and a cosine without a length gets the epochs that are left of the run after its warm-up.
 * @throws ConfigError when its length is missing and counted in steps, which depend on the data
 */
function scheduleSpec({ schedule, epochs }: Pick<z.output<typeof runConfigSchema>, "schedule" | "epochs">): ScheduleSpec {
  const { warmup = 0, advance = "epoch", ...shape } = schedule;
  const counts = shape.type !== "constant" || warmup > 0;
  const clock = {
    ...(advance === "step" && counts ? { advance } : {}),
    ...(warmup > 0 ? { warmup } : {}),
  };
  if (shape.type !== "cosine") return { ...shape, ...clock };
  if (shape.tMax === undefined && advance === "step") {
    throw new ConfigError(
      "The run configuration cannot be used: schedule.tMax is missing: give the steps that the cosine takes.",
      "schedule.tMax",
    );
  }
  return { ...shape, tMax: shape.tMax ?? Math.max(1, epochs - warmup), ...clock };
}
