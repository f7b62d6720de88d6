import { describe, expect, it } from "vitest";
import { createRandom } from "../random";
import { perSplit, type PerSplit } from "../split";
import { classVerdict, type ClassVerdict } from "./class-verdict";
import type { DriftAnswer } from "./drift";
import { classSentences, driftSentences, labelSentences } from "./drift-words";
import { CUT_OFFS, rankDrift } from "./effect-size";
import { labelShift, type LabelShift } from "./label-shift";
import { driftOf, plannedColumn } from "./testing/drift-columns";

interface World {
  readonly rows: number;
  readonly prevalence: number;
  /** Added to the column "size" of positive and of negative rows. */
  readonly positives?: number;
  readonly negatives?: number;
  /** The share of positives whose "host" is one that nobody else has. */
  readonly strangers?: number;
}

interface Drawn {
  readonly labels: Uint8Array;
  readonly size: Float64Array;
  readonly noise: Float64Array;
  readonly host: readonly string[];
}

/** Rows of a world where positives are larger than negatives and sit on other hosts. */
function draw({ rows, prevalence, positives = 0, negatives = 0, strangers = 0 }: World, seed: number): Drawn {
  const random = createRandom(seed);
  const drawn = { labels: new Uint8Array(rows), size: new Float64Array(rows), noise: new Float64Array(rows), host: [] as string[] };
  for (let row = 0; row < rows; row++) {
    const label = row < rows * prevalence ? 1 : 0;
    drawn.labels[row] = label;
    drawn.size[row] = random.normal() + (label === 1 ? 2 + positives : negatives);
    drawn.noise[row] = random.normal();
    const strange = label === 1 && random.uniform() < strangers;
    drawn.host.push(strange ? "stranger" : random.uniform() < (label === 1 ? 0.7 : 0.2) ? "laptop" : "server");
  }
  return drawn;
}

interface Shown {
  readonly answer: DriftAnswer;
  readonly label: LabelShift;
  readonly verdict: ClassVerdict;
}

function show(worlds: PerSplit<World>): Shown {
  const drawn = { train: draw(worlds.train, 1), validation: draw(worlds.validation, 2), test: draw(worlds.test, 3) };
  const of = <T>(pick: (of: Drawn) => T): PerSplit<T> => ({ train: pick(drawn.train), validation: pick(drawn.validation), test: pick(drawn.test) });
  const sources = [plannedColumn("size", of((own) => own.size)), plannedColumn("noise", of((own) => own.noise)), plannedColumn("host", of((own) => own.host))];
  const answer = driftOf(sources, of((own) => own.labels));
  const label = labelShift(of(({ labels }) => ({ rows: labels.length, positives: labels.reduce((sum, y) => sum + y, 0) })));
  return { answer, label, verdict: classVerdict(answer, label, "test") };
}

const TRAIN: World = { rows: 40_000, prevalence: 0.05 };
const ALIKE: World = { rows: 20_000, prevalence: 0.05 };

function against(test: World, train = TRAIN): Shown {
  return show({ train, validation: ALIKE, test });
}

