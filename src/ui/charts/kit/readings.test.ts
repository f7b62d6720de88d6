import { expect, test } from "vitest";
import { nearestStop, readingsAt, stopsOf } from "./readings";
import { makeScale } from "./scales";
import type { Series } from "./series";

const series: readonly Series[] = [
  { key: "a", title: "A", colour: "red", kind: "line", points: [{ x: 0, y: 1 }, { x: 2, y: 3 }] },
  { key: "b", title: "B", colour: "blue", dash: "4 2", kind: "step", points: [{ x: 1, y: 5 }, { x: 2, y: 6 }] },
  { key: "c", title: "C", colour: "red", kind: "line", silent: true, points: [{ x: 1.5, y: 0 }] },
];

test("every x of every series can be read, once, and the middle of bars", () => {
  expect(stopsOf(series)).toEqual([{ x: 0 }, { x: 1 }, { x: 2 }]);
  expect(stopsOf([{ key: "h", title: "H", colour: "red", kind: "bars", edges: [0, 1, 4], heights: [1, 2] }])).toEqual([{ x: 0.5 }, { x: 2.5 }]);
});

test("all series are read at an x; those that are not there are left out", () => {
  expect(readingsAt(series, 0, String)).toEqual([{ key: "a", title: "A", colour: "red", dash: undefined, value: "1", y: 1 }]);
  expect(readingsAt(series, 1, String).map(({ title, value }) => `${title} ${value}`)).toEqual(["A 2", "B 5"]);
});

test("the nearest stop is found by x, or by distance where stops have a height", () => {
  const plot = { x: makeScale("linear", [0, 1], [0, 100]), y: makeScale("linear", [0, 1], [100, 0]) };
  expect(nearestStop([{ x: 0 }, { x: 0.4 }, { x: 1 }], plot, 65, 0)).toBe(1);
  expect(nearestStop([{ x: 0, y: 0 }, { x: 0, y: 0.5 }, { x: 0, y: 1 }], plot, 3, 40)).toBe(1);
  const near = { ...plot, x: makeScale("linear", [0.3, 0.5], [0, 100]) };
  expect(nearestStop([{ x: 0 }, { x: 0.4 }, { x: 1 }], near, 0, 0)).toBe(1);
});
