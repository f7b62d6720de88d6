import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { logitCut } from "../metrics/logistic";
import { worstRows, type WorstRequest } from "./worst-rows";

function rowsOf(list: readonly (readonly [number, number])[], more: Partial<WorstRequest> = {}): number[] {
  const logits = Float32Array.from(list, ([z]) => z);
  const y = Uint8Array.from(list, ([, label]) => label);
  return worstRows({ logits, y, limit: 100, ...more }).rows.map(({ row }) => row);
}

const labelled = fc.array(fc.tuple(fc.integer({ min: -4, max: 4 }), fc.nat(1)), { maxLength: 60 });

describe("the worst rows", () => {
  it("are those with the largest losses, the most confident mistake first", () => {
    const logits = Float32Array.of(3, -2, 0, -9);
    const { rows, candidates } = worstRows({ logits, y: Uint8Array.of(0, 1, 1, 0), limit: 2 });
    expect(candidates).toBe(4);
    expect(rows).toEqual([
      { row: 0, logit: 3, score: expect.closeTo(1 / (1 + Math.exp(-3)), 14) as number, label: 0, loss: expect.closeTo(Math.log(1 + Math.exp(3)), 14) as number },
      { row: 1, logit: -2, score: expect.closeTo(1 / (1 + Math.exp(2)), 14) as number, label: 1, loss: expect.closeTo(Math.log(1 + Math.exp(2)), 14) as number },
    ]);
  });

  it("are the first of all rows in the order of their losses, of the same loss in the order of the rows", () => {
    fc.assert(
      fc.property(labelled, fc.nat(20), (list, limit) => {
        const wrong = list.map(([z, label]) => (label === 1 ? -z : z));
        const order = list.map((_, row) => row).sort((a, b) => wrong[b]! - wrong[a]! || a - b);
        expect(rowsOf(list, { limit })).toEqual(order.slice(0, limit));
      }),
    );
  });

  it("may be those of a mask, and those that get the wrong answer at a cut", () => {
    fc.assert(
      fc.property(labelled, fc.array(fc.nat(1), { minLength: 60, maxLength: 60 }), fc.double({ min: 0.1, max: 0.9, noNaN: true }), (list, marks, threshold) => {
        const every = rowsOf(list);
        const mask = Uint8Array.from(marks);
        expect(rowsOf(list, { mask })).toEqual(every.filter((row) => marks[row] === 1));
        const wrong = (row: number): boolean => {
          const [z, label] = list[row] ?? [NaN, 0];
          return 1 / (1 + Math.exp(-z)) > threshold !== (label === 1);
        };
        expect(rowsOf(list, { cut: logitCut(threshold) })).toEqual(every.filter(wrong));
      }),
    );
  });

  it("tell apart rows so wrong that their scores are the same, infinite ones too", () => {
    expect(rowsOf([[800, 0], [900, 0], [Infinity, 0], [-Infinity, 1]])).toEqual([2, 3, 1, 0]);
  });

  it("pass over rows whose logit is not a number", () => {
    expect(rowsOf([[NaN, 0], [1, 0]])).toEqual([1]);
  });
});
