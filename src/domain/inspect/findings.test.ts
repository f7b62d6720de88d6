import { describe, expect, it } from "vitest";
import { findingsOf, withLabel, type Inspected } from "./findings";
import type { ColumnProfile, NumericStatistics } from "./profile";

const NO_DUPLICATES = { within: {}, across: [], notHeld: [], notShared: [] };
const ALL_COLUMNS = { compared: 8, columns: 8 };

function inspected(change: Partial<Inspected>): Inspected {
  return { rows: { train: 1000, test: 1000 }, profiles: {}, duplicates: NO_DUPLICATES, repeats: [], repeatsIn: "train", ...change };
}

function profile(name: string, change: Partial<ColumnProfile> = {}, figures: Partial<NumericStatistics> = {}): ColumnProfile {
  const statistics = { count: 1000, mean: 0, std: 1, min: 0, lowerQuartile: 0, median: 0, upperQuartile: 0, max: 1, infinite: 0, ...figures };
  return { name, kind: "numeric", dtype: "int64", nonNull: 1000, missing: 0, unique: 100, uniqueAbout: null, memoryBytes: 8000, heldBytes: 1000, statistics, top: [{ value: "1", count: 20 }], ...change };
}

const sentences = (change: Partial<Inspected>): string[] => findingsOf(inspected(change)).map(({ sentence }) => sentence);

describe("findings about rows", () => {
  it("calls rows of another split that train has a leak", () => {
    const found = findingsOf(inspected({ duplicates: { ...NO_DUPLICATES, across: [{ from: "train", to: "test", rows: 12, ...ALL_COLUMNS }, { from: "train", to: "validation", rows: 0, ...ALL_COLUMNS }] } }));
    expect(found).toEqual([
      {
        code: "duplicates-across",
        severity: "warning",
        sentence: "12 rows of test (1.2\u202f%) also stand in train, a leak: the net has seen them in training, so figures of test look better than they are.",
        columns: [],
        split: "test",
        shared: { from: "train", rows: 12 },
      },
    ]);
  });

  it("says that what was not compared may differ", () => {
    const across = [{ from: "validation", to: "test", rows: 1, compared: 7, columns: 8 }] as const;
    expect(sentences({ duplicates: { within: { train: 1 }, across, notHeld: ["args"], notShared: [] } })).toEqual([
      "1 row of test (0.1\u202f%) also stands in validation in the 7 of 8 columns that could be compared: figures of test do not check those of validation independently.",
      "1 row of train (0.1\u202f%) repeats an earlier row, as far as columns are kept: what it says counts more than once.",
    ]);
  });

  it("does not call rows a leak that agree in a few columns of many", () => {
    const across = [{ from: "train", to: "test", rows: 1000, compared: 1, columns: 8 }] as const;
    expect(findingsOf(inspected({ duplicates: { ...NO_DUPLICATES, across } }))).toMatchObject([
      {
        severity: "note",
        sentence: "1,000 rows of test (100.0\u202f%) also stand in train in the 1 of 8 columns that could be compared: too few to call them the same rows.",
      },
    ]);
  });
});

describe("findings about columns that repeat others", () => {
  const of = (how: "same" | "renamed" | "correlated", correlation: number): string[] =>
    sentences({ repeats: [{ column: "threadId", repeats: "processId", how, correlation }] });

  it("says how, and never that nearly 1 is 1", () => {
    expect(of("correlated", 0.991)).toEqual(["threadId repeats processId: correlation 0.99; dropping one costs nothing."]);
    expect(of("correlated", 0.999_999_8)).toEqual(["threadId repeats processId: correlation 0.9999; dropping one costs nothing."]);
    expect(of("correlated", -1)).toEqual(["threadId mirrors processId: correlation −1; dropping one costs nothing."]);
    expect(of("same", 1)).toEqual(["threadId repeats processId: they are equal in every row; dropping one costs nothing."]);
    expect(of("renamed", NaN)).toEqual([
      "threadId repeats processId in other words: each value of one stands for one value of the other; dropping one costs nothing.",
    ]);
  });

  it("puts names in quotes that would not read as names, and shortens long ones", () => {
    const [sentence] = sentences({ repeats: [{ column: "a b", repeats: "x".repeat(10_000), how: "same", correlation: 1 }] });
    expect(sentence).toMatch(/^"a b" repeats "x{39}…": /);
  });
});

