import { describe, expect, it } from "vitest";
import { EarlyStop } from "./early-stop";
import type { EpochRecord, SplitMeasurement } from "./history";
import { EARLY_STOP_METRICS, type EarlyStopMetric, type EarlyStopSpec } from "./run-config";

function measured(loss: number, accuracy: number): SplitMeasurement {
  return { rows: 10, positives: 5, loss, accuracy, confusion: { tp: 0, fp: 0, tn: 0, fn: 0 } };
}

/** An epoch in which one figure has a value, and all others are the worst there is. */
function record(epoch: number, metric: EarlyStopMetric, value: number): EpochRecord {
  const worst = measured(1e9, 0);
  const [part, figure] = metric.split(".") as ["train" | "validation" | "holdout", "loss" | "accuracy"];
  const good = figure === "loss" ? measured(value, 0) : measured(1e9, value);
  return { epoch, train: worst, validation: worst, test: worst, holdout: worst, [part]: good };
}

function watch(change: Partial<EarlyStopSpec>, values: readonly number[]): { stop: EarlyStop; ends: (string | null)[] } {
  const spec: EarlyStopSpec = { metric: "validation.loss", patience: 2, restoreBest: false, ...change };
  const stop = new EarlyStop(spec);
  const ends = values.map((value, epoch) => {
    stop.add(record(epoch, spec.metric, value));
    return stop.reason(true);
  });
  return { stop, ends };
}

describe("early stopping", () => {
  it.each(EARLY_STOP_METRICS)("ends when %s was not better for as many epochs as it has patience", (metric) => {
    const rising = [0.1, 0.2, 0.3, 0.25, 0.3, 0.4];
    const values = metric.endsWith("loss") ? rising.map((value) => 1 - value) : rising;
    const { stop, ends } = watch({ metric }, values);
    // The fifth only equals the best.
    expect(ends.map((reason) => reason !== null)).toEqual([false, false, false, false, true, false]);
    expect(stop.bestEpoch).toBe(5);
  });

  it("says when, why, which epoch was the best and whether its weights are kept", () => {
    const { ends } = watch({ patience: 1, restoreBest: true }, [3, 2, 4]);
    expect(ends[2]).toBe(
      "Stopped early after epoch 2: the validation loss did not get better for 1 epoch. Epoch 1 was the best, and the run ends with its weights.",
    );
    const { stop, ends: untrained } = watch({ restoreBest: true }, [1, 2, 3]);
    expect(untrained[2]).toContain("The untrained net was the best, and");
    expect(stop.reason(false)).toContain("its weights are no longer at hand");
    expect(watch({}, [1, 2, 3]).ends[2]).toContain("The untrained net was the best.");
  });

  it("goes on where a run did that was interrupted", () => {
    const spec: EarlyStopSpec = { metric: "train.loss", patience: 3, restoreBest: false };
    const history = [5, 4, 6].map((value, epoch) => record(epoch, spec.metric, value));
    const stop = new EarlyStop(spec, history);
    expect(stop.reason(true)).toBeNull();
    expect(stop.add(record(3, spec.metric, 4.5))).toBe(false);
    expect(stop.reason(true)).toBeNull();
    stop.add(record(4, spec.metric, 4.5));
    expect(stop.reason(true)).toContain("after epoch 4");
  });

  it("never ends by a figure that was not measured", () => {
    const stop = new EarlyStop({ metric: "holdout.loss", patience: 1, restoreBest: false });
    for (let epoch = 0; epoch < 5; epoch++) {
      const { holdout: _, ...rest } = record(epoch, "train.loss", epoch);
      expect(stop.add(rest)).toBe(false);
      expect(stop.reason(true)).toBeNull();
    }
  });
});
