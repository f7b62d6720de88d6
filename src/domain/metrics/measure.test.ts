import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { baselineOf } from "./baseline";
import type { ResolvedLoss } from "../loss";
import { isAbove, logitCut, sigmoid } from "./logistic";
import { measureSplit } from "./measure";

const labelled = fc.array(fc.tuple(fc.float({ min: -60, max: 60, noNaN: true }), fc.nat(1)), {
  minLength: 1,
  maxLength: 80,
});

const BCE = { type: "bce", positiveWeight: 1 } as const;

function mean(values: readonly number[]): number {
  return values.reduce((sum, value) => sum + value, 0) / values.length;
}

function lossOf(loss: ResolvedLoss, list: readonly (readonly [number, number])[]): number {
  const meter = measureSplit(loss, 0.5);
  meter.add(Float32Array.from(list, ([z]) => z), Uint8Array.from(list, ([, label]) => label), 0);
  return meter.result().loss;
}

/** `-ln(1 - sigmoid(z))`, with its digits at both ends. */
function softplus(z: number): number {
  return Math.max(z, 0) + Math.log1p(Math.exp(-Math.abs(z)));
}

describe("measureSplit", () => {
  it("gives the same result whole and in chunks of any size", () => {
    fc.assert(
      fc.property(labelled, fc.integer({ min: 1, max: 20 }), (list, size) => {
        const logits = Float32Array.from(list, ([z]) => z);
        const y = Uint8Array.from(list, ([, label]) => label);
        const whole = measureSplit(BCE, 0.3);
        whole.add(logits, y, 0);
        const chunked = measureSplit(BCE, 0.3);
        for (let at = 0; at < logits.length; at += size) chunked.add(logits.subarray(at, at + size), y, at);
        const { loss, ...counts } = whole.result();
        const { loss: chunkedLoss, ...chunkedCounts } = chunked.result();
        expect(chunkedCounts).toEqual(counts);
        expect(chunkedLoss).toBeCloseTo(loss, 12);
      }),
    );
  });

  it("is the mean of -ln of the probability of the class that is there", () => {
    fc.assert(
      fc.property(labelled, (list) => {
        const losses = list.map(([z, label]) => -Math.log(sigmoid(label === 1 ? z : -z)));
        expect(lossOf(BCE, list)).toBeCloseTo(mean(losses), 12);
      }),
    );
  });

  it("multiplies the losses of positive rows, and of no others, by the positive weight", () => {
    fc.assert(
      fc.property(labelled, fc.double({ min: 0.01, max: 1000, noNaN: true }), (list, positiveWeight) => {
        const losses = list.map(([z, label]) => (label === 1 ? positiveWeight * softplus(-z) : softplus(z)));
        expect(lossOf({ type: "bce", positiveWeight }, list) / mean(losses)).toBeCloseTo(1, 12);
      }),
    );
  });

  it("is the focal loss by its definition, which gamma 0 and alpha one half make half of the cross-entropy", () => {
    const gammas = fc.double({ min: 0, max: 5, noNaN: true });
    fc.assert(
      fc.property(labelled, gammas, fc.double({ min: 0.05, max: 0.95, noNaN: true }), (list, gamma, alpha) => {
        const losses = list.map(([z, label]) => {
          const right = sigmoid(label === 1 ? z : -z);
          const wrong = sigmoid(label === 1 ? -z : z);
          return -(label === 1 ? alpha : 1 - alpha) * wrong ** gamma * Math.log(right);
        });
        expect(lossOf({ type: "focal", gamma, alpha }, list)).toBeCloseTo(mean(losses), 12);
        expect(lossOf({ type: "focal", gamma: 0, alpha: 0.5 }, list)).toBeCloseTo(lossOf(BCE, list) / 2, 12);
      }),
    );
  });

  it("gives sure rows a focal loss that is finite where they are wrong, and next to nothing where they are right", () => {
    const focal = { type: "focal", gamma: 2, alpha: 0.25 } as const;
    expect(lossOf(focal, [[-1e6, 1]])).toBe(0.25 * 1e6);
    expect(lossOf(focal, [[1e6, 1]])).toBe(0);
    expect(lossOf(focal, [[1e6, 0]])).toBe(0.75 * 1e6);
  });

  it("does not lose small losses beside a large one, nor overflow on a sure and wrong row", () => {
    const meter = measureSplit(BCE, 0.5);
    const sure = 100_000;
    meter.add(Float32Array.of(3e38), Uint8Array.of(1), 0);
    meter.add(Float32Array.of(-1e6), Uint8Array.of(1), 0);
    const small = new Float32Array(sure).fill(-20);
    meter.add(small, new Uint8Array(sure), 0);
    const expected = (1e6 + sure * Math.log1p(Math.exp(-20))) / (sure + 2);
    expect(Math.abs(meter.result().loss / expected - 1)).toBeLessThan(1e-14);
  });

  it("reports a loss of exactly 0 for cross-entropy over one output, and still counts", () => {
    const meter = measureSplit({ type: "cross-entropy-single-output" }, 0.5);
    meter.add(Float32Array.of(2, -2, 3), Uint8Array.of(1, 1, 0), 0);
    expect(meter.result()).toEqual({ rows: 3, positives: 2, loss: 0, accuracy: 1 / 3, confusion: { tp: 1, fp: 1, tn: 0, fn: 1 } });
  });

  it("takes a score of exactly one half to be negative and the next logit above 0 to be positive", () => {
    const cut = logitCut(0.5);
    expect(isAbove(0, cut)).toBe(false);
    expect(isAbove(-0, cut)).toBe(false);
    expect(isAbove(1.401298464324817e-45, cut)).toBe(true);
  });

  it("predicts every finite row positive at threshold 0 and none at 1", () => {
    expect(isAbove(-100, logitCut(0))).toBe(true);
    expect(isAbove(-1000, logitCut(0))).toBe(false);
    expect(isAbove(1000, logitCut(1))).toBe(false);
    expect(isAbove(Infinity, logitCut(1))).toBe(false);
  });

  it("lets a diverged net show as a loss that is not a number, its rows predicted negative", () => {
    const meter = measureSplit(BCE, 0.5);
    meter.add(Float32Array.of(NaN, 1), Uint8Array.of(1, 1), 0);
    expect(meter.result()).toMatchObject({ loss: NaN, confusion: { tp: 1, fn: 1 } });
  });

  it("refuses rows that the split does not have, and a split without rows", () => {
    const meter = measureSplit(BCE, 0.5);
    expect(() => meter.add(new Float32Array(3), new Uint8Array(4), 2)).toThrow(RangeError);
    expect(() => meter.result()).toThrow("without rows");
  });
});

describe("baselineOf", () => {
  it("is the larger class share, with the answer that reaches it", () => {
    expect(baselineOf(188_967, 171_459)).toMatchObject({ best: 1, accuracy: 171_459 / 188_967, alwaysZero: 17_508 / 188_967 });
    expect(baselineOf(763_144, 1_269)).toMatchObject({ best: 0, accuracy: 761_875 / 763_144 });
  });

  it("answers 0 when the classes are even, and has no answer without rows", () => {
    expect(baselineOf(2, 1)).toEqual({ alwaysZero: 0.5, alwaysOne: 0.5, best: 0, accuracy: 0.5 });
    expect(() => baselineOf(0, 0)).toThrow(RangeError);
  });
});
