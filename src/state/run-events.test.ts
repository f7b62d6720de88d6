import { describe, expect, it } from "vitest";
import { logitHistogram } from "../domain/metrics/logit-histogram";
import { DEFAULT_CONFIG } from "../domain/run-config";
import { perSplit } from "../domain/split";
import type { RunEvent } from "../domain/trainer";
import { applyEvents, cutAfter } from "./run-events";
import { BLANK_RUN, type Run } from "./run-slice";

const RUN: Run = { ...BLANK_RUN, id: 1, status: "running", config: DEFAULT_CONFIG };
const MEASURED = { rows: 1, positives: 1, loss: 0, accuracy: 1, confusion: { tp: 1, fp: 0, tn: 0, fn: 0 } };
const HISTOGRAMS = perSplit(() => logitHistogram(Float32Array.of(1), Uint8Array.of(1)));

function epochs(from: number, to: number): RunEvent[] {
  return Array.from({ length: to - from + 1 }, (_, i) => ({
    type: "epoch",
    runId: 1,
    record: { epoch: from + i, ...perSplit(() => MEASURED) },
    histograms: HISTOGRAMS,
    checkpoint: { epoch: from + i, step: 0, weights: [], optimizer: null },
  }));
}

describe("the histograms of a run", () => {
  it("stand beside the history, and are cut with it", () => {
    const run = { ...RUN, ...applyEvents(RUN, epochs(0, 5), false) };
    expect(run.histograms.map(({ epoch }) => epoch)).toEqual([0, 1, 2, 3, 4, 5]);
    expect(run.histograms[2]?.splits).toBe(HISTOGRAMS);
    expect(cutAfter(run, 3).histograms.map(({ epoch }) => epoch)).toEqual([0, 1, 2, 3]);
  });

  it("of very many epochs are thinned evenly; the last is always there", () => {
    let run: Run = RUN;
    for (let from = 0; from <= 9001; from += 501) run = { ...run, ...applyEvents(run, epochs(from, from + 500), false) };
    const kept = run.histograms.map(({ epoch }) => epoch);
    expect(run.history).toHaveLength(9018);
    expect(kept.length).toBeLessThanOrEqual(4000);
    expect([kept[0], kept.at(-1)]).toEqual([0, 9017]);
    const gaps = kept.slice(1).map((epoch, i) => epoch - (kept[i] ?? 0));
    expect(Math.max(...gaps)).toBeLessThanOrEqual(4);
  });
});
