import { readFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { aucWithInterval } from "../metrics/auc-interval";
import { cumulativeCounts, rocAuc } from "../metrics/cumulative-counts";
import { fitLogisticNow, logisticLogits } from "../metrics/logistic-regression";

interface DomainCase {
  readonly kind: "domainClassifier";
  readonly name: string;
  readonly features: readonly (readonly number[])[];
  readonly domain: readonly number[];
  readonly scores: readonly number[];
  readonly expected: { readonly auc: number; readonly coefficients: readonly number[]; readonly intercept: number };
}

const parity = JSON.parse(readFileSync(join(process.env["PARITY_DIR"] ?? "", "drift.json"), "utf8")) as {
  readonly tolerance: { readonly float64: { readonly abs: number }; readonly domainClassifierCoefficients: { readonly abs: number } };
  readonly cases: readonly (DomainCase | { readonly kind: string })[];
};
const cases = parity.cases.filter((each): each is DomainCase => each.kind === "domainClassifier");

/** Whether two lists agree to the tolerance of the file. */
const largestGap = (a: ArrayLike<number>, b: readonly number[]): number => Math.max(...b.map((value, at) => Math.abs((a[at] ?? NaN) - value)));

describe("telling domains apart, as scikit-learn does it", () => {
  it("has cases to agree with", () => {
    expect(cases.length).toBeGreaterThan(1);
  });

  it.each(cases.map((each) => [each.name, each] as const))("%s: the area of the given scores, and the logistic regression's own", (_, { features, domain, scores, expected }) => {
    const y = Uint8Array.from(domain);
    const counts = cumulativeCounts(Float64Array.from(scores), y);
    expect(Math.abs((rocAuc(counts) ?? NaN) - expected.auc)).toBeLessThanOrEqual(parity.tolerance.float64.abs);
    const interval = aucWithInterval([counts])?.interval;
    expect(interval?.low).toBeLessThan(expected.auc);
    expect(interval?.high).toBeGreaterThan(expected.auc);
    const columns = features[0]?.length ?? 0;
    const x = Float32Array.from(features.flat());
    const model = fitLogisticNow({ x, y, rows: y.length, features: columns }, { seed: 1 });
    if (model.type === "none") throw new Error(model.reason);
    const { abs } = parity.tolerance.domainClassifierCoefficients;
    expect(largestGap(model.weights, expected.coefficients)).toBeLessThanOrEqual(abs);
    expect(Math.abs(model.bias - expected.intercept)).toBeLessThanOrEqual(abs);
    const own = rocAuc(cumulativeCounts(logisticLogits(model, x, y.length), y));
    expect(Math.abs((own ?? NaN) - expected.auc)).toBeLessThan(1e-3);
  });
});
