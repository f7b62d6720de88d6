import { describe, expect, it } from "vitest";
import { paceAfter, secondsLeft, type WorkPace } from "./time-left";

/** Seconds left after each report of a share. */
function shown(reports: readonly (readonly [now: number, share: number])[]): (number | null)[] {
  let pace: WorkPace | null = null;
  return reports.map(([now, share]) => {
    pace = paceAfter(pace, share, now);
    return secondsLeft(pace, now);
  });
}

describe("the time left of work", () => {
  it("is told once there is something to tell it by, and counts down", () => {
    expect(shown([[100, 0], [100.5, 0.05], [101, 0.1], [102, 0.2], [105, 0.5], [109, 0.9], [110, 1]])).toEqual([null, null, 9, 8, 5, 1, null]);
  });

  it("does not count what was waited for before the first share", () => {
    const waited = paceAfter(null, 0.4, 60);
    expect(secondsLeft(paceAfter(waited, 0.7, 63), 63)).toBe(3);
  });

  it("counts down between reports, and never to nothing before the end", () => {
    const pace = paceAfter(paceAfter(null, 0, 0), 0.5, 5);
    expect([5, 6.5, 9, 12].map((now) => secondsLeft(pace, now))).toEqual([5, 4, 1, 1]);
  });

  it("stays as it is shown while estimates tremble, and follows once they are far off", () => {
    // 20 s in all at first sight; then a trifle slower, then twice as slow.
    expect(shown([[0, 0], [4, 0.2], [6, 0.29], [8, 0.38]])).toEqual([null, 16, 14, 12]);
    expect(shown([[0, 0], [4, 0.2], [14, 0.35]])).toEqual([null, 16, 26]);
  });

  it("begins anew with other work", () => {
    expect(shown([[0, 0], [10, 0.9], [11, 0], [11.5, 0.1], [13, 0.5]])).toEqual([null, 2, null, null, 2]);
    // Where parts of one work meet, a sum may be a trifle less than the one before.
    expect(shown([[0, 0], [4.5, 0.45], [5, 0.45 - 1e-12]])).toEqual([null, 6, 5]);
  });
});
