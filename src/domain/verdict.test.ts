import { describe, expect, it } from "vitest";
import type { EpochRecord, SplitMeasurement } from "./history";
import { learningVerdict, verdict } from "./verdict";

function measured(tp: number, fp: number, tn: number, fn: number, loss = 0.3): SplitMeasurement {
  const rows = tp + fp + tn + fn;
  return { rows, positives: tp + fn, loss, accuracy: (tp + tn) / rows, confusion: { tp, fp, tn, fn } };
}

function record(epoch: number, train: SplitMeasurement, validation = train, test = train): EpochRecord {
  return { epoch, train, validation, test };
}

const BCE = { loss: { type: "bce" }, batchSize: 1 } as const;
const NOTEBOOK = { loss: { type: "cross-entropy-single-output" }, batchSize: "full" } as const;

describe("what the figures say", () => {
  it("says nothing before anything was measured", () => {
    expect(verdict([], BCE)).toEqual([]);
  });

  it("says of the notebook's loss that its gradient is zero and that nothing is learned", () => {
    const history = [record(0, measured(0, 1, 8, 1, 0)), record(10, measured(0, 1, 8, 1, 0))];
    const [first] = verdict(history, NOTEBOOK);
    expect(first).toMatch(/gradient is zero for every weight/);
    expect(first).toMatch(/after 10 epochs/);
  });

  it("says when every answer is the same, and that it is worth no more than the constant", () => {
    const sentences = verdict([record(0, measured(1, 1, 7, 1)), record(1, measured(0, 0, 8, 2))], BCE);
    expect(sentences).toContain("It answers 0 for every row of train, validation and test.");
    expect(sentences).toContain("On all three splits it scores exactly what the best constant answer scores.");
  });

  it("says when too few steps were taken to learn anything", () => {
    const silent = measured(0, 0, 8, 2);
    expect(verdict([record(0, silent), record(10, silent)], { ...BCE, batchSize: "full" }).join(" ")).toContain("Only 10 steps were taken");
    expect(verdict([record(0, silent), record(30, silent)], BCE).join(" ")).not.toContain("steps were taken");
  });

  it("sets each accuracy against its baseline, with recall and precision where it is above", () => {
    const sentences = verdict(
      [record(1, measured(8, 2, 88, 2), measured(0, 5, 90, 5), measured(0, 0, 90, 10))],
      BCE,
    ).join(" ");
    expect(sentences).toContain("Train is 6.00 points above its best constant answer. Recall there is 80.0\u202f%, precision 80.0\u202f%.");
    expect(sentences).toContain("Validation is 5.00 points below its best constant answer.");
    expect(sentences).toContain("Test equals its best constant answer.");
  });

  it("says that test is another world when its share of positives is", () => {
    const train = measured(1, 0, 999, 0);
    const test = measured(900, 0, 100, 0);
    expect(verdict([record(1, train, train, test)], BCE).join(" ")).toContain(
      "Test is another world: 90.0\u202f% of its rows are positive, against 0.10\u202f% of train's.",
    );
    expect(verdict([record(1, train)], BCE).join(" ")).not.toContain("another world");
  });

  it("says how the loss moved from the untrained net", () => {
    const history = [record(0, measured(1, 1, 7, 1, 0.7)), record(3, measured(1, 1, 7, 1, 0.25))];
    expect(verdict(history, BCE).at(-1)).toBe("Train loss fell from 0.7000 untrained to 0.2500.");
  });

  it("counts steps for every loss that can learn, whatever its weights", () => {
    const silent = measured(0, 0, 8, 2);
    const history = [record(0, silent), record(10, silent)];
    for (const loss of [{ type: "bce", positiveWeight: "balanced" }, { type: "focal", gamma: 2, alpha: 0.25 }] as const) {
      const sentences = verdict(history, { loss, batchSize: "full" }).join(" ");
      expect(sentences).toContain("Only 10 steps were taken");
      expect(sentences).toContain("Train loss stayed");
    }
    expect(verdict(history, NOTEBOOK).join(" ")).not.toContain("steps were taken");
  });

  it("tells overfitting from shift by the hold-out rows, with figures", () => {
    const train = measured(100, 0, 9900, 0);
    const test = measured(100, 0, 5900, 4000);
    const history = [{ ...record(1, train, train, test), holdout: measured(80, 100, 800, 20) }];
    const sentences = verdict(history, BCE).join(" ");
    expect(sentences).toContain(
      "Train to hold-out loses 12.00 points of accuracy (100.00\u202f% on train, 88.00\u202f% on the hold-out rows): this is overfitting.",
    );
    expect(sentences).toContain(
      "Hold-out to test loses 28.00 points of accuracy (88.00\u202f% on the hold-out rows, 60.00\u202f% on test): this is shift, not overfitting.",
    );
  });

  it("blames neither where the figures differ by no more than chance, nor before anything was learned", () => {
    const train = measured(100, 0, 899, 1);
    const alike = { ...record(1, train), holdout: measured(99, 0, 899, 2) };
    expect(verdict([alike], BCE).join(" ")).toContain("No overfitting shows in accuracy: 99.90\u202f% on train, 99.80\u202f% on the hold-out rows.");
    expect(verdict([alike], BCE).join(" ")).not.toContain("this is shift");
    const untrained = { ...record(0, train), holdout: measured(0, 500, 400, 100) };
    expect(verdict([untrained], BCE).join(" ")).not.toMatch(/hold-out/i);
    expect(verdict([record(1, train)], BCE).join(" ")).not.toMatch(/hold-out/i);
  });

  it("goes by validation where there is no test, and calls a gain shift too", () => {
    const none = { ...measured(0, 0, 1, 0), rows: 0, positives: 0 };
    const train = measured(50, 0, 50, 0);
    const history = [{ ...record(1, train, measured(500, 0, 500, 0), none), holdout: measured(300, 200, 300, 200) }];
    expect(verdict(history, BCE).join(" ")).toContain("Hold-out to validation gains 40.00 points of accuracy");
  });

  it("says that train's figures are against noisy labels when they are", () => {
    const noisy = { ...BCE, subset: { rows: 100, labelNoise: 0.2 } };
    expect(verdict([record(1, measured(1, 1, 7, 1))], noisy).join(" ")).toContain("20.0\u202f% of train's rows were flipped on purpose");
    expect(verdict([record(1, measured(1, 1, 7, 1))], { ...BCE, subset: { rows: 100, labelNoise: 0 } }).join(" ")).not.toContain("flipped");
  });

  it("says first why a run ended early, and that a loss which is no number has a likely cause", () => {
    const history = [record(0, measured(1, 1, 7, 1)), record(1, measured(0, 0, 8, 2, NaN))];
    const sentences = verdict(history, BCE, "The loss was not a number in epoch 1.");
    expect(sentences[0]).toBe("The loss was not a number in epoch 1.");
    expect(sentences[1]).toContain("A lower learning rate is the first thing to try.");
    expect(sentences.join(" ")).not.toContain("Train loss stayed");
    expect(verdict(history.slice(0, 1), BCE).join(" ")).not.toContain("no longer a number");
  });
});

