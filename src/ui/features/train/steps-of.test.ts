import { expect, test } from "vitest";
import { rowsTrainedOn, stepsPerEpoch } from "./steps-of";

test("the last smaller batch counts as a step, and a full batch is one", () => {
  expect(stepsPerEpoch({ batchSize: 256, holdout: 0 }, 600)).toBe(3);
  expect(stepsPerEpoch({ batchSize: 300, holdout: 0 }, 600)).toBe(2);
  expect(stepsPerEpoch({ batchSize: "full", holdout: 0 }, 600)).toBe(1);
});

test("rows that are set aside or left out are not trained on", () => {
  expect(rowsTrainedOn({ holdout: 0.25 }, 600)).toBe(450);
  expect(rowsTrainedOn({ holdout: 0.25, subset: { rows: 100, labelNoise: 0 } }, 600)).toBe(100);
  expect(rowsTrainedOn({ holdout: 0, subset: { rows: 1000, labelNoise: 0 } }, 600)).toBe(600);
  expect(stepsPerEpoch({ batchSize: 256, holdout: 0.25 }, 600)).toBe(2);
});