describe("worlds whose truth is known", () => {
  it("a prior that moves alone is pure label shift, though every column that tells the classes apart moves", () => {
    const { answer, verdict } = against({ rows: 20_000, prevalence: 0.6 });
    expect(rankDrift(answer, "test").map(({ drift, effect }) => [drift.name, effect?.level])).toEqual([["size", "large"], ["host", "small"], ["noise", "none"]]);
    expect(verdict.kind).toBe("label-shift");
    expect(classSentences(verdict)).toEqual([
      "Within each class no single column moved, so from train to test this is label shift alone, as far as single columns can show. “Telling them apart” asks about all of them together.",
      "Among positives no single column moved: with 2,000 positives in train and 12,000 in test, no effect passes the cut-off for small.",
      "Among negatives no single column moved: with 38,000 negatives in train and 8,000 in test, no effect passes the cut-off for small.",
    ]);
  });

  it("a prior that moves from 2 % to 60 % is recognised in twenty draws, and never taken for more", () => {
    const kinds = Array.from({ length: 20 }, (_, seed) => {
      const [train, test] = [draw({ rows: 60_000, prevalence: 0.02 }, 2 * seed + 10), draw({ rows: 3000, prevalence: 0.6 }, 2 * seed + 11)];
      const answer = driftOf([plannedColumn("size", { train: train.size, validation: test.size, test: test.size })], { train: train.labels, validation: test.labels, test: test.labels });
      const counts = { train: { rows: 60_000, positives: 1200 }, validation: { rows: 3000, positives: 1800 }, test: { rows: 3000, positives: 1800 } };
      return classVerdict(answer, labelShift(counts), "test").kind;
    });
    expect(new Set(kinds)).toEqual(new Set(["label-shift"]));
  });

  it("a shift within a class is not called label shift, and is named with its class", () => {
    const moved = against({ rows: 20_000, prevalence: 0.6, positives: 0.6 });
    expect(moved.verdict.kind).toBe("within-class");
    const [verdict, positives, negatives] = classSentences(moved.verdict);
    expect(verdict).toBe("From train to test this is not label shift alone: the share of positives changed, and what rows look like changed within the positives.");
    expect(positives).toMatch(/^Among positives, size \(KS 0\.2\d\) moved\.$/);
    expect(negatives).toContain("Among negatives no single column moved");
    const { verdict: other } = against({ rows: 20_000, prevalence: 0.6, negatives: -1, strangers: 0.5 });
    expect(other.kind).toBe("within-class");
    expect(classSentences(other)[0]).toContain("within both classes");
    expect(other.classes.positive.moved.map(({ drift }) => drift.name)).toEqual(["host"]);
    expect(other.classes.negative.moved.map(({ drift }) => drift.name)).toEqual(["size"]);
  });

  it("a shift within a class is seen where the share of positives stays, too", () => {
    const { verdict } = against({ ...ALIKE, negatives: 0.8 });
    expect(verdict.labelMoved).toBe(false);
    expect(classSentences(against({ ...ALIKE, negatives: 0.4 }).verdict)[0]).toContain("changed a little within the negatives");
    expect(classSentences(verdict)[0]).toBe("From train to test what rows look like changed within the negatives, though the share of positives did not change by more than chance.");
  });

  it("splits that are dealt from one source are alike", () => {
    const { answer, verdict, label } = against(ALIKE);
    expect(classSentences(verdict)[0]).toContain("test is like train");
    expect(driftSentences(answer, "test")).toEqual(["All 3 columns are in test as in train: no effect passes the cut-off for small."]);
    expect(labelSentences(label)[1]).toContain("have the same share of positives");
  });

  it("too few rows of a class are said to be too few, not to be the same", () => {
    const { verdict } = against({ rows: 20_000, prevalence: 0.6 }, { rows: 40_000, prevalence: 0.0003 });
    expect(verdict.kind).toBe("not-known");
    const [first, positives] = classSentences(verdict);
    expect(first).toBe("Whether the shift from train to test is one of the label alone cannot be told.");
    expect(positives).toBe("Among positives nothing was seen to move, but 12 positives in train and 12,000 in test are too few to tell: chance alone can make a KS of 0.63.");
  });

  it("a class that is not there is said to be absent", () => {
    const words = classSentences(against({ rows: 500, prevalence: 0 }).verdict);
    expect(words[1]).toBe("Test has no positive row, so nothing can be said about positives.");
    expect(classSentences(against({ rows: 500, prevalence: 0.5 }, { rows: 500, prevalence: 0 }).verdict)[1]).toContain("Train has no positive row");
    expect(classSentences(against({ rows: 500, prevalence: 0 }, { rows: 500, prevalence: 0 }).verdict)[1]).toContain("Neither train nor test has a positive row");
  });

  it("a class that neither side has hinders no verdict", () => {
    const { verdict } = against({ rows: 20_000, prevalence: 0 }, { rows: 40_000, prevalence: 0 });
    expect(verdict.kind).toBe("alike");
    expect(classSentences(verdict)[1]).toContain("Neither train nor test has a positive row");
  });

  it("a share of positives that moves as far as chance makes is said to, and not as a factor of 1.0", () => {
    const words = (train: readonly [number, number], test: readonly [number, number]): string | undefined =>
      labelSentences(labelShift({ train: { rows: train[1], positives: train[0] }, validation: { rows: 0, positives: 0 }, test: { rows: test[1], positives: test[0] } }))[0];
    expect(words([10, 1000], [25, 1000])).toBe("1.00\u202f% of the rows are positive in train, 2.50\u202f% in test: 2.5 times as many.");
    expect(words([10, 1000], [17, 1000])).toBe("1.00\u202f% of the rows are positive in train, 1.70\u202f% in test: a difference that chance alone can make.");
    expect(words([2_000_000, 4_000_000], [2_020_000, 4_000_000])).toBe("50.0\u202f% of the rows are positive in train, 50.5\u202f% in test: more than chance makes, but little.");
  });

  it("ten rows tell nothing, and it is said that chance may be all there is", () => {
    const { answer, verdict } = show({ train: { rows: 10, prevalence: 0.5 }, validation: { rows: 10, prevalence: 0.5 }, test: { rows: 10, prevalence: 0.5 } });
    expect(rankDrift(answer, "test").every(({ effect }) => effect?.level === "none")).toBe(true);
    expect(driftSentences(answer, "test").join(" ")).toContain("by no more than chance can make: 10 rows tell too little.");
    expect(verdict.kind).toBe("not-known");
  });
});

