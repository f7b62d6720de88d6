import { describe, expect, it } from "vitest";
import { evaluate } from "../metrics/evaluation";
import type { TargetPrior } from "./prior-estimates";
import { estimateNotes, estimateSentence, estimateText, formatThreshold, levelWarning, offsetSentence, openEndWarning, outcomeSentence, priorText, refuseCorrection, thresholdsSentence, trainedSentence } from "./prior-words";
import { trainedPrior } from "./trained-prior";

const plain = (text: string | null): string => (text ?? "").replaceAll("\u202f", " ");

const LIKE = { trainRows: 5000, targetRows: 5000, ks: 0.02, noise: 0.03 };
const TARGET: TargetPrior = {
  rows: 1000,
  positives: 900,
  em: { type: "estimated", prior: 0.88, interval: { low: 0.85, high: 0.91 }, rounds: 20, converged: true, reached: 0.88, maximum: 0.88, flat: false },
  bbse: { type: "estimated", prior: 1, interval: { low: 0.95, high: 1 }, raw: 1.2, truePositiveRate: 0.5, falsePositiveRate: 0.01 },
  scores: { positive: LIKE, negative: LIKE },
};

describe("sentences about an estimate", () => {
  it("hold it against the labels", () => {
    expect(plain(estimateSentence("test", "em", TARGET))).toBe("Without its labels, EM takes 88.0 % of test for positive (85.0 % to 91.0 %, 95 % for the rows drawn). Its labels say 90.0 %: within the interval.");
    expect(plain(estimateSentence("test", "bbse", TARGET))).toContain("Its labels say 90.0 %: outside the interval, 10.00 points away.");
    const none = { ...TARGET, bbse: { type: "none", reason: "The net calls no row positive." } } as const;
    expect(estimateSentence("validation", "bbse", none)).toBe("BBSE gives no estimate for validation. The net calls no row positive.");
    expect(estimateNotes("bbse", none)).toEqual([]);
  });

  it("say where it was cut, had not settled, or means nothing", () => {
    expect(estimateNotes("bbse", TARGET)[0]).toContain("cut to 100 %: the net calls rows positive more often");
    expect(estimateNotes("bbse", TARGET)[0]).toContain("Chance may be all there is to it");
    if (TARGET.bbse.type === "none") throw new Error("There is no estimate.");
    const beyond = { ...TARGET, bbse: { ...TARGET.bbse, raw: 1.41, interval: null } };
    expect(estimateNotes("bbse", beyond)[0]).toContain("so there is no interval");
    expect(plain(estimateSentence("test", "bbse", beyond))).toBe("Without its labels, BBSE takes 100.0 % of test for positive. Its labels say 90.0 %: 10.00 points away.");
    expect(plain(estimateText(beyond.bbse))).toBe("100.0 % (no interval)");
    expect(plain(estimateText(TARGET.em))).toBe("88.0 % (85.0 % to 91.0 %)");
    expect(estimateNotes("bbse", { ...TARGET, bbse: { ...TARGET.bbse, raw: -3, truePositiveRate: 0, falsePositiveRate: 0.02 } })[0]).toContain("less often than negatives");
    expect(estimateNotes("em", TARGET)).toEqual([]);
    if (TARGET.em.type === "none") throw new Error("There is no estimate.");
    expect(plain(estimateNotes("em", { ...TARGET, em: { ...TARGET.em, converged: false, rounds: 500, reached: 0.056 } })[0] ?? null)).toBe(
      "EM had not settled after 500 rounds, at 5.60 %. Shown is where it was heading, the maximum of the likelihood that it climbs: 88.0 %.",
    );
    expect(estimateNotes("em", { ...TARGET, em: { ...TARGET.em, flat: true } })[0]).toContain("say nothing");
  });

  it("say what the net was fitted to, and where its scores are off", () => {
    const known = trainedPrior({ type: "bce", positiveWeight: 1 }, { rows: 1000, positives: 20 });
    expect(plain(trainedSentence(known))).toBe("20 of the 1,000 rows trained on are positive, so the scores go by 2.00 % positives.");
    expect(plain(trainedSentence(trainedPrior({ type: "bce", positiveWeight: 49 }, { rows: 1000, positives: 20 })))).toContain("each counts 49 times, so the scores go by 50.0 % positives");
    const flipped = trainedPrior({ type: "bce", positiveWeight: 1 }, { rows: 1000, positives: 20 }, 0.1);
    expect(plain(trainedSentence(flipped))).toMatch(/^20 of the 1,000 rows trained on are positive\. 10 % of the labels trained on were flipped on purpose/);
    const focal = trainedPrior({ type: "focal", gamma: 2, alpha: 0.25 }, { rows: 1000, positives: 20 });
    expect(trainedSentence(focal)).toContain("no probabilities");
    const level = { score: 0.021, label: 0.02, error: 1e-3 };
    const source = "train";
    expect(levelWarning({ trained: known, source, level })).toBeNull();
    const off = { ...level, score: 0.4 };
    expect(plain(levelWarning({ trained: known, source, level: off }))).toContain("on the rows trained on they average 40.0 %, not 2.00 %. EM");
    expect(plain(levelWarning({ trained: known, source: "holdout", level: off }))).toContain("on the rows of train that were set aside they average 40.0 %");
    expect(levelWarning({ trained: focal, source, level: off })).toBeNull();
  });
});

