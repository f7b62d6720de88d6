import { describe, expect, it } from "vitest";
import { BETH_FEATURES, defaultFeatures, resolveFeatures } from "./feature-selection";
import { splitSummary, summaryColumn } from "./testing/summaries";

const text = (name: string) => summaryColumn(name, { a: 1, b: 2 }, { kind: "text", dtype: "object" });
const raw = splitSummary("train", [
  ...["timestamp", ...BETH_FEATURES.slice(0, 5).toReversed()].map((name) => summaryColumn(name)),
  text("processName"),
  summaryColumn("eventId"),
  summaryColumn("stackAddresses", null, { kind: "discarded", dtype: "object" }),
  ...[...BETH_FEATURES.slice(5), "sus", "evil"].map((name) => summaryColumn(name)),
]);
const plain = splitSummary("train", [
  summaryColumn("Unnamed: 0"),
  summaryColumn("a"),
  text("b"),
  summaryColumn("c", { 7: 100 }),
  summaryColumn("empty", {}, { missing: 100 }),
  summaryColumn("label", { 0: 1, 1: 2 }),
  summaryColumn("target", { 0: 1, 1: 2 }),
]);

describe("the default features", () => {
  it("are the notebook's seven, in its order, where they all exist", () => {
    expect(defaultFeatures({ train: raw }, "sus")).toEqual([...BETH_FEATURES]);
  });

  it("are else the numeric columns that are no labels and not empty", () => {
    expect(defaultFeatures({ train: plain }, "label")).toEqual(["a", "c"]);
  });

  it("are in every loaded split", () => {
    const test = splitSummary("test", [summaryColumn("c"), text("a")]);
    expect(defaultFeatures({ train: plain, test }, "label")).toEqual(["c"]);
    expect(defaultFeatures({}, null)).toEqual([]);
  });
});

describe("resolveFeatures", () => {
  it("notes text that is set aside and warns of constant columns", () => {
    const { features, problems } = resolveFeatures(undefined, { train: plain }, "label");
    expect(features).toEqual(["a", "c"]);
    expect(problems).toMatchObject([
      { code: "text-column", severity: "note", column: "b" },
      { code: "constant-column", severity: "warning", column: "c", value: "7" },
    ]);
    expect(resolveFeatures(undefined, { train: raw }, "sus").problems.map(({ column }) => column)).toEqual([
      "processName",
      "stackAddresses",
    ]);
  });

  it("includes what is named, in that order", () => {
    expect(resolveFeatures({ include: ["target", "a", "a"] }, { train: plain }, "label").features).toEqual(["target", "a"]);
  });

  it("includes text, but not what was not kept", () => {
    expect(resolveFeatures({ include: ["b", "a"] }, { train: plain }, "label").features).toEqual(["b", "a"]);
    const { features, problems } = resolveFeatures({ include: ["processName", "stackAddresses"] }, { train: raw }, "sus");
    expect(features).toEqual(["processName"]);
    expect(problems.filter(({ severity }) => severity === "error")).toMatchObject([{ code: "text-column", column: "stackAddresses" }]);
  });

  it("refuses unknown names and the label", () => {
    const { features, problems } = resolveFeatures({ include: ["A", "b", "label", "nope", "a"] }, { train: plain }, "label");
    expect(features).toEqual(["b", "a"]);
    expect(problems.filter(({ severity }) => severity === "error")).toMatchObject([
      { code: "column-missing", column: "A", remedy: 'Did you mean "a"?' },
      { code: "config", column: "label" },
      { code: "column-missing", column: "nope", file: "train.csv" },
    ]);
  });

  it("takes what is excluded off the default, and warns of names it does not know", () => {
    const { features, problems } = resolveFeatures({ exclude: ["c", "zz"] }, { train: plain }, "label");
    expect(features).toEqual(["a"]);
    expect(problems).toContainEqual(expect.objectContaining({ code: "column-missing", severity: "warning", column: "zz" }));
  });

  it("says when nothing is left", () => {
    const { problems } = resolveFeatures({ exclude: ["a", "c"] }, { train: plain }, "label");
    expect(problems.at(-1)).toMatchObject({ code: "no-features", severity: "error" });
  });
});
