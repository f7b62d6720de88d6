import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { type Deal, ownBlocks, ownedBelow, ownRows, ownSpan, savedRows, scatter, type Span } from "./deal";

/** The rule itself: blocks of 1,024 rows in turn. */
const ownerOf = (row: number, workers: number): number => Math.floor(row / 1024) % workers;

const span = fc.record({ start: fc.nat(9000), count: fc.nat(9000) });
const deals = fc.integer({ min: 1, max: 8 }).chain((workers) =>
  fc.record({ workers: fc.constant(workers), worker: fc.nat(workers - 1) }),
);

function numbers({ start, count }: Span): number[] {
  return Array.from({ length: count }, (_, i) => start + i);
}

function owned(whole: Span, { workers, worker }: Deal): number[] {
  return numbers(whole).filter((row) => workers === 1 || ownerOf(row, workers) === worker);
}

/** A worker's own number of a row is how many of its rows come before. */
function ownNumber(row: number, deal: Deal): number {
  return owned({ start: 0, count: row }, deal).length;
}

describe("a deal", () => {
  it("gives a worker the blocks that are its turn, in order", () => {
    fc.assert(
      fc.property(span, deals, (whole, deal) => {
        expect(Array.from(ownBlocks(whole, deal)).flatMap(numbers)).toEqual(owned(whole, deal));
      }),
    );
  });

  it("makes a span of neighbours a span of a worker's own rows", () => {
    fc.assert(
      fc.property(span, deals, (whole, deal) => {
        const start = ownNumber(whole.start, deal);
        expect(ownSpan(whole, deal)).toEqual({ start, count: owned(whole, deal).length });
        expect(ownedBelow(whole.start, deal)).toBe(start);
      }),
    );
  });

  it("puts every worker's values back in their places", () => {
    fc.assert(
      fc.property(span, fc.integer({ min: 1, max: 8 }), (whole, workers) => {
        const into = new Float32Array(whole.count).fill(-1);
        for (let worker = 0; worker < workers; worker++) {
          const deal = { workers, worker };
          scatter(Float32Array.from(owned(whole, deal)), whole, deal, into);
        }
        expect(Array.from(into)).toEqual(numbers(whole));
      }),
    );
  });
});

describe("ownRows", () => {
  const indices = fc.uint32Array({ max: 2 ** 25, maxLength: 200 });

  it("gives a worker its row numbers in order, as they are or counted among its own", () => {
    fc.assert(
      fc.property(indices, deals, (whole, deal) => {
        const mine = whole.filter((row) => ownerOf(row, deal.workers) === deal.worker);
        const numbered = mine.map((row) => ownedBelow(row, deal));
        const before = whole.slice();
        expect(ownRows({ kind: "indices", indices: whole }, deal, "whole")).toEqual([{ kind: "indices", indices: mine }]);
        expect(ownRows({ kind: "indices", indices: whole }, deal, "own")).toEqual([{ kind: "indices", indices: numbered }]);
        expect(whole).toEqual(before);
      }),
    );
  });

  it("gives a worker its share of neighbours in both ways of counting", () => {
    const deal = { workers: 2, worker: 1 };
    const rows = { kind: "range", start: 1000, count: 3000 } as const;
    expect(ownRows(rows, deal, "own")).toEqual([{ kind: "range", start: 0, count: 1024 + 928 }]);
    expect(ownRows(rows, deal, "whole")).toEqual([
      { kind: "range", start: 1024, count: 1024 },
      { kind: "range", start: 3072, count: 928 },
    ]);
  });
});

describe("savedRows", () => {
  it("is what the busiest worker is spared: nothing within one block", () => {
    expect(savedRows({ kind: "range", start: 2048, count: 1024 }, 4)).toBe(0);
    expect(savedRows({ kind: "range", start: 0, count: 4096 }, 4)).toBe(3072);
    expect(savedRows({ kind: "range", start: 0, count: 4096 }, 3)).toBe(2048);
    expect(savedRows({ kind: "indices", indices: new Uint32Array(1000) }, 4)).toBe(750);
    expect(savedRows({ kind: "indices", indices: new Uint32Array(1000) }, 1)).toBe(0);
  });
});
