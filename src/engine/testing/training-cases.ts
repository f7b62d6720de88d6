import { z } from "zod";
import type { ActivationSpec, Block } from "../../domain/model-spec";
import type { LossSpec, OptimizerSpec } from "../../domain/run-config";
import { parameterNames, type Weights } from "../../domain/weights";

/** How far a figure may lie from the expected one: `abs + rel * |expected|`. */
export interface Tolerance {
  readonly abs: number;
  readonly rel: number;
}

/** One update. Each micro-batch's loss counts by its share of the step's rows. */
interface CaseStep {
  readonly microBatches: readonly Uint32Array[];
  /** Rows of all micro-batches together. */
  readonly rows: number;
}

/** A run of PyTorch from given weights in a given batch order, so that no random numbers are involved. */
export interface TrainingCase {
  readonly name: string;
  readonly blocks: readonly Block[];
  readonly loss: LossSpec;
  readonly optimizer: OptimizerSpec;
  readonly steps: readonly CaseStep[];
  readonly rows: number;
  readonly features: number;
  /** `[rows, features]`, row-major. */
  readonly inputs: Float32Array<ArrayBuffer>;
  readonly labels: Uint8Array<ArrayBuffer>;
  readonly initialWeights: Weights;
  /** What PyTorch gave in float32. */
  readonly expected: {
    readonly lossPerStep: readonly number[];
    readonly finalWeights: Weights;
    readonly probabilitiesBefore: readonly number[];
    readonly probabilitiesAfter: readonly number[];
  };
  /** Gradients of the first step in float64, rounded once; null where the file leaves them out. */
  readonly firstStepGradients: Weights | null;
  readonly tolerance: { readonly loss: Tolerance; readonly weights: Tolerance; readonly probabilities: Tolerance };
}

const tensors = z.record(z.string(), z.union([z.array(z.number()), z.array(z.array(z.number()))]));
const tolerance = z.object({ abs: z.number().default(0), rel: z.number().default(0) });
const expected = z.object({
  lossPerStep: z.array(z.number()),
  finalWeights: tensors,
  probabilitiesBefore: z.array(z.number()),
  probabilitiesAfter: z.array(z.number()),
});
const rawCase = z.object({
  kind: z.literal("training"),
  name: z.string(),
  model: z.object({ layers: z.array(z.number()), activation: z.string().nullable() }),
  loss: z.object({ type: z.string(), posWeight: z.number().optional() }),
  optimizer: z.object({
    type: z.string(),
    lr: z.number(),
    weightDecay: z.number(),
    momentum: z.number().default(0),
    nesterov: z.boolean().default(false),
    betas: z.tuple([z.number(), z.number()]).default([0.9, 0.999]),
    eps: z.number().default(1e-8),
  }),
  schedule: z.object({ type: z.string() }).nullable(),
  clipGlobalNorm: z.number().nullable(),
  steps: z.array(z.object({ microBatches: z.array(z.array(z.number())) })),
  inputs: z.array(z.array(z.number())),
  labels: z.array(z.number()),
  initialWeights: tensors,
  expectedFloat32: expected,
  expectedFloat64: z.object({ firstStepGradients: tensors.optional() }),
  tolerance: z.object({ loss: tolerance, weights: tolerance, probabilities: tolerance }),
});
const file = z.object({ cases: z.array(z.union([rawCase, z.object({ kind: z.literal("schedule") })])) });

/** A case as the file has it, whether the product can run it or not. */
type RawTrainingCase = z.infer<typeof rawCase>;

const ACTIVATIONS: readonly ActivationSpec["type"][] = ["relu", "tanh", "sigmoid"];

/** The cases of `training.json` that train; those about learning rates alone are skipped. */
export function readTrainingCases(json: unknown): RawTrainingCase[] {
  return file.parse(json).cases.filter((entry) => entry.kind === "training");
}

