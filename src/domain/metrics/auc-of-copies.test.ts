import { describe, expect, it } from "vitest";
import { inOneGo } from "../inspect/stepwise";
import { createRandom } from "../random";
import { aucWithInterval } from "./auc-interval";
import { aucOfCopies, type CopiedRows } from "./auc-of-copies";
import { countsOfLogits } from "./logit-counts";

function rowsOf(rows: readonly { readonly logit: number; readonly label: number; readonly content: number }[]): CopiedRows {
  const logits = Float32Array.from(rows, ({ logit }) => logit);
  const y = Uint8Array.from(rows, ({ label }) => label);
  return { logits, y, content: Uint32Array.from(rows, ({ content }) => content), counts: inOneGo(countsOfLogits(logits, y)) };
}

/** Rows of a class, a lead above the others, each so many times. */
function drawn(random: ReturnType<typeof createRandom>, label: number, different: number, copies: number, lead: number, first: number) {
  return Array.from({ length: different }, (_, index) => ({ logit: random.normal() + lead, label, content: first + index })).flatMap((row) => Array.from({ length: copies }, () => row));
}

describe("the interval of an area over rows with copies", () => {
  it("is DeLong's where no row has a copy, but for Student's wider points", () => {
    const random = createRandom(3);
    const rows = rowsOf([...drawn(random, 1, 700, 1, 1, 0), ...drawn(random, 0, 900, 1, 0, 700)]);
    const own = aucOfCopies([rows], 1600);
    const delong = aucWithInterval([rows.counts]);
    expect(own?.auc).toBe(delong?.auc);
    expect(own?.interval.low).toBeCloseTo(delong?.interval.low ?? NaN, 4);
    expect(own?.interval.high).toBeCloseTo(delong?.interval.high ?? NaN, 4);
  });

  it("is as wide with forty copies of each row as with one", () => {
    const rows = (copies: number) => {
      const random = createRandom(5);
      return rowsOf([...drawn(random, 1, 30, copies, 1, 0), ...drawn(random, 0, 25, copies, 0, 30)]);
    };
    const [one, forty] = [aucOfCopies([rows(1)], 55), aucOfCopies([rows(40)], 55)];
    expect(forty?.auc).toBeCloseTo(one?.auc ?? NaN, 12);
    expect(forty?.interval.low).toBeCloseTo(one?.interval.low ?? NaN, 12);
    const { low = NaN } = aucWithInterval([rows(40).counts])?.interval ?? {};
    expect(low - (one?.interval.low ?? NaN)).toBeGreaterThan(0.05);
  });

  it("holds the true area 19 times of 20, of one set and of the mean of two that share their rows", () => {
    const random = createRandom(11);
    let [held, both] = [0, 0];
    for (let round = 0; round < 400; round++) {
      // Two normals one deviation apart: the area is Phi(1 / sqrt 2) = 0.76025.
      const sets = [rowsOf([...drawn(random, 1, 30, 7, 1, 0), ...drawn(random, 0, 40, 3, 0, 30)])];
      const interval = aucOfCopies(sets, 70)?.interval;
      if (interval !== undefined && interval.low < 0.76025 && interval.high > 0.76025) held++;
      const twice = aucOfCopies([...sets, ...sets], 70)?.interval;
      if (twice !== undefined && twice.low < 0.76025 && twice.high > 0.76025) both++;
    }
    expect(held / 400).toBeGreaterThan(0.92);
    expect(held / 400).toBeLessThan(0.98);
    expect(both).toBe(held);
  });

  it("is one point where both classes have the same rows as often", () => {
    const random = createRandom(7);
    const ones = drawn(random, 1, 40, 3, 0, 0);
    const { auc = NaN, interval } = aucOfCopies([rowsOf([...ones, ...ones.map((row) => ({ ...row, label: 0 }))])], 40) ?? {};
    expect(auc).toBe(0.5);
    expect(interval?.low).toBeCloseTo(0.5, 6);
    expect(interval?.low).toBeLessThanOrEqual(0.5);
    expect(interval?.high).toBeCloseTo(0.5, 6);
  });

  it("counts different rows where the classes do not overlap, and is none of one row", () => {
    const rows = (different: number) =>
      rowsOf([...Array.from({ length: 90 }, (_, at) => ({ logit: 5, label: 1, content: at % different })), ...Array.from({ length: 90 }, (_, at) => ({ logit: 1, label: 0, content: 30 + (at % 30) }))]);
    expect(aucOfCopies([rows(30)], 60)?.interval).toEqual({ low: expect.closeTo(0.886, 2) as number, high: 1 });
    expect(aucOfCopies([rows(1)], 60)).toBeNull();
  });
});
