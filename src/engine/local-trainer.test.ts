import { describe, expect, it } from "vitest";
import { DEFAULT_CONFIG, PRESETS } from "../domain/run-config";
import type { RunEvent } from "../domain/trainer";
import { EngineLostError } from "./backend";
import { fakeBackend } from "./testing/fake-backend";
import { eventsOf, fakeMatrices, fakeRequest, fakeTrainer, runFake } from "./testing/fake-run";

function epochsOf(events: readonly RunEvent[]): number[] {
  return eventsOf(events, "epoch").map(({ record }) => record.epoch);
}

describe("a run", () => {
  it("measures the untrained net first, then after every epoch", async () => {
    const trainer = await fakeTrainer(fakeBackend());
    const { outcome, events } = await runFake(trainer, fakeRequest());
    expect(epochsOf(events)).toEqual([0, 1, 2]);
    expect(outcome).toMatchObject({ status: "finished", runId: 1, engine: { variant: "fake" }, reason: null, weightsEpoch: 2 });
    // Logits are row − 2: rows 3 to 9 are called positive, rows 5 to 9 are.
    expect(eventsOf(events, "epoch")[0]?.record.train).toMatchObject({ rows: 10, accuracy: 0.8, confusion: { tp: 5, fp: 2, tn: 3, fn: 0 } });
    expect(events.some((event) => event.type === "epoch" && event.record.holdout !== undefined)).toBe(false);
  });

  it("makes a full batch from chunks, divided once and applied once", async () => {
    const backend = fakeBackend();
    await runFake(await fakeTrainer(backend), fakeRequest({ epochs: 1 }));
    expect(backend.calls).toEqual([
      "load",
      "compile",
      "accumulate 4/10",
      "accumulate 4/10",
      "accumulate 2/10",
      "update 0.001",
    ]);
  });

  it("lets the last smaller batch count", async () => {
    const backend = fakeBackend();
    await runFake(await fakeTrainer(backend), fakeRequest({ epochs: 1, batchSize: 3 }));
    expect(backend.calls.filter((call) => call.startsWith("acc"))).toEqual([
      "accumulate 3/3",
      "accumulate 3/3",
      "accumulate 3/3",
      "accumulate 1/1",
    ]);
    expect(backend.updates).toHaveLength(4);
  });

  it("with 0 epochs only measures", async () => {
    const backend = fakeBackend();
    const { events } = await runFake(await fakeTrainer(backend), fakeRequest({ epochs: 0 }));
    expect(epochsOf(events)).toEqual([0]);
    expect(backend.calls).toEqual(["load", "compile"]);
  });

  it("tells the mean loss of all rows since it last told of it", async () => {
    // The clock of the fake runs so fast that every portion would be told of; the losses of all steps are told once.
    const backend = fakeBackend({ loss: (updates) => updates });
    const { events } = await runFake(await fakeTrainer(backend), fakeRequest({ epochs: 3, batchSize: 2 }));
    const points = eventsOf(events, "batch-loss");
    let before = 0;
    const sum = points.reduce((total, { at, loss }) => {
      const rows = (at - before) * 10;
      before = at;
      return total + loss * rows;
    }, 0);
    expect(before).toBeCloseTo(3, 9);
    expect(sum).toBeCloseTo(2 * (14 * 15) / 2, 6);
  });

  it("gives every step its learning rate, loss, clipping and masks", async () => {
    const backend = fakeBackend();
    const { layers } = DEFAULT_CONFIG.model;
    const request = fakeRequest({
      batchSize: 5,
      schedule: { type: "exponential", gamma: 0.5, advance: "step" },
      loss: { type: "bce", positiveWeight: "balanced" },
      subset: { rows: 10, labelNoise: 0.2 },
      clipNorm: 3,
      model: { ...DEFAULT_CONFIG.model, layers: [...layers.slice(0, 2), { type: "dropout", p: 0.25 }, ...layers.slice(2)] },
    });
    await runFake(await fakeTrainer(backend), request);
    expect(backend.updates.map(({ optimizer }) => optimizer.lr / request.config.optimizer.lr)).toEqual([1, 0.5, 0.25, 0.125]);
    expect(backend.updates.every(({ clipNorm }) => clipNorm === 3)).toBe(true);
    const positives = backend.parts?.train.positives ?? NaN;
    expect(positives).not.toBe(5);
    for (const { loss } of backend.steps) expect(loss).toEqual({ type: "bce", positiveWeight: (10 - positives) / positives });
    const keys = backend.steps.map(({ dropout }) => dropout?.map((mask) => mask?.key ?? null) ?? []);
    expect(keys.every(([first, ...others]) => typeof first === "number" && others.every((key) => key === null))).toBe(true);
    // Two chunks make up a step, and share its masks.
    expect(new Set(keys.map(([first]) => first)).size).toBe(4);
  });

  it("by epochs keeps the learning rate within an epoch", async () => {
    const backend = fakeBackend();
    await runFake(await fakeTrainer(backend), fakeRequest({ batchSize: 5, schedule: { type: "step", every: 1, gamma: 0.1 } }));
    const rates = backend.updates.map(({ optimizer }) => optimizer.lr * 1000);
    for (const [i, rate] of [1, 1, 0.1, 0.1].entries()) expect(rates[i]).toBeCloseTo(rate, 12);
  });

  it("sets hold-out rows aside, trains on the others and measures both", async () => {
    const backend = fakeBackend();
    const trainer = await fakeTrainer(backend);
    const { events } = await runFake(trainer, fakeRequest({ holdout: 0.3 }));
    expect([backend.parts?.train.rows, backend.parts?.holdout.rows]).toEqual([7, 3]);
    expect(backend.calls).toContain("accumulate 4/7");
    for (const { record } of eventsOf(events, "epoch")) expect([record.train.rows, record.holdout?.rows]).toEqual([7, 3]);
    expect((await trainer.evaluate(0.5)).train.evaluation.rows).toBe(7);
  });

  it("loads rows again when others are asked for, and only then", async () => {
    const backend = fakeBackend();
    const trainer = await fakeTrainer(backend);
    for (const config of [{}, { seed: 5 }, { holdout: 0.2 }, { holdout: 0.2 }, { holdout: 0.2, seed: 9 }, {}]) {
      await runFake(trainer, fakeRequest({ epochs: 0, ...config }));
    }
    expect(backend.calls.filter((call) => call === "load")).toHaveLength(4);
  });

  it("does not call the rate of a loss that needs no arithmetic a rate", async () => {
    const trainer = await fakeTrainer(fakeBackend({ loss: () => 0 }));
    const { outcome } = await runFake(trainer, fakeRequest({ loss: PRESETS.notebook.config.loss }));
    expect(outcome.rowsPerSecond).toBeNull();
    expect((await runFake(trainer, fakeRequest({}, { runId: 2 }))).outcome.rowsPerSecond).toBeGreaterThan(0);
  });

  it("draws its weights from the seed: the same again, others for another", async () => {
    const trainer = await fakeTrainer(fakeBackend());
    const weightsOf = async (seed: number): Promise<readonly number[]> => {
      const { weights } = (await runFake(trainer, fakeRequest({ seed, epochs: 0 }))).outcome;
      return [...(weights[0]?.weight ?? [])];
    };
    const first = await weightsOf(3);
    expect(await weightsOf(3)).toEqual(first);
    expect(await weightsOf(4)).not.toEqual(first);
    expect(first.every((weight) => Math.abs(weight) <= 1 / Math.sqrt(2))).toBe(true);
  });

  it("is refused in words when its settings do not go together", async () => {
    const trainer = await fakeTrainer(fakeBackend());
    const request = fakeRequest({ earlyStop: { metric: "holdout.loss", patience: 2, restoreBest: false } });
    await expect(runFake(trainer, request)).rejects.toThrow("none are set aside");
    await expect(trainer.rank(request.config)).rejects.toThrow("none are set aside");
  });
});