describe("sentences about columns", () => {
  const labels = { train: new Uint8Array(400), validation: new Uint8Array(400), test: new Uint8Array(400) };
  const ramp = (to: number, offset = 0): number[] => Array.from({ length: 400 }, (_, row) => (row % to) + offset);

  it("name the movers by the size of their effect, and those that stay", () => {
    const columns = [
      plannedColumn("still", { train: ramp(50), validation: ramp(50), test: ramp(50) }),
      plannedColumn("far", { train: ramp(50), validation: ramp(50), test: ramp(50, 100) }),
      plannedColumn("bit", { train: ramp(100), validation: ramp(100), test: ramp(50).map((x, row) => (row < 264 ? x : x + 50)) }),
    ];
    const answer = driftOf(columns, labels);
    expect(driftSentences(answer, "test")).toEqual(["2 of 3 columns moved from train to test. Large effect: far (KS 1.00); small effect: bit (KS 0.16).", "still stays as in train."]);
    expect(driftSentences(answer, "validation")).toEqual(["All 3 columns are in validation as in train: no effect passes the cut-off for small."]);
  });

  it("tell of values that train never had, and of columns without one", () => {
    const some = ramp(4).map(String);
    const columns = [
      plannedColumn("host", { train: some, validation: some, test: some.map((text) => (text === "0" ? "new" : text)) }),
      // Of the values that test has, none can be held against train's.
      plannedColumn("hollow", { train: ramp(4).map(() => null), validation: ramp(4), test: ramp(4).map((x, row) => (row === 7 ? x : null)) }),
    ];
    const words = driftSentences(driftOf(columns, labels), "test");
    expect(words).toContain("In host 25.0\u202f% of test's rows have a value that train never had.");
    expect(words).toContain("hollow cannot be compared: train or test has no value there.");
    expect(driftSentences([], "test")).toEqual([]);
  });
});

describe("columns that lack values", () => {
  const rows = 4000;
  const labels = perSplit(() => Uint8Array.from({ length: rows }, (_, row) => row % 2));
  const value = (row: number): number => (row * 37) % 101;
  const cells = (lacks: (row: number) => boolean): (number | null)[] => Array.from({ length: rows }, (_, row) => (lacks(row) ? null : value(row)));
  const full = cells(() => false);
  const label = labelShift(perSplit(() => ({ rows, positives: rows / 2 })));

  it("in another share of the rows have moved, and it is said how", () => {
    // In tens of rows, so that both classes lack as many.
    const answer = driftOf([plannedColumn("x", { train: full, validation: full, test: cells((row) => row % 10 < 6) })], labels);
    expect(driftSentences(answer, "test")).toEqual([
      "The one column moved from train to test. Large effect: x (missing 0.0\u202f% → 60.0\u202f%).",
      "x is missing in 60.0\u202f% of test's rows and in none of train's.",
    ]);
    const verdict = classVerdict(answer, label, "test");
    expect(verdict.kind).toBe("within-class");
    expect(classSentences(verdict)[1]).toBe("Among positives, x (missing 0.0\u202f% → 60.0\u202f%) moved.");
    expect(classVerdict(answer, label, "validation").kind).toBe("alike");
  });

  it("have moved where one side has no value at all, and within a single class", () => {
    const gone = driftOf([plannedColumn("x", { train: full, validation: full, test: cells(() => true) })], labels);
    expect(driftSentences(gone, "test")[1]).toBe("x is missing in all of test's rows and in none of train's.");
    const half = driftOf([plannedColumn("x", { train: full, validation: full, test: cells((row) => row % 10 === 1) })], labels);
    const { classes } = classVerdict(half, label, "test");
    expect([classes.positive.status, classes.negative.status]).toEqual(["moved", "same"]);
  });

  it("have not where both sides lack as many, or have none", () => {
    const lacking = cells((row) => row % 10 < 3);
    const answer = driftOf([plannedColumn("x", perSplit(() => lacking)), plannedColumn("void", perSplit(() => cells(() => true)))], labels);
    expect(driftSentences(answer, "test")).toEqual(["x stays as in train.", "void has no value in train or test: there is nothing to compare."]);
    expect(classVerdict(answer, label, "test").kind).toBe("alike");
  });

  it("tell nothing where so few values are left that chance explains anything", () => {
    const random = createRandom(3);
    const few = (offset: number): (number | null)[] => Array.from({ length: rows }, (_, row) => (row < 14 ? random.normal() + offset : null));
    const answer = driftOf([plannedColumn("x", { train: few(0), validation: few(0), test: few(3) })], labels);
    const verdict = classVerdict(answer, label, "test");
    expect(verdict.kind).toBe("not-known");
    expect(classSentences(verdict)[1]).toBe("Among positives, x cannot be compared: too many different values, or too few rows that have one.");
    // Not even by chance is anything seen to move here, which tells as little.
    const same = few(0);
    expect(classVerdict(driftOf([plannedColumn("x", perSplit(() => same))], labels), label, "test").kind).toBe("not-known");
  });
});

