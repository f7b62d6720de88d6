import type { ResolvedLoss } from "../../domain/loss";
import type { ActivationSpec, Block } from "../../domain/model-spec";
import type { OptimizerSpec, ScheduleSpec } from "../../domain/run-config";
import { learningRateAt } from "../../domain/schedule";
import { parameterNames, type Weights } from "../../domain/weights";
import type { UpdateSettings } from "../backend";
import { readTrainingFile, type RawTensors, type RawTrainingCase, type Tolerance } from "./training-file";

/** One update. Each micro-batch's loss counts by its share of the step's rows. */
interface CaseStep {
  readonly microBatches: readonly Uint32Array[];
  /** Rows of all micro-batches together. */
  readonly rows: number;
  /** With the learning rate of this step, as our own schedule has it. */
  readonly update: UpdateSettings;
}

/** PyTorch's float64 run from the same starting numbers. Tensors are vectors in the order of `parameters()`. */
interface ExpectedFloat64 {
  readonly lossPerStep: readonly number[];
  /** Before clipping. */
  readonly gradientNormPerStep: readonly number[];
  readonly probabilitiesAfter: readonly number[];
  /** Null where the file leaves them out, as the next. */
  readonly finalWeights: readonly number[] | null;
  readonly firstStepGradients: readonly number[] | null;
  readonly tolerance: Tolerance;
  readonly weightTolerance: Tolerance;
}

/** A run of PyTorch from given weights in a given batch order, so that no random numbers are involved. */
export interface TrainingCase {
  readonly name: string;
  readonly blocks: readonly Block[];
  readonly loss: ResolvedLoss;
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
  readonly float64: ExpectedFloat64;
  /** Gradients of the first step in float64, rounded once; null where the file leaves them out. */
  readonly firstStepGradients: Weights | null;
  readonly tolerance: { readonly loss: Tolerance; readonly weights: Tolerance; readonly probabilities: Tolerance };
}

/** The one case that no engine agrees with, and why. */
export const EXEMPT_CASE = {
  name: "bceClamp",
  reason: "the logits form of the loss does not clamp saturated rows, and keeps their gradient",
} as const;

/** The cases of `training.json` that train, all but the exempt one, ready to run. */
export function supportedTrainingCases(json: unknown): TrainingCase[] {
  const { cases, float64 } = readTrainingFile(json);
  return cases.filter(({ name }) => name !== EXEMPT_CASE.name).map((raw) => toTrainingCase(raw, float64));
}

function toTrainingCase(raw: RawTrainingCase, float64: Tolerance): TrainingCase {
  const blocks = toBlocksOf(raw);
  const { expectedFloat32, expectedFloat64, tolerance } = raw;
  const gradients = expectedFloat64.firstStepGradients;
  return {
    name: raw.name,
    blocks,
    loss:
      raw.loss.type === "crossEntropyOnSigmoid"
        ? { type: "cross-entropy-single-output" }
        : { type: "bce", positiveWeight: raw.loss.posWeight },
    steps: toSteps(raw),
    rows: raw.inputs.length,
    features: raw.model.layers[0] ?? 0,
    inputs: Float32Array.from(raw.inputs.flat()),
    labels: Uint8Array.from(raw.labels),
    initialWeights: toWeights(raw.initialWeights, blocks),
    expected: { ...expectedFloat32, finalWeights: toWeights(expectedFloat32.finalWeights, blocks) },
    float64: {
      ...expectedFloat64,
      finalWeights: toVector(expectedFloat64.finalWeights, blocks),
      firstStepGradients: toVector(gradients, blocks),
      tolerance: float64,
      weightTolerance: tolerance.weightsFloat64 ?? float64,
    },
    firstStepGradients: gradients === undefined ? null : toWeights(gradients, blocks),
    tolerance,
  };
}

function toSteps(raw: RawTrainingCase): CaseStep[] {
  const schedule = toSchedule(raw.schedule);
  const optimizer = toOptimizer(raw.optimizer);
  const epochs = 1 + Math.max(...raw.steps.map(({ epoch }) => epoch));
  return raw.steps.map(({ epoch, microBatches }, step) => {
    const lr = learningRateAt(schedule, optimizer.lr, { epoch, step, epochs, steps: raw.steps.length });
    return {
      microBatches: microBatches.map((rows) => Uint32Array.from(rows)),
      rows: microBatches.reduce((sum, rows) => sum + rows.length, 0),
      update: { optimizer: { ...optimizer, lr }, clipNorm: raw.clipGlobalNorm },
    };
  });
}

function toSchedule(raw: RawTrainingCase["schedule"]): ScheduleSpec {
  if (raw === null) return { type: "constant" };
  const advance = raw.advance === "perStep" ? "step" : "epoch";
  switch (raw.type) {
    case "step":
      return { type: "step", every: raw.stepSize, gamma: raw.gamma, advance };
    case "cosine":
      return { type: "cosine", tMax: raw.tMax, min: raw.etaMin, advance };
    case "exponential":
      return { type: "exponential", gamma: raw.gamma, advance };
  }
}

function toOptimizer(raw: RawTrainingCase["optimizer"]): OptimizerSpec {
  if (raw.type !== "sgd") return raw;
  const { type, lr, momentum, nesterov, weightDecay } = raw;
  return { type, lr, momentum, nesterov, weightDecay };
}

const ACTIVATIONS: Record<NonNullable<RawTrainingCase["model"]["activation"]>, ActivationSpec> = {
  relu: { type: "relu" },
  tanh: { type: "tanh" },
  sigmoid: { type: "sigmoid" },
  // The file's note names the slope.
  leakyRelu: { type: "leaky-relu", slope: 0.01 },
  gelu: { type: "gelu" },
  elu: { type: "elu" },
};

/** The file counts modules with their activations, as `nn.Sequential` does: 0, 2, 4. */
function toBlocksOf({ model }: RawTrainingCase): Block[] {
  const { layers: widths } = model;
  const activation = model.activation === null ? null : ACTIVATIONS[model.activation];
  return widths.slice(1).map((out, i) => ({
    index: activation === null ? i : 2 * i,
    in: widths[i] ?? 0,
    out,
    activation: i < widths.length - 2 ? activation : null,
    dropout: 0,
  }));
}

function toWeights(map: RawTensors, blocks: readonly Block[]): Weights {
  return blocks.map((block) => {
    const names = parameterNames(block);
    return { weight: Float32Array.from(tensor(map, names.weight)), bias: Float32Array.from(tensor(map, names.bias)) };
  });
}

function toVector(map: RawTensors | undefined, blocks: readonly Block[]): number[] | null {
  if (map === undefined) return null;
  return blocks.flatMap((block) => {
    const names = parameterNames(block);
    return [...tensor(map, names.weight), ...tensor(map, names.bias)];
  });
}

function tensor(map: RawTensors, name: string): number[] {
  const values = map[name];
  if (values === undefined) throw new Error(`The case has no tensor ${name}.`);
  return values.flat();
}