describe("the trainer", () => {
  it("refuses a second run, new data and a measurement of engines while a run is under way", async () => {
    const trainer = await fakeTrainer(fakeBackend());
    const running = runFake(trainer, fakeRequest());
    await expect(runFake(trainer, fakeRequest({}, { runId: 2 }))).rejects.toThrow("A run is under way");
    await expect(trainer.load(fakeMatrices())).rejects.toThrow("Stop it before changing the data");
    await expect(trainer.rank(DEFAULT_CONFIG)).rejects.toMatchObject({ code: "busy" });
    await running;
  });

  it("says why an engine cannot be had", async () => {
    const trainer = await fakeTrainer(fakeBackend());
    await expect(runFake(trainer, fakeRequest({}, { engine: "webgl" }))).rejects.toThrow("no WebGL");
    await expect(runFake(await fakeTrainer(), fakeRequest())).rejects.toMatchObject({
      code: "engine-unavailable",
      message: "There is none.",
    });
  });

  it("takes the one engine there is for auto, without measuring it", async () => {
    const backend = fakeBackend();
    const { outcome, events } = await runFake(await fakeTrainer(backend), fakeRequest({ epochs: 0 }, { engine: "auto" }));
    expect(outcome.engine.name).toBe("cpu");
    expect(backend.calls).toEqual(["load", "compile"]);
    expect(eventsOf(events, "progress").some(({ phase }) => phase === "calibrating")).toBe(false);
  });

  it("evaluates a stopped run with the weights that it stopped at", async () => {
    const trainer = await fakeTrainer(fakeBackend());
    const running = runFake(trainer, fakeRequest({ epochs: 1000 }));
    await trainer.stop(1);
    expect((await running).outcome.status).toBe("stopped");
    const { test } = await trainer.evaluate(0.5);
    expect(test.evaluation).toMatchObject({ rows: 10, accuracy: 0.8, rocAuc: 1 });
  });

  it("rejects with what was lost, gives up the engine without waiting for it, and opens a new one for the next run", async () => {
    const never = new Promise<void>(() => undefined);
    const lost = fakeBackend({
      onAccumulate: () => {
        throw new EngineLostError("The graphics device was lost.");
      },
      onDispose: () => never,
    });
    const next = fakeBackend();
    const trainer = await fakeTrainer(lost, next);
    await expect(runFake(trainer, fakeRequest())).rejects.toMatchObject({ code: "engine-lost" });
    expect(lost.calls.at(-1)).toBe("dispose");
    await expect(trainer.evaluate(0.5)).rejects.toMatchObject({ code: "no-model" });
    expect((await runFake(trainer, fakeRequest({}, { runId: 2 }))).outcome.status).toBe("finished");
    expect(next.calls[0]).toBe("load");
  });

  it("tells what it holds: the matrices once, the engine's buffers, labels and logits", async () => {
    const trainer = await fakeTrainer(fakeBackend());
    const matrices = 3 * 20 * 4;
    expect(await trainer.memory()).toEqual({ matrixBytes: matrices, bufferBytes: matrices + 30, liveBuffers: 0, workers: 0 });
    await runFake(trainer, fakeRequest());
    const busy = await trainer.memory();
    expect(busy).toEqual({ matrixBytes: matrices, bufferBytes: matrices + 30 + 3 * 10 * 4 + 1000, liveBuffers: 3, workers: 2 });
    for (let run = 2; run < 5; run++) await runFake(trainer, fakeRequest({}, { runId: run }));
    expect(await trainer.memory()).toEqual(busy);
  });
});
