import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { fitLogistic, fitLogisticNow, logisticLogits, type LogisticData, type LogisticModel, type LogisticOptions } from "./logistic-regression";

/** Whole-number arithmetic, so that another language can make the same rows. */
function made(rows: number, features: number): LogisticData & { x: Float32Array; y: Uint8Array } {
  const x = new Float32Array(rows * features);
  const y = new Uint8Array(rows);
  for (let i = 0; i < rows; i++) {
    const row = x.subarray(i * features, (i + 1) * features);
    for (let j = 0; j < features; j++) row[j] = ((i * 7919 + j * 104729 + ((i * j) % 977) * 31) % 1009) / 1009 - 0.5;
    const noise = ((i * 7717) % 541) / 541 - 0.5;
    y[i] = 3 * row[0]! - 2 * row[1]! + row[features - 1]! + 2 * noise > 0.8 ? 1 : 0;
  }
  return { x, y, rows, features };
}

function oneColumn(x: readonly number[], y: readonly number[]): LogisticData {
  return { x: Float32Array.from(x), y: Uint8Array.from(y), rows: x.length, features: 1 };
}

function fitted(data: LogisticData, options: Partial<LogisticOptions> = {}): LogisticModel {
  const model = fitLogisticNow(data, { seed: 1, ...options });
  if (model.type === "none") throw new Error(model.reason);
  return model;
}

function squares(values: Float64Array): number {
  return values.reduce((sum, value) => sum + value * value, 0);
}

/*
 * Expected figures: scikit-learn 1.2.1, LogisticRegression(C=1 / penalty, solver="newton-cholesky", tol=1e-12,
 * max_iter=1000) on the same rows, made in numpy by the formulas of `made` (features rounded to float32, then float64).
 */
describe("agreement with scikit-learn", () => {
  it("of four features, penalised as by default", () => {
    const { weights, bias, converged, method, iterations, rowsUsed } = fitted(made(500, 4));
    const expected = [5.2213690439607, -3.546441771662158, 0.11144081956108075, 1.8244996689945119];
    expected.forEach((value, j) => expect(weights[j]).toBeCloseTo(value, 7));
    expect(bias).toBeCloseTo(-1.67668236, 7);
    expect({ converged, method, rowsUsed }).toEqual({ converged: true, method: "newton", rowsUsed: 500 });
    expect(iterations).toBeLessThan(10);
  });

  it("of four features, hardly penalised", () => {
    const { weights, bias } = fitted(made(500, 4), { penalty: 1e-4 });
    const expected = [8.884938253049459, -6.267235031170241, 0.11375905564935522, 3.2407069800495374];
    expected.forEach((value, j) => expect(weights[j]).toBeCloseTo(value, 6));
    expect(bias).toBeCloseTo(-2.47001365, 6);
  });

  it("of seventy features, where it takes gradient steps", () => {
    const { weights, bias, method, converged } = fitted(made(2000, 70));
    expect({ method, converged }).toEqual({ method: "l-bfgs", converged: true });
    const expected = [7.620850097405985, -4.9225973718613165, 0.09626233109183882, 0.23644561367806738];
    expected.forEach((value, j) => expect(weights[j]).toBeCloseTo(value, 4));
    expect(weights[69]).toBeCloseTo(2.755557789369546, 4);
    expect(squares(weights) / 92.5537004914184).toBeCloseTo(1, 5);
    expect(bias).toBeCloseTo(-2.22568162, 4);
  });

  it("of a constant column and one of large numbers, which were centred for scikit-learn", () => {
    const { x, y, rows } = made(500, 4);
    for (let i = 0; i < rows; i++) {
      x[4 * i + 1] = 7;
      x[4 * i + 2] = x[4 * i + 2]! * 100 + 4e6;
    }
    const model = fitted({ x, y, rows, features: 4 });
    const expected = [4.46938507, 0, 1.26470062e-3, 1.58075362];
    expected.forEach((value, j) => expect(model.weights[j]).toBeCloseTo(value, 7));
    const logits = logisticLogits(model, x, rows);
    [-3.85226368, -0.16597664, -0.94907459].forEach((value, row) => expect(logits[row]).toBeCloseTo(value, 6));
  });

  it("of classes that a line separates: finite, and steeper the smaller the penalty", () => {
    const data = oneColumn([-2, -1, 1, 2], [0, 0, 1, 1]);
    expect(fitted(data).weights[0]).toBeCloseTo(1.00659431, 7);
    const steep = fitted(data, { penalty: 1e-6 });
    expect(steep.weights[0]).toBeCloseTo(12.02193117, 5);
    expect(steep.bias).toBeCloseTo(0, 8);
    expect(steep.converged).toBe(true);
  });
});

