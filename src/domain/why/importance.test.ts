import { readFileSync } from "node:fs";
import { join } from "node:path";
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { evaluateLogits } from "../metrics/evaluation";
import { permutationImportance, sourceGroups, type ImportanceRequest, type MetricImportance } from "./permutation-importance";
import { scoreMetrics } from "./score-metrics";
import type { Matrix, Scorer } from "./scorer";

interface Figures {
  baseline: number;
  perRepeat: number[][];
  mean: number[];
  std: number[];
}
interface Case {
  name: string;
  featureNames: string[];
  features: number[][];
  labels: number[];
  weights: number[];
  bias: number;
  permutations: number[][];
  permutationImportance: Record<"accuracy" | "rocAuc", Figures>;
}
const parity = JSON.parse(readFileSync(join(process.env["PARITY_DIR"] ?? "", "importance.json"), "utf8")) as {
  tolerance: { float64: { abs: number; rel: number } };
  cases: Case[];
};

function linear(weights: readonly number[], bias: number): Scorer<Matrix> {
  const width = weights.length;
  return async (x, rows) =>
    Float64Array.from({ length: rows }, (_, row) => weights.reduce((sum, weight, j) => sum + weight * x[row * width + j]!, bias));
}

function measured(importance: MetricImportance | undefined): MetricImportance & { type: "measured" } {
  if (importance?.type !== "measured") throw new Error("not measured");
  return importance;
}

function singles(names: readonly string[]) {
  return names.map((name, column) => ({ name, columns: [column] }));
}

describe("agreement with scikit-learn", () => {
  const { abs, rel } = parity.tolerance.float64;
  const expectClose = (actual: readonly number[], expected: readonly number[], what: string): void => {
    expect(actual, what).toHaveLength(expected.length);
    expected.forEach((value, i) => expect(Math.abs(actual[i]! - value), `${what} ${i}`).toBeLessThanOrEqual(abs + rel * Math.abs(value)));
  };

  it.each(parity.cases.map((each) => [each.name, each] as const))("%s", async (_, each) => {
    const importance = await permutationImportance(linear(each.weights, each.bias), {
      x: Float64Array.from(each.features.flat()),
      columns: each.featureNames.length,
      y: Uint8Array.from(each.labels),
      groups: singles(each.featureNames),
      repeats: each.permutations.length,
      seed: 1,
      threshold: 0.5,
      orderOf: (repeat) => Uint32Array.from(each.permutations[repeat] ?? []),
    });
    for (const metric of ["accuracy", "rocAuc"] as const) {
      const expected = each.permutationImportance[metric];
      const { baseline, features } = measured(importance.metrics[metric]);
      expectClose([baseline], [expected.baseline], `${metric} baseline`);
      features.forEach(({ perRepeat }, j) => expectClose(perRepeat, expected.perRepeat[j] ?? [], `${metric} ${j}`));
      expectClose(features.map(({ mean }) => mean), expected.mean, `${metric} mean`);
      expectClose(features.map(({ std }) => std), expected.std, `${metric} std`);
    }
  });
});

const ROWS = 200;
const X = Float32Array.from({ length: 3 * ROWS }, (_, i) => Math.sin(i * i + 1));
const Y = Uint8Array.from({ length: ROWS }, (_, row) => (2 * X[3 * row]! + X[3 * row + 1]! > 0.3 ? 1 : 0));

function request(more: Partial<ImportanceRequest<Float32Array<ArrayBuffer>>> = {}): ImportanceRequest<Float32Array<ArrayBuffer>> {
  return { x: X, columns: 3, y: Y, groups: singles(["a", "b", "c"]), repeats: 3, seed: 5, threshold: 0.5, ...more };
}

