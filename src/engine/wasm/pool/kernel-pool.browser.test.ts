import { afterEach, describe, expect, it } from "vitest";
import { apart } from "../../testing/run-training-case";
import type { PoolRun } from "./testing/pool-run.worker";

const started: Worker[] = [];

afterEach(() => {
  for (const worker of started.splice(0)) worker.terminate();
});

/** A run in a worker of its own. */
function run(pool: number): Promise<PoolRun> {
  const worker = new Worker(new URL("./testing/pool-run.worker.ts", import.meta.url), { type: "module" });
  started.push(worker);
  return new Promise((resolve, reject) => {
    worker.onmessage = ({ data }: MessageEvent<PoolRun>) => {
      resolve(data);
    };
    worker.onerror = (event) => {
      reject(new Error(event.message));
    };
    worker.postMessage(pool);
  });
}

describe("kernel workers that a worker starts", () => {
  it.each([2, 3])("train in a pool of %i as one thread does, and to the same bits each time", async (pool) => {
    const alone = await run(1);
    const [once, again] = [await run(pool), await run(pool)];
    expect(alone).toMatchObject({ pool: 1, workers: 0 });
    expect(once).toMatchObject({ pool, workers: pool - 1 });
    expect(again).toEqual(once);
    expect(apart("loss", [once.loss], [alone.loss], { abs: 1e-6, rel: 1e-6 })).toEqual([]);
    expect(apart("weight", once.weights, alone.weights, { abs: 1e-6, rel: 1e-6 })).toEqual([]);
    expect(apart("logit", once.logits, alone.logits, { abs: 1e-5, rel: 1e-5 })).toEqual([]);
  });
});
