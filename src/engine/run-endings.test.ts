import { describe, expect, it } from "vitest";
import type { Checkpoint } from "../domain/checkpoint";
import { DEFAULT_CONFIG, type RunConfig } from "../domain/run-config";
import type { RunEvent, RunStart } from "../domain/trainer";
import type { Weights } from "../domain/weights";
import { fakeBackend, type FakeBackend } from "./testing/fake-backend";
import { eventsOf, fakeRequest, fakeTrainer, runFake, steerFake, type FakeRun } from "./testing/fake-run";

async function run(backend: FakeBackend, config: Partial<RunConfig>, start: RunStart = { kind: "draw" }): Promise<FakeRun> {
  return runFake(await fakeTrainer(backend), fakeRequest(config, { start }));
}

function checkpointsOf(events: readonly RunEvent[]): Checkpoint[] {
  return eventsOf(events, "epoch").map(({ checkpoint }) => checkpoint);
}

/** The start at the end of an epoch of another run, as the page makes it. */
function startAfter({ events }: FakeRun, epoch: number, best: number | null = null): RunStart {
  const checkpoints = checkpointsOf(events);
  const checkpoint = checkpoints.find((each) => each.epoch === epoch);
  if (checkpoint === undefined) throw new Error(`There is no epoch ${epoch}.`);
  const history = eventsOf(events, "epoch").flatMap(({ record }) => (record.epoch <= epoch ? [record] : []));
  return { kind: "checkpoint", checkpoint, history, best: checkpoints.find((each) => each.epoch === best) ?? null };
}

/** A measured loss that is the better the larger `margins` says for the epoch; two updates are an epoch. */
const measuredBy =
  (margins: readonly number[]) =>
  (row: number, updates: number): number =>
    (row < 5 ? -1 : 1) * (margins[updates / 2] ?? NaN);

const { layers } = DEFAULT_CONFIG.model;
/** Everything on that has a memory or draws numbers. */
const EVENTFUL: Partial<RunConfig> = {
  epochs: 5,
  batchSize: 3,
  holdout: 0.2,
  schedule: { type: "one-cycle", max: 0.01, advance: "step", warmup: 2 },
  model: { ...DEFAULT_CONFIG.model, layers: [...layers.slice(0, 2), { type: "dropout", p: 0.3 }, ...layers.slice(2)] },
};

describe("checkpoints", () => {
  it("come with every epoch: weights and memory as they were at its end", async () => {
    const { events, outcome } = await run(fakeBackend(), { epochs: 3, batchSize: 5 });
    const checkpoints = checkpointsOf(events);
    expect(checkpoints.map(({ epoch, step }) => [epoch, step])).toEqual([
      [0, 0],
      [1, 2],
      [2, 4],
      [3, 6],
    ]);
    expect(checkpoints.map(({ optimizer }) => optimizer?.steps ?? null)).toEqual([null, 2, 4, 6]);
    expect(checkpoints.at(-1)?.weights).toEqual(outcome.weights);
    const shorter = await run(fakeBackend(), { epochs: 1, batchSize: 5 });
    expect(checkpoints[1]?.weights).toEqual(shorter.outcome.weights);
  });

  it.each([0, 1, 3, 4])("carry a run on from epoch %i as if there had been no break", async (epoch) => {
    const whole = await run(fakeBackend(), EVENTFUL);
    const rest = await run(fakeBackend(), EVENTFUL, startAfter(whole, epoch));
    expect(checkpointsOf(rest.events)).toEqual(checkpointsOf(whole.events).slice(epoch + 1));
    expect(rest.outcome.weights).toEqual(whole.outcome.weights);
    expect(rest.outcome.weightsEpoch).toBe(5);
  });

  it("of the last epoch end a run at once, with nothing measured again", async () => {
    const whole = await run(fakeBackend(), { epochs: 2 });
    const backend = fakeBackend();
    const { outcome, events } = await run(backend, { epochs: 2 }, startAfter(whole, 2));
    expect(outcome).toMatchObject({ status: "finished", weightsEpoch: 2, weights: whole.outcome.weights });
    expect(eventsOf(events, "epoch")).toEqual([]);
    expect(backend.calls).toEqual(["load", "compile"]);
  });

  it("of another optimiser give their weights alone", async () => {
    const whole = await run(fakeBackend(), { epochs: 2 });
    const start = startAfter(whole, 2);
    const { events } = await run(fakeBackend(), { epochs: 3, optimizer: { ...DEFAULT_CONFIG.optimizer, type: "sgd" } as RunConfig["optimizer"] }, start);
    expect(checkpointsOf(events)[0]).toMatchObject({ epoch: 3, step: 3, optimizer: { type: "sgd", steps: 1 } });
  });

  it("start from weights of a file with an empty memory, and measure them first", async () => {
    const { outcome } = await run(fakeBackend(), { epochs: 1 });
    const { weights } = outcome;
    const { events } = await run(fakeBackend(), { epochs: 1 }, { kind: "weights", weights });
    expect(checkpointsOf(events)[0]).toEqual({ epoch: 0, step: 0, weights, optimizer: null });
    expect(checkpointsOf(events)[1]?.optimizer?.steps).toBe(1);
  });
});

