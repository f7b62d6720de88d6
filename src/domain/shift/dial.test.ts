import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { confusionMetrics } from "../metrics/confusion-metrics";
import { DIAL_ENDS, dialReading, dialStops, neatShare, refuseShare, worthAsking } from "./dial";
import { dialSentences, shareText, worthSentence } from "./dial-words";
import { ratesOf } from "./gap";

const count = fc.integer({ min: 1, max: 1_000 });
const confusion = fc.record({ tp: count, fp: count, tn: count, fn: count });

describe("the dial", () => {
  it("at a split's own share of positives, says what the split's counts say", () => {
    fc.assert(
      fc.property(confusion, (counts) => {
        const rates = ratesOf(counts);
        const { accuracy, precision } = confusionMetrics(counts);
        const reading = dialReading(rates, rates.prevalence ?? NaN);
        expect(reading.accuracy).toBeCloseTo(accuracy, 12);
        expect(reading.precision).toBeCloseTo(precision ?? NaN, 12);
        expect((reading.called ?? NaN) * (rates.rows)).toBeCloseTo(counts.tp + counts.fp, 8);
      }),
    );
  });

  it("finds where a model beats both constant answers", () => {
    fc.assert(
      fc.property(confusion, fc.double({ min: 0.001, max: 0.999, noNaN: true }), (counts, share) => {
        const rates = ratesOf(counts);
        const worth = worthAsking(rates);
        const { accuracy, alwaysZero, alwaysOne } = dialReading(rates, share);
        const margin = (accuracy ?? NaN) - Math.max(alwaysZero, alwaysOne);
        if (Math.abs(margin) < 1e-9) return;
        expect(worth.type === "between" && worth.low < share && share < worth.high).toBe(margin > 0);
      }),
    );
  });

  it("has nothing to say without a class, nor of precision without alerts", () => {
    const oneClass = ratesOf({ tp: 0, fp: 1, tn: 9, fn: 0 });
    expect(dialReading(oneClass, 0.1)).toEqual({ prevalence: 0.1, accuracy: null, precision: null, called: null, alwaysZero: 0.9, alwaysOne: 0.1 });
    expect(worthAsking(oneClass)).toEqual({ type: "undefined" });
    expect(dialReading({ tpr: 0, tnr: 1 }, 0.1)).toMatchObject({ accuracy: 0.9, precision: null, called: 0 });
    expect(worthAsking({ tpr: 0, tnr: 1 })).toEqual({ type: "nowhere" });
  });

  it("goes from end to end on a logit axis", () => {
    const stops = dialStops(101);
    expect([stops[0], stops[50], stops[100]]).toEqual([DIAL_ENDS[0], expect.closeTo(0.5, 9), DIAL_ENDS[1]]);
    expect(stops.every((stop, index) => index === 0 || stop > (stops[index - 1] ?? 1))).toBe(true);
  });

  it("rounds to what pointing can mean, near 1 as near 0, and stays within its ends", () => {
    expect([0.00123456, 0.123456, 0.987654, 0.99998765, 0, 1].map(neatShare)).toEqual([0.00123, 0.123, 0.9877, 0.9999877, 1e-5, 0.99999].map((share) => Math.min(share, DIAL_ENDS[1])));
    expect([refuseShare(0.5), refuseShare(0), refuseShare(1), refuseShare(NaN)].map((refusal) => refusal === null)).toEqual([true, false, false, false]);
  });
});

describe("the dial in words", () => {
  const plain = (texts: readonly string[]): string => texts.join(" ").replaceAll("\u202f", " ");
  it("says what a share comes to, beside the better constant answer", () => {
    const rates = { tpr: 0.8, tnr: 0.99 };
    expect(plain(dialSentences(dialReading(rates, 0.001), "train", 100_000))).toBe(
      "Where 0.1 % of events are positive, a model with the rates of train scores 99.0 %: less than answering 0 every time (99.9 %). It raises 1,079 alerts a day of 100,000 events; of 100 alerts about 7 are real.",
    );
    expect(plain(dialSentences(dialReading({ tpr: 0, tnr: 1 }, 0.9), "test", 10))).toContain("less than answering 1 every time (90.0 %). It raises 0 alerts a day of 10 events; there are no alerts.");
    expect(plain(dialSentences(dialReading({ tpr: null, tnr: 1 }, 0.9), "test", 10))).toContain("one of its classes has no row");
  });

  it("says where a model is worth asking", () => {
    expect(plain([worthSentence({ tpr: 0.8, tnr: 0.99 }, "train")])).toContain("only where between 1.2 % and 83.2 % of events are positive");
    expect(worthSentence({ tpr: 0, tnr: 1 }, "train")).toContain("at least as good at any share");
    expect(worthSentence({ tpr: 1, tnr: 1 }, "train")).toContain("right about every row");
    expect(plain([worthSentence({ tpr: 0.5, tnr: 1 }, "train")])).toContain("fewer than 66.7 %");
    expect(plain([worthSentence({ tpr: 1, tnr: 0.9 }, "train")])).toContain("more than 9.1 %");
  });

  it("writes shares so that none becomes 0 or 1", () => {
    expect(plain([1e-5, 0.00167, 0.5, 0.907, 0.99999, 0].map(shareText))).toBe("0.001 % 0.17 % 50 % 90.7 % 99.999 % 0 %");
  });
});
