import { z } from "zod";

// The form of `training.json`, as PyTorch's side writes it.

const tolerance = z.object({ abs: z.number().default(0), rel: z.number().default(0) });

/** How far a figure may lie from the expected one: `abs + rel * |expected|`. */
export type Tolerance = Readonly<z.infer<typeof tolerance>>;

const tensors = z.record(z.string(), z.union([z.array(z.number()), z.array(z.array(z.number()))]));

/** Tensors under PyTorch's names, matrices as rows. */
export type RawTensors = z.infer<typeof tensors>;

const advance = z.enum(["perStep", "perEpoch"]);
const schedule = z.discriminatedUnion("type", [
  z.object({ type: z.literal("step"), stepSize: z.number(), gamma: z.number(), advance }),
  z.object({ type: z.literal("cosine"), tMax: z.number(), etaMin: z.number(), advance }),
  z.object({ type: z.literal("exponential"), gamma: z.number(), advance }),
]);

const decayed = z.object({ lr: z.number(), weightDecay: z.number() });
const adam = decayed.extend({ betas: z.tuple([z.number(), z.number()]), eps: z.number() });
const optimizer = z.discriminatedUnion("type", [
  decayed.extend({ type: z.literal("sgd"), momentum: z.number(), nesterov: z.boolean(), dampening: z.literal(0) }),
  adam.extend({ type: z.literal("adam") }),
  adam.extend({ type: z.literal("adamw") }),
  decayed.extend({ type: z.literal("rmsprop"), alpha: z.number(), eps: z.number(), momentum: z.number() }),
]);

const expected = z.object({
  lossPerStep: z.array(z.number()),
  probabilitiesAfter: z.array(z.number()),
});

const trainingCase = z.object({
  kind: z.literal("training"),
  name: z.string(),
  model: z.object({
    layers: z.array(z.number()),
    activation: z.enum(["relu", "tanh", "sigmoid", "leakyRelu", "gelu", "elu"]).nullable(),
  }),
  loss: z.object({
    type: z.enum(["bce", "bceWithLogits", "crossEntropyOnSigmoid"]),
    posWeight: z.number().default(1),
  }),
  optimizer,
  schedule: schedule.nullable(),
  clipGlobalNorm: z.number().nullable(),
  steps: z.array(z.object({ epoch: z.number(), microBatches: z.array(z.array(z.number())) })),
  inputs: z.array(z.array(z.number())),
  labels: z.array(z.number()),
  initialWeights: tensors,
  expectedFloat32: expected.extend({ finalWeights: tensors, probabilitiesBefore: z.array(z.number()) }),
  /** The case of the full-size net leaves tensors out. */
  expectedFloat64: expected.extend({
    gradientNormPerStep: z.array(z.number()),
    finalWeights: tensors.optional(),
    firstStepGradients: tensors.optional(),
  }),
  tolerance: z.object({
    loss: tolerance,
    weights: tolerance,
    weightsFloat64: tolerance.optional(),
    probabilities: tolerance,
  }),
});

export type RawTrainingCase = z.infer<typeof trainingCase>;

const file = z.object({
  tolerance: z.object({ float64: tolerance }),
  cases: z.array(z.union([trainingCase, z.object({ kind: z.literal("schedule") })])),
});

/** The file's cases that train, without those about learning rates alone, and its tolerance between float64 runs. */
export function readTrainingFile(json: unknown): { cases: RawTrainingCase[]; float64: Tolerance } {
  const { cases, tolerance } = file.parse(json);
  return { cases: cases.filter((entry) => entry.kind === "training"), float64: tolerance.float64 };
}
