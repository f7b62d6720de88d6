import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { measureColumn } from "../scaling";
import { SCALER_KINDS } from "./plan";
import { countAhead, measureWhole, type WholePart } from "./whole-numbers";

const ARRAYS = [
  { make: Int8Array, low: -128, high: 127 },
  { make: Uint8Array, low: 0, high: 255 },
  { make: Int16Array, low: -32_768, high: 32_767 },
  { make: Uint16Array, low: 0, high: 65_535 },
  { make: Int32Array, low: -2_147_483_648, high: -2_147_480_000 },
  { make: Int32Array, low: -700, high: 64_000 },
  { make: Uint32Array, low: 4_026_531_840, high: 4_026_532_232 },
];

function part(make: (typeof ARRAYS)[number]["make"], values: readonly number[], leftOut: readonly boolean[] | null): WholePart {
  return { values: make.from(values), leftOut: leftOut === null ? null : Uint8Array.from(values, (_, row) => (leftOut[row] === true ? 1 : 0)) };
}

describe("measuring whole numbers by counting", () => {
  it("gives the figures of adding them up, for every type and any rows left out", () => {
    fc.assert(
      fc.property(fc.constantFrom(...ARRAYS), fc.infiniteStream(fc.double({ min: 0, max: 1, noNaN: true })), fc.integer({ min: 1, max: 300 }), fc.option(fc.array(fc.boolean(), { minLength: 300, maxLength: 300 })), ({ make, low, high }, stream, length, leftOut) => {
        const values = Array.from({ length }, () => Math.floor(low + (high - low) * (stream.next().value ?? 0)));
        const kept = values.filter((_, row) => leftOut?.[row] !== true);
        fc.pre(kept.length > 0);
        const half = Math.floor(length / 2);
        const parts = [part(make, values.slice(0, half), leftOut), part(make, values.slice(half), leftOut?.slice(half) ?? null)];
        for (const scaler of SCALER_KINDS) {
          const counted = measureWhole(parts, scaler);
          const added = measureColumn(Float64Array.from(kept), scaler);
          expect(counted?.count).toBe(kept.length);
          expect(counted?.statistics).toMatchObject({ ...added.statistics, mean: expect.closeTo(added.statistics.mean, 6) as number, variance: expect.any(Number) as number });
          const { variance = NaN } = counted?.statistics ?? {};
          expect(Math.abs(variance - added.statistics.variance)).toBeLessThanOrEqual(1e-12 * (1 + added.statistics.variance));
        }
      }),
    );
  });

  it("gives the same bits when some of the numbers were counted ahead", () => {
    fc.assert(
      fc.property(fc.constantFrom(...ARRAYS), fc.array(fc.double({ min: 0, max: 1, noNaN: true }), { minLength: 2, maxLength: 100 }), fc.boolean(), ({ make, low, high }, shares, leaves) => {
        const numbers = shares.map((share) => Math.floor(low + (high - low) * share));
        const leftOut = leaves ? shares.map((share) => share < 0.3) : null;
        const parts = (): WholePart[] => [part(make, numbers, null), part(make, numbers.slice(1), leftOut)];
        const ahead = parts();
        for (const { values } of ahead) expect(countAhead(values)).toBeGreaterThan(0);
        for (const scaler of SCALER_KINDS) expect(measureWhole(ahead, scaler)).toEqual(measureWhole(parts(), scaler));
      }),
    );
  });

  it("keeps nothing of numbers that lie far apart", () => {
    const values = Int32Array.of(0, 1_000_000);
    expect(countAhead(values)).toBe(0);
    expect(measureWhole([{ values, leftOut: null }], "none")).toBeNull();
    expect(measureWhole([{ values: new Int32Array(0), leftOut: null }, { values: Int32Array.of(3), leftOut: null }], "none")?.count).toBe(1);
  });

  it("is exact where a float64 holds the sum", () => {
    const values = Uint32Array.from({ length: 3000 }, (_, row) => 4_026_531_840 + (row % 3) * 100);
    expect(measureWhole([{ values, leftOut: null }], "none")?.statistics).toMatchObject({ mean: 4_026_531_940, variance: 20_000 / 3 });
  });

  it("leaves numbers that lie far apart to others", () => {
    expect(measureWhole([{ values: Int32Array.of(0, 65_535), leftOut: null }], "none")).not.toBeNull();
    expect(measureWhole([{ values: Int32Array.of(0, 65_536), leftOut: null }], "none")).toBeNull();
    expect(measureWhole([{ values: Uint8Array.of(1), leftOut: null }, { values: Uint32Array.of(70_000), leftOut: null }], "none")).toBeNull();
  });
});
