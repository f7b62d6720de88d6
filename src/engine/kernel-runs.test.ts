import { readFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import {
  DEFAULT_ADAM,
  DEFAULT_ADAMW,
  DEFAULT_CONFIG,
  DEFAULT_RMSPROP,
  DEFAULT_SGD,
  type OptimizerSpec,
  type RunConfig,
} from "../domain/run-config";
import type { RunRequest, RunStart } from "../domain/trainer";
import { LocalTrainer } from "./local-trainer";
import { eventsOf, runFake, type FakeRun } from "./testing/fake-run";
import { madeSplit } from "./testing/made-data";
import { WasmBackend } from "./wasm/wasm-backend";

const FEATURES = 5;
const kernel = new WebAssembly.Module(readFileSync(join(import.meta.dirname, "wasm/generated/fused-simd.wasm")));

const CONFIG: RunConfig = {
  ...DEFAULT_CONFIG,
  model: {
    layers: [
      { type: "linear", out: 16 },
      { type: "relu" },
      { type: "dropout", p: 0.2 },
      { type: "linear", out: 1 },
      { type: "sigmoid" },
    ],
    init: "pytorch-default",
  },
  schedule: { type: "cosine", tMax: 20, min: 1e-5, advance: "step" },
  holdout: 0.1,
  clipNorm: 1,
  batchSize: 64,
  epochs: 5,
  seed: 3,
};

async function trainerOn(rows: number): Promise<LocalTrainer> {
  const engine = { name: "wasm", variant: "fused-simd", pool: 1, renderer: null } as const;
  const trainer = new LocalTrainer({
    detectEngines: () => Promise.resolve([{ choice: "wasm", available: true, engine, reason: "" }]),
    createBackend: () => Promise.resolve(new WasmBackend(kernel, "fused-simd")),
    now: () => performance.now(),
  });
  const splits = { train: madeSplit(rows, FEATURES), validation: madeSplit(50, FEATURES), test: madeSplit(40, FEATURES) };
  await trainer.load({ splits, features: FEATURES });
  return trainer;
}

async function run(config: RunConfig, start: RunStart = { kind: "draw" }): Promise<FakeRun> {
  const request: RunRequest = { runId: 1, config, engine: "wasm", start, until: null };
  return runFake(await trainerOn(600), request);
}

describe("a run on the kernel itself", () => {
  const optimizers: readonly OptimizerSpec[] = [
    { ...DEFAULT_SGD, lr: 0.1 },
    { ...DEFAULT_SGD, lr: 0.1, momentum: 0.9, nesterov: true },
    DEFAULT_ADAM,
    DEFAULT_ADAMW,
    DEFAULT_RMSPROP,
    { ...DEFAULT_RMSPROP, momentum: 0.9 },
  ];

  it.each(optimizers.map((optimizer) => ({ type: optimizer.type, optimizer })))(
    "goes on from a checkpoint bit for bit as without the break: $type",
    async ({ optimizer }) => {
      const config = { ...CONFIG, optimizer };
      const whole = await run(config);
      const epochs = eventsOf(whole.events, "epoch");
      const second = epochs[2];
      if (second === undefined) throw new Error("There is no second epoch.");
      const history = epochs.slice(0, 3).map(({ record }) => record);
      const rest = await run(config, { kind: "checkpoint", checkpoint: second.checkpoint, history, best: null });
      const restEpochs = eventsOf(rest.events, "epoch");
      expect(restEpochs.map(({ record }) => record)).toEqual(epochs.slice(3).map(({ record }) => record));
      expect(restEpochs.map(({ checkpoint }) => checkpoint)).toEqual(epochs.slice(3).map(({ checkpoint }) => checkpoint));
      expect(rest.outcome.weights).toEqual(whole.outcome.weights);
      expect(whole.outcome.weights).not.toEqual(second.checkpoint.weights);
    },
  );

  it("that diverges keeps finite weights, names the batch and says what to change", async () => {
    const optimizer: OptimizerSpec = { ...DEFAULT_SGD, lr: 500, weightDecay: 1 };
    const { outcome } = await run({ ...CONFIG, clipNorm: 1e6, optimizer, schedule: { type: "constant" }, epochs: 50 });
    expect(outcome.status).toBe("diverged");
    expect(outcome.reason).toMatch(/in epoch \d+, (at batch|in the measurement after batch) \d of 9\./);
    expect(outcome.reason).toContain("the learning rate, 500 there");
    expect(outcome.weights.every(({ weight, bias }) => [...weight, ...bias].every(Number.isFinite))).toBe(true);
  });

  it("of a large matrix holds at most three times its bytes", async () => {
    const trainer = await trainerOn(200_000);
    const request: RunRequest = { runId: 1, config: { ...CONFIG, holdout: 0, epochs: 1, batchSize: "full" }, engine: "wasm", start: { kind: "draw" }, until: null };
    await runFake(trainer, request);
    await trainer.evaluate(0.5);
    const { matrixBytes, bufferBytes } = await trainer.memory();
    expect(matrixBytes).toBe((200_000 + 90) * FEATURES * 4);
    expect(bufferBytes).toBeLessThan(3 * matrixBytes);
  });
});
