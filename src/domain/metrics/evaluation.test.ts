import { readFileSync } from "node:fs";
import { join } from "node:path";
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { evaluate, evaluateLogits, type Evaluation, type MetricName } from "./evaluation";
import { sigmoid } from "./logistic";
import { measureSplit } from "./measure";
import { wilson95, type Interval } from "./wilson";

type Expected = Record<string, unknown> & {
  threshold: number;
  confusion: Evaluation["confusion"];
  undefined: string[];
  wilson95: Record<"accuracy" | "recall" | "precision", (Interval & { successes: number; trials: number }) | null>;
};
interface Case {
  name: string;
  yTrue: number[];
  scores: number[];
  positives: number;
  atThreshold: Expected[];
  [metric: string]: unknown;
}
const parity = JSON.parse(readFileSync(join(process.env["PARITY_DIR"] ?? "", "metrics.json"), "utf8")) as {
  tolerance: { float64: { abs: number; rel: number } };
  cases: Case[];
};

const AT_THRESHOLD = [
  "accuracy", "balancedAccuracy", "precision", "recall", "specificity", "f1", "f2", "mcc", "cohenKappa",
] as const satisfies readonly MetricName[];
const OF_SCORES = ["rocAuc", "averagePrecision", "logLoss", "brier"] as const satisfies readonly MetricName[];

function expectMetric(actual: number | null, expected: unknown, what: string): void {
  if (expected === null) {
    expect(actual, what).toBeNull();
    return;
  }
  const { abs, rel } = parity.tolerance.float64;
  expect(typeof expected, what).toBe("number");
  expect(Math.abs((actual ?? NaN) - Number(expected)), what).toBeLessThanOrEqual(abs + rel * Math.abs(Number(expected)));
}

describe("parity of metrics with scikit-learn", () => {
  it("has cases to compare with", () => expect(parity.cases.length).toBeGreaterThan(5));

  for (const item of parity.cases) {
    const y = Uint8Array.from(item.yTrue);
    const scores = Float32Array.from(item.scores);
    for (const expected of item.atThreshold) {
      it(`${item.name} at ${expected.threshold}`, () => {
        const result = evaluate(scores, y, expected.threshold);
        expect(result.rows).toBe(y.length);
        expect(result.positives).toBe(item.positives);
        expect(result.confusion).toEqual(expected.confusion);
        for (const metric of AT_THRESHOLD) expectMetric(result[metric], expected[metric], metric);
        for (const metric of OF_SCORES) expectMetric(result[metric], item[metric], metric);
        const undefinedHere = AT_THRESHOLD.filter((metric) => metric in result.undefinedReasons);
        expect(undefinedHere.toSorted()).toEqual(expected.undefined.toSorted());
        expectIntervals(result, expected);
      });
    }
  }

  function expectIntervals({ confusion: { tp, fp, tn, fn }, rows }: Evaluation, expected: Expected): void {
    const shares = { accuracy: [tp + tn, rows], recall: [tp, tp + fn], precision: [tp, tp + fp] } as const;
    for (const name of ["accuracy", "recall", "precision"] as const) {
      const interval = wilson95(...shares[name]);
      const wanted = expected.wilson95[name];
      if (wanted === null) expect(interval).toBeNull();
      expectMetric(interval?.low ?? null, wanted?.low ?? null, `${name} low`);
      expectMetric(interval?.high ?? null, wanted?.high ?? null, `${name} high`);
    }
  }
});

const rows = fc.array(fc.record({ score: fc.nat(8).map((eighths) => eighths / 8), label: fc.nat(1) }), {
  minLength: 1,
  maxLength: 60,
});
const split = rows.map((list) => ({
  scores: Float64Array.from(list, (row) => row.score),
  y: Uint8Array.from(list, (row) => row.label),
}));

