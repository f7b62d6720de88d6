import { expect, it } from "vitest";
import { rowMask } from "./row-filter";
import type { SliceColumn } from "./slice-groups";

const size: SliceColumn = { kind: "numeric", values: [1, 2, NaN, 3] };
const name: SliceColumn = { kind: "text", codes: [0, 1, 0, -1], dictionary: ["a", "b"] };

it.each([
  [{ column: size, filter: { type: "range", low: 2, high: 3 } }, [0, 1, 0, 1]],
  [{ column: size, filter: { type: "missing" } }, [0, 0, 1, 0]],
  [{ column: size, filter: { type: "texts", values: ["1"] } }, [0, 0, 0, 0]],
  [{ column: name, filter: { type: "texts", values: ["a", "c"] } }, [1, 0, 1, 0]],
  [{ column: name, filter: { type: "missing" } }, [0, 0, 0, 1]],
  [{ column: name, filter: { type: "range", low: 0, high: 9 } }, [0, 0, 0, 0]],
] as const)("marks the rows that pass %j", (one, expected) => {
  expect([...rowMask(4, [one])]).toEqual(expected);
});

it("marks every row without a filter, and with several those that pass them all", () => {
  expect([...rowMask(2, [])]).toEqual([1, 1]);
  const both = [
    { column: size, filter: { type: "range", low: 0, high: 2 } },
    { column: name, filter: { type: "texts", values: ["b"] } },
  ] as const;
  expect([...rowMask(4, both)]).toEqual([0, 1, 0, 0]);
});
