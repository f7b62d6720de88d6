import { dropoutMasks } from "../../domain/dropout";
import type { ResolvedLoss } from "../../domain/loss";
import type { ActivationSpec, Block } from "../../domain/model-spec";
import { createRandom } from "../../domain/random";
import {
  DEFAULT_ADAM,
  DEFAULT_ADAMW,
  DEFAULT_RMSPROP,
  DEFAULT_SGD,
  type OptimizerSpec,
  type ScheduleSpec,
} from "../../domain/run-config";
import { learningRateAt } from "../../domain/schedule";
import type { FormulaCase } from "./formula-case";
import { madeBlocks, madeParts, madeWeights } from "./made-data";

const FEATURES = 5;
const BCE: ResolvedLoss = { type: "bce", positiveWeight: 1 };
/** Its memory after the first step is the gradient, so that the gradients are compared too. */
const MOMENTUM: OptimizerSpec = { ...DEFAULT_SGD, lr: 0.05, momentum: 0.9, weightDecay: 0 };
const SMALL_NET = madeBlocks(FEATURES, [
  { out: 9, activation: { type: "tanh" } },
  { out: 6, activation: { type: "relu" } },
]);

interface CaseOptions {
  readonly blocks?: readonly Block[];
  readonly trainRows?: number;
  readonly batchRows?: number;
  readonly steps?: number;
  readonly loss?: (step: number) => ResolvedLoss;
  readonly dropout?: (step: number) => readonly number[];
  readonly optimizer?: OptimizerSpec;
  readonly clipNorm?: number;
  readonly schedule?: ScheduleSpec;
  readonly stepsPerEpoch?: number;
  /** The rate of a step, written out; absent: the optimiser's own. */
  readonly lr?: (step: number) => number;
}

/** Batches of rows drawn from train in disorder, none twice in a batch. */
function madeCase(options: CaseOptions): FormulaCase {
  const { blocks = SMALL_NET, trainRows = 40, batchRows = 17, steps = 4, clipNorm = null } = options;
  const { loss = () => BCE, dropout = () => [], optimizer = MOMENTUM, lr = () => optimizer.lr } = options;
  const { schedule = { type: "constant" }, stepsPerEpoch = 1 } = options;
  const scheduled = (step: number): OptimizerSpec => {
    const time = { epoch: Math.floor(step / stepsPerEpoch), step, epochs: steps / stepsPerEpoch, steps };
    return { ...optimizer, lr: learningRateAt(schedule, optimizer.lr, time) };
  };
  return {
    blocks,
    weights: madeWeights(blocks),
    parts: madeParts(trainRows, FEATURES),
    steps: Array.from({ length: steps }, (_, step) => ({
      rows: shuffled(trainRows, step).slice(0, batchRows),
      loss: loss(step),
      dropout: dropoutMasks(blocks.map((_block, b) => dropout(step)[b] ?? 0), 11, step),
      update: { optimizer: scheduled(step), clipNorm },
      lr: lr(step),
    })),
  };
}

const ACTIVATIONS: readonly ActivationSpec[] = [
  { type: "relu" },
  { type: "leaky-relu", slope: 0.01 },
  { type: "leaky-relu", slope: 0.3 },
  { type: "elu" },
  { type: "gelu" },
  { type: "tanh" },
  { type: "sigmoid" },
];

const DEEP_WIDTHS = [7, 5, 9, 3, 11, 13, 6, 15];

const ACTIVATION_CASES = ACTIVATIONS.map((activation): readonly [string, FormulaCase] => {
  const slope = activation.type === "leaky-relu" ? ` ${activation.slope}` : "";
  const blocks = madeBlocks(FEATURES, DEEP_WIDTHS.map((out) => ({ out, activation })));
  return [`${activation.type}${slope} in eight hidden layers of odd widths`, madeCase({ blocks })];
});

const FOCAL_CASES = [
  { gamma: 0, alpha: 0.25 },
  { gamma: 2, alpha: 0.25 },
  { gamma: 2, alpha: 0.9 },
  { gamma: 5, alpha: 0.5 },
].map(({ gamma, alpha }): readonly [string, FormulaCase] => [
  `focal loss with gamma ${gamma} and alpha ${alpha}`,
  madeCase({ loss: () => ({ type: "focal", gamma, alpha }) }),
]);

const DROPOUT_NET = madeBlocks(FEATURES, [
  { out: 13, activation: { type: "gelu" }, dropout: 0.5 },
  { out: 11, activation: { type: "elu" }, dropout: 0.1 },
  { out: 5, activation: { type: "relu" } },
]);

const LINEAR_DROPOUT_NET = madeBlocks(FEATURES, [
  { out: 9, activation: null, dropout: 0.5 },
  { out: 7, activation: { type: "tanh" } },
]);

const DROPOUT_CASES: readonly (readonly [string, FormulaCase])[] = [
  ["dropout of 0.1 in two layers", madeCase({ blocks: DROPOUT_NET, dropout: () => [0.1, 0.1], steps: 6 })],
  ["dropout of 0.5 in two layers", madeCase({ blocks: DROPOUT_NET, dropout: () => [0.5, 0.5], steps: 6 })],
  ["dropout that is another one in each layer", madeCase({ blocks: DROPOUT_NET, dropout: () => [0.5, 0.1], steps: 6 })],
  [
    "dropout that changes in the middle of a run",
    madeCase({
      blocks: DROPOUT_NET,
      dropout: (step) => [[0.5, 0.2], [0, 0.2], [0, 0], [0.9, 0.9]][step] ?? [],
      steps: 4,
    }),
  ],
  ["dropout straight after a linear layer", madeCase({ blocks: LINEAR_DROPOUT_NET, dropout: () => [0.5] })],
  [
    "dropout over hundreds of rows",
    madeCase({ blocks: DROPOUT_NET, dropout: () => [0.5, 0.1], trainRows: 300, batchRows: 300, steps: 2 }),
  ],
];

