import { initialiseWeights } from "../../../../domain/initialisation";
import { REFERENCE_MODEL, toBlocks } from "../../../../domain/model-spec";
import { createRandom } from "../../../../domain/random";
import { DEFAULT_SGD } from "../../../../domain/run-config";
import { createBackend } from "../../../create-backend";
import { madeSplit } from "../../../testing/made-data";
import { flatWeights } from "../../../testing/run-training-case";
import { mapParts } from "../map-parts";
import { spawnKernel } from "./spawn-kernel";

const FEATURES = 7;
const ROWS = { train: 9001, validation: 4000, test: 2500, holdout: 0 };

export interface PoolRun {
  readonly pool: number;
  readonly workers: number;
  readonly loss: number;
  readonly weights: readonly number[];
  readonly logits: Float32Array;
}

/** Trains a little in a worker, whose kernel workers are then workers of a worker, as in the product. */
async function run(pool: number): Promise<PoolRun> {
  const backend = await createBackend("wasm", { pool, spawnKernel });
  try {
    const blocks = toBlocks(REFERENCE_MODEL, FEATURES);
    const weights = initialiseWeights("pytorch-default", blocks, createRandom(7, "initialisation"));
    await backend.load(mapParts((part) => madeSplit(ROWS[part], FEATURES)), FEATURES);
    await backend.compile({ blocks, weights, optimizer: null });
    const order = createRandom(1, "order").permutation(ROWS.train);
    for (let at = 0; at < ROWS.train; at += 4000) {
      const indices = order.slice(at, at + 4000);
      const loss = { type: "bce", positiveWeight: 1 } as const;
      await backend.accumulate({ kind: "indices", indices }, { batchRows: indices.length, loss, dropout: null });
      await backend.update({ optimizer: { ...DEFAULT_SGD, lr: 0.1 }, clipNorm: null });
    }
    return {
      pool: backend.identity.pool,
      workers: backend.workers(),
      loss: await backend.takeLoss(),
      weights: flatWeights(await backend.readWeights()),
      logits: await backend.logits("validation", 0, ROWS.validation),
    };
  } finally {
    await backend.dispose();
  }
}

self.addEventListener("message", ({ data }: MessageEvent<number>) => {
  void run(data).then((result) => {
    self.postMessage(result);
  });
});
