import { describe, expect, it } from "vitest";
import { nearestStop, nextStop } from "./stops";

describe("stops of the track", () => {
  it("finds the stop of an epoch, the next kept one, or the last", () => {
    expect([0, 4, 5, 99].map((epoch) => nearestStop([0, 2, 4, 8], epoch))).toEqual([0, 2, 3, 3]);
    expect(nearestStop([0, 1, null], 2)).toBe(2);
    expect(nearestStop([], 3)).toBe(0);
  });

  it("plays every epoch of a short run, and the last one of any", () => {
    expect([nextStop(0, 11), nextStop(9, 11)]).toEqual([1, 10]);
    expect(nextStop(0, 4_000)).toBe(67);
    expect(nextStop(3_990, 4_000)).toBe(3_999);
  });
});
