import { expect, it } from "vitest";
import type { FittedFeature, FittedFeatures } from "../domain/features/fitted";
import { fittedCsv, fittedJson } from "./fitted-text";

const FEATURE: FittedFeature = {
  name: "x",
  source: "x",
  missing: "median",
  fill: 2,
  transform: [{ type: "symlog" }],
  encoding: { type: "numeric" },
  center: 0.1 + 0.2,
  scale: 2,
  constant: false,
  statistics: { mean: 0.1 + 0.2, variance: 4, min: -1, max: 1e22, median: null, interquartileRange: null },
};

const FITTED: FittedFeatures = {
  scaler: "standard",
  fitOn: "train",
  columns: [FEATURE, { ...FEATURE, name: '=cmd()="a",b', source: "=cmd()", encoding: { type: "one-hot", category: 'a",b' } }],
};

it("writes a line for each column of the matrix, with its numbers in full", () => {
  const [head, first] = fittedCsv(FITTED).split("\n");
  expect(head).toBe("name,source,missing,fill,transform,encoding,center,scale,mean,std,min,max,constant,fitted on");
  expect(first).toBe("x,x,median,2,symlog,numeric,0.30000000000000004,2,0.30000000000000004,2,-1,1e+22,false,train");
});

it("says where it was fitted on everything", () => {
  const [, first] = fittedCsv({ ...FITTED, fitOn: "everything" }).split("\n");
  expect(first).toMatch(/,all three splits$/);
});

it("neutralises what a spreadsheet would run, and quotes", () => {
  const [, , second] = fittedCsv(FITTED).split("\n");
  expect(second).toMatch(/^"'=cmd\(\)=""a"",b",'=cmd\(\),median,2,symlog,"one-hot ""a"",b""",/);
});

it("writes all that makes the matrix as JSON", () => {
  expect(JSON.parse(fittedJson(FITTED))).toEqual(FITTED);
});
