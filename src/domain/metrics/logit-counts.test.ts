import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { inOneGo } from "../inspect/stepwise";
import { cumulativeCounts } from "./cumulative-counts";
import { scoresOf } from "./logistic";
import { countsOfLogits } from "./logit-counts";

const anyLogit = fc.oneof(
  fc.integer({ min: -3, max: 3 }),
  fc.float({ noNaN: true, min: -40, max: 40 }),
  fc.float({ noNaN: true }),
  fc.constantFrom(0, -0, Infinity, -Infinity, 1.401298464324817e-45, -1.401298464324817e-45, 1e-8, -1e-8),
);

describe("countsOfLogits", () => {
  it("gives the counts of the scores exactly: ties, zeros of both signs, ends and one class included", () => {
    const rows = fc.array(fc.tuple(anyLogit, fc.nat(1)), { maxLength: 80 });
    const oneClass = fc.constantFrom(null, 0, 1);
    fc.assert(
      fc.property(rows, oneClass, (list, label) => {
        const logits = Float32Array.from(list, ([logit]) => logit);
        const y = Uint8Array.from(list, ([, own]) => label ?? own);
        expect(inOneGo(countsOfLogits(logits, y))).toEqual(cumulativeCounts(scoresOf(logits), y));
      }),
    );
  });

  it("does so for many rows, of a part of a buffer, in steps that say how far they are", () => {
    const logits = Float32Array.from({ length: 300_001 }, (_, i) => 8 * Math.sin(i * i)).subarray(1);
    const y = Uint8Array.from(logits, (logit, row) => Number(row % 7 === 0 || logit > 5));
    const work = countsOfLogits(logits, y);
    const shares: number[] = [];
    let step = work.next();
    for (; step.done !== true; step = work.next()) shares.push(step.value);
    const { scores, truePositives, falsePositives, ...totals } = step.value;
    const expected = cumulativeCounts(scoresOf(logits), y);
    expect(expected).toMatchObject(totals);
    expect(scores).toHaveLength(expected.scores.length);
    const isSame = (_: number, i: number): boolean =>
      scores[i] === expected.scores[i] && truePositives[i] === expected.truePositives[i] && falsePositives[i] === expected.falsePositives[i];
    expect(scores.every(isSame)).toBe(true);
    expect(shares.length).toBeGreaterThan(5);
    expect(shares).toEqual(shares.toSorted((a, b) => a - b));
    expect(shares.every((share) => share >= 0 && share <= 1)).toBe(true);
  });
});
