import { expect, it } from "vitest";
import { contentHalves } from "./content-halves";

const upTo = (from: number, to: number): Uint32Array => Uint32Array.from({ length: to - from }, (_, at) => from + at);

it("gives each half about half of the different rows of every group, and of those that groups share", () => {
  const groups = [upTo(0, 61), upTo(40, 99)];
  const halves = contentHalves(groups, 99, 3);
  if (halves === null) throw new Error("There are enough of them.");
  for (const contents of [...groups, upTo(40, 61)]) {
    const measured = contents.filter((content) => halves[content] === 1).length;
    expect(Math.abs(measured - contents.length / 2)).toBeLessThanOrEqual(1);
  }
  expect(contentHalves(groups, 99, 3)).toEqual(halves);
  expect(contentHalves(groups, 99, 4)).not.toEqual(halves);
});

it("is none where a half would have fewer than ten of a group", () => {
  expect(contentHalves([upTo(0, 20), upTo(20, 40)], 40, 1)).not.toBeNull();
  expect(contentHalves([upTo(0, 18), upTo(20, 40)], 40, 1)).toBeNull();
  expect(contentHalves([Uint32Array.of(0, 0, 0), Uint32Array.of(0, 0)], 1, 1)).toBeNull();
});
