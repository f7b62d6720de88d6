import { describe, expect, it } from "vitest";
import { cumulativeCounts } from "../metrics/cumulative-counts";
import { createRandom } from "../random";
import type { DriftMeasures, FeatureDrift } from "./drift";
import { ksOfScores } from "./class-scores";
import { indexChanges, indexTitle, type InjectedDrift } from "./injection-drift";

const countsOf = (scores: readonly number[]) => cumulativeCounts(Float64Array.from(scores), Uint8Array.from(scores, (_, row) => row % 2));

function column(name: string, kind: FeatureDrift["kind"], all: Partial<DriftMeasures>, rows = 10_000): FeatureDrift {
  const none = { ks: null, wasserstein: null, jsDistance: null, psi: null, chiSquare: null, cramersV: null, unseenShare: null, categories: null };
  return { name, kind, against: "test", withinPositive: null, withinNegative: null, all: { ...none, referenceRows: rows, currentRows: rows, referenceMissing: 0, currentMissing: 0, ...all } };
}

const drift = (change: Partial<InjectedDrift>): InjectedDrift => ({
  columns: [],
  unwatched: 0,
  labels: { before: { rows: 1000, positives: 100 }, after: { rows: 1000, positives: 100 } },
  missing: null,
  ...change,
});

const verdicts = (change: Partial<InjectedDrift>) => Object.fromEntries(indexChanges(drift(change), null).map((index) => [indexTitle(index), index.verdict]));

describe("the Kolmogorov-Smirnov statistic of scores", () => {
  it("is the largest distance of the two shares, as counted one by one, ties included", () => {
    const random = createRandom(5);
    const [a, b] = [40, 65].map((rows, side) => Array.from({ length: rows }, () => Math.round(8 * (random.normal() + side / 2)))) as [number[], number[]];
    const share = (values: readonly number[], at: number): number => values.filter((value) => value >= at).length / values.length;
    const wanted = Math.max(...[...a, ...b].map((at) => Math.abs(share(a, at) - share(b, at))));
    expect(ksOfScores(countsOf(a), countsOf(b))).toBeCloseTo(wanted, 12);
    expect(ksOfScores(countsOf(a), countsOf(a))).toBe(0);
    expect(ksOfScores(countsOf([0, 1]), countsOf([2, 3, 4]))).toBe(1);
    expect(ksOfScores(countsOf([]), countsOf([1]))).toBeNull();
  });
});

describe("indices of drift of a copy", () => {
  it("notice from their cut-off on, and what chance could not make; the column that moved most comes first", () => {
    const still = column("still", "number", { ks: 0.02, psi: 0.01, jsDistance: 0.03 });
    const moved = column("moved", "number", { ks: 0.4, psi: 0.9, jsDistance: 0.3 });
    const text = column("text", "category", { cramersV: 0.05, psi: 0, jsDistance: 0.2, categories: 3 });
    expect(verdicts({ columns: [still, text, moved] })).toEqual({
      ...{ "KS of moved": "notices", "PSI of moved": "notices", "JS of moved": "notices" },
      ...{ "V of text": "small", "PSI of text": "same", "JS of text": "notices" },
      ...{ "KS of still": "small", "PSI of still": "small", "JS of still": "small" },
      "PSI of the labels": "same",
    });
    expect(Object.keys(verdicts({ columns: [still, text, moved] }))[0]).toBe("KS of moved");
    expect(verdicts({ columns: [column("few", "number", { ks: 0.4, psi: 0.9, jsDistance: 0.3 }, 20)] })).toMatchObject({ "KS of few": "noise", "PSI of few": "noise", "JS of few": "noise" });
  });

  it("are of the labels, of missing cells, and of the net's scores as well", () => {
    expect(verdicts({ labels: { before: { rows: 1000, positives: 100 }, after: { rows: 400, positives: 200 } } })).toEqual({ "PSI of the labels": "notices" });
    expect(verdicts({ labels: { before: { rows: 10, positives: 1 }, after: { rows: 4, positives: 2 } } })).toEqual({ "PSI of the labels": "noise" });
    const missing = (share: number) => ({ before: { cells: 5000, missing: 0 }, after: { cells: 5000, missing: 5000 * share } });
    expect([0, 0.01, 0.2].map((share) => verdicts({ missing: missing(share) })["Missing cells (V)"])).toEqual(["same", "small", "notices"]);
    const scores = Array.from({ length: 400 }, (_, row) => row / 400);
    const changes = indexChanges(drift({}), { before: countsOf(scores), after: countsOf(scores.map((score) => score ** 3)) });
    expect(changes.find(({ about }) => about === "scores")).toMatchObject({ measure: "ks", verdict: "notices" });
  });
});
