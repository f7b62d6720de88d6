import { readFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import type { Confusion } from "../history";
import { inOneGo } from "../inspect/stepwise";
import { bbse } from "./bbse";
import { EM_ROUNDS, emPrior } from "./em-prior";
import { correctedPosterior, equivalentThreshold, logitOffset, thresholdBefore, thresholdOfCosts } from "./prior-correction";
import { priorParity } from "./testing/prior-parity";

const parity = priorParity(readFileSync(join(process.env["PARITY_DIR"] ?? "", "drift.json"), "utf8"));

function tally(labels: readonly number[], answers: readonly number[]): Confusion {
  const count = (label: number, answer: number): number => labels.filter((each, row) => each === label && answers[row] === answer).length;
  return { tp: count(1, 1), fp: count(0, 1), tn: count(0, 0), fn: count(1, 0) };
}

describe("priors, against numpy", () => {
  it.each(parity.of("emPrior"))("$name: the same prior in every round", ({ posteriors, trainPrior, expected }) => {
    const mass = { scores: Float64Array.from(posteriors), counts: new Float64Array(posteriors.length).fill(1), rows: posteriors.length };
    const { path, estimate, converged } = inOneGo(emPrior(mass, trainPrior));
    const { emPrior: tolerance } = parity.tolerance;
    const shared = Math.min(path.length, expected.priorPath.length);
    expect(Math.abs(path.length - expected.priorPath.length)).toBeLessThanOrEqual(1);
    expect(path.slice(0, shared).filter((prior, round) => !parity.agrees(prior, expected.priorPath[round] ?? null, tolerance))).toEqual([]);
    expect(parity.agrees(estimate, expected.estimatedPrior, tolerance)).toBe(true);
    expect(converged || path.length === EM_ROUNDS + 1).toBe(true);
    expect(converged).toBe(expected.converged);
    const wrong = posteriors.filter((p, row) => !parity.agrees(correctedPosterior(p, trainPrior, estimate), expected.correctedPosteriors[row] ?? null, tolerance));
    expect(wrong).toEqual([]);
  });

  it.each(parity.of("bbse"))("$name: the same estimate, or none", ({ validationLabels, validationPredictions, targetPredictions, expected }) => {
    const positives = targetPredictions.filter((answer) => answer === 1).length;
    const answer = bbse(tally(validationLabels, validationPredictions), { rows: targetPredictions.length, positives });
    const all = (actual: readonly number[] | null, wanted: readonly number[] | null): void => {
      expect(actual?.map((value, at) => parity.agrees(value, wanted?.[at] ?? null)) ?? null).toEqual(wanted?.map(() => true) ?? null);
    };
    all(answer.joint.flat(), expected.jointPredictedByActual.flat());
    all(answer.sourcePrior, expected.sourcePrior);
    all(answer.targetPredictedShare, expected.targetPredictedShare);
    all(answer.classWeights, expected.classWeights);
    expect(parity.agrees(answer.determinant, expected.determinant)).toBe(true);
    expect(parity.agrees(answer.raw, expected.estimatedPriorRaw)).toBe(true);
    expect(parity.agrees(answer.prior, expected.estimatedPrior)).toBe(true);
    const { estimatedPrior: estimate, estimatedPriorRaw: raw } = expected;
    if (estimate === null) expect(answer.interval).toBeNull();
    // What was cut may have no interval.
    else if (raw === estimate || answer.interval !== null) {
      expect(answer.interval?.low).toBeLessThanOrEqual(estimate);
      expect(answer.interval?.high).toBeGreaterThanOrEqual(estimate);
    }
  });

  it.each(parity.of("priorCorrection"))("$name: the same posteriors, and a constant on the logits gives them too", ({ posteriors, trainPrior, newPrior, expected }) => {
    for (const [row, posterior] of posteriors.entries()) {
      expect(parity.agrees(correctedPosterior(posterior, trainPrior, newPrior), expected.corrected[row] ?? null)).toBe(true);
    }
    const offset = logitOffset(trainPrior, newPrior);
    expect(offset === null).toBe(newPrior === 0 || newPrior === 1);
    if (offset === null) return;
    for (const [row, posterior] of posteriors.entries()) {
      if (posterior > 0 && posterior < 1) {
        const shifted = 1 / (1 + ((1 - posterior) / posterior) * Math.exp(-offset));
        expect(parity.agrees(shifted, expected.corrected[row] ?? null)).toBe(true);
      }
    }
  });

  it.each(parity.of("thresholdUnderNewPrior"))("$name: the same thresholds", ({ trainPrior, newPrior, expected }) => {
    for (const { costFalsePositive, costFalseNegative, thresholdOnCorrected, thresholdOnOriginal } of expected.rows) {
      const threshold = thresholdOfCosts({ falsePositive: costFalsePositive, falseNegative: costFalseNegative });
      expect(parity.agrees(threshold, thresholdOnCorrected)).toBe(true);
      expect(parity.agrees(thresholdBefore(threshold, trainPrior, newPrior), thresholdOnOriginal)).toBe(true);
      if (costFalsePositive === costFalseNegative) {
        expect(parity.agrees(equivalentThreshold(logitOffset(trainPrior, newPrior) ?? NaN), thresholdOnOriginal)).toBe(true);
      }
    }
  });

  it("has cases of every kind", () => {
    for (const kind of ["emPrior", "bbse", "priorCorrection", "thresholdUnderNewPrior"] as const) expect(parity.of(kind).length).toBeGreaterThan(3);
  });
});
