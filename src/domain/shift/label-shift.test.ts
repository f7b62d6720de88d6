import { readFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { labelShift, type LabelShift } from "./label-shift";
import { driftParity } from "./testing/parity-drift";

const parity = driftParity(readFileSync(join(process.env["PARITY_DIR"] ?? "", "drift.json"), "utf8"));

function shiftOf(train: readonly [number, number], validation: readonly [number, number], test = validation): LabelShift {
  const counts = ([rows, positives]: readonly [number, number]): { rows: number; positives: number } => ({ rows, positives });
  return labelShift({ train: counts(train), validation: counts(validation), test: counts(test) });
}

describe("label shift", () => {
  it.each(parity.labels.map((each) => [each.name, each] as const))("agrees with the figures of %s", (_, each) => {
    const [before, after] = [each.referenceCounts, each.currentCounts].map(([zeros, ones]) => [zeros + ones, ones] as const);
    const { prevalence, against } = shiftOf(before ?? [0, 0], after ?? [0, 0]);
    expect(parity.agrees(against.validation.psi, each.expected.psi)).toBe(true);
    expect(prevalence.train.share).toBe(each.expected.referencePrevalence);
    expect(prevalence.test.share).toBe(each.expected.currentPrevalence);
  });

  it("tells the story of BETH: 2.5 times in validation, which an index misses, and 546 times in test", () => {
    const { prevalence, against } = shiftOf([763_144, 1269], [188_967, 786], [188_967, 171_459]);
    expect(prevalence.train.interval?.low).toBeLessThan(1269 / 763_144);
    expect(against.validation.ratio).toBeCloseTo(2.5014, 3);
    expect(against.validation.psi).toBeCloseTo(0.0023, 4);
    expect(against.validation.note).toBe(
      "By its PSI of 0.002 the label did not drift, but positives are 2.5 times more common in validation than in train (0.42\u202f% against 0.17\u202f%).",
    );
    expect(against.test.ratio).toBeCloseTo(545.66, 1);
    expect(against.test.logOddsChange).toBeCloseTo(Math.log(171_459 / 17_508) - Math.log(1269 / 761_875), 9);
    expect(against.test.note).toBeNull();
    expect(against.test.cramersV).toBeGreaterThan(0.9);
  });

  it("looks at the rarer class, and at what chance can do", () => {
    expect(shiftOf([100_000, 99_900], [100_000, 99_600]).against.test.note).toContain("negatives are 4.0 times more common in test");
    expect(shiftOf([100_000, 400], [100_000, 100]).against.validation.note).toContain("positives are 4.0 times rarer in validation");
    expect(shiftOf([1000, 2], [1000, 4]).against.validation.note).toBeNull();
    expect(shiftOf([100_000, 0], [100_000, 300]).against.validation.note).toContain("found where train has none");
    expect(shiftOf([100_000, 300], [100_000, 0]).against.validation.note).toContain("not found at all");
    expect(shiftOf([100_000, 300], [100_000, 310]).against.validation.note).toBeNull();
  });

  it("says null where something is undefined: one class, no rows", () => {
    expect(shiftOf([10, 0], [10, 5]).against.validation).toMatchObject({ ratio: null, logOddsChange: null });
    expect(shiftOf([10, 0], [10, 0]).against.validation).toMatchObject({ ratio: null, psi: 0, cramersV: null, note: null });
    expect(shiftOf([10, 5], [0, 0])).toMatchObject({
      prevalence: { test: { share: null, interval: null } },
      against: { test: { ratio: null, logOddsChange: null, psi: null, cramersV: null, note: null } },
    });
    expect(shiftOf([10, 5], [10, 5]).against.test).toMatchObject({ ratio: 1, logOddsChange: 0, psi: 0, cramersV: 0 });
  });
});
