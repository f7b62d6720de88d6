import { describe, expect, it } from "vitest";
import { dropoutMasks } from "../domain/dropout";
import { createRandom } from "../domain/random";
import {
  DEFAULT_ADAM,
  DEFAULT_ADAMW,
  DEFAULT_CONFIG,
  DEFAULT_RMSPROP,
  DEFAULT_SGD,
  type OptimizerSpec,
  type RunConfig,
} from "../domain/run-config";
import type { RunOutcome } from "../domain/trainer";
import type { Backend, Program } from "./backend";
import { LocalTrainer } from "./local-trainer";
import { TEST_ENGINES, withEngine, type OpenEngine } from "./testing/engines";
import { inChunks } from "./testing/formula-case";
import { madeBlocks, madeParts, madeSplit, madeWeights } from "./testing/made-data";

const FEATURES = 5;
const ROWS = 200;

const CONFIG: RunConfig = {
  ...DEFAULT_CONFIG,
  model: {
    layers: [
      { type: "linear", out: 19 },
      { type: "gelu" },
      { type: "dropout", p: 0.3 },
      { type: "linear", out: 7 },
      { type: "relu" },
      { type: "dropout", p: 0.1 },
      { type: "linear", out: 1 },
      { type: "sigmoid" },
    ],
    init: "pytorch-default",
  },
  optimizer: { ...DEFAULT_ADAM, lr: 0.01 },
  schedule: { type: "one-cycle", max: 0.02, advance: "step" },
  loss: { type: "bce", positiveWeight: "balanced" },
  holdout: 0.1,
  clipNorm: 0.5,
  batchSize: 32,
  epochs: 3,
  seed: 5,
};

async function train(open: OpenEngine, config: RunConfig): Promise<RunOutcome> {
  return withEngine(open, async (backend) => {
    const { identity: engine } = backend;
    const trainer = new LocalTrainer({
      detectEngines: async () => [{ choice: engine.name, available: true, engine, reason: "" }],
      createBackend: async () => backend,
      now: () => performance.now(),
    });
    const splits = {
      train: madeSplit(ROWS, FEATURES),
      validation: madeSplit(20, FEATURES),
      test: madeSplit(3, FEATURES),
    };
    await trainer.load({ splits, features: FEATURES });
    const request = { runId: 1, config, engine: engine.name, start: { kind: "draw" }, until: null } as const;
    return trainer.run(request, () => undefined);
  });
}

describe.each(TEST_ENGINES)("%s", (_, open) => {
  it("gives the same weights bit for bit to the same data, configuration and seed", async () => {
    const first = await train(open, CONFIG);
    const second = await train(open, CONFIG);
    expect(first.status).toBe("finished");
    expect(second.weights).toEqual(first.weights);
    expect(second.engine).toEqual(first.engine);
  });

  it("gives others to another seed", async () => {
    const first = await train(open, CONFIG);
    const second = await train(open, { ...CONFIG, seed: CONFIG.seed + 1 });
    expect(second.weights).not.toEqual(first.weights);
  });
});

const OPTIMIZERS: readonly (readonly [string, OptimizerSpec])[] = [
  ["SGD", DEFAULT_SGD],
  ["SGD with momentum", { ...DEFAULT_SGD, lr: 0.05, momentum: 0.9 }],
  ["SGD with Nesterov momentum", { ...DEFAULT_SGD, lr: 0.05, momentum: 0.9, nesterov: true }],
  ["Adam", { ...DEFAULT_ADAM, weightDecay: 0.01 }],
  ["AdamW", DEFAULT_ADAMW],
  ["RMSprop", DEFAULT_RMSPROP],
  ["RMSprop with momentum", { ...DEFAULT_RMSPROP, momentum: 0.9 }],
];

const BLOCKS = madeBlocks(FEATURES, [
  { out: 9, activation: { type: "gelu" }, dropout: 0.5 },
  { out: 6, activation: { type: "leaky-relu", slope: 0.1 } },
]);
const PROGRAM: Program = { blocks: BLOCKS, weights: madeWeights(BLOCKS), optimizer: null };

/** Takes the steps from `from` to before `to` of one run. */
async function takeSteps(backend: Backend, optimizer: OptimizerSpec, from: number, to: number): Promise<void> {
  for (let step = from; step < to; step++) {
    const rows = createRandom(1, step).permutation(ROWS).slice(0, 50);
    const dropout = dropoutMasks(BLOCKS.map((block) => block.dropout), 7, step);
    const settings = { batchRows: rows.length, loss: { type: "bce", positiveWeight: 2 } as const, dropout };
    for (const chunk of inChunks(rows, backend.chunkRows)) await backend.accumulate(chunk, settings);
    await backend.update({ optimizer, clipNorm: 0.5 });
  }
}

function started<T>(open: OpenEngine, program: Program, use: (backend: Backend) => Promise<T>): Promise<T> {
  return withEngine(open, async (backend) => {
    await backend.load(madeParts(ROWS, FEATURES), FEATURES);
    await backend.compile(program);
    return use(backend);
  });
}

/** Weights and memory, as a checkpoint has them. */
async function stateOf(backend: Backend): Promise<Pick<Program, "weights" | "optimizer">> {
  return { weights: await backend.readWeights(), optimizer: await backend.readOptimizer() };
}

describe.each(TEST_ENGINES)("%s goes on from what was read in the middle of a run, to the same bits", (_, open) => {
  it.each(OPTIMIZERS)("with %s", async (_name, optimizer) => {
    const { middle, end } = await started(open, PROGRAM, async (backend) => {
      await takeSteps(backend, optimizer, 0, 3);
      const middle = await stateOf(backend);
      await takeSteps(backend, optimizer, 3, 6);
      return { middle, end: await stateOf(backend) };
    });
    expect(middle.optimizer).toMatchObject({ type: optimizer.type, steps: 3 });
    expect(end).not.toEqual(middle);
    await started(open, { ...PROGRAM, ...middle }, async (backend) => {
      expect(await stateOf(backend)).toEqual(middle);
      await takeSteps(backend, optimizer, 3, 6);
      expect(await stateOf(backend)).toEqual(end);
    });
  });
});