describe("fitLogistic", () => {
  it("is at a point where the slope of the penalised loss is 0, whatever the rows", () => {
    const row = fc.tuple(fc.integer({ min: -40, max: 40 }), fc.integer({ min: -3, max: 3 }), fc.nat(1));
    fc.assert(
      fc.property(fc.array(row, { minLength: 2, maxLength: 40 }), fc.double({ min: 1e-3, max: 10, noNaN: true }), (list, penalty) => {
        const x = Float32Array.from(list.flatMap(([a, b]) => [a, b]));
        const y = Uint8Array.from(list, ([, , label]) => label);
        const model = fitLogisticNow({ x, y, rows: list.length, features: 2 }, { seed: 1, penalty });
        if (model.type === "none") return;
        const slopes = [0, 0, 0];
        list.forEach(([a, b, label]) => {
          const logit = model.weights[0]! * a + model.weights[1]! * b + model.bias;
          const off = 1 / (1 + Math.exp(-logit)) - label;
          [a, b, 1].forEach((value, j) => (slopes[j]! += off * value));
        });
        model.weights.forEach((weight, j) => (slopes[j]! += penalty * weight));
        slopes.forEach((slope) => expect(Math.abs(slope)).toBeLessThan(1e-4));
      }),
    );
  });

  it("gives next to the same answer by either method", () => {
    const narrow = made(600, 6);
    // Sixty columns that are constant change nothing but the method.
    const wide = new Float32Array(600 * 66).fill(3);
    for (let row = 0; row < 600; row++) wide.set(narrow.x.subarray(row * 6, row * 6 + 6), row * 66);
    const one = fitted(narrow);
    const other = fitted({ ...narrow, x: wide, features: 66 });
    expect([one.method, other.method]).toEqual(["newton", "l-bfgs"]);
    one.weights.forEach((weight, j) => expect(other.weights[j]).toBeCloseTo(weight, 4));
  });

  it.each([
    [[0, 0], "the rows it is trained on have no positive row"],
    [[1, 1], "the rows it is trained on have no negative row"],
    [[], "no rows"],
  ])("has no model of the labels %j, and says why", (y, words) => {
    const model = fitLogisticNow(oneColumn(y.map((_, i) => i), y), { seed: 1 });
    expect(model).toEqual({ type: "none", reason: expect.stringContaining(words) as string });
  });

  it("has no model of values that are not numbers, and says why", () => {
    const model = fitLogisticNow(oneColumn([1, NaN, 2], [0, 1, 1]), { seed: 1 });
    expect(model).toEqual({ type: "none", reason: expect.stringContaining("not finite") as string });
  });

  it("trains on a drawn part of too many rows, says so, and comes near the answer of all", () => {
    const data = made(20_000, 4);
    const all = fitted(data);
    const part = fitted(data, { maxRows: 4000 });
    expect({ rows: part.rows, rowsUsed: part.rowsUsed }).toEqual({ rows: 20_000, rowsUsed: 4000 });
    expect(all.rowsUsed).toBe(20_000);
    expect(part.weights).not.toEqual(all.weights);
    part.weights.forEach((weight, j) => expect(Math.abs(weight - all.weights[j]!)).toBeLessThan(1));
    expect(fitted(data, { maxRows: 4000 })).toEqual(part);
    expect(fitted(data, { maxRows: 4000, seed: 2 }).weights).not.toEqual(part.weights);
  });

  it("can be given up at every step, and tells of shares that grow", () => {
    const shares = [...fitLogistic(made(70_000, 3), { seed: 1 })];
    expect(shares.length).toBeGreaterThan(10);
    shares.forEach((share, i) => expect(share).toBeGreaterThanOrEqual(shares[i - 1] ?? 0));
    expect(shares.at(-1)).toBeLessThan(1);
  });

  it("refuses a penalty of 0, and logits of rows of another width", () => {
    expect(() => fitLogisticNow(made(10, 2), { seed: 1, penalty: 0 })).toThrow(RangeError);
    expect(() => logisticLogits({ weights: new Float64Array(2), bias: 0 }, new Float32Array(3), 2)).toThrow(RangeError);
  });
});
