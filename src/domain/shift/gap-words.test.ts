import { describe, expect, it } from "vitest";
import type { Confusion } from "../history";
import { gapOf } from "./gap";
import { changeText, flippedSentence, gapSentences, rateText } from "./gap-words";
import { gapByHoldout, overfittingSentences, STRANGERS } from "./overfitting";

const said = (train: Confusion, test: Confusion): string[] => gapSentences(gapOf({ name: "train", confusion: train }, { name: "test", confusion: test }));

describe("the gap in words", () => {
  it("says that a gap of the label mix is one, with its figures", () => {
    expect(said({ tp: 100, fn: 100, tn: 7_200, fp: 800 }, { tp: 4_000, fn: 4_000, tn: 180, fp: 20 })).toEqual([
      expect.stringMatching(/^Accuracy falls by 38\.05 points, from 89\.02\s% on train to 50\.98\s% on test; sampling noise leaves −39\.\d\d to −36\.\d\d points open\.$/u) as string,
      expect.stringMatching(/^Of the 38\.05 points lost, 38\.05 come from the label mix \(positives go from 2\.44\s% to 97\.6\s% of the rows\)\.$/u) as string,
      "It is the label mix nearly alone: the model answers positives and negatives of test much as it did those of train.",
    ]);
  });

  it("says that a model that answers otherwise does", () => {
    const sentences = said({ tp: 900, fn: 100, tn: 900, fp: 100 }, { tp: 500, fn: 500, tn: 950, fp: 50 });
    expect(sentences[1]).toMatch(/^The TPR takes 20\.00 points \(positives found go from 90\.0\s% to 50\.0\s%\), while the TNR gives back 2\.50 points/u);
    expect(sentences[2]).toMatch(/^Hardly any of it is the label mix/);
  });

  it("says of both classes only what holds for both, and names the one that it holds for", () => {
    const verdict = (train: Confusion, test: Confusion) => said(train, test)[2];
    // TPR 90 to 96 %, TNR 60 to 10 %: the positives that are more common are what the model is good at.
    expect(verdict({ tp: 900, fn: 100, tn: 2_400, fp: 1_600 }, { tp: 3_840, fn: 160, tn: 100, fp: 900 })).toBe(
      "The label mix and the model pull against each other: the model does worse with negatives, though better with positives, on test than on train.",
    );
    expect(verdict({ tp: 900, fn: 100, tn: 2_400, fp: 1_600 }, { tp: 3_600, fn: 400, tn: 100, fp: 900 })).toContain("the model does worse with negatives on test than on train.");
    expect(verdict({ tp: 900, fn: 100, tn: 2_400, fp: 1_600 }, { tp: 3_200, fn: 800, tn: 100, fp: 900 })).toContain("class by class, the model does worse on test than on train.");
    // A TPR of 5 in 10 says nothing of one of 3 in 10.
    expect(verdict({ tp: 5, fn: 5, tn: 800, fp: 200 }, { tp: 3, fn: 7, tn: 200, fp: 200 })).not.toContain("class by class");
  });

  it("calls nothing else but the mix alike that is not", () => {
    const mixAlone = said({ tp: 0, fn: 100, tn: 9_000, fp: 900 }, { tp: 304, fn: 1_596, tn: 7_364, fp: 736 })[2];
    expect(mixAlone).toBe("It is the label mix nearly alone.");
    const noisy = said({ tp: 20, fn: 4, tn: 700, fp: 300 }, { tp: 300, fn: 80, tn: 16, fp: 9 })[2];
    expect(noisy).toBe("Beyond sampling noise it is the label mix: what the model answers otherwise may be chance.");
  });

  it("says where train's labels are not those of the data", () => {
    expect(flippedSentence(0)).toBeNull();
    expect(flippedSentence(0.1)?.replace("\u202f", " ")).toMatch(/^10 % of the labels trained on were flipped on purpose\. Train's figures here are by those labels/);
  });

  it("says what is within noise, and what is hidden beneath it", () => {
    expect(said({ tp: 5, fn: 5, tn: 9, fp: 1 }, { tp: 6, fn: 4, tn: 9, fp: 1 })).toEqual([
      expect.stringMatching(/5\.00 points apart, within sampling noise\.$/) as string,
      "None of its parts is beyond sampling noise either.",
    ]);
    expect(said({ tp: 9_000, fn: 1_000, tn: 5_000, fp: 5_000 }, { tp: 5_000, fn: 5_000, tn: 9_000, fp: 1_000 })[1]).toMatch(/the same|hides it/);
    const hidden = said({ tp: 9_000, fn: 1_000, tn: 5_000, fp: 5_000 }, { tp: 5_001, fn: 4_999, tn: 9_000, fp: 1_000 })[1];
    expect(hidden).toMatch(/^Beneath it, beyond noise, the TNR adds .* and the TPR takes .*hides it\.$/);
  });

  it("says that identical splits are, and that constant answers are", () => {
    expect(said({ tp: 5, fn: 5, tn: 9, fp: 1 }, { tp: 5, fn: 5, tn: 9, fp: 1 })).toEqual([expect.stringContaining("is the same on train and test: 70.00") as string]);
    expect(said({ tp: 0, fn: 20, tn: 980, fp: 0 }, { tp: 0, fn: 900, tn: 100, fp: 0 })[2]).toContain("answers 0 to every row of both");
    expect(said({ tp: 20, fn: 0, tn: 0, fp: 980 }, { tp: 900, fn: 0, tn: 0, fp: 100 })[2]).toContain("the share of positives");
  });

  it("gives the reason where a class is absent", () => {
    expect(said({ tp: 0, fn: 0, tn: 9, fp: 1 }, { tp: 5, fn: 5, tn: 9, fp: 1 })[1]).toContain("No row of train is positive");
  });

  it("rounds nothing to 0 or 100 %", () => {
    expect([rateText(0.99999), rateText(1), rateText(0.5), rateText(null)].map((text) => text.replace("\u202f", " "))).toEqual(["99.999 %", "100.0 %", "50.0 %", "undefined"]);
    expect([changeText(-0.2), changeText(0.0004), changeText(0)]).toEqual(["−20.00 points", "+0.040 points", "0.000 points"]);
  });
});

describe("overfitting by the hold-out", () => {
  const to = { name: "test", confusion: { tp: 400, fn: 500, tn: 90, fp: 10 } } as const;
  it("is told from shift", () => {
    const sentences = overfittingSentences([gapByHoldout({ tp: 100, fn: 0, tn: 9_900, fp: 0 }, { tp: 60, fn: 40, tn: 9_800, fp: 100 }, to)]);
    expect(sentences[0]).toMatch(/^Overfitting costs 1\.40 points: accuracy falls from 100\.00\s% on the rows trained on to 98\.60\s% on 10,000 rows of train that were held out\.$/u);
    expect(sentences[1]).toMatch(/^From the hold-out to test it falls by 49\.60 points: that is shift, for the net was trained on neither\.$/);
  });

  it("calls nothing shift that may come of what the net knows of rows", () => {
    const [train, holdout] = [{ tp: 100, fn: 0, tn: 9_900, fp: 0 }, { tp: 60, fn: 40, tn: 9_800, fp: 100 }];
    const knows = { shared: { validation: 0.25, test: 0 }, repeats: true, chosenBy: "validation" } as const;
    const gaps = [gapByHoldout(train, holdout, { name: "validation", confusion: { tp: 100, fn: 0, tn: 9_990, fp: 10 } }), gapByHoldout(train, holdout, to)];
    const sentences = overfittingSentences(gaps, knows).map((text) => text.replaceAll("\u202f", " "));
    expect(sentences[1]).toBe("The hold-out flatters the net a little, for some of its rows repeat others of train: overfitting may be larger.");
    expect(sentences[2]).toMatch(/it rises by 1\.\d+ points: that comes of shift, and of how validation flatters the net, for 25\.0 % of its rows stand in train too, and early stopping chose the epoch by it\.$/);
    expect(sentences[3]).toMatch(/that is shift, for the net was trained on neither\.$/);
    const [, byHoldout] = overfittingSentences(gaps, { ...STRANGERS, chosenBy: "the hold-out" });
    expect(byHoldout).toContain("early stopping chose the epoch by it");
    const same = gapByHoldout(train, holdout, { name: "validation", confusion: holdout });
    expect(overfittingSentences([same], knows)[2]).toContain("no shift that it shows, though validation flatters the net");
  });

  it("is none within noise, nor where the hold-out does better", () => {
    const none = gapByHoldout({ tp: 10, fn: 0, tn: 90, fp: 0 }, { tp: 10, fn: 0, tn: 89, fp: 1 }, to);
    expect(overfittingSentences([none])[0]).toContain("No overfitting that the hold-out can show");
    const better = gapByHoldout({ tp: 0, fn: 1_000, tn: 9_000, fp: 0 }, { tp: 1_000, fn: 0, tn: 9_000, fp: 0 }, to);
    expect(overfittingSentences([better])[0]).toContain("No overfitting: accuracy even rises");
    expect(overfittingSentences([])).toEqual([]);
  });
});
