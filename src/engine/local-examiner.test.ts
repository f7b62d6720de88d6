import { readFileSync } from "node:fs";
import { join } from "node:path";
import { beforeAll, describe, expect, it } from "vitest";
import type { Checkpoint } from "../domain/checkpoint";
import type { AskedNet } from "../domain/examiner";
import { evaluateLogits } from "../domain/metrics/evaluation";
import { confusionAt } from "../domain/metrics/operating-point";
import { sigmoid } from "../domain/metrics/logistic";
import { DEFAULT_CONFIG, type RunConfig } from "../domain/run-config";
import { withLogitOffset } from "../domain/shift/corrected-weights";
import { equivalentThreshold } from "../domain/shift/prior-correction";
import { SPLITS } from "../domain/split";
import type { Matrices } from "../domain/trainer";
import { trainingRowNumbers } from "../domain/training-rows";
import { LocalTrainer } from "./local-trainer";
import { fakeBackend } from "./testing/fake-backend";
import { eventsOf, fakeMatrices, fakeRequest, fakeTrainer, runFake, type FakeRun } from "./testing/fake-run";
import { madeSplit } from "./testing/made-data";
import { WasmBackend } from "./wasm/wasm-backend";

const FEATURES = 4;
const kernel = new WebAssembly.Module(readFileSync(join(import.meta.dirname, "wasm/generated/fused-simd.wasm")));

const CONFIG: RunConfig = {
  ...DEFAULT_CONFIG,
  model: { layers: [{ type: "linear", out: 8 }, { type: "relu" }, { type: "linear", out: 1 }, { type: "sigmoid" }], init: "pytorch-default" },
  optimizer: { ...DEFAULT_CONFIG.optimizer, lr: 0.02 },
  holdout: 0.2,
  batchSize: 50,
  epochs: 3,
  seed: 5,
};

function matrices(rows = 700): Matrices {
  return { features: FEATURES, splits: { train: madeSplit(rows, FEATURES), validation: madeSplit(90, FEATURES), test: madeSplit(60, FEATURES) } };
}

async function kernelTrainer(): Promise<LocalTrainer> {
  const engine = { name: "wasm", variant: "fused-simd", pool: 1, renderer: null } as const;
  const trainer = new LocalTrainer({
    detectEngines: () => Promise.resolve([{ choice: "wasm", available: true, engine, reason: "" }]),
    createBackend: () => Promise.resolve(new WasmBackend(kernel, "fused-simd")),
    now: () => performance.now(),
  });
  await trainer.load(matrices());
  return trainer;
}

function netOf(checkpoint: Checkpoint | undefined, config = CONFIG, engine: AskedNet["engine"] = "wasm"): AskedNet {
  if (checkpoint === undefined) throw new Error("There is no such checkpoint.");
  // As a copy, as through a port.
  return { config, engine, weights: structuredClone(checkpoint.weights) };
}

