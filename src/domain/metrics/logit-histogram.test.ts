import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { evaluateCounts, evaluateLogits } from "./evaluation";
import { sigmoid } from "./logistic";
import { buildLogitHistogram, countsOfHistogram, LOGIT_BINS, LOGIT_END, logitEdges, logitHistogram } from "./logit-histogram";

const logit = fc.oneof(fc.float({ min: -40, max: 40, noNaN: true }), fc.constantFrom(0, -0, 1e-30, -1e-30, Infinity, -Infinity));
const rows = fc.array(fc.tuple(logit, fc.nat(1)), { minLength: 1, maxLength: 80 });
const sum = (values: Uint32Array): number => values.reduce((total, value) => total + value, 0);

describe("logitHistogram", () => {
  it("counts each row once, in the slot whose edges hold its logit, an edge belonging to the slot below", () => {
    const edges = logitEdges();
    fc.assert(
      fc.property(logit, fc.nat(1), (z, label) => {
        const { positives, negatives } = logitHistogram(Float32Array.of(z), Uint8Array.of(label));
        expect(sum(positives)).toBe(label);
        expect(sum(negatives)).toBe(1 - label);
        const slot = (label === 1 ? positives : negatives).indexOf(1);
        expect(Math.fround(z)).toBeGreaterThanOrEqual(slot === 0 ? -Infinity : (edges[slot - 1] ?? NaN) - 1e-12);
        expect(Math.fround(z)).toBeLessThanOrEqual(slot > LOGIT_BINS ? Infinity : (edges[slot] ?? NaN) + 1e-12);
      }),
    );
  });

  it("has an axis from 1e-8 to 1 - 1e-8 with an edge at one half", () => {
    const edges = logitEdges();
    expect(edges).toHaveLength(LOGIT_BINS + 1);
    expect(sigmoid(edges[0] ?? NaN)).toBeCloseTo(1e-8, 20);
    expect(1 - sigmoid(edges.at(-1) ?? NaN)).toBeCloseTo(1e-8, 15);
    expect(edges[LOGIT_BINS / 2]).toBe(0);
    expect(edges.at(-1)).toBe(LOGIT_END);
  });

  it("is the same in chunks as at once", () => {
    fc.assert(
      fc.property(rows, fc.nat(80), (list, cut) => {
        const logits = Float32Array.from(list, ([z]) => z);
        const y = Uint8Array.from(list, ([, label]) => label);
        const at = Math.min(cut, list.length);
        const builder = buildLogitHistogram();
        builder.add(logits.subarray(0, at), y, 0);
        builder.add(logits.subarray(at), y, at);
        expect(builder.result()).toEqual(logitHistogram(logits, y));
      }),
    );
  });

  it("keeps logits that are no numbers apart, and refuses rows that the split does not have", () => {
    const { positives, negatives, notNumbers } = logitHistogram(Float32Array.of(NaN, 3), Uint8Array.of(1, 0));
    expect([sum(positives), sum(negatives), notNumbers]).toEqual([0, 1, 1]);
    expect(() => {
      buildLogitHistogram().add(new Float32Array(2), new Uint8Array(2), 1);
    }).toThrow(RangeError);
  });
});

describe("countsOfHistogram", () => {
  it("calls positive at one half exactly the rows that are, and comes close in the figures of scores", () => {
    fc.assert(
      fc.property(rows, (list) => {
        const logits = Float32Array.from(list, ([z]) => z);
        const y = Uint8Array.from(list, ([, label]) => label);
        const about = evaluateCounts(countsOfHistogram(logitHistogram(logits, y)), 0.5);
        const exact = evaluateLogits(logits, y, 0.5);
        expect(about.confusion).toEqual(exact.confusion);
        expect(Math.abs((about.brier ?? NaN) - (exact.brier ?? NaN))).toBeLessThan(0.04);
        expect(about.rocAuc === null).toBe(exact.rocAuc === null);
      }),
    );
  });

  it("ranks many rows nearly as they are ranked exactly", () => {
    const logits = Float32Array.from({ length: 20_000 }, (_, row) => Math.sin(row * 12.9898) * 6 + (row % 3 === 0 ? 2 : 0));
    const y = Uint8Array.from(logits, (_, row) => (row % 3 === 0 ? 1 : 0));
    const about = evaluateCounts(countsOfHistogram(logitHistogram(logits, y)), 0.5);
    const exact = evaluateLogits(logits, y, 0.5);
    for (const metric of ["rocAuc", "averagePrecision", "logLoss", "brier"] as const) {
      expect(Math.abs((about[metric] ?? NaN) - (exact[metric] ?? NaN))).toBeLessThan(0.01);
    }
  });

  it("has descending scores, each of rows that are there", () => {
    fc.assert(
      fc.property(rows, (list) => {
        const { scores, truePositives, falsePositives } = countsOfHistogram(
          logitHistogram(Float32Array.from(list, ([z]) => z), Uint8Array.from(list, ([, label]) => label)),
        );
        for (let i = 1; i < scores.length; i++) {
          expect(scores[i]).toBeLessThan(scores[i - 1] ?? NaN);
          expect((truePositives[i] ?? 0) + (falsePositives[i] ?? 0)).toBeGreaterThan((truePositives[i - 1] ?? 0) + (falsePositives[i - 1] ?? 0));
        }
      }),
    );
  });
});