/** True, or why this case is left to a later release. */
export function supported(raw: RawTrainingCase): true | string {
  if (raw.name === "bceClamp") return "the logits form of the loss does not clamp saturated rows";
  if (toLoss(raw) === null) return `loss ${raw.loss.type} with a positive weight`;
  if (toOptimizer(raw) === null) return `optimiser ${raw.optimizer.type}`;
  if (raw.model.activation !== null && toActivation(raw) === null) return `activation ${raw.model.activation}`;
  if (raw.schedule !== null) return `learning-rate schedule ${raw.schedule.type}`;
  if (raw.clipGlobalNorm !== null) return "clipping of the gradient norm";
  return true;
}

/** The supported cases of `training.json`, ready to run. */
export function supportedTrainingCases(json: unknown): TrainingCase[] {
  return readTrainingCases(json)
    .filter((raw) => supported(raw) === true)
    .map(toTrainingCase);
}

/** @throws Error when the case is not supported. */
function toTrainingCase(raw: RawTrainingCase): TrainingCase {
  const reason = supported(raw);
  const loss = toLoss(raw);
  const optimizer = toOptimizer(raw);
  if (reason !== true || loss === null || optimizer === null) {
    throw new Error(`Case ${raw.name} is left to a later release: ${String(reason)}.`);
  }
  const blocks = toBlocksOf(raw);
  const gradients = raw.expectedFloat64.firstStepGradients;
  return {
    name: raw.name,
    blocks,
    loss,
    optimizer,
    steps: raw.steps.map(({ microBatches }) => ({
      microBatches: microBatches.map((rows) => Uint32Array.from(rows)),
      rows: microBatches.reduce((sum, rows) => sum + rows.length, 0),
    })),
    rows: raw.inputs.length,
    features: raw.model.layers[0] ?? 0,
    inputs: Float32Array.from(raw.inputs.flat()),
    labels: Uint8Array.from(raw.labels),
    initialWeights: toWeights(raw.initialWeights, blocks),
    expected: {
      ...raw.expectedFloat32,
      finalWeights: toWeights(raw.expectedFloat32.finalWeights, blocks),
    },
    firstStepGradients: gradients === undefined ? null : toWeights(gradients, blocks),
    tolerance: raw.tolerance,
  };
}

function toActivation(raw: RawTrainingCase): ActivationSpec["type"] | null {
  return ACTIVATIONS.find((type) => type === raw.model.activation) ?? null;
}

function toLoss({ loss }: RawTrainingCase): LossSpec | null {
  if (loss.type === "crossEntropyOnSigmoid") return { type: "cross-entropy-single-output" };
  const binary = loss.type === "bce" || loss.type === "bceWithLogits";
  return binary && (loss.posWeight ?? 1) === 1 ? { type: "bce" } : null;
}

function toOptimizer({ optimizer }: RawTrainingCase): OptimizerSpec | null {
  const { lr, weightDecay, momentum, nesterov, betas, eps } = optimizer;
  if (optimizer.type === "sgd") return { type: "sgd", lr, momentum, nesterov, weightDecay };
  if (optimizer.type === "adam") return { type: "adam", lr, betas, eps, weightDecay };
  return null;
}

/** The file counts modules with their activations, as `nn.Sequential` does: 0, 2, 4. */
function toBlocksOf(raw: RawTrainingCase): Block[] {
  const widths = raw.model.layers;
  const activation = toActivation(raw);
  return widths.slice(1).map((out, i) => ({
    index: activation === null ? i : 2 * i,
    in: widths[i] ?? 0,
    out,
    activation: i < widths.length - 2 ? activation : null,
  }));
}

function toWeights(map: z.infer<typeof tensors>, blocks: readonly Block[]): Weights {
  const tensor = (name: string): Float32Array<ArrayBuffer> => {
    const values = map[name];
    if (values === undefined) throw new Error(`The case has no tensor ${name}.`);
    return Float32Array.from(values.flat());
  };
  return blocks.map((block) => {
    const names = parameterNames(block);
    return { weight: tensor(names.weight), bias: tensor(names.bias) };
  });
}