describe("early stopping", () => {
  const earlyStop = { metric: "validation.loss", patience: 2, restoreBest: false } as const;
  const margins = [0, 3, 1, 2, 9, 9, 9];

  it("ends the run with the weights of its last epoch, and says why", async () => {
    const backend = fakeBackend({ logit: measuredBy(margins) });
    const { outcome, events } = await run(backend, { epochs: 6, batchSize: 5, earlyStop });
    expect(outcome).toMatchObject({ status: "finished", weightsEpoch: 3 });
    expect(outcome.reason).toContain("Stopped early after epoch 3: the validation loss");
    expect(checkpointsOf(events)).toHaveLength(4);
    expect(outcome.weights).toEqual(checkpointsOf(events)[3]?.weights);
  });

  it("can end it with those of the best epoch, which are then the ones evaluated", async () => {
    const backend = fakeBackend({ logit: measuredBy(margins) });
    const { outcome, events } = await run(backend, { epochs: 6, batchSize: 5, earlyStop: { ...earlyStop, restoreBest: true } });
    expect(outcome).toMatchObject({ status: "finished", weightsEpoch: 1, weights: checkpointsOf(events)[1]?.weights });
    expect(await backend.readWeights()).toEqual(outcome.weights);
    expect(await backend.readOptimizer()).toEqual(checkpointsOf(events)[1]?.optimizer);
  });

  it("goes back to the best epoch also when the run came to its end, without a reason", async () => {
    const backend = fakeBackend({ logit: measuredBy(margins) });
    const { outcome } = await run(backend, { epochs: 2, batchSize: 5, earlyStop: { ...earlyStop, restoreBest: true } });
    expect(outcome).toMatchObject({ status: "finished", weightsEpoch: 1, reason: null });
  });

  it("remembers the epochs before a break, and the best of them", async () => {
    const restoring = { epochs: 6, batchSize: 5, earlyStop: { ...earlyStop, restoreBest: true } };
    const whole = await run(fakeBackend({ logit: measuredBy(margins) }), restoring);
    const rest = await run(fakeBackend({ logit: measuredBy(margins) }), restoring, startAfter(whole, 2, 1));
    expect(rest.outcome).toMatchObject({ reason: whole.outcome.reason, weightsEpoch: 1, weights: whole.outcome.weights });
    const forgetful = await run(fakeBackend({ logit: measuredBy(margins) }), restoring, startAfter(whole, 2));
    expect(forgetful.outcome.weightsEpoch).toBe(3);
    expect(forgetful.outcome.reason).toContain("no longer at hand");
  });
});

describe("a loss that is no longer finite", () => {
  const config: Partial<RunConfig> = { epochs: 5, batchSize: 2, optimizer: { ...DEFAULT_CONFIG.optimizer, lr: 20 } };

  it.each([0, 1, 4])("ends the run with the last good weights, and names epoch and batch (update %i of the second epoch)", async (update) => {
    const backend = fakeBackend({ loss: (updates) => (updates >= 5 + update ? NaN : 1) });
    const trainer = await fakeTrainer(backend);
    const { outcome, events } = await runFake(trainer, fakeRequest(config));
    expect(outcome).toMatchObject({ status: "diverged", weightsEpoch: 1, weights: checkpointsOf(events)[1]?.weights });
    expect(outcome.reason).toContain(`in epoch 2, at batch ${update + 1} of 5`);
    expect(outcome.reason).toContain("the learning rate, 20 there");
    expect(outcome.reason).toContain("the weights of the end of epoch 1");
    expect(checkpointsOf(events).map(({ epoch }) => epoch)).toEqual([0, 1]);
    // The engine holds what the outcome says.
    expect(await backend.readWeights()).toEqual(outcome.weights);
    expect((await trainer.evaluate(0.5)).test.evaluation.accuracy).toBe(0.8);
    expect((await runFake(trainer, fakeRequest({ epochs: 0 }, { runId: 2 }))).outcome.status).toBe("finished");
  });

  it("is looked for under the changes that were made in that epoch", async () => {
    const backend = fakeBackend({ loss: (updates) => (updates >= 3 ? Infinity : 1) });
    const trainer = await fakeTrainer(backend);
    const steered = steerFake(trainer, fakeRequest(config, { until: "batch" }));
    await steered.paused();
    await trainer.change(1, "optimizer.lr", 500);
    await trainer.resume(1);
    const { reason, config: final } = await steered.ended();
    expect(reason).toContain("in epoch 1, at batch 4 of 5");
    expect(reason).toContain("500");
    expect(final.optimizer.lr).toBe(500);
    const rates = backend.updates.map(({ optimizer }) => optimizer.lr);
    // The run, and the search, which takes the same steps.
    expect(rates.lastIndexOf(20)).toBeGreaterThan(0);
    expect(rates.slice(rates.lastIndexOf(20))).toEqual([20, 500, 500]);
  });

  it("that only the measurement shows is named, too", async () => {
    const backend = fakeBackend({ logit: (row, updates) => (updates >= 10 ? NaN : row - 2) });
    const { outcome } = await run(backend, config);
    expect(outcome).toMatchObject({ status: "diverged", weightsEpoch: 1 });
    expect(outcome.reason).toContain("in epoch 2, in the measurement after batch 5 of 5");
  });

  it("is put down to the weights that it started from when these are huge", async () => {
    const { weights } = (await run(fakeBackend(), { epochs: 0 })).outcome;
    const huge: Weights = weights.map(({ weight, bias }) => ({ weight: weight.map((value) => value * 1e6), bias }));
    const { outcome } = await run(fakeBackend({ loss: () => NaN }), config, { kind: "weights", weights: huge });
    expect(outcome.reason).toContain("the file that the run started from");
    expect(outcome.weightsEpoch).toBe(0);
    const untrained = fakeBackend({ logit: () => NaN });
    await expect(run(untrained, config, { kind: "weights", weights: huge })).rejects.toMatchObject({
      code: "diverged",
      message: expect.stringContaining("Open another file") as string,
    });
  });
});
