import { describe, expect, it } from "vitest";
import type { EngineOption } from "../domain/engine-identity";
import { DEFAULT_CONFIG, PRESETS, type RunConfig } from "../domain/run-config";
import { perSplit } from "../domain/split";
import type { Matrices, RunEvent, RunRequest } from "../domain/trainer";
import { LocalTrainer } from "./local-trainer";
import { fakeBackend, type FakeBackend } from "./testing/fake-backend";

const CPU: EngineOption = {
  choice: "cpu",
  available: true,
  engine: { name: "cpu", variant: "fake", pool: 1, renderer: null },
  reason: "a fake",
};
const NO_WEBGL: EngineOption = { choice: "webgl", available: false, engine: null, reason: "This browser has no WebGL." };

/** Ten rows a split, the last five positive. */
function matrices(): Matrices {
  return {
    features: 2,
    splits: perSplit(() => ({ rows: 10, x: new Float32Array(20), y: Uint8Array.from([0, 0, 0, 0, 0, 1, 1, 1, 1, 1]), positives: 5 })),
  };
}

interface Setting {
  readonly trainer: LocalTrainer;
  readonly backend: FakeBackend;
}

async function trainerWith(backend: FakeBackend): Promise<Setting> {
  let time = 0;
  const trainer = new LocalTrainer({
    detectEngines: () => Promise.resolve([CPU, NO_WEBGL]),
    createBackend: () => Promise.resolve(backend),
    // Every look at the clock is 30 ms later: portions, yields and reports all come about.
    now: () => (time += 30),
  });
  await trainer.load(matrices());
  return { trainer, backend };
}

function request(change: Partial<RunConfig> = {}, runId = 1): RunRequest {
  return { runId, config: { ...DEFAULT_CONFIG, batchSize: "full", epochs: 2, ...change }, engine: "cpu", init: null };
}

function epochsOf(events: readonly RunEvent[]): number[] {
  return events.flatMap((event) => (event.type === "epoch" ? [event.record.epoch] : []));
}