describe("the examiner on the kernel itself", () => {
  let trainer: LocalTrainer;
  let run: FakeRun;
  let nets: AskedNet[];
  /** Of the untrained net, and of the last epoch. */
  let first: AskedNet;
  let last: AskedNet;

  beforeAll(async () => {
    trainer = await kernelTrainer();
    run = await runFake(trainer, { runId: 1, config: CONFIG, engine: "wasm", start: { kind: "draw" }, until: null });
    nets = eventsOf(run.events, "epoch").map(({ checkpoint }) => netOf(checkpoint));
    first = netOf(eventsOf(run.events, "epoch")[0]?.checkpoint);
    last = netOf(eventsOf(run.events, "epoch").at(-1)?.checkpoint);
  });

  it("counts the rows held out, at any threshold: at the run's own as the epoch's record has them", async () => {
    for (const [index, { record }] of eventsOf(run.events, "epoch").entries()) {
      const net = nets[index];
      if (net === undefined) throw new Error("There is no such net.");
      const counts = await trainer.examiner.heldOut({ net });
      if (counts === null) throw new Error("Rows were held out.");
      expect(counts.positives + counts.negatives).toBe(140);
      expect(confusionAt(counts, CONFIG.threshold)).toEqual(record.holdout?.confusion);
      expect(confusionAt(counts, -1)).toEqual({ tp: counts.positives, fp: counts.negatives, tn: 0, fn: 0 });
    }
    const other = await kernelTrainer();
    expect(await other.examiner.heldOut({ net: { ...last, config: { ...CONFIG, holdout: 0 } } })).toBeNull();
  });

  it("compares any epoch exactly: as its own record, histogram and logits have it", async () => {
    for (const [index, event] of eventsOf(run.events, "epoch").entries()) {
      const net = nets[index];
      if (net === undefined) throw new Error("There is no such net.");
      const comparison = await trainer.examiner.compare({ net, threshold: 0.5 });
      for (const split of SPLITS) {
        const { evaluation, histogram, exact, rows } = comparison[split];
        const { logits, y } = await trainer.examiner.logits({ net, split });
        const { logLoss, brier, ...direct } = evaluateLogits(logits, y, 0.5);
        expect(exact).toBe(true);
        expect(evaluation).toMatchObject(direct);
        expect(evaluation.logLoss).toBeCloseTo(logLoss ?? NaN, 12);
        expect(evaluation.brier).toBeCloseTo(brier ?? NaN, 12);
        expect(evaluation.confusion).toEqual(event.record[split].confusion);
        expect(rows).toBe(event.record[split].rows);
        expect(histogram).toEqual(event.histograms[split]);
      }
    }
  });

  it("measures rows that are none of its data as it compares its own", async () => {
    const { test } = await trainer.examiner.compare({ net: last, threshold: 0.3 });
    const { comparison, intervals } = await trainer.examiner.measure({ net: last, rows: matrices().splits.test, threshold: 0.3, seed: 1, resamples: 20 });
    expect(comparison).toEqual({ ...test, curves: null });
    expect(intervals.intervals.accuracy?.low).toBeLessThan(comparison.evaluation.accuracy);
    const broken = { ...matrices().splits.test, x: matrices().splits.test.x.map(() => NaN) };
    await expect(trainer.examiner.measure({ net: last, rows: broken, threshold: 0.3, seed: 1, resamples: 20 })).rejects.toMatchObject({ code: "not-finite" });
  });

  it("leaves the trainer with the net that its run ended with", async () => {
    const before = await trainer.evaluate(0.5);
    const row = madeSplit(1, FEATURES).x;
    const answer = await trainer.predict(row, 1);
    await trainer.examiner.compare({ net: first, threshold: 0.5 });
    expect(await trainer.predict(row, 1)).toEqual(answer);
    expect(await trainer.evaluate(0.5)).toEqual(before);
    const comparison = await trainer.examiner.compare({ net: last, threshold: 0.5 });
    expect(comparison.test.evaluation.confusion).toEqual(before.test.evaluation.confusion);
  });

  it("gives an interval around every figure that has one, and tells how far it is", async () => {
    const net = last;
    const shares: number[] = [];
    const { test } = await trainer.examiner.compare({ net, threshold: 0.4 });
    const intervals = await trainer.examiner.intervals({ net, threshold: 0.4, seed: 1, resamples: 40 }, { onShare: (share) => shares.push(share) });
    for (const metric of ["accuracy", "recall", "f1", "rocAuc", "logLoss"] as const) {
      const interval = intervals.test.intervals[metric];
      expect(interval?.low).toBeLessThanOrEqual(test.evaluation[metric] ?? NaN);
      expect(interval?.high).toBeGreaterThanOrEqual(test.evaluation[metric] ?? NaN);
    }
    expect(shares).toEqual(shares.toSorted((a, b) => a - b));
  });

  it("estimates priors without labels, from the rows set aside where there are any", async () => {
    const shares: number[] = [];
    const answer = await trainer.examiner.prior({ net: last, loss: CONFIG.loss, threshold: 0.5 }, { onShare: (share) => shares.push(share) });
    expect(shares).toEqual(shares.toSorted((a, b) => a - b));
    expect(answer).toMatchObject({ source: "holdout", trained: { type: "known", rows: 560, weight: 1 } });
    for (const [split, rows] of [["validation", 90], ["test", 60]] as const) {
      const { em, bbse, positives, rows: counted } = answer.against[split];
      expect(counted).toBe(rows);
      // Rows of all splits are drawn alike. After three epochs scores are no probabilities yet, which EM would need.
      expect(bbse).toMatchObject({ type: "estimated" });
      if (bbse.type === "estimated") {
        expect(bbse.interval?.low).toBeLessThan(positives / rows);
        expect(bbse.interval?.high).toBeGreaterThan(positives / rows);
      }
      for (const estimate of [em, bbse]) {
        if (estimate.type === "none") throw new Error(estimate.reason);
        expect(estimate.prior).toBeGreaterThanOrEqual(estimate.interval?.low ?? NaN);
        expect(estimate.prior).toBeLessThanOrEqual(estimate.interval?.high ?? NaN);
      }
    }
    const balanced = await trainer.examiner.prior({ net: last, loss: { type: "bce", positiveWeight: "balanced" }, threshold: 0.5 });
    expect(balanced.trained).toMatchObject({ type: "known", prior: expect.closeTo(0.5, 12) as number });
    const focal = await trainer.examiner.prior({ net: last, loss: { type: "focal", gamma: 2, alpha: 0.25 }, threshold: 0.5 });
    expect(focal.against.test).toMatchObject({ em: { type: "none" }, bbse: { type: "estimated" } });
    expect((await trainer.examiner.prior({ net: last, loss: CONFIG.loss, threshold: 1 })).against.test.bbse).toMatchObject({
      type: "none",
      reason: expect.stringContaining("calls no row positive") as string,
    });
  });

  it("knows no prior where labels were flipped on purpose, and holds scores against the labels of the data", async () => {
    const of = (labelNoise: number) =>
      trainer.examiner.prior({ net: { ...last, config: { ...CONFIG, holdout: 0, subset: { rows: 500, labelNoise } } }, loss: CONFIG.loss, threshold: 0.5 });
    const [{ trained, source, against, level }, clean] = [await of(0.3), await of(0)];
    expect(source).toBe("train");
    expect(trained).toMatchObject({ type: "unknown", rows: 500, positives: clean.trained.positives, reason: expect.stringContaining("30\u202f% of the labels trained on were flipped") as string });
    expect(against.test.em).toMatchObject({ type: "none" });
    expect(against.test.bbse).toEqual(clean.against.test.bbse);
    expect(against.test.scores).toEqual(clean.against.test.scores);
    expect(level).toEqual(clean.level);
  });

  it("corrects scores by a constant, which is what the equivalent threshold does to the answers", async () => {
    const offset = 1.25;
    const figures = await trainer.examiner.corrected({ net: last, offset, threshold: equivalentThreshold(offset) });
    const shifted = await trainer.examiner.compare({ net: { ...last, weights: withLogitOffset(last.weights, offset) }, threshold: 0.5 });
    for (const split of SPLITS) {
      const { before, after } = figures[split];
      expect(after.confusion).toEqual(before.confusion);
      expect(after.rocAuc).toBe(before.rocAuc);
      expect(after.logLoss).not.toBeCloseTo(before.logLoss ?? NaN, 3);
      expect(after.confusion).toEqual(shifted[split].evaluation.confusion);
      expect(after.logLoss).toBeCloseTo(shifted[split].evaluation.logLoss ?? NaN, 5);
    }
  });

  it("fits a logistic regression on the rows that the run trained on", async () => {
    const baseline = await trainer.examiner.baseline({ config: CONFIG, threshold: 0.5 });
    if (baseline.type === "none") throw new Error(baseline.reason);
    expect(baseline.model.rows).toBe(560);
    expect(baseline.splits.train.rows).toBe(560);
    // The label follows the first feature, which a line can learn.
    expect(baseline.splits.test.evaluation.rocAuc).toBeGreaterThan(0.9);
    const again = await trainer.examiner.baseline({ config: CONFIG, threshold: 0.5 });
    expect(again.type === "fitted" && again.model).toBe(baseline.model);
    const whole = await trainer.examiner.baseline({ config: { ...CONFIG, holdout: 0 }, threshold: 0.5 });
    expect(whole.type === "fitted" && whole.model.rows).toBe(700);
  });

  it("tells which feature the net goes by, and what comes of its values", async () => {
    const net = last;
    const groups = Array.from({ length: FEATURES }, (_, column) => ({ name: `x${column}`, columns: [column] }));
    const { metrics } = await trainer.examiner.importance({ net, split: "train", groups, repeats: 3, seed: 1, threshold: 0.5 });
    const { train } = await trainer.examiner.compare({ net, threshold: 0.5 });
    const auc = metrics.rocAuc;
    if (auc?.type !== "measured") throw new Error("It was not measured.");
    expect(auc.baseline).toBe(train.evaluation.rocAuc);
    const means = auc.features.map(({ mean }) => mean);
    expect(means.indexOf(Math.max(...means))).toBe(0);
  });

  it("finds that a feature of weight zero matters not at all, wherever its rows stand in the kernel's buffer", async () => {
    const weights = last.weights.map(({ weight, bias }, block) => ({ bias, weight: block === 0 ? weight.map((value, at) => (at % FEATURES === 2 ? 0 : value)) : weight }));
    const groups = Array.from({ length: FEATURES }, (_, column) => ({ name: `x${column}`, columns: [column] }));
    const { metrics } = await trainer.examiner.importance({ net: { ...last, weights }, split: "train", groups, repeats: 3, seed: 1, threshold: 0.5 });
    for (const metric of Object.values(metrics)) {
      if (metric.type !== "measured") throw new Error("It was not measured.");
      expect(metric.features[2]?.perRepeat).toEqual([0, 0, 0]);
      expect(metric.features[0]?.mean).toBeGreaterThan(0);
    }
  });

  it("shows a sample's gradients, which are 0 for a loss that is 0 whatever the net answers", async () => {
    const { weights } = last;
    const { layers, rowsUsed, rows } = await trainer.examiner.insight({ config: CONFIG, weights, seed: 1, bins: 8 });
    expect([layers.length, rowsUsed, rows]).toEqual([2, 560, 560]);
    expect(layers.every(({ gradientNorm }) => gradientNorm > 0)).toBe(true);
    const notebook: RunConfig = { ...CONFIG, loss: { type: "cross-entropy-single-output" } };
    const still = await trainer.examiner.insight({ config: notebook, weights, seed: 1, bins: 8 });
    expect(still.layers.map(({ gradientNorm }) => gradientNorm)).toEqual([0, 0]);
  });

  it("numbers rows as the split's matrix does, also where some are set aside", async () => {
    const net = last;
    const { splits } = matrices();
    const { logits, rows } = await trainer.examiner.logits({ net, split: "train" });
    expect(rows).toEqual(trainingRowNumbers(700, CONFIG));
    const worst = await trainer.examiner.worst({ net, split: "train", limit: 5, threshold: null });
    expect(worst.candidates).toBe(560);
    for (const { row, label, logit, score } of worst.rows) {
      expect(label).toBe(splits.train.y[row]);
      expect(logit).toBe(logits[rows?.indexOf(row) ?? -1]);
      expect(score).toBe(sigmoid(logit));
    }
    const own = worst.rows[0]?.row ?? -1;
    const x = splits.train.x.slice(own * FEATURES, (own + 1) * FEATURES);
    const { logit, nearest } = await trainer.examiner.nearest({ net, split: "train", x, threshold: 0.5, maxDifferences: 2 });
    if (nearest === null) throw new Error("There is none.");
    expect(nearest.logit > 0).toBe(!(logit > 0));
    expect(nearest.x).toEqual(splits.train.x.slice(nearest.row * FEATURES, (nearest.row + 1) * FEATURES));
  });
});