describe("evaluate", () => {
  it("counts every row once and agrees with its own confusion matrix", () => {
    fc.assert(
      fc.property(split, fc.double({ min: 0, max: 1, noNaN: true }), ({ scores, y }, threshold) => {
        const { confusion: { tp, fp, tn, fn }, accuracy, baselineAccuracy, alwaysOne, alwaysZero, positives } = evaluate(scores, y, threshold);
        expect(tp + fp + tn + fn).toBe(y.length);
        expect(tp + fn).toBe(positives);
        expect(accuracy).toBe((tp + tn) / y.length);
        expect(baselineAccuracy).toBe(Math.max(alwaysOne, alwaysZero));
        expect(alwaysOne + alwaysZero).toBeCloseTo(1, 12);
      }),
    );
  });

  it("gives the complement of the accuracy when every label is turned over", () => {
    fc.assert(
      fc.property(split, ({ scores, y }) => {
        const other = evaluate(scores, y.map((label) => 1 - label), 0.4).accuracy;
        expect(evaluate(scores, y, 0.4).accuracy + other).toBeCloseTo(1, 12);
      }),
    );
  });

  it("keeps the ranking metrics under any increasing map of the scores", () => {
    fc.assert(
      fc.property(split, ({ scores, y }) => {
        const mapped = evaluate(scores.map((score) => Math.exp(score) / 3), y, 0.5);
        const plain = evaluate(scores, y, 0.5);
        expect(mapped.rocAuc).toBe(plain.rocAuc);
        expect(mapped.averagePrecision).toBe(plain.averagePrecision);
      }),
    );
  });

  it("takes the area under the ROC curve to be the share of pairs in the right order, ties counting half", () => {
    fc.assert(
      fc.property(split, ({ scores, y }) => {
        const ones = scores.filter((_, row) => y[row] === 1);
        const zeros = scores.filter((_, row) => y[row] === 0);
        let won = 0;
        for (const one of ones) for (const zero of zeros) won += one > zero ? 1 : one === zero ? 0.5 : 0;
        const expected = ones.length * zeros.length === 0 ? null : won / (ones.length * zeros.length);
        expect(evaluate(scores, y, 0.5).rocAuc).toBe(expected);
      }),
    );
  });

  it("gives a reason for each metric that is null, and only for those", () => {
    fc.assert(
      fc.property(split, fc.constantFrom(0, 0.5, 1), ({ scores, y }, threshold) => {
        const result = evaluate(scores, y, threshold);
        const missing = [...AT_THRESHOLD, ...OF_SCORES].filter((metric) => result[metric] === null);
        expect(Object.keys(result.undefinedReasons).toSorted()).toEqual(missing.toSorted());
      }),
    );
  });

  it("calls the outputs of a diverged run undefined and not zero", () => {
    const result = evaluate(Float64Array.of(NaN, 0.9), Uint8Array.of(1, 1), 0.5);
    expect(result).toMatchObject({ rocAuc: null, logLoss: null, brier: null, confusion: { tp: 1, fp: 0, tn: 0, fn: 1 } });
    expect(result.undefinedReasons.logLoss).toContain("diverged");
  });

  it("refuses scores and labels of different lengths, and no rows at all", () => {
    expect(() => evaluate(Float64Array.of(0.1), new Uint8Array(2), 0.5)).toThrow(RangeError);
    expect(() => evaluate(new Float64Array(0), new Uint8Array(0), 0.5)).toThrow("without rows");
  });

  it("stays exact at the size of the reference data with heavy ties", () => {
    const n = 763_144;
    const scores = Float64Array.from({ length: n }, (_, row) => (row % 64) / 64);
    const y = Uint8Array.from({ length: n }, (_, row) => (row % 601 === 0 ? 1 : 0));
    const ones = new Float64Array(64);
    const zeros = new Float64Array(64);
    scores.forEach((score, row) => {
      const bins = y[row] === 1 ? ones : zeros;
      bins[score * 64] = (bins[score * 64] ?? 0) + 1;
    });
    let won = 0;
    let below = 0;
    for (let bin = 0; bin < 64; bin++) {
      won += (ones[bin] ?? 0) * (below + (zeros[bin] ?? 0) / 2);
      below += zeros[bin] ?? 0;
    }
    const { rocAuc, positives } = evaluate(scores, y, 0.5);
    expect(positives).toBe(1270);
    expect(rocAuc).toBe(won / (1270 * (n - 1270)));
  });
});

describe("evaluateLogits", () => {
  it("agrees with the measurement of an epoch on every threshold, scores themselves included", () => {
    const logit = fc.float({ min: -40, max: 40, noNaN: true });
    const pairs = fc.array(fc.tuple(logit, fc.nat(1)), { minLength: 1, maxLength: 40 });
    fc.assert(
      fc.property(pairs, fc.nat(), fc.double({ min: 0, max: 1, noNaN: true }), (list, pick, free) => {
        const logits = Float32Array.from(list, ([z]) => z);
        const y = Uint8Array.from(list, ([, label]) => label);
        const ofRow = sigmoid(logits[pick % logits.length] ?? 0);
        for (const threshold of [free, ofRow, 0.5]) {
          const meter = measureSplit({ type: "bce", positiveWeight: 1 }, threshold);
          meter.add(logits, y, 0);
          expect(evaluateLogits(logits, y, threshold).confusion).toEqual(meter.result().confusion);
          if (threshold !== 0.5) {
            expect(evaluate(Float64Array.from(logits, sigmoid), y, threshold).confusion).toEqual(meter.result().confusion);
          }
        }
      }),
    );
  });

  it("keeps the order of rows whose float32 probabilities are both 1", () => {
    const logits = Float32Array.of(20, 25);
    expect(Math.fround(sigmoid(20))).toBe(Math.fround(sigmoid(25)));
    expect(evaluateLogits(logits, Uint8Array.of(0, 1), 0.5).rocAuc).toBe(1);
  });
});

describe("wilson95", () => {
  it("contains the observed share and stays within 0 and 1", () => {
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 1_000_000 }), fc.double({ min: 0, max: 1, noNaN: true }), (trials, part) => {
        const successes = Math.round(part * trials);
        const { low, high } = wilson95(successes, trials) ?? { low: NaN, high: NaN };
        expect(low).toBeGreaterThanOrEqual(0);
        expect(low).toBeLessThanOrEqual(successes / trials);
        expect(high).toBeGreaterThanOrEqual(successes / trials);
        expect(high).toBeLessThanOrEqual(1);
      }),
    );
  });

  it("is undefined without trials", () => expect(wilson95(0, 0)).toBeNull());
});
