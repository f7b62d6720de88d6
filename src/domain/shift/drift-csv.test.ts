import { expect, it } from "vitest";
import type { DriftMeasures, FeatureDrift } from "./drift";
import { driftCsv } from "./drift-csv";

const NUMBERS: DriftMeasures = { referenceRows: 30, currentRows: 20, referenceMissing: 0, currentMissing: 10, ks: 0.25, wasserstein: 1 / 3, jsDistance: 0.125, psi: 0, chiSquare: null, cramersV: null, unseenShare: null, categories: null };
const VALUES: DriftMeasures = { ...NUMBERS, ks: null, wasserstein: null, chiSquare: 12.5, cramersV: 0.5, unseenShare: 0.1, categories: 4 };

it("has a line for all rows, positives and negatives of each feature, numbers in full, nothing where there is none", () => {
  const features: FeatureDrift[] = [
    { name: "a", kind: "number", against: "validation", all: NUMBERS, withinPositive: null, withinNegative: NUMBERS },
    { name: '=HYPERLINK("x")', kind: "category", against: "test", all: VALUES, withinPositive: VALUES, withinNegative: null },
  ];
  expect(driftCsv(features).split("\n")).toEqual([
    "against,column,kind,rows,train_rows,other_rows,train_missing,other_missing,ks,wasserstein_sd,js_distance,psi,chi_square,cramers_v,unseen_share",
    "validation,a,number,all,30,20,0,10,0.25,0.3333333333333333,0.125,0,,,",
    "validation,a,number,positive,,,,,,,,,,,",
    "validation,a,number,negative,30,20,0,10,0.25,0.3333333333333333,0.125,0,,,",
    'test,"\'=HYPERLINK(""x"")",category,all,30,20,0,10,,,0.125,0,12.5,0.5,0.1',
    'test,"\'=HYPERLINK(""x"")",category,positive,30,20,0,10,,,0.125,0,12.5,0.5,0.1',
    'test,"\'=HYPERLINK(""x"")",category,negative,,,,,,,,,,,',
    "",
  ]);
});
