import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { ariaNumber, extentOf, isDrawable, makeScale, niceDomain, panned, showing, tickText, ticksOf, wholeTicks, widened, zoomed, type Interval, type ScaleKind } from "./scales";

const DOMAINS: Readonly<Record<ScaleKind, fc.Arbitrary<Interval>>> = {
  linear: fc.tuple(fc.double({ min: -1e6, max: 1e6, noNaN: true }), fc.double({ min: 1e-3, max: 1e6, noNaN: true })).map(([from, length]) => [from, from + length]),
  log: fc.tuple(fc.double({ min: -9, max: 6, noNaN: true }), fc.double({ min: 0.01, max: 9, noNaN: true })).map(([from, length]) => [10 ** from, 10 ** (from + length)]),
  logit: fc.tuple(fc.double({ min: 1e-8, max: 0.4, noNaN: true }), fc.double({ min: 1e-8, max: 0.4, noNaN: true })).map(([low, far]) => [low, 1 - far]),
};
const KINDS = ["linear", "log", "logit"] as const;

describe.each(KINDS)("a %s scale", (kind) => {
  it("goes from value to pixel and back, and in order", () => {
    fc.assert(
      fc.property(DOMAINS[kind], fc.double({ min: 0, max: 1, noNaN: true }), (domain, place) => {
        const scale = makeScale(kind, domain, [50, 450]);
        expect(scale.at(domain[0])).toBeCloseTo(50, 6);
        expect(scale.at(domain[1])).toBeCloseTo(450, 6);
        const pixel = 50 + 400 * place;
        expect(scale.at(scale.value(pixel))).toBeCloseTo(pixel, 3);
      }),
    );
  });

  it("has its ticks within the domain, rising, and not many more than asked for", () => {
    fc.assert(
      fc.property(DOMAINS[kind], fc.integer({ min: 3, max: 12 }), (domain, most) => {
        const ticks = ticksOf(kind, domain, most);
        const room = 1e-6 * Math.max(...domain.map(Math.abs));
        for (const tick of ticks) {
          expect(tick).toBeGreaterThanOrEqual(domain[0] - room);
          expect(tick).toBeLessThanOrEqual(domain[1] + room);
        }
        expect(ticks).toEqual([...new Set(ticks)].sort((a, b) => a - b));
        expect(ticks.length).toBeGreaterThanOrEqual(1);
        expect(ticks.length).toBeLessThanOrEqual(most + 2);
      }),
    );
  });

  it("is zoomed and moved within the whole", () => {
    fc.assert(
      fc.property(DOMAINS[kind], fc.double({ min: 0.2, max: 0.8, noNaN: true }), fc.double({ min: -3, max: 3, noNaN: true }), (whole, place, part) => {
        const middle = makeScale(kind, whole, [0, 1]).value(place);
        const near = zoomed(kind, whole, whole, middle, 0.5);
        expect(near[0]).toBeLessThan(middle);
        expect(near[1]).toBeGreaterThan(middle);
        const [first, last] = panned(kind, near, whole, part).map(makeScale(kind, whole, [0, 1]).at) as [number, number];
        expect(first).toBeGreaterThanOrEqual(-1e-6);
        expect(last).toBeLessThanOrEqual(1 + 1e-6);
      }),
    );
  });
});

describe("ticks", () => {
  it("are round numbers", () => {
    expect(ticksOf("linear", [0, 1], 5)).toEqual([0, 0.2, 0.4, 0.6, 0.8, 1]);
    expect(ticksOf("linear", [0.31, 0.48], 4)).toEqual([0.35, 0.4, 0.45]);
    expect(ticksOf("log", [1e-4, 10], 8)).toEqual([1e-4, 1e-3, 0.01, 0.1, 1, 10]);
    expect(ticksOf("log", [0.05, 0.8], 6)).toEqual([0.05, 0.1, 0.2, 0.5]);
    expect(ticksOf("log", [0.31, 0.39], 4)).toEqual([0.32, 0.34, 0.36, 0.38]);
    expect(wholeTicks([0, 10], 8)).toEqual([0, 2, 4, 6, 8, 10]);
    expect(wholeTicks([3.2, 5.1], 8)).toEqual([4, 5]);
  });

  it("stand at equal depths from both ends of a logit axis", () => {
    const ticks = ticksOf("logit", [1e-8, 1 - 1e-8], 9);
    expect(ticks.map((tick) => tickText(tick, "logit"))).toEqual(["1e-8", "1e-6", "1e-4", "0.01", "0.5", "0.99", "1−1e-4", "1−1e-6", "1−1e-8"]);
  });

  it("are written in few characters", () => {
    expect([0, 0.25, -3, 20_000, 5e-4, 1e8, 0.1 + 0.2].map((value) => tickText(value))).toEqual(["0", "0.25", "-3", "20,000", "5e-4", "1e+8", "0.3"]);
  });
});

describe("domains", () => {
  it("grow to their ticks where they are not held", () => {
    expect(niceDomain("linear", [0, 0.73], 5, [true, false])).toEqual([0, 0.8]);
    expect(niceDomain("linear", [0.31, 0.73], 5, [false, false])).toEqual([0.3, 0.8]);
    expect(niceDomain("log", [0.034, 0.73], 5, [false, false])).toEqual([0.02, 1]);
    expect(niceDomain("log", [1e-4, 1], 5, [false, false])).toEqual([1e-4, 1]);
  });

  it("follow a value that lies outside, within the whole", () => {
    expect(showing("linear", [2, 4], [0, 10], 3)).toEqual([2, 4]);
    expect(showing("linear", [2, 4], [0, 10], 5)).toEqual([3.2, 5.2]);
    expect(showing("linear", [2, 4], [0, 10], 0)).toEqual([0, 2]);
    expect(showing("linear", [2, 4], [0, 10], 10)).toEqual([8, 10]);
  });

  it("leave out what cannot be drawn, and have a length around a single value", () => {
    expect(extentOf([NaN, 3, -1, Infinity], "linear")).toEqual([-1, 3]);
    expect(extentOf([0, -1], "log")).toBeNull();
    expect(isDrawable(1, "logit")).toBe(false);
    for (const kind of KINDS) {
      const [low, high] = widened([0.3, 0.3], kind);
      expect(low).toBeLessThan(0.3);
      expect(high).toBeGreaterThan(0.3);
    }
    expect(widened([0, 0], "linear")).toEqual([-1, 1]);
  });
});

describe("ariaNumber", () => {
  it("is written without an exponent, as the attribute asks", () => {
    for (const value of [1e-8, 1.33e-8, -4e-12, 0.25, 1 - 1e-8, 123456]) expect(String(ariaNumber(value))).toMatch(/^-?[\d.]+$/);
  });
});