describe("a run", () => {
  it("measures the untrained net first, then after every epoch", async () => {
    const { trainer } = await trainerWith(fakeBackend());
    const events: RunEvent[] = [];
    const outcome = await trainer.run(request(), (more) => events.push(...more));
    expect(epochsOf(events)).toEqual([0, 1, 2]);
    expect(outcome).toMatchObject({ status: "finished", runId: 1, engine: { variant: "fake" } });
    const record = events.find((event) => event.type === "epoch")?.record;
    // Logits are row − 2: rows 3 to 9 are called positive, rows 5 to 9 are.
    expect(record?.train).toMatchObject({ rows: 10, accuracy: 0.8, confusion: { tp: 5, fp: 2, tn: 3, fn: 0 } });
  });

  it("makes a full batch from chunks, divided once and applied once", async () => {
    const { trainer, backend } = await trainerWith(fakeBackend());
    await trainer.run(request({ epochs: 1 }), () => undefined);
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
    const { trainer, backend } = await trainerWith(fakeBackend());
    await trainer.run(request({ epochs: 1, batchSize: 3 }), () => undefined);
    expect(backend.calls.filter((call) => call.startsWith("acc"))).toEqual([
      "accumulate 3/3",
      "accumulate 3/3",
      "accumulate 3/3",
      "accumulate 1/1",
    ]);
    expect(backend.calls.filter((call) => call.startsWith("update"))).toHaveLength(4);
  });

  it("with 0 epochs only measures", async () => {
    const { trainer, backend } = await trainerWith(fakeBackend());
    const events: RunEvent[] = [];
    await trainer.run(request({ epochs: 0 }), (more) => events.push(...more));
    expect(epochsOf(events)).toEqual([0]);
    expect(backend.calls).toEqual(["load", "compile"]);
  });

  it("stops after the chunk in hand and discards the step that was cut short", async () => {
    let accumulated = 0;
    const setting: { trainer?: LocalTrainer } = {};
    const { trainer, backend } = await trainerWith(
      fakeBackend({
        onAccumulate: () => {
          if (++accumulated === 5) void setting.trainer?.stop(1);
        },
      }),
    );
    setting.trainer = trainer;
    const outcome = await trainer.run(request({ epochs: 100 }), () => undefined);
    expect(outcome.status).toBe("stopped");
    expect(accumulated).toBe(5);
    expect(backend.calls.at(-1)).toBe("discard");
    expect(backend.calls.filter((call) => call.startsWith("update"))).toHaveLength(1);
  });

  it("waits while paused, goes on when resumed, and says so", async () => {
    let accumulated = 0;
    const setting: { trainer?: LocalTrainer } = {};
    const { trainer } = await trainerWith(
      fakeBackend({
        onAccumulate: () => {
          if (++accumulated === 2) void setting.trainer?.pause(1);
        },
      }),
    );
    setting.trainer = trainer;
    const events: RunEvent[] = [];
    let running: Promise<unknown> = Promise.resolve();
    await new Promise<void>((resolve) => {
      running = trainer.run(request(), (more) => {
        events.push(...more);
        if (more.some((event) => event.type === "progress" && event.phase === "paused")) resolve();
      });
    });
    expect(accumulated).toBe(2);
    await trainer.resume(1);
    expect(await running).toMatchObject({ status: "finished" });
    expect(epochsOf(events)).toEqual([0, 1, 2]);
  });

  it("ignores commands for another run", async () => {
    const { trainer } = await trainerWith(fakeBackend());
    const running = trainer.run(request(), () => undefined);
    await trainer.stop(7);
    expect((await running).status).toBe("finished");
  });

  it("ends with a reason when the loss is no longer finite", async () => {
    const { trainer } = await trainerWith(fakeBackend({ loss: () => NaN }));
    await expect(trainer.run(request(), () => undefined)).rejects.toMatchObject({
      code: "diverged",
      message: expect.stringContaining("epoch 1") as string,
    });
    expect((await trainer.run(request({ epochs: 0 }, 2), () => undefined)).status).toBe("finished");
  });

  it("does not call the rate of a loss that needs no arithmetic a rate", async () => {
    const { trainer } = await trainerWith(fakeBackend({ loss: () => 0 }));
    const outcome = await trainer.run(request({ loss: PRESETS.notebook.config.loss }), () => undefined);
    expect(outcome.rowsPerSecond).toBeNull();
    expect((await trainer.run(request({}, 2), () => undefined)).rowsPerSecond).toBeGreaterThan(0);
  });

  it("draws its weights from the seed: the same again, others for another", async () => {
    const { trainer } = await trainerWith(fakeBackend());
    const weightsOf = async (seed: number): Promise<readonly number[]> => {
      const { weights } = await trainer.run(request({ seed, epochs: 0 }), () => undefined);
      return [...(weights[0]?.weight ?? [])];
    };
    const first = await weightsOf(3);
    expect(await weightsOf(3)).toEqual(first);
    expect(await weightsOf(4)).not.toEqual(first);
    expect(first.every((weight) => Math.abs(weight) <= 1 / Math.sqrt(2))).toBe(true);
  });
});

describe("the trainer", () => {
  it("keeps the matrices on the engine from run to run", async () => {
    const { trainer, backend } = await trainerWith(fakeBackend());
    await trainer.run(request({ epochs: 0 }), () => undefined);
    await trainer.run(request({ epochs: 0 }, 2), () => undefined);
    expect(backend.calls.filter((call) => call === "load")).toHaveLength(1);
  });

  it("refuses a second run, and new data, while one is under way", async () => {
    const { trainer } = await trainerWith(fakeBackend());
    const running = trainer.run(request(), () => undefined);
    await expect(trainer.run(request({}, 2), () => undefined)).rejects.toThrow("already under way");
    await expect(trainer.load(matrices())).rejects.toThrow("Stop it before changing the data");
    await running;
  });

  it("says why an engine cannot be had", async () => {
    const { trainer } = await trainerWith(fakeBackend());
    await expect(trainer.run({ ...request(), engine: "webgl" }, () => undefined)).rejects.toThrow("no WebGL");
  });

  it("evaluates a stopped run with the weights that it stopped at", async () => {
    const { trainer } = await trainerWith(fakeBackend());
    const running = trainer.run(request({ epochs: 1000 }), () => undefined);
    await trainer.stop(1);
    await running;
    const { test } = await trainer.evaluate(0.5);
    expect(test).toMatchObject({ rows: 10, accuracy: 0.8, rocAuc: 1 });
  });
});