describe("cut-offs", () => {
  /** Of two bell curves so many standard deviations apart. */
  function curves(apart: number): DriftAnswer {
    const drawn = [draw({ rows: 200_000, prevalence: 0 }, 7), draw({ rows: 200_000, prevalence: 0, negatives: apart }, 8)] as const;
    const none = new Uint8Array(200_000);
    return driftOf([plannedColumn("x", { train: drawn[0].size, validation: drawn[0].size, test: drawn[1].size })], { train: none, validation: none, test: none });
  }

  it.each([[0.25, "small"], [0.5, "medium"], [0.8, "large"]] as const)("lie where they say they do: a bell curve that moves by %d deviations", (apart, level) => {
    const measures = rankDrift(curves(apart), "test")[0]?.drift.all;
    const limit = CUT_OFFS.ks[level];
    expect(Math.abs((measures?.ks ?? NaN) - limit)).toBeLessThan(0.015);
    expect(measures?.wasserstein).toBeCloseTo(apart, 1);
  });

  it("of Jensen–Shannon go with those of Cramér's V where both sides have as many rows", () => {
    const none = new Uint8Array(1000);
    for (const level of ["small", "medium", "large"] as const) {
      const part = (share: number): string[] => Array.from({ length: 1000 }, (_, row) => (row < share * 1000 ? "a" : "b"));
      const half = CUT_OFFS.cramersV[level] / 2;
      const cells = { train: part(0.5 - half), validation: part(0.5), test: part(0.5 + half) };
      const measures = rankDrift(driftOf([plannedColumn("t", cells)], { train: none, validation: none, test: none }), "test")[0]?.drift.all;
      expect(measures?.cramersV).toBeCloseTo(CUT_OFFS.cramersV[level], 2);
      expect(Math.abs((measures?.jsDistance ?? NaN) - CUT_OFFS.jsDistance[level])).toBeLessThan(0.035);
    }
  });

  it("are not passed by what chance does: one source, drawn twice, a thousand times", () => {
    const random = createRandom(5);
    let passed = 0;
    for (let time = 0; time < 1000; time++) {
      const cells = (): number[] => Array.from({ length: 60 }, () => random.uniform());
      const texts = (): string[] => Array.from({ length: 60 }, () => "abcde"[random.integer(5)] ?? "");
      const some = new Uint8Array(60);
      const answer = driftOf(
        [plannedColumn("x", { train: cells(), validation: cells(), test: cells() }), plannedColumn("t", { train: texts(), validation: texts(), test: texts() })],
        { train: some, validation: some, test: some },
      );
      passed += rankDrift(answer, "test").filter(({ effect }) => effect?.level !== "none").length;
    }
    expect(passed).toBeLessThan(12);
  });

  it("an effect among few rows against many is not lost on Cramér's V", () => {
    const few = (share: number, rows: number): string[] => Array.from({ length: rows }, (_, row) => (row < share * rows ? "a" : "b"));
    const labels = { train: new Uint8Array(100), validation: new Uint8Array(100), test: new Uint8Array(60_000) };
    const [top] = rankDrift(driftOf([plannedColumn("t", { train: few(0.1, 100), validation: few(0.1, 100), test: few(0.6, 60_000) })], labels), "test");
    expect(top?.drift.all.cramersV).toBeLessThan(0.1);
    expect(top?.effect).toMatchObject({ measure: "jsDistance", level: "large" });
  });
});
