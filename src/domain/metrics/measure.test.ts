import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { baselineOf } from "./baseline";
import { isAbove, logitCut, sigmoid } from "./logistic";
import { measureSplit } from "./measure";

const labelled = fc.array(fc.tuple(fc.float({ min: -60, max: 60, noNaN: true }), fc.nat(1)), {
  minLength: 1,
  maxLength: 80,
});

describe("measureSplit", () => {
  it("gives the same result whole and in chunks of any size", () => {
    fc.assert(
      fc.property(labelled, fc.integer({ min: 1, max: 20 }), (list, size) => {
        const logits = Float32Array.from(list, ([z]) => z);
        const y = Uint8Array.from(list, ([, label]) => label);
        const whole = measureSplit({ type: "bce" }, 0.3);
        whole.add(logits, y, 0);
        const chunked = measureSplit({ type: "bce" }, 0.3);
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
        const meter = measureSplit({ type: "bce" }, 0.5);
        meter.add(Float32Array.from(list, ([z]) => z), Uint8Array.from(list, ([, label]) => label), 0);
        const losses = list.map(([z, label]) => -Math.log(sigmoid(label === 1 ? z : -z)));
        const mean = losses.reduce((sum, loss) => sum + loss, 0) / list.length;
        expect(meter.result().loss).toBeCloseTo(mean, 12);
      }),
    );
  });

  it("does not lose small losses beside a large one, nor overflow on a sure and wrong row", () => {
    const meter = measureSplit({ type: "bce" }, 0.5);
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
    const meter = measureSplit({ type: "bce" }, 0.5);
    meter.add(Float32Array.of(NaN, 1), Uint8Array.of(1, 1), 0);
    expect(meter.result()).toMatchObject({ loss: NaN, confusion: { tp: 1, fn: 1 } });
  });

  it("refuses rows that the split does not have, and a split without rows", () => {
    const meter = measureSplit({ type: "bce" }, 0.5);
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