/** A net that the fake trainer was trained to. */
async function fakeNet(trainer: LocalTrainer): Promise<AskedNet> {
  const { events, outcome } = await runFake(trainer, fakeRequest());
  return netOf(eventsOf(events, "epoch").at(-1)?.checkpoint, outcome.config, "cpu");
}

describe("questions", () => {
  it("are refused before there is data, and while a run is under way; a baseline is not", async () => {
    const bare = new LocalTrainer({ detectEngines: () => Promise.resolve([]), createBackend: () => Promise.reject(new Error()), now: () => 0 });
    await expect(bare.examiner.baseline({ config: CONFIG, threshold: 0.5 })).rejects.toMatchObject({ code: "no-data" });
    const trainer = await fakeTrainer(fakeBackend());
    const net = await fakeNet(trainer);
    const running = runFake(trainer, fakeRequest({ epochs: 1000 }, { runId: 2 }));
    await expect(trainer.examiner.compare({ net, threshold: 0.5 })).rejects.toMatchObject({ code: "busy" });
    expect((await trainer.examiner.baseline({ config: net.config, threshold: 0.5 })).type).toBe("fitted");
    await trainer.stop(2);
    await running;
    expect((await trainer.examiner.compare({ net, threshold: 0.5 })).test.rows).toBe(10);
  });

  it("that wait or are being answered end when they are given up", async () => {
    const trainer = await fakeTrainer(fakeBackend());
    const net = await fakeNet(trainer);
    const [first, second] = [new AbortController(), new AbortController()];
    const other = { ...net, weights: [] };
    const asked = trainer.examiner.compare({ net: other, threshold: 0.5 }, { signal: first.signal });
    const waiting = trainer.examiner.worst({ net, split: "test", limit: 3, threshold: null }, { signal: second.signal });
    const last = trainer.examiner.compare({ net, threshold: 0.5 });
    await Promise.resolve();
    first.abort();
    second.abort();
    await expect(asked).rejects.toMatchObject({ name: "AbortError" });
    await expect(waiting).rejects.toMatchObject({ name: "AbortError" });
    expect((await last).train.rows).toBe(10);
  });

  it("give way to a run, and end when other data is loaded", async () => {
    const trainer = await fakeTrainer(fakeBackend());
    const net = await fakeNet(trainer);
    const asked = trainer.examiner.compare({ net: { ...net, weights: [] }, threshold: 0.5 });
    const running = runFake(trainer, fakeRequest({}, { runId: 2 }));
    await expect(asked).rejects.toMatchObject({ code: "busy" });
    expect((await running).outcome.status).toBe("finished");
    const late = trainer.examiner.compare({ net, threshold: 0.5 });
    await trainer.load(fakeMatrices());
    await expect(late).rejects.toMatchObject({ code: "data-changed" });
  });

  it("about a net whose outputs are not numbers are refused in words", async () => {
    const trainer = await fakeTrainer(fakeBackend({ logit: () => NaN }), fakeBackend());
    const net: AskedNet = { config: fakeRequest().config, engine: "cpu", weights: [] };
    await expect(trainer.examiner.compare({ net, threshold: 0.5 })).rejects.toMatchObject({ code: "not-finite" });
    await expect(trainer.examiner.intervals({ net, threshold: 0.5, seed: 1 })).rejects.toMatchObject({ code: "not-finite" });
  });
});