const WEIGHT_CASES: readonly (readonly [string, FormulaCase])[] = [
  ["a positive weight of 12", madeCase({ loss: () => ({ type: "bce", positiveWeight: 12 }) })],
  ["a positive weight of 0.3", madeCase({ loss: () => ({ type: "bce", positiveWeight: 0.3 }) })],
  [
    "a positive weight that changes in the middle of a run",
    madeCase({ loss: (step) => ({ type: "bce", positiveWeight: [1, 30, 0.5, 4][step] ?? 1 }) }),
  ],
];

/** Epsilons that keep the noise of gradients near 0 from growing to whole steps. */
const CALM = { eps: 1e-3, lr: 0.01 };

const UPDATE_CASES: readonly (readonly [string, FormulaCase])[] = [
  [
    "Nesterov momentum, decay and clipping",
    madeCase({ optimizer: { ...MOMENTUM, nesterov: true, weightDecay: 0.1 }, clipNorm: 0.05 }),
  ],
  ["SGD with clipping that is never felt", madeCase({ optimizer: MOMENTUM, clipNorm: 1e6 })],
  [
    "Adam with decay and clipping",
    madeCase({ optimizer: { ...DEFAULT_ADAM, ...CALM, weightDecay: 0.1 }, clipNorm: 0.1 }),
  ],
  ["AdamW with clipping", madeCase({ optimizer: { ...DEFAULT_ADAMW, ...CALM, weightDecay: 0.5 }, clipNorm: 0.1 })],
  ["AdamW with other betas", madeCase({ optimizer: { ...DEFAULT_ADAMW, ...CALM, betas: [0.5, 0.9] } })],
  [
    "RMSprop with momentum, decay and clipping",
    madeCase({
      optimizer: { ...DEFAULT_RMSPROP, ...CALM, alpha: 0.9, momentum: 0.8, weightDecay: 0.1 },
      clipNorm: 0.1,
    }),
  ],
  ["RMSprop without momentum", madeCase({ optimizer: { ...DEFAULT_RMSPROP, ...CALM } })],
];

/** PyTorch's one-cycle in ten units with a top of 0.3: from 0.012 up at unit 2, down to 0.0000012 at unit 9. */
function oneCycleOfTen(unit: number): number {
  const rise = (1 - Math.cos((Math.PI * unit) / 2)) / 2;
  const fall = (1 + Math.cos((Math.PI * (unit - 2)) / 7)) / 2;
  return unit <= 2 ? 0.012 + (0.3 - 0.012) * rise : 0.0000012 + (0.3 - 0.0000012) * fall;
}

const SCHEDULE_CASES: readonly (readonly [string, FormulaCase])[] = [
  [
    "one-cycle by step",
    madeCase({ schedule: { type: "one-cycle", max: 0.3, advance: "step" }, steps: 10, lr: oneCycleOfTen }),
  ],
  [
    "one-cycle by epoch",
    madeCase({
      schedule: { type: "one-cycle", max: 0.3, advance: "epoch" },
      steps: 20,
      stepsPerEpoch: 2,
      lr: (step) => oneCycleOfTen(Math.floor(step / 2)),
    }),
  ],
  [
    "warm-up in three steps",
    madeCase({
      schedule: { type: "constant", warmup: 3, advance: "step" },
      steps: 5,
      lr: (step) => [0.0125, 0.025, 0.0375, 0.05, 0.05][step] ?? NaN,
    }),
  ],
  [
    "warm-up in an epoch, then an exponential fall",
    madeCase({
      schedule: { type: "exponential", gamma: 0.5, warmup: 1, advance: "epoch" },
      steps: 6,
      stepsPerEpoch: 2,
      lr: (step) => [0.025, 0.05, 0.025][Math.floor(step / 2)] ?? NaN,
    }),
  ],
  [
    "warm-up in two steps, then one-cycle",
    madeCase({
      schedule: { type: "one-cycle", max: 0.3, warmup: 2, advance: "step" },
      steps: 12,
      lr: (step) => [0.004, 0.008][step] ?? oneCycleOfTen(step - 2),
    }),
  ],
];

const SHAPE_CASES: readonly (readonly [string, FormulaCase])[] = [
  ["no hidden layer", madeCase({ blocks: madeBlocks(FEATURES, []) })],
  [
    "layers of one unit beside one of 1,024",
    madeCase({
      blocks: madeBlocks(FEATURES, [1, 1024, 1, 3].map((out) => ({ out, activation: { type: "tanh" } }))),
    }),
  ],
  [
    "two layers of 1,024",
    madeCase({
      blocks: madeBlocks(FEATURES, [1024, 1024].map((out) => ({ out, activation: { type: "relu" }, dropout: 0.5 }))),
      dropout: () => [0.5, 0.5],
      trainRows: 9,
      batchRows: 5,
      steps: 2,
    }),
  ],
];

/** What `training.json` has no run of, one line of the table each. */
export const FORMULA_CASES: readonly (readonly [name: string, entry: FormulaCase])[] = [
  ...FOCAL_CASES,
  ...ACTIVATION_CASES,
  ...DROPOUT_CASES,
  ...WEIGHT_CASES,
  ...UPDATE_CASES,
  ...SCHEDULE_CASES,
  ...SHAPE_CASES,
];

function shuffled(rows: number, step: number): Uint32Array<ArrayBuffer> {
  const order = Uint32Array.from({ length: rows }, (_, row) => row);
  createRandom(3, step).shuffle(order);
  return order;
}
