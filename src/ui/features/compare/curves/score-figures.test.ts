import { describe, expect, it } from "vitest";
import { inOneGo } from "../../../../domain/inspect/stepwise";
import { compareSplit } from "../../../../domain/metrics/compare-split";
import { perSplit } from "../../../../domain/split";
import { binName, binReadings, classCounts, SCORE_BINS, SCORE_EDGES, scoreTable } from "./score-figures";

const LOGITS = [-40, -18.42, -3, -3, 0, 0.1, 3, 18.42, 40];
const split = inOneGo(compareSplit(Float32Array.from(LOGITS), Uint8Array.of(0, 0, 0, 1, 0, 1, 1, 1, 1), 0.5));
if (split === null) throw new Error("A logit is not a number.");
const splits = perSplit(() => split);

describe("the bins of scores", () => {
  it("go from 1e-8 to 1 - 1e-8, with one half for an edge", () => {
    expect(SCORE_EDGES).toHaveLength(SCORE_BINS + 1);
    expect(SCORE_EDGES[0]).toBeCloseTo(1e-8, 15);
    expect(SCORE_EDGES[SCORE_BINS / 2]).toBe(0.5);
    expect(1 - (SCORE_EDGES[SCORE_BINS] ?? 0)).toBeCloseTo(1e-8, 15);
  });

  it("hold every row once, those beyond the axis in the outermost", () => {
    const { positives, negatives } = classCounts(split.histogram);
    const total = (counts: readonly number[]): number => counts.reduce((sum, rows) => sum + rows, 0);
    expect([total(negatives), total(positives)]).toEqual([4, 5]);
    expect([negatives[0], positives[SCORE_BINS - 1]]).toEqual([2, 2]);
    // A score of one half is not above it.
    expect([negatives[SCORE_BINS / 2 - 1], positives[SCORE_BINS / 2]]).toEqual([1, 1]);
  });

  it("are read as the table has them", () => {
    const { rows, columns } = scoreTable(splits);
    expect(columns.slice(0, 4)).toEqual(["score above", "up to", "Train, class 0", "Train, class 1"]);
    expect([rows[0]?.[0], rows.at(-1)?.[1]]).toEqual([0, 1]);
    rows.forEach((row, bin) => {
      expect(binReadings(splits, ["train"], bin)[0]?.value).toBe(`class 0: ${row[2]} · class 1: ${row[3]}`);
    });
  });

  it("tell what a threshold at their lower edge makes of all rows", () => {
    const counts = (bin: number): string | undefined => binReadings(splits, ["train"], bin)[1]?.value;
    expect(counts(0)).toBe("TP 5 · FP 4 · TN 0 · FN 0");
    expect(counts(SCORE_BINS / 2)).toBe("TP 4 · FP 0 · TN 4 · FN 1");
    expect(binReadings(splits, ["train"], SCORE_BINS / 2)[1]?.title).toBe("threshold 0.5");
  });

  it("have names that say where the axis ends", () => {
    expect(binName(0)).toMatch(/^Scores up to 1\.78e-8$/);
    expect(binName(SCORE_BINS / 2)).toMatch(/^Scores above 0\.5, up to 0\.64/);
    expect(binName(SCORE_BINS - 1)).toMatch(/^Scores above 1−1\.78e-8$/);
  });
});