describe("sentences about a correction", () => {
  it("say what it does to the odds and to the threshold", () => {
    expect(plain(offsetSentence(0.5, 0.9, Math.log(9)))).toBe(
      "Each score's odds are multiplied by 9 (+2.20 on the logit), from 50.0 % positives to 90.0 %. To call positive what then scores above 0.5 is to call positive what scores above 0.1000 now.",
    );
    expect(offsetSentence(0.5, 0.5, 0)).toContain("Nothing is to be corrected");
  });

  it("refuse what is as good as 0 or 1, and warn of an interval that has no end", () => {
    expect([0.5, 1e-5, 0.9999].map(refuseCorrection)).toEqual([null, null, null]);
    expect(plain(refuseCorrection(0.99999999993))).toMatch(/^The estimate is 100 %, which would call every row positive whatever its score\. .*such as 0\.99\.$/);
    expect(plain(refuseCorrection(0))).toContain("every row negative");
    expect(openEndWarning({ type: "estimated", prior: 0.9, interval: { low: 0.8, high: 0.97 } })).toBeNull();
    expect(plain(openEndWarning({ type: "estimated", prior: 0.9, interval: { low: 0.8, high: 1 } }))).toContain("reaches 100 %, so the odds may have to be multiplied by anything more");
    expect(plain(openEndWarning({ type: "estimated", prior: 0.001, interval: { low: 0, high: 0.01 } }))).toContain("reaches 0 %, so the odds may have to be multiplied by anything less");
    expect(plain(openEndWarning({ type: "estimated", prior: 0.5, interval: { low: 0, high: 1 } }))).toContain("reaches 0 % and 100 %");
    expect(openEndWarning({ type: "estimated", prior: 0.9, interval: null })).toContain("no interval");
    expect(openEndWarning({ type: "estimated", prior: 1, interval: null })).toBeNull();
  });

  it("do not round a share to all of the rows", () => {
    expect([0.99996, 1, 0.9, 0.99999].map((share) => plain(priorText(share)))).toEqual(["99.996 %", "100.0 %", "90.0 %", "99.999 %"]);
  });

  it("name the thresholds that figures before and after are at", () => {
    expect(thresholdsSentence(0.5)).toBe("Before: at 0.5000, the run's own threshold. After: at 0.5 on the corrected scores.");
  });

  it("hold what came of it against the best constant answer", () => {
    const y = Uint8Array.of(1, 1, 1, 0);
    const [before, after] = [evaluate(Float64Array.of(0.1, 0.1, 0.6, 0.1), y, 0.5), evaluate(Float64Array.of(0.7, 0.8, 0.9, 0.2), y, 0.5)];
    expect(plain(outcomeSentence("test", before, after))).toMatch(/^On test, accuracy goes from 50\.00 % to 100\.00 %, above 75\.00 %, the best constant answer\. Its log loss falls from/);
    expect(plain(outcomeSentence("test", before, before))).toBe("On test, accuracy stays at 50.00 %, still below 75.00 %, the best constant answer.");
  });

  it("write thresholds with digits enough", () => {
    expect([0.5, 0.00016982, 0.99999].map(formatThreshold)).toEqual(["0.5000", "0.000170", "1 − 0.0000100"]);
  });
});
