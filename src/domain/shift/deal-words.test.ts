import { describe, expect, it } from "vitest";
import { dealVerdict, fewPositives, forecastSentence, type DealtRun, type PlainFigures } from "./deal-words";

const of = (rows: number, share: number, accuracy: number, balancedAccuracy: number | null = accuracy): PlainFigures => ({
  rows,
  positives: Math.round(rows * share),
  accuracy,
  baseline: Math.max(share, 1 - share),
  balancedAccuracy,
  f1: null,
});

const run = (train: PlainFigures, test: PlainFigures, more: Partial<DealtRun> = {}): DealtRun => ({
  title: "",
  atRandom: true,
  settings: "same",
  figures: { train, validation: train, test },
  ...more,
});

const files = run(of(10_000, 0.002, 0.998, 0.5), of(10_000, 0.907, 0.092, 0.5), { atRandom: false });

describe("what another deal tells", () => {
  it("lays the gap to the shift where it is gone with the same mix", () => {
    const [first, second, third] = dealVerdict(files, run(of(10_000, 0.15, 0.998), of(10_000, 0.15, 0.998)));
    expect(first).toBe("With the same mix in all splits, test accuracy is 99.8\u202f% instead of 9.2\u202f%: the gap was the shift.");
    expect(second).toBe("Against the best constant answer of test, 85.00\u202f%, that is 14.80 points above it; before, it was 81.50 points below it.");
    expect(third).toContain("rose from 50.00\u202f% to 99.80\u202f%");
  });

  it("does not lay to the shift what stays of the gap", () => {
    expect(dealVerdict(files, run(of(10_000, 0.15, 0.998), of(10_000, 0.15, 0.9)))[0]).toContain("most of the gap was the shift. 9.80 points between train and test are left of 90.60 points");
    const overfitted = run(of(10_000, 0.15, 0.99), of(10_000, 0.15, 0.7));
    expect(dealVerdict(overfitted, overfitted)[0]).toContain("A gap of 29.00 points between train and test stays (it was 29.00 points): that is not the shift.");
    expect(dealVerdict(files, run(of(10_000, 0.15, 0.99), of(10_000, 0.15, 0.5)))[0]).toContain("part of the gap was the shift. 49.00 points between train and test are left of 90.60 points");
    const even = run(of(10_000, 0.15, 0.9), of(10_000, 0.15, 0.9));
    expect(dealVerdict(even, even)[0]).toContain("There was no gap between train and test to close.");
  });

  it("does not take what is within chance for absent", () => {
    const few = run(of(60, 0.5, 0.9), of(60, 0.5, 0.8));
    const said = dealVerdict(few, run(of(60, 0.5, 0.9), of(60, 0.5, 0.85)))[0];
    expect(said).toContain("there was a gap of 10.00 points, within chance, and now there is one of 5.00 points");
    expect(said).not.toContain("no gap");
    const wide = run(of(60, 0.5, 0.95), of(60, 0.5, 0.2));
    expect(dealVerdict(wide, run(of(60, 0.5, 0.93), of(60, 0.5, 0.85)))[0]).toContain("the gap was the shift; what is left of its 75.00 points (8.00 points) is within chance.");
    const middling = run(of(100, 0.5, 0.95), of(100, 0.5, 0.8));
    expect(dealVerdict(middling, run(of(100, 0.5, 0.95), of(100, 0.5, 0.87)))[0]).toContain("is 8.00 points instead of 15.00 points: the change is within chance");
  });

  it("claims nothing of a deal whose mix differs, or that is not at random", () => {
    const [first] = dealVerdict(files, run(of(10_000, 0.01, 0.99), of(10_000, 0.5, 0.6)));
    expect(first).toContain("The mix differs still: 1.00\u202f% of train is positive, and 50.0\u202f% of test.");
    const byHost = dealVerdict(files, run(of(10_000, 0.15, 0.99), of(10_000, 0.15, 0.99), { atRandom: false }));
    expect(byHost.join(" ")).not.toContain("the gap was the shift");
    expect(byHost[0]).toContain("rows of one kind may still lie in one split alone");
  });

  it("says what else differs, and what is undefined", () => {
    const after = run(of(10_000, 0.15, 0.99), of(10_000, 0.15, 0.99, null), { settings: "other" });
    const said = dealVerdict(files, after).join(" ");
    expect(said).toContain("The two runs were also set up differently");
    expect(said).toContain("undefined where a class is missing");
    const same = run(of(10_000, 0.15, 0.99, 0.5), of(10_000, 0.15, 0.99, 0.501));
    expect(dealVerdict(files, same).join(" ")).toContain("stays at 50.10\u202f%: what changed is the mix");
  });
});

describe("what a deal would come to", () => {
  it("says what is left out and what cannot be ordered", () => {
    expect(forecastSentence(0, 1000, 0)).toBe("All 1,000 rows are dealt, none is left out.");
    expect(forecastSentence(400, 1000, 0)).toContain("400 of 1,000 rows are left out");
    expect(forecastSentence(0, 1000, 1)).toContain("1 without a value to be dealt by goes to train.");
  });

  it("warns of few positives, none being few too", () => {
    const split = (positives: number | null) => ({ rows: 100, positives });
    expect(fewPositives({ train: split(40), validation: split(40), test: split(30) })).toBeNull();
    expect(fewPositives({ train: split(40), validation: split(0), test: split(3) })).toContain("validation would have 0, test would have 3");
    expect(fewPositives({ train: split(null), validation: split(null), test: split(null) })).toBeNull();
  });
});