describe("whether a net learns", () => {
  it("has nothing to say of one that does, or that was not trained", () => {
    const history = [record(0, measured(1, 1, 7, 1, 0.7)), record(1, measured(1, 1, 7, 1, 0.6))];
    expect(learningVerdict(history, BCE)).toEqual([]);
    expect(learningVerdict(history.slice(0, 1), BCE)).toEqual([]);
    expect(learningVerdict([], BCE)).toEqual([]);
  });

  it("says that the loss did not move, and why where that is known", () => {
    const stood = [record(0, measured(1, 1, 7, 1, 0.7)), record(4, measured(1, 1, 7, 1, 0.7))];
    expect(learningVerdict(stood, BCE)).toEqual(["Loss did not move: on train it is 0.7000, as it was before training."]);
    const zero = [record(0, measured(0, 1, 8, 1, 0)), record(10, measured(0, 1, 8, 1, 0))];
    const sentences = learningVerdict(zero, NOTEBOOK);
    expect(sentences).toHaveLength(1);
    expect(sentences[0]).toContain("gradient is zero for every weight");
  });

  it("says when the loss is no number any more", () => {
    expect(learningVerdict([record(0, measured(1, 1, 7, 1)), record(2, measured(1, 1, 7, 1, NaN))], BCE)[0]).toContain("no longer a number");
  });
});
