import { expect, it } from "vitest";
import { shareDifference } from "./mover";

/** Newcombe 1998, table II, method 10. */
it.each([
  [{ count: 56, of: 70 }, { count: 48, of: 80 }, 0.0524, 0.3339],
  [{ count: 9, of: 10 }, { count: 3, of: 10 }, 0.1705, 0.809],
  [{ count: 6, of: 7 }, { count: 2, of: 7 }, 0.0582, 0.8062],
  [{ count: 5, of: 56 }, { count: 0, of: 29 }, -0.0381, 0.1926],
  [{ count: 0, of: 10 }, { count: 0, of: 20 }, -0.1611, 0.2775],
  [{ count: 10, of: 10 }, { count: 0, of: 20 }, 0.6791, 1],
] as const)("the difference of %o and %o has Newcombe's interval", (one, other, low, high) => {
  const found = shareDifference(other, one);
  expect(found.value).toBeCloseTo(one.count / one.of - other.count / other.of, 12);
  expect(found.low).toBeCloseTo(low, 4);
  expect(found.high).toBeCloseTo(high, 4);
});
