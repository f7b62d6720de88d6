import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { forEachPiece, narrowed, spanOf, toFloat64 } from "./numeric-values";

const TYPES = [Uint8Array, Int8Array, Uint16Array, Int16Array, Uint32Array, Int32Array, Float32Array, Float64Array];

/** Values near the limits of the types, and such as only floats hold. */
const limits = [2 ** 7, 2 ** 8, 2 ** 15, 2 ** 16, 2 ** 24, 2 ** 31, 2 ** 32, 2 ** 53].flatMap((limit) => [limit - 1, limit, limit + 1]);
const value = fc.oneof(
  { weight: 5, arbitrary: fc.integer({ min: -300, max: 300 }) },
  { weight: 3, arbitrary: fc.constantFrom(...limits, ...limits.map((limit) => -limit)) },
  { weight: 1, arbitrary: fc.constantFrom(NaN, -0, 0.5, 0.1, Infinity, -Infinity, 1e300) },
  { weight: 1, arbitrary: fc.double() },
);
const column = fc.oneof(
  fc.array(value, { maxLength: 40 }),
  fc.array(fc.integer({ min: -130, max: 260 }), { maxLength: 40 }),
  fc.array(fc.constantFrom(...limits), { maxLength: 5 }),
);

/** The first type, from the smallest on, that gives every value back. */
function smallestBytes(values: readonly number[]): number {
  const fits = TYPES.find((type) => values.every((x) => Object.is(new type([x])[0], x)));
  return fits?.BYTES_PER_ELEMENT ?? NaN;
}

describe("narrowed numbers", () => {
  it("are the same numbers, in a type of as few bytes as can hold them", () => {
    fc.assert(
      fc.property(column, (values) => {
        const small = narrowed(Float64Array.from(values));
        expect(Array.from(small)).toEqual(values);
        expect(small.BYTES_PER_ELEMENT).toBe(values.length === 0 ? 1 : smallestBytes(values));
      }),
      { numRuns: 2000 },
    );
  });

  it("can be narrowed again from any type", () => {
    for (const type of TYPES) expect(narrowed(new type([1, 2, 100]))).toEqual(new Uint8Array([1, 2, 100]));
  });

  it("know their range where they are whole and where they are not", () => {
    expect(spanOf(Float64Array.of(3, -7, 2))).toEqual({ low: -7, high: 3, whole: true, single: true });
    expect(spanOf(Float64Array.of(3, -7.5, 2 ** 31))).toEqual({ low: -7.5, high: 2 ** 31, whole: false, single: true });
    expect(spanOf(Float64Array.of(2 ** 24 + 1, 0.5))).toMatchObject({ whole: false, single: false });
  });
});

describe("numbers in pieces", () => {
  it("come whole and in order, whatever their type", () => {
    for (const type of TYPES) {
      const values = new type(40_000).map((_, row) => row % 100);
      const seen = new Float64Array(values.length);
      forEachPiece(values, (piece, from) => {
        seen.set(piece, from);
      });
      expect(seen).toEqual(toFloat64(values));
    }
  });

  it("stop coming when that is asked", () => {
    let pieces = 0;
    forEachPiece(new Uint8Array(100_000), () => ++pieces < 2);
    expect(pieces).toBe(2);
  });
});
