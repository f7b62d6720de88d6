import { describe, expect, it } from "vitest";
import { calibrationOf } from "./calibration";
import { compareVerdict, type CompareFigures, type SplitFigures } from "./compare-verdict";
import { evaluateCounts } from "./evaluation";
import { scoredRows } from "./testing/splits";
import { chooseThreshold } from "./thresholds";

type Group = readonly [score: number, positives: number, negatives: number];

/** Figures of rows of few distinct scores, as a model would have them. */
function figures(groups: readonly Group[], logistic: readonly Group[] | null = null): SplitFigures {
  const counts = countsOf(groups);
  return {
    evaluation: evaluateCounts(counts, 0.5),
    logistic: logistic === null ? null : evaluateCounts(countsOf(logistic), 0.5),
    calibration: calibrationOf(counts, "uniform"),
    bestF1: chooseThreshold({ type: "best-f1" }, counts),
  };
}

function countsOf(groups: readonly Group[]): ReturnType<typeof scoredRows>["counts"] {
  return scoredRows(
    groups.flatMap(([score, positives, negatives]) => [
      ...Array.from({ length: positives }, () => [score, 1] as const),
      ...Array.from({ length: negatives }, () => [score, 0] as const),
    ]),
  ).counts;
}

function all(one: SplitFigures | null, validation = one, test = one): CompareFigures {
  return { train: one, validation, test };
}

const GOOD: readonly Group[] = [[0.9, 90, 10], [0.1, 10, 890]];
/** Always 0, with scores that carry nothing. */
const CONSTANT: readonly Group[] = [[0.1, 100, 900]];
/** Of the other world: nearly all rows are positive. */
const REVERSED: readonly Group[] = [[0.05, 900, 100]];
const LOW: readonly Group[] = [[0.3, 90, 10], [0.01, 10, 890]];

describe("compareVerdict", () => {
  it("has nothing to say without figures, and at most four sentences with them", () => {
    expect(compareVerdict(all(null))).toEqual([]);
    expect(compareVerdict(all(figures(CONSTANT, GOOD), figures(REVERSED, GOOD), figures([[0.9, 0, 50]])))).toHaveLength(4);
  });

  it("says when no split is answered better than by a constant, and by which", () => {
    expect(compareVerdict(all(figures(CONSTANT)))[0]).toBe("On all three splits this model is no better than answering 0 every time.");
    expect(compareVerdict(all(figures(CONSTANT), figures(CONSTANT), figures(REVERSED)))[0]).toBe(
      "On train and validation this model is no better than answering 0 every time, and on test no better than answering 1 every time.",
    );
    expect(compareVerdict(all(figures(GOOD), figures(GOOD), figures(REVERSED)))[0]).toBe("On test this model is no better than answering 1 every time.");
  });

  it("takes a lead that chance explains for none", () => {
    const lucky: Group[] = [[0.9, 3, 1], [0.1, 97, 899]];
    expect(compareVerdict(all(figures(lucky)))[0]).toContain("no better than answering 0");
    const sure: Group[] = [[0.9, 30, 1], [0.1, 70, 899]];
    expect(compareVerdict(all(figures(sure)))[0]).toBe("On all three splits this model answers more rows rightly than either constant answer.");
  });

  it("says that scores carry nothing where they rank like a coin, and not where they rank", () => {
    expect(compareVerdict(all(figures(GOOD), figures(GOOD), figures(CONSTANT)))).toContain(
      "On test the scores carry nothing: ROC AUC is 0.500, and a coin has 0.5.",
    );
    expect(compareVerdict(all(figures(GOOD))).join(" ")).not.toContain("carry nothing");
  });

  it("says when a ranking is backwards", () => {
    const backwards: Group[] = [[0.4, 0, 100], [0.1, 100, 0]];
    expect(compareVerdict(all(figures(GOOD), figures(GOOD), figures(backwards)))).toContain(
      "On test it ranks backwards: positive rows score lower than negative ones (ROC AUC 0.000).",
    );
  });

  it("says that the threshold is the problem where ranking is good and another threshold mends F1", () => {
    expect(compareVerdict(all(figures(GOOD), figures(GOOD), figures(LOW)))).toContain(
      "On test the scores rank well (ROC AUC 0.944) although accuracy is bad: the threshold is the problem. At 0.2 F1 on test is 0.90, at 0.5 it is 0.00.",
    );
    const hopeless: Group[] = [[0.3, 9, 150], [0.01, 1, 9840]];
    expect(compareVerdict(all(figures(hopeless))).join(" ")).toContain("the threshold is the problem");
    const noMend: Group[] = [[0.3, 2, 150], [0.01, 0, 9840]];
    expect(compareVerdict(all(figures(noMend))).join(" ")).not.toContain("the threshold is the problem");
  });

  it("says when the ranking learned on train is lost elsewhere", () => {
    const half: Group[] = [[0.9, 60, 10], [0.1, 40, 890]];
    expect(compareVerdict(all(figures(GOOD), figures(GOOD), figures(half)))).toContain(
      "What it learned on train does not carry over to test: ROC AUC falls from 0.944 to 0.794.",
    );
    expect(compareVerdict(all(figures(GOOD))).join(" ")).not.toContain("carry over");
  });

  it("says what one class alone cannot tell", () => {
    const sentences = compareVerdict(all(figures(GOOD), figures([[0.1, 0, 50]]), figures([[0.9, 50, 0]])));
    expect(sentences).toContain("On validation no row is positive, so nothing there tells how well it finds them.");
    expect(sentences).toContain("On test every row is positive, so nothing there tells how often it raises a false alarm.");
  });

  it("says which metrics do not compare where the share of positives changed", () => {
    const many: Group[] = [[0.9, 810, 1], [0.1, 90, 99]];
    expect(compareVerdict(all(figures(GOOD), figures(GOOD), figures(many))).join(" ")).toContain(
      "The share of positives differs 9.0-fold between train and test: compare recall, specificity and ROC AUC across them, not accuracy, precision or F1.",
    );
    expect(compareVerdict(all(figures(GOOD))).join(" ")).not.toContain("-fold");
  });

  it("says when it is surer than right, with the rows that show it; not when it is too modest", () => {
    const sure: Group[] = [[0.99, 70, 30], [0.01, 30, 870]];
    expect(compareVerdict(all(figures(GOOD), figures(GOOD), figures(sure))).join(" ")).toContain(
      "On test it is surer than it is right: on test the expected calibration error is 0.05; of rows that score about 0.99, 70\u202f% are positive.",
    );
    const modest: Group[] = [[0.6, 100, 0], [0.4, 0, 900]];
    expect(compareVerdict(all(figures(modest))).join(" ")).not.toContain("surer");
  });

  it("sets its ranking beside that of a logistic regression", () => {
    const half: Group[] = [[0.9, 60, 10], [0.1, 40, 890]];
    expect(compareVerdict(all(figures(GOOD, GOOD)))).toContain(
      "A logistic regression on the same features ranks as well (ROC AUC 0.944 against 0.944 on test): what it has beyond that adds nothing.",
    );
    expect(compareVerdict(all(figures(GOOD, half)))).toContain(
      "It ranks better than a logistic regression on the same features (ROC AUC 0.944 against 0.794 on test).",
    );
    expect(compareVerdict(all(figures(half, GOOD)))).toContain(
      "A logistic regression on the same features ranks better than it does (ROC AUC 0.794 against 0.944 on test).",
    );
    expect(compareVerdict(all(figures(CONSTANT, CONSTANT))).join(" ")).not.toContain("logistic");
  });
});
