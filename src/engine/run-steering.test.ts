import { describe, expect, it } from "vitest";
import { DEFAULT_CONFIG, type RunConfig } from "../domain/run-config";
import type { RunChange, RunRequest } from "../domain/trainer";
import type { LocalTrainer } from "./local-trainer";
import { fakeBackend, type FakeBackend } from "./testing/fake-backend";
import { eventsOf, fakeRequest, fakeTrainer, runFake, steerFake, tickingTrainer, type SteeredRun } from "./testing/fake-run";

interface Scene {
  readonly trainer: LocalTrainer;
  readonly backend: FakeBackend;
}

/** Calls `act` at the n-th call of `accumulate`, from 1. */
async function sceneAt(nth: number, act: (trainer: LocalTrainer) => Promise<void>): Promise<Scene> {
  const scene: { trainer?: LocalTrainer } = {};
  let calls = 0;
  const backend = fakeBackend({
    onAccumulate: () => {
      if (++calls === nth && scene.trainer !== undefined) void act(scene.trainer);
    },
  });
  const trainer = await fakeTrainer(backend);
  scene.trainer = trainer;
  return { trainer, backend };
}

/** A run of batches of five, two an epoch, that has paused after its first batch. */
async function pausedRun(change: Partial<RunConfig> = {}): Promise<Scene & { run: SteeredRun; request: RunRequest }> {
  const backend = fakeBackend();
  const trainer = await fakeTrainer(backend);
  const request = fakeRequest({ batchSize: 5, ...change }, { until: "batch" });
  const run = steerFake(trainer, request);
  await run.paused();
  return { trainer, backend, run, request };
}

const updatesOf = ({ calls }: FakeBackend): number => calls.filter((call) => call.startsWith("update")).length;
const epochsOf = ({ events }: SteeredRun): number[] => eventsOf(events, "epoch").map(({ record }) => record.epoch);
const changesOf = ({ events }: SteeredRun): RunChange[] => eventsOf(events, "change").map(({ change }) => change);

describe("stop", () => {
  it("comes after the chunk in hand, and discards the step that was cut short", async () => {
    const { trainer, backend } = await sceneAt(5, (subject) => subject.stop(1));
    const { outcome } = await runFake(trainer, fakeRequest({ epochs: 100 }));
    expect(outcome).toMatchObject({ status: "stopped", reason: null });
    expect(backend.calls.filter((call) => call.startsWith("accumulate"))).toHaveLength(5);
    expect(backend.calls.at(-1)).toBe("discard");
    expect(updatesOf(backend)).toBe(1);
    // The first epoch was over, and the step of the second left no trace.
    expect(outcome.weightsEpoch).toBe(1);
    expect(outcome.weights).toEqual((await runFake(await fakeTrainer(fakeBackend()), fakeRequest({ epochs: 1 }))).outcome.weights);
  });

  it("in the middle of an epoch ends with weights of no epoch", async () => {
    const { trainer } = await sceneAt(2, (subject) => subject.stop(1));
    const { outcome } = await runFake(trainer, fakeRequest({ epochs: 100, batchSize: 4 }));
    expect(outcome).toMatchObject({ status: "stopped", weightsEpoch: null });
  });

  it("ends a run that is paused", async () => {
    const { trainer, run, backend } = await pausedRun();
    await trainer.stop(1);
    expect(await run.ended()).toMatchObject({ status: "stopped", weightsEpoch: null });
    expect(updatesOf(backend)).toBe(1);
  });

  it("of another run is ignored", async () => {
    const trainer = await fakeTrainer(fakeBackend());
    const running = runFake(trainer, fakeRequest());
    await trainer.stop(7);
    expect((await running).outcome.status).toBe("finished");
  });
});

describe("pause", () => {
  it("comes after the chunk in hand, is told, and ends when the run is resumed", async () => {
    const { trainer, backend } = await sceneAt(2, (subject) => subject.pause(1));
    const run = steerFake(trainer, fakeRequest());
    await run.paused();
    expect(backend.calls.filter((call) => call.startsWith("accumulate"))).toHaveLength(2);
    await trainer.resume(1);
    expect((await run.ended()).status).toBe("finished");
    expect(epochsOf(run)).toEqual([0, 1, 2]);
  });

  it("leaves no trace in the weights", async () => {
    const { trainer } = await sceneAt(2, (subject) => subject.pause(1));
    const run = steerFake(trainer, fakeRequest());
    await run.paused();
    await trainer.resume(1);
    const { weights } = await run.ended();
    expect(weights).toEqual((await runFake(await fakeTrainer(fakeBackend()), fakeRequest())).outcome.weights);
  });
});