describe("permutation importance", () => {
  it("ranks columns by how much the net leans on them, with intervals around the means, and leaves the rows alone", async () => {
    const before = X.slice();
    const { metrics, rowsUsed, rows } = await permutationImportance(linear([2, 1, 0], -0.3), request());
    expect(X).toEqual(before);
    expect({ rowsUsed, rows }).toEqual({ rowsUsed: ROWS, rows: ROWS });
    for (const metric of ["accuracy", "rocAuc", "averagePrecision", "logLoss"] as const) {
      const [a, b, c] = measured(metrics[metric]).features;
      expect(a?.mean).toBeGreaterThan(b?.mean ?? NaN);
      expect(b?.mean).toBeGreaterThan(0);
      expect(c?.perRepeat).toEqual([0, 0, 0]);
      expect(a?.interval?.low).toBeLessThan(a?.mean ?? NaN);
      expect(a?.interval?.high).toBeGreaterThan(a?.mean ?? NaN);
    }
  });

  it("gives the same figures for the same seed, and others for another", async () => {
    const net = linear([2, 1, 0], 0);
    const first = await permutationImportance(net, request());
    expect(await permutationImportance(net, request())).toEqual(first);
    expect((await permutationImportance(net, request({ seed: 6 }))).metrics).not.toEqual(first.metrics);
  });

  it("uses one order for all columns of a repeat: two that move together lose nothing of their difference", async () => {
    const x = X.slice();
    for (let row = 0; row < ROWS; row++) x[3 * row + 1] = x[3 * row]!;
    const together = [{ name: "both", columns: [0, 1] }, { name: "one", columns: [0] }];
    const { metrics } = await permutationImportance(linear([3, -3, 1], 0), request({ x, groups: together }));
    const [both, one] = measured(metrics.logLoss).features;
    expect(both?.perRepeat).toEqual([0, 0, 0]);
    expect(one?.mean).not.toBe(0);
  });

  it("may be limited to rows drawn from the seed, and says so", async () => {
    const seen: number[] = [];
    const net = linear([2, 1, 0], 0);
    const { rowsUsed, rows } = await permutationImportance((x, count) => (seen.push(count), net(x, count)), request({ maxRows: 50 }));
    expect({ rowsUsed, rows }).toEqual({ rowsUsed: 50, rows: ROWS });
    expect(Math.max(...seen)).toBe(50);
  });

  it("scores again only the rows that another order changes, to the same figures", async () => {
    const x = X.slice();
    for (let row = 0; row < ROWS; row++) [x[3 * row], x[3 * row + 2]] = [row % 40 === 0 ? 1 : 0, 7];
    const net = linear([2, 1, 3], 0);
    const seen: number[] = [];
    const { metrics } = await permutationImportance((rows, count) => (seen.push(count), net(rows, count)), request({ x }));
    const [first, ...others] = seen;
    expect(first).toBe(ROWS);
    // Of the rare value at most ten rows change, of the continuous column nearly all, of the constant none: it is not scored.
    expect(others).toHaveLength(6);
    expect(Math.max(...others.filter((_, index) => index % 2 === 0))).toBeLessThanOrEqual(10);
    expect(Math.min(...others.filter((_, index) => index % 2 === 1))).toBeGreaterThan(180);
    expect(measured(metrics.logLoss).features[2]?.perRepeat).toEqual([0, 0, 0]);
    expect(measured(metrics.logLoss).features[0]?.mean).not.toBe(0);
  });

  it("passes over what a scorer's own buffer holds beyond the rows", async () => {
    const net = linear([2, 1, 0], 0);
    const roomy: Scorer<Matrix> = async (x, rows) => Float64Array.from([...(await net(x, rows)), NaN, 3]);
    expect(await permutationImportance(roomy, request())).toEqual(await permutationImportance(net, request()));
  });

  it("hands the scorer one and the same buffer each time, and tells its progress", async () => {
    const buffers = new Set<unknown>();
    const shares: number[] = [];
    const net = linear([2, 1, 0], 0);
    await permutationImportance((x, count) => (buffers.add(x.buffer), net(x, count)), request(), { onProgress: (done) => shares.push(done) });
    expect(buffers.size).toBe(1);
    expect(buffers.has(X.buffer)).toBe(false);
    expect(shares).toEqual(Array.from({ length: 10 }, (_, i) => (i + 1) / 10));
  });

  it("stops before the next scoring when it is aborted", async () => {
    const controller = new AbortController();
    let scorings = 0;
    const net = linear([2, 1, 0], 0);
    const running = permutationImportance(
      (x, count) => {
        if (++scorings === 3) controller.abort(new Error("enough"));
        return net(x, count);
      },
      request(),
      { signal: controller.signal },
    );
    await expect(running).rejects.toThrow("enough");
    expect(scorings).toBe(3);
  });

  it("says why a metric is undefined where there is one class, and measures the others", async () => {
    const { metrics } = await permutationImportance(linear([2, 1, 0], 0), request({ y: new Uint8Array(ROWS) }));
    expect(metrics.rocAuc).toEqual({ type: "undefined", reason: "The split has no positive row." });
    expect(metrics.averagePrecision?.type).toBe("undefined");
    expect(metrics.accuracy?.type).toBe("measured");
    const none = await permutationImportance(linear([2, 1, 0], 0), request({ x: new Float32Array(), y: new Uint8Array() }));
    expect(none.metrics.accuracy).toEqual({ type: "undefined", reason: "There are no rows." });
  });

  it("has no interval of a single repeat, and refuses a matrix of another size", async () => {
    const { metrics } = await permutationImportance(linear([2, 1, 0], 0), request({ repeats: 1 }));
    expect(measured(metrics.accuracy).features[0]?.interval).toBeNull();
    await expect(permutationImportance(linear([1], 0), request({ columns: 4 }))).rejects.toThrow(RangeError);
  });
});

it("metrics of logits are those of an evaluation", () => {
  // Surer rows lose digits where an evaluation takes their probability first.
  const row = fc.tuple(fc.float({ min: -12, max: 12, noNaN: true }), fc.nat(1));
  fc.assert(
    fc.property(fc.array(row, { minLength: 1, maxLength: 40 }), fc.double({ min: 0.05, max: 0.95, noNaN: true }), (list, threshold) => {
      const logits = Float32Array.from(list, ([z]) => z);
      const y = Uint8Array.from(list, ([, label]) => label);
      const expected = evaluateLogits(logits, y, threshold);
      const scores = scoreMetrics(["accuracy", "rocAuc", "averagePrecision", "logLoss"], logits, y, threshold);
      expect(scores.accuracy).toBe(expected.accuracy);
      expect(scores.rocAuc).toEqual(expected.rocAuc ?? NaN);
      expect(scores.averagePrecision).toEqual(expected.averagePrecision ?? NaN);
      expect(scores.logLoss).toBeCloseTo(expected.logLoss ?? NaN, 9);
    }),
  );
});

it("columns made from one column of the data are one group", () => {
  const features = ["a", "b", "b", "c", "b"].map((source) => ({ source }));
  expect(sourceGroups(features)).toEqual([
    { name: "a", columns: [0] },
    { name: "b", columns: [1, 2, 4] },
    { name: "c", columns: [3] },
  ]);
});
