import { expect, it } from "vitest";
import type { FittedFeature } from "../../../domain/features/fitted";
import type { TransformSpec } from "../../../domain/features/plan";
import { afterHistogram } from "./after-histogram";

const BEFORE = { kind: "numeric", column: "x", scale: "linear", edges: [-2, 0, 2, 4, 6], counts: { train: [1, 2, 3, 4], test: [0, 0, 0, 5] } } as const;

function feature(transform: readonly TransformSpec[], center = 0, scale = 1): FittedFeature {
  return {
    name: "x",
    source: "x",
    missing: "drop-row",
    fill: null,
    transform,
    encoding: { type: "numeric" },
    center,
    scale,
    constant: false,
    statistics: { mean: 0, variance: 1, min: 0, max: 1, median: null, interquartileRange: null },
  };
}

it("moves the edges as the values move, and keeps the rows", () => {
  expect(afterHistogram(BEFORE, feature([], 2, 2))).toMatchObject({ edges: [-2, -1, 0, 1, 2], counts: BEFORE.counts });
  expect(afterHistogram(BEFORE, feature([{ type: "symlog" }]))?.edges[3]).toBe(Math.log(5));
});

it("gives rows beyond a limit to the bins beside it", () => {
  const after = afterHistogram(BEFORE, feature([{ type: "clip", low: 0, high: 3 }]));
  expect(after).toMatchObject({ edges: [0, 2, 3], counts: { train: [3, 7], test: [0, 5] } });
});

it("shows nothing where values are lost, or where one is left", () => {
  expect(afterHistogram(BEFORE, feature([{ type: "log1p" }]))).toBeNull();
  expect(afterHistogram(BEFORE, feature([{ type: "clip", low: 7 }]))).toBeNull();
});
