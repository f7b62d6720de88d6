import { describe, expect, it } from "vitest";
import type { EpochRecord, SplitMeasurement } from "./history";
import { verdict } from "./verdict";

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
});
