import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { DistinctCounter } from "./distinct-counter";

function estimate(texts: Iterable<string>): number {
  const counter = new DistinctCounter();
  for (const text of texts) counter.add(text);
  return counter.estimate();
}

describe("a counter of distinct texts", () => {
  it.each([0, 1, 10, 1_000, 20_000, 300_000])("tells about how many there are: %i", (count) => {
    const texts = Array.from({ length: count }, (_, at) => `request-${at * 7919}-${at}`);
    expect(Math.abs(estimate(texts) - count)).toBeLessThanOrEqual(0.05 * count);
  });

  it("counts each text once, in whatever order", () => {
    fc.assert(
      fc.property(fc.array(fc.string(), { maxLength: 200 }), (texts) => {
        expect(estimate([...texts, ...texts.toReversed()])).toBe(estimate(texts));
      }),
    );
  });
});