describe("findings about single columns", () => {
  const one = { unique: 1, top: [{ value: "7", count: 1000 }] };

  it("names constant columns, and warns where only train is", () => {
    expect(sentences({ profiles: { train: [profile("a", one)], test: [profile("a", one)] } })).toEqual([
      "a has the same value, 7, in every row: nothing can be learned from it.",
    ]);
    const [found] = findingsOf(inspected({ profiles: { train: [profile("a", one)], test: [profile("a")] } }));
    expect(found).toMatchObject({ severity: "warning", split: "train", sentence: "a has the same value, 7, in every row of train: nothing can be learned from it." });
    expect(sentences({ profiles: { train: [profile("a")], test: [profile("a", one)] } })).toEqual([
      "a has the same value, 7, in every row of test: what is learned from it cannot be tested there.",
    ]);
    const holes = { ...one, nonNull: 900, missing: 100 };
    expect(sentences({ profiles: { train: [profile("a", holes)] } })).toEqual([
      "a has the same value, 7, in every row that has a value: nothing can be learned from it.",
    ]);
  });

  it("names nearly constant columns from 99.9 % on", () => {
    const nearly = { unique: 2, top: [{ value: "0", count: 999 }, { value: "1", count: 1 }] };
    expect(sentences({ profiles: { train: [profile("a", nearly)] } })).toEqual(["a is 0 in 99.9\u202f% of the rows of train: it says next to nothing."]);
    expect(sentences({ profiles: { train: [profile("a", { unique: 2, top: [{ value: "0", count: 998 }] })] } })).toEqual([]);
  });

  it("names whole numbers and texts that differ in every row, not measures, nor a few rows", () => {
    const all = { unique: 1000 };
    expect(sentences({ profiles: { train: [profile("flowId", all)] } })).toEqual([
      "flowId has a different value in every row: it identifies the row and cannot generalise.",
    ]);
    expect(sentences({ profiles: { train: [profile("host", { ...all, kind: "text", dtype: "object", statistics: null })] } })).toHaveLength(1);
    expect(sentences({ profiles: { train: [profile("reading", { ...all, dtype: "float64" })] } })).toEqual([]);
    expect(sentences({ profiles: { train: [profile("a", { unique: 19, nonNull: 19, top: [] })] } })).toEqual([]);
  });

  it("names text that was set aside when it has about as many values as rows", () => {
    const aside = { kind: "discarded", dtype: "object", unique: null, statistics: null, top: [] } as const;
    expect(sentences({ profiles: { train: [profile("requestId", { ...aside, uniqueAbout: 985 })] } })).toEqual([
      "requestId has about as many different texts as there are rows: it names the row, and was set aside.",
    ]);
    expect(sentences({ profiles: { train: [profile("args", { ...aside, uniqueAbout: 600 })] } })).toEqual([]);
  });

  it("names columns that lack many values, and those that lack all", () => {
    const lacking = (missing: number): Partial<ColumnProfile> => ({ missing, nonNull: 1000 - missing });
    const found = findingsOf(inspected({ profiles: { train: [profile("a", lacking(200)), profile("b", lacking(600)), profile("c", lacking(199))] } }));
    expect(found.map(({ severity, sentence }) => [severity, sentence])).toEqual([
      ["warning", "b lacks its value in many rows (60.0\u202f% of train): choose what stands for it, or leave it out."],
      ["note", "a lacks its value in many rows (20.0\u202f% of train): choose what stands for it, or leave it out."],
    ]);
    expect(sentences({ profiles: { train: [profile("a", { ...lacking(1000), unique: 0, top: [] }, { std: NaN })] } })).toEqual(["a has no value in any row: leave it out."]);
  });

  it("tells many of a kind in one sentence", () => {
    const many = Array.from({ length: 40 }, (_, index) => profile(`c${index}`, one));
    const [found, ...others] = findingsOf(inspected({ profiles: { train: many } }));
    expect(others).toEqual([]);
    expect(found?.columns).toHaveLength(40);
    expect(found?.sentence).toBe('40 columns ("c0", "c1", "c2", "c3", "c4", "c5" and 34 more) have one value in every row of their split and say nothing there.');
  });

  it("names the widest and the narrowest spread where they lie a thousand times apart", () => {
    const columns = [profile("bytes", {}, { std: 5_000 }), profile("flag", {}, { std: 0.5 }), profile("constant", {}, { std: 0 })];
    expect(sentences({ profiles: { train: columns } })).toEqual([
      "Values of bytes spread about 10,000 times as far as those of flag (standard deviations 5,000 and 0.5): without scaling, the first drowns the second.",
    ]);
    expect(sentences({ profiles: { train: [profile("bytes", {}, { std: 499 }), profile("flag", {}, { std: 0.5 })] } })).toEqual([]);
  });
});

describe("findings about the label", () => {
  it("leave the label out of what drowns without scaling, for it is not scaled", () => {
    const found = findingsOf(inspected({ profiles: { train: [profile("bytes", {}, { std: 5_000 }), profile("flag", {}, { std: 0.5 }), profile("sus", {}, { std: 0.04 })] } }));
    expect(found.map(({ columns }) => columns)).toEqual([["bytes", "sus"]]);
    expect(withLabel(found, "sus").map(({ sentence }) => sentence)).toEqual([
      "Values of bytes spread about 10,000 times as far as those of flag (standard deviations 5,000 and 0.5): without scaling, the first drowns the second.",
    ]);
    expect(withLabel(found, "bytes")).toEqual([]);
    expect(withLabel(found, "flag")).toEqual(found);
  });

  it("calls a column that repeats the label an answer given away, not a spare one", () => {
    const found = findingsOf(
      inspected({
        repeats: [
          { column: "threadId", repeats: "processId", how: "correlated", correlation: 0.99 },
          { column: "evil", repeats: "sus", how: "correlated", correlation: 0.991 },
        ],
      }),
    );
    expect(withLabel(found, null)).toEqual(found);
    expect(withLabel(found, "sus")).toMatchObject([
      {
        severity: "warning",
        sentence: "evil gives the label away: it says what sus says (correlation 0.99). Exclude it, unless it is known before the label is.",
      },
      { severity: "note", sentence: "threadId repeats processId: correlation 0.99; dropping one costs nothing." },
    ]);
  });
});
