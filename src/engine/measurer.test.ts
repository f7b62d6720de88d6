import { describe, expect, it } from "vitest";
import { logitHistogram } from "../domain/metrics/logit-histogram";
import { SPLITS } from "../domain/split";
import { Measurer } from "./measurer";
import { RunMeter } from "./run-meter";
import { fakeBackend } from "./testing/fake-backend";
import { madeParts } from "./testing/made-data";

describe("a measurement", () => {
  it("counts the logits of each split and class as they come, chunk by chunk", async () => {
    const labels = madeParts(30, 2);
    const backend = fakeBackend({ logit: (row, _updates, part) => Math.sin(row + part.length) * 25 });
    const meter = new RunMeter({ epochs: 1, from: null, trainRows: 30, evaluationRows: 64 });
    const measurer = new Measurer({ backend, labels, meter, now: () => 0 });
    const settings = { loss: { type: "bce", positiveWeight: 1 }, threshold: 0.5, turn: () => Promise.resolve() } as const;
    const { record, histograms } = await measurer.measure(3, settings);
    for (const split of SPLITS) {
      expect(histograms[split]).toEqual(logitHistogram(measurer.logits[split], labels[split].y));
      const { positives, negatives } = histograms[split];
      const sum = (counts: Uint32Array): number => counts.reduce((total, each) => total + each, 0);
      expect([sum(positives), sum(positives) + sum(negatives)]).toEqual([record[split].positives, record[split].rows]);
    }
  });
});
