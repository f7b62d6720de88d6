import { describe, expect, it } from "vitest";
import { aucText, domainMethod, domainSentences, givingAway, toldWords } from "./apart-words";
import { domainFigures, type DomainAnswer, type DomainAuc, type DomainMeasure, type DomainResult } from "./domain-question";

const area = (auc: number, half = 0.01): DomainAuc => ({ auc, interval: { low: auc - half, high: Math.min(1, auc + half) } });
const columnsOf = (drops: Readonly<Record<string, number>>): DomainMeasure["columns"] =>
  Object.entries(drops).map(([name, mean]) => ({ name, mean, perRepeat: [mean, mean, mean], std: 0, interval: { low: mean, high: mean } }));

function measure(auc: number, drops: Readonly<Record<string, number>> = { userId: 0.3, argsNum: 0.02 }, within: DomainMeasure["within"] = null): DomainMeasure {
  return { type: "measured", ...area(auc), rowsASide: 1200, positivesASide: null, distinctRows: 2400, copiesTogether: true, within, columns: columnsOf(drops) };
}

const sentences = (plain: DomainResult, sameMix: DomainResult): readonly string[] =>
  domainSentences({ against: "test", seed: 1, engine: { name: "wasm", variant: "v", pool: 1, renderer: null }, plain, sameMix } satisfies DomainAnswer);

describe("what is said of telling splits apart", () => {
  it("names the columns, and that it is not label shift alone", () => {
    expect(sentences(measure(0.97), measure(0.81, { userId: 0.2, processId: 0.15, argsNum: 0.01 }))).toEqual([
      "The net tells test from train, with AUC 0.970 (0.960 to 0.980), mostly by userId.",
      "With the same share of positives on both sides it still reaches 0.810 (0.800 to 0.820) among rows of the same class, mostly by userId and processId: this is not label shift alone.",
    ]);
  });

  it("calls pure label shift by its name", () => {
    expect(sentences(measure(0.9), measure(0.504))[1]).toBe(
      "With the same share of positives on both sides it no longer can: 0.504 (0.494 to 0.514) among rows of the same class. What it went by is the share of positives, as in pure label shift.",
    );
  });

  it("finds nothing where nothing is, and what hides in all rows together", () => {
    expect(sentences(measure(0.505), measure(0.5))).toEqual([
      "The net cannot tell test from train by the features: AUC 0.505 (0.495 to 0.515), and 0.5 is chance.",
      "With the same share of positives on both sides it cannot either: 0.500 (0.490 to 0.510) among rows of the same class. No shift of the features shows, neither over all rows nor within the classes.",
    ]);
    expect(sentences(measure(0.505), measure(0.7))[1]).toContain("it can: 0.700 (0.690 to 0.710) among rows of the same class, mostly by userId. The classes have changed");
  });

  it("tells a small change from a large one, and a smaller area from a larger one", () => {
    expect(sentences(measure(0.53), measure(0.52))).toEqual([
      "The net hardly tells test from train, with AUC 0.530 (0.520 to 0.540), mostly by userId.",
      "With the same share of positives on both sides it reaches only 0.520 (0.510 to 0.530) among rows of the same class: something has changed within the classes too, but little.",
    ]);
    expect(sentences(measure(0.7), measure(0.8))[1]).toContain("it even reaches 0.800");
  });

  it("says in which class rows differ", () => {
    expect(sentences(measure(0.97), measure(0.8, undefined, { positive: area(0.99), negative: area(0.505) }))[2]).toBe(
      "It is the positive rows that differ, with AUC 0.990 (0.980 to 1.000); the negative ones show no difference, with 0.505 (0.495 to 0.515).",
    );
    expect(sentences(measure(0.97), measure(0.8, undefined, { positive: area(0.9), negative: area(0.7) }))[2]).toBe(
      "Positive rows of test and train are told apart with AUC 0.900 (0.890 to 0.910), negative ones with 0.700 (0.690 to 0.710).",
    );
  });

  it("says why nothing could be measured", () => {
    const none: DomainResult = { type: "undefined", reason: "Train has no positive row. At least 50 are needed." };
    expect(sentences(measure(0.9), none)[1]).toBe("Whether that is label shift alone cannot be tested this way: train has no positive row. At least 50 are needed.");
    expect(sentences(none, none)).toEqual(["Whether test and train differ cannot be learned from so few rows: train has no positive row. At least 50 are needed. What changed compares their columns one by one."]);
  });

  it("says where copies of a row were in both halves, and where few rows leave much open", () => {
    expect(sentences({ ...measure(0.9), distinctRows: 40, copiesTogether: false }, measure(0.5)).at(-1)).toBe(
      "There are only 40 different rows, too few or too unlike to learn from some and measure on others. Copies of a row were in both halves, so what tells these rows apart need not tell others.",
    );
    expect(sentences({ ...measure(0.5), distinctRows: 1, copiesTogether: false }, measure(0.5)).at(-1)).toBe("All rows drawn are the same row, over and over.");
    expect(sentences({ ...measure(0.5), ...area(0.52, 0.12) }, measure(0.5)).at(-1)).toBe("Few different rows were measured: an AUC of up to 0.640 is not ruled out.");
    expect(sentences({ ...measure(0.5), ...area(0.75, 0.12) }, measure(0.5)).at(-1)).toBe("Few different rows were measured, so the figure is rough.");
  });

  it("does not name columns that stand in for each other", () => {
    expect(givingAway(measure(0.9, { a: 0.001 }))).toEqual([]);
    expect(sentences(measure(0.9, { a: 0.001, b: 0.0005 }), measure(0.5))[0]).toContain(", by several columns that stand in for each other.");
  });
});

describe("words and figures of an area", () => {
  it("say how well rows are told apart", () => {
    expect([0.505, 0.56, 0.7, 0.8, 0.95, 0.995].map((auc) => toldWords(area(auc)))).toEqual([
      "cannot be told apart",
      "hardly told apart",
      "told apart more often than not",
      "told apart well",
      "told apart nearly always",
      "told apart at sight",
    ]);
  });

  it("never round up to certainty", () => {
    expect([0.5, 0.9712, 0.99996, 0.9999999, 1].map(aucText)).toEqual(["0.500", "0.971", "0.99996", "above 0.99999", "1.000"]);
  });

  it("say how it was done", () => {
    expect(domainMethod(measure(0.9))).toBe("1,200 rows drawn from either split: half to learn from, half to measure on. Each column was mixed up 3 times.");
    expect(domainMethod({ ...measure(0.9), distinctRows: 310 })).toContain("half to measure on. 310 of all these are different; copies of a row are in one half, and count as one for the interval. Each");
    expect(domainMethod({ ...measure(0.9), distinctRows: 1, copiesTogether: false })).toContain("1 of all these is different. Each");
    expect(domainMethod({ ...measure(0.9), positivesASide: 70 })).toContain("1,200 rows drawn from either split, 70 of them positive: half");
  });

  it("are null in reports where they are undefined", () => {
    const none: DomainResult = { type: "undefined", reason: "" };
    expect(domainFigures({ against: "test", plain: measure(0.9), sameMix: none })).toEqual({
      against: "test",
      ...area(0.9),
      sameMixAuc: null,
      sameMixInterval: null,
    });
  });
});