describe("step", () => {
  it("by batches pauses right after each update, and tells its loss", async () => {
    const { trainer, backend, run } = await pausedRun();
    expect([updatesOf(backend), epochsOf(run)]).toEqual([1, [0]]);
    expect(backend.calls.at(-1)).toContain("update");
    expect(eventsOf(run.events, "batch-loss").at(-1)?.at).toBe(0.5);
    await stepOn(trainer, run, "batch");
    expect([updatesOf(backend), epochsOf(run)]).toEqual([2, [0]]);
    expect(eventsOf(run.events, "batch-loss").at(-1)?.at).toBe(1);
    // What was left of the first epoch is its measurement.
    await stepOn(trainer, run, "batch");
    expect([updatesOf(backend), epochsOf(run)]).toEqual([3, [0, 1]]);
    await trainer.resume(1);
    expect((await run.ended()).status).toBe("finished");
  });

  it.each([0, 10, 1000])("tells the loss of each batch once, on a clock that ticks by %i ms", async (tick) => {
    const trainer = await tickingTrainer(tick, fakeBackend({ chunkRows: 5, loss: (updates) => updates }));
    const run = steerFake(trainer, fakeRequest({ batchSize: 5, epochs: 3 }, { until: "batch" }));
    await run.paused();
    for (let batch = 1; batch < 5; batch++) await stepOn(trainer, run, "batch");
    await trainer.resume(1);
    await run.ended();
    expect(eventsOf(run.events, "batch-loss").map(({ at, loss }) => [at, loss])).toEqual(
      [0, 1, 2, 3, 4, 5].map((batch) => [(batch + 1) / 2, batch]),
    );
  });

  it("by an epoch goes to the end of the epoch in hand, its measurement included", async () => {
    const { trainer, backend, run } = await pausedRun({ epochs: 3 });
    await stepOn(trainer, run, "epoch");
    expect([updatesOf(backend), epochsOf(run)]).toEqual([2, [0, 1]]);
    expect(eventsOf(run.events, "progress").at(-1)).toMatchObject({ phase: "paused", epoch: 1 });
    await stepOn(trainer, run, "epoch");
    expect([updatesOf(backend), epochsOf(run)]).toEqual([4, [0, 1, 2]]);
    await trainer.step(1, "epoch");
    expect((await run.ended()).status).toBe("finished");
    expect(epochsOf(run)).toEqual([0, 1, 2, 3]);
  });

  it("can begin a run, by an epoch too", async () => {
    const backend = fakeBackend();
    const trainer = await fakeTrainer(backend);
    const run = steerFake(trainer, fakeRequest({}, { until: "epoch" }));
    await run.paused();
    expect([updatesOf(backend), epochsOf(run)]).toEqual([1, [0, 1]]);
    await trainer.stop(1);
    expect(await run.ended()).toMatchObject({ status: "stopped", weightsEpoch: 1 });
  });

  async function stepOn(trainer: LocalTrainer, run: SteeredRun, unit: "batch" | "epoch"): Promise<void> {
    const paused = run.paused();
    await trainer.step(1, unit);
    await paused;
  }
});

