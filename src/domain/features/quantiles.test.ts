import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { quantiles, weightedQuantiles } from "./quantiles";

/** `numpy.quantile` with its default, linear interpolation, by sorting. */
function bySorting(values: readonly number[], share: number): number {
  const sorted = Float64Array.from(values.filter((x) => !Number.isNaN(x))).sort();
  const position = share * (sorted.length - 1);
  const low = sorted[Math.floor(position)] ?? NaN;
  const high = sorted[Math.ceil(position)] ?? NaN;
  const rest = position - Math.floor(position);
  return rest < 0.5 ? low + (high - low) * rest : high - (high - low) * (1 - rest);
}

const SHARES = [0, 0.1, 0.25, 0.5, 0.75, 0.999, 1];
/** Few different values, so that there are ties as in real columns. */
const tied = fc.constantFrom(0, -0, 1, 1, 1, 2, -3, 1e9, NaN);
const number = fc.oneof(fc.double({ noNaN: true, noDefaultInfinity: true, min: -1e12, max: 1e12 }), tied);

describe("quantiles", () => {
  it("are those of sorting, whatever the order, ties and gaps", () => {
    fc.assert(
      fc.property(fc.array(number, { maxLength: 200 }), (values) => {
        // Of 0 and -0, which are one value, either may come first.
        expect(quantiles(Float64Array.from(values), SHARES).map((x) => x + 0)).toEqual(SHARES.map((share) => bySorting(values, share) + 0));
      }),
    );
  });

  it("leave the values as they are", () => {
    const values = Float64Array.of(3, 1, 2);
    quantiles(values, [0.5]);
    expect([...values]).toEqual([3, 1, 2]);
  });

  it("take no longer than they should on sorted, reversed and constant columns", () => {
    const ascending = Float64Array.from({ length: 200_000 }, (_, i) => i);
    expect(quantiles(ascending, [0.5])).toEqual([99_999.5]);
    expect(quantiles(ascending.toReversed(), [0.5])).toEqual([99_999.5]);
    expect(quantiles(new Float64Array(200_000).fill(7), [0.25, 0.5])).toEqual([7, 7]);
  });

  it("of counted values are those of the values written out", () => {
    fc.assert(
      fc.property(fc.uniqueArray(fc.integer({ min: -50, max: 50 }), { minLength: 1 }), fc.array(fc.integer({ min: 1, max: 9 }), { minLength: 101 }), (some, counts) => {
        const values = some.toSorted((a, b) => a - b);
        const written = values.flatMap((value, index) => new Array<number>(counts[index] ?? 1).fill(value));
        expect(weightedQuantiles(values, counts.slice(0, values.length), SHARES)).toEqual(quantiles(Float64Array.from(written), SHARES));
      }),
    );
  });
});
