import { initialiseWeights } from "../domain/initialisation";
import { toBlocks, type ModelSpec } from "../domain/model-spec";
import type { PreparedSplit } from "../domain/prepared";
import { createRandom } from "../domain/random";
import { DEFAULT_ADAM, DEFAULT_CONFIG, type RunConfig } from "../domain/run-config";
import type { DomainRows } from "../domain/shift/domain-rows";
import type { Backend } from "./backend";
import type { Turn } from "./bench";
import { epochBatches } from "./epoch-batches";
import { StepPlan } from "./step-plan";

const MODEL: ModelSpec = {
  layers: [{ type: "linear", out: 32 }, { type: "relu" }, { type: "linear", out: 16 }, { type: "relu" }, { type: "linear", out: 1 }, { type: "sigmoid" }],
  init: "pytorch-default",
};
const BATCH = 256;
const LEARNING_RATE = 5e-3;
/** Enough steps for what such a net can learn; of few rows not so many epochs that it learns them by heart. */
const STEPS = 1200;
const MOST_EPOCHS = 40;
/** The device is waited for after so many steps, so that a cancel is felt. */
const WAIT_STEPS = 16;

const NO_ROWS: PreparedSplit = { rows: 0, x: new Float32Array(), y: new Uint8Array(), positives: 0 };

/**
 * Trains a small net to tell the two sides apart: 32 and 16 units, Adam, its learning rate falling along a cosine. The back
 * end then holds the net, the rows learned from as `train` and those to measure on as `test`.
 * @param turn called between two steps with the share that is done; what it throws ends the work
 */
export async function trainDomainNet(backend: Backend, learn: DomainRows, measured: DomainRows, features: number, seed: number, turn: Turn): Promise<void> {
  const train = splitOf(learn);
  await backend.load({ train, validation: NO_ROWS, test: splitOf(measured), holdout: NO_ROWS }, features);
  const config = configFor(train.rows, seed);
  const blocks = toBlocks(MODEL, features);
  await backend.compile({ blocks, weights: initialiseWeights(MODEL.init, blocks, createRandom(seed, "domain net")), optimizer: null });
  const plan = new StepPlan(train, features);
  const steps = config.epochs * Math.ceil(train.rows / BATCH);
  let step = 0;
  for (let epoch = 1; epoch <= config.epochs; epoch++) {
    for (const { rows, chunks } of epochBatches(config, train.rows, epoch, backend.chunkRows)) {
      await turn(step / steps);
      const time = { epoch: epoch - 1, step, epochs: config.epochs, steps };
      const settings = plan.step(config, time, rows);
      for (const chunk of chunks) await backend.accumulate(chunk, settings);
      await backend.update(plan.update(config, time));
      if (++step % WAIT_STEPS === 0) await backend.takeLoss();
    }
  }
}

function configFor(rows: number, seed: number): RunConfig {
  const perEpoch = Math.ceil(rows / BATCH);
  const epochs = Math.max(1, Math.min(MOST_EPOCHS, Math.round(STEPS / perEpoch)));
  const optimizer = { ...DEFAULT_ADAM, lr: LEARNING_RATE };
  return { ...DEFAULT_CONFIG, model: MODEL, optimizer, schedule: { type: "cosine", advance: "step", tMax: epochs * perEpoch, min: 0 }, batchSize: BATCH, epochs, seed };
}

function splitOf({ x, side }: DomainRows): PreparedSplit {
  return { rows: side.length, x, y: side, positives: side.reduce((sum, one) => sum + one, 0) };
}