describe("a change", () => {
  it("made in a pause holds from the step on at which the run goes on, and is told and recorded", async () => {
    const { trainer, backend, run, request } = await pausedRun();
    await trainer.change(1, "optimizer.lr", 0.5);
    await trainer.change(1, "optimizer.weightDecay", 0.25);
    await trainer.change(1, "loss.positiveWeight", 7);
    expect(changesOf(run)).toEqual([]);
    await trainer.resume(1);
    const outcome = await run.ended();
    const at = { epoch: 1, step: 1 };
    expect(changesOf(run)).toEqual([
      { ...at, field: "optimizer.lr", from: request.config.optimizer.lr, to: 0.5 },
      { ...at, field: "optimizer.weightDecay", from: 0, to: 0.25 },
      { ...at, field: "loss.positiveWeight", from: 1, to: 7 },
    ]);
    expect(backend.updates.map(({ optimizer }) => optimizer.lr)).toEqual([0.001, 0.5, 0.5, 0.5]);
    expect(backend.updates.map(({ optimizer }) => optimizer.weightDecay)).toEqual([0, 0.25, 0.25, 0.25]);
    // Two chunks a step.
    expect(backend.steps.map(({ loss }) => (loss.type === "bce" ? loss.positiveWeight : 0))).toEqual([1, 1, 7, 7, 7, 7, 7, 7]);
    expect(outcome.config).toMatchObject({ optimizer: { lr: 0.5, weightDecay: 0.25 }, loss: { positiveWeight: 7 }, threshold: 0.5 });
  });

  it("of a value that is changed back, or that it has already, is none", async () => {
    const { trainer, run } = await pausedRun({ loss: { type: "bce", positiveWeight: "balanced" } });
    await trainer.change(1, "optimizer.lr", 0.5);
    await trainer.change(1, "optimizer.lr", 0.001);
    await trainer.change(1, "threshold", 0.5);
    // Balanced on as many positive as negative rows.
    await trainer.change(1, "loss.positiveWeight", 1);
    await trainer.resume(1);
    expect((await run.ended()).config.loss).toEqual({ type: "bce", positiveWeight: "balanced" });
    expect(changesOf(run)).toEqual([]);
  });

  it("of the threshold holds for the next measurement, also when no step comes before it", async () => {
    const { trainer, run } = await pausedRun({ epochs: 1 });
    const paused = run.paused();
    await trainer.step(1, "batch");
    await paused;
    await trainer.change(1, "threshold", 1);
    await trainer.change(1, "optimizer.lr", 3);
    await trainer.resume(1);
    const outcome = await run.ended();
    expect(changesOf(run)).toEqual([{ epoch: 1, step: 2, field: "threshold", from: 0.5, to: 1 }]);
    const records = eventsOf(run.events, "epoch").map(({ record }) => record);
    expect(records.map(({ train }) => train.confusion.tp + train.confusion.fp)).toEqual([7, 0]);
    // No step came to be taken with it.
    expect(outcome.config.optimizer.lr).toBe(0.001);
  });

  it("of dropout sets all dropout layers to one rate", async () => {
    const { layers } = DEFAULT_CONFIG.model;
    const dropout = { type: "dropout", p: 0.5 } as const;
    const model = { ...DEFAULT_CONFIG.model, layers: [...layers.slice(0, 2), dropout, ...layers.slice(2, 4), { ...dropout, p: 0.1 }, ...layers.slice(4)] };
    const { trainer, backend, run } = await pausedRun({ epochs: 1, model });
    await trainer.change(1, "model.dropout", 0.1);
    await trainer.resume(1);
    await run.ended();
    expect(changesOf(run)).toEqual([{ epoch: 1, step: 1, field: "model.dropout", from: 0.5, to: 0.1 }]);
    const rates = backend.steps.map(({ dropout: masks }) => masks?.map((mask) => mask?.p ?? null));
    expect([rates[0], rates.at(-1)]).toEqual([
      [0.5, 0.1, null],
      [0.1, 0.1, null],
    ]);
  });

  it("of the learning rate moves a one-cycle by the same ratio", async () => {
    const schedule = { type: "one-cycle", max: 0.4, advance: "step" } as const;
    const { trainer, backend, run } = await pausedRun({ schedule });
    await trainer.change(1, "optimizer.lr", 0.002);
    await trainer.resume(1);
    expect((await run.ended()).config.schedule).toEqual({ ...schedule, max: 0.8 });
    const plain = fakeBackend();
    await runFake(await fakeTrainer(plain), fakeRequest({ batchSize: 5, schedule }));
    const ratios = backend.updates.map(({ optimizer }, i) => optimizer.lr / (plain.updates[i]?.optimizer.lr ?? NaN));
    for (const [i, ratio] of [1, 2, 2, 2].entries()) expect(ratios[i]).toBeCloseTo(ratio, 9);
  });

  it("is refused in words when the run has no such thing", async () => {
    const { trainer, run } = await pausedRun({ loss: { type: "focal", gamma: 2, alpha: 0.25 } });
    await expect(trainer.change(1, "loss.positiveWeight", 2)).rejects.toMatchObject({
      code: "change-refused",
      message: expect.stringContaining("no positive weight") as string,
    });
    await expect(trainer.change(1, "model.dropout", 0.2)).rejects.toThrow("no dropout layers");
    await expect(trainer.change(1, "optimizer.lr", -1)).rejects.toThrow("above 0");
    await trainer.resume(1);
    expect((await run.ended()).status).toBe("finished");
    expect(changesOf(run)).toEqual([]);
  });
});
