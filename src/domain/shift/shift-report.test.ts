import { describe, expect, it } from "vitest";
import { inOneGo } from "../inspect/stepwise";
import { perSplit } from "../split";
import { correctedFigures } from "./corrected-figures";
import type { DriftAnswer, DriftMeasures } from "./drift";
import { gapOf } from "./gap";
import { labelShift } from "./label-shift";
import { gapByHoldout } from "./overfitting";
import { ASSUMPTION } from "./prior-words";
import { missingReasons, perAgainst, type ShiftFindings } from "./shift-findings";
import { shiftMarkdown } from "./shift-markdown";
import { shiftSections, type ShiftSection } from "./shift-sections";

const counts = { train: { rows: 80_000, positives: 8000 }, validation: { rows: 40_000, positives: 4000 }, test: { rows: 40_000, positives: 24_000 } };

function measures(ks: number): DriftMeasures {
  return { referenceRows: 30_000, currentRows: 15_000, referenceMissing: 0, currentMissing: 0, ks, wasserstein: ks, jsDistance: ks, psi: ks, chiSquare: null, cramersV: null, unseenShare: null, categories: null };
}

function drift(ks: number): DriftAnswer {
  return [
    { name: "a|b *bold*", kind: "number", against: "validation", all: measures(0.01), withinPositive: measures(0.01), withinNegative: measures(0.01) },
    { name: "a|b *bold*", kind: "number", against: "test", all: measures(ks), withinPositive: measures(0.01), withinNegative: measures(0.01) },
  ];
}

const missing = { type: "missing", reason: "Nothing has been trained yet." } as const;
const untoldPrior = { type: "none", reason: "Nothing is told." } as const;
const untold = { type: "undefined", reason: "Too few rows." } as const;

function findings(): ShiftFindings {
  const confusion = (rows: number, positives: number) => ({ tp: positives / 2, fn: positives / 2, tn: rows - positives, fp: 0 });
  const named = perSplit((split) => ({ name: split, confusion: confusion(counts[split].rows, counts[split].positives) }));
  return {
    label: labelShift(counts),
    drift: { type: "found", value: drift(0.5) },
    domain: perAgainst((against) => ({ type: "found", value: { against, seed: 1, engine: { name: "cpu", variant: "tfjs", pool: 1, renderer: null }, plain: untold, sameMix: untold } })),
    gaps: { type: "found", value: perAgainst((against) => gapOf<"train" | "validation" | "test">({ ...named.train, name: "train" }, { ...named[against], name: against })) },
    ...{ overfitting: { type: "found", value: null }, prior: missing, corrected: perAgainst(() => missing) },
  };
}

/** The same of a run that held rows out and whose scores were corrected for test. */
function measured(): ShiftFindings {
  const train = { tp: 4000, fn: 4000, tn: 72_000, fp: 0 };
  const holdout = { tp: 200, fn: 800, tn: 7800, fp: 1200 };
  const far = { trainRows: 8000, targetRows: 24_000, ks: 0.9, noise: 0.02 };
  const alike = { ...far, ks: 0.01 };
  const target = { rows: 40_000, positives: 24_000, em: untoldPrior, bbse: untoldPrior, scores: { positive: far, negative: alike } };
  const { before, after } = inOneGo(correctedFigures(Float32Array.of(-2, -1, -0.2, -0.1), Uint8Array.of(0, 1, 0, 1), 0.15, 0.5));
  return {
    ...findings(),
    overfitting: {
      type: "found",
      value: { byHoldout: perAgainst((against) => gapByHoldout(train, holdout, { name: against, confusion: { tp: 2000, fn: 2000, tn: 36_000, fp: 0 } })), noisyLabels: true },
    },
    prior: {
      type: "found",
      value: { trained: { type: "known", prior: 0.1, ...counts.train, weight: 1 }, level: { score: 0.1, label: 0.1, error: 0.001 }, source: "holdout", against: { validation: { ...target, scores: { positive: alike, negative: alike } }, test: target } },
    },
    corrected: {
      validation: { type: "found", value: { type: "none", reason: "The scores cannot be corrected. Focal loss." } },
      test: { type: "found", value: { type: "corrected", method: "em", trainPrior: 0.1, prior: 0.6, offset: 0.15, before, after } },
    },
  };
}

function partOf(found: ShiftFindings, title: string): ShiftSection {
  const part = shiftSections(found).find((each) => each.title === title);
  if (part === undefined) throw new Error(`There is no section "${title}".`);
  return part;
}

describe("the shift report", () => {
  it("begins with the verdict on test, and goes on to what moved, what it cost and what it rests on", () => {
    const sections = shiftSections(findings());
    expect(sections.map(({ title }) => title)).toEqual([
      "Verdict",
      "The label",
      "The features",
      "Telling the splits apart",
      "What it cost",
      "The share of positives, estimated without labels",
    ]);
    expect(sections[0]?.sentences[0]).toBe("Within each class no single column moved, so from train to test this is label shift alone, as far as single columns can show. “Telling them apart” asks about all of them together.");
    expect(sections[0]?.sentences.join(" ")).toContain("on train to 70.00\u202f% on test");
  });

  it("has the figures of every split and column in tables whose rows are as long as their heads", () => {
    const tables = shiftSections(findings()).flatMap((section) => section.tables);
    expect(tables.map(({ rows }) => rows.length)).toEqual([3, 1, 1, 2]);
    for (const { columns, rows } of tables) for (const row of rows) expect(row).toHaveLength(columns.length);
    expect(tables[2]?.rows[0]?.slice(0, 3)).toEqual(["a|b *bold*", "large effect", "0.500"]);
  });

  it("says of a part that is missing why, once", () => {
    const found = { ...findings(), gaps: missing };
    expect(missingReasons(found)).toEqual([missing.reason]);
    expect(shiftSections(found).filter(({ sentences }) => sentences.includes(missing.reason))).toHaveLength(2);
    expect(missingReasons(measured())).toEqual([]);
  });

  it("leaves as Markdown in which names from files are text", () => {
    const text = shiftMarkdown(shiftSections(findings()), ["Train: <b>.csv"], [{ title: "KS", text: "A gap *between* shares." }]);
    expect(text.startsWith("# Shift report\n\nTrain: \\<b\\>.csv\n\n## Verdict\n")).toBe(true);
    expect(text).toContain("| a\\|b \\*bold\\* | large effect |");
    expect(text.split("\n").filter((line) => line.startsWith("| ---"))).toHaveLength(4);
    expect(text.endsWith("\n\n## Terms\n\n- **KS**: A gap \\*between\\* shares.\n")).toBe(true);
  });

  it("holds every accuracy against the best constant answer of its split", () => {
    const { sentences, tables } = partOf(findings(), "What it cost");
    expect(sentences[1]).toBe("The best constant answer scores 90.00\u202f% on train and 90.00\u202f% on validation.");
    expect(tables[0]?.rows.map((row) => [row[0], row[1], row[2], ...row.slice(-2)])).toEqual([
      ["Validation", "95.00\u202f%", "90.00\u202f%", "95.00\u202f%", "90.00\u202f%"],
      ["Test", "95.00\u202f%", "90.00\u202f%", "70.00\u202f%", "60.00\u202f%"],
    ]);
    expect(partOf(findings(), "Verdict").sentences).toContain("The best constant answer scores 90.00\u202f% on train and 60.00\u202f% on test.");
  });

  it("says why a gap cannot be divided, also in the verdict", () => {
    const found = findings();
    if (found.gaps.type === "missing") throw new Error("unreachable");
    const all = { name: "test", confusion: { tp: 6, fn: 4, tn: 0, fp: 0 } } as const;
    const test = gapOf<"train" | "test">({ name: "train", confusion: { tp: 5, fn: 5, tn: 90, fp: 0 } }, all);
    const oneClass: ShiftFindings = { ...found, gaps: { type: "found", value: { ...found.gaps.value, test } } };
    for (const title of ["Verdict", "What it cost"]) {
      expect(partOf(oneClass, title).sentences).toContain("No row of test is negative: how many negatives the model leaves alone there is undefined, so the gap cannot be divided.");
    }
  });

  it("tells overfitting from shift where rows were held out, else how to get it", () => {
    expect(partOf(findings(), "What it cost").sentences.at(-1)).toMatch(/as the run trained on all of train.*hold-out share under "Overfit on purpose" in Train/);
    const sentences = partOf(measured(), "What it cost").sentences.slice(-4);
    expect(sentences[0]).toMatch(/^Overfitting costs 15.00 points: accuracy falls from 95.00\u202f%/);
    expect(sentences[1]).toMatch(/^From the hold-out to validation it rises by 15.00 points: that is shift/);
    expect(sentences[3]).toMatch(/^Labels of the rows trained on were flipped on purpose/);
  });

  it("prints the correction with accuracy before and after, its assumption, and the evidence for and against it", () => {
    const { sentences, tables } = partOf(measured(), "The scores, corrected to it");
    const test = sentences.find((sentence) => sentence.startsWith("On test")) ?? "";
    expect(test).toMatch(/^On test, accuracy goes from 50.00\u202f% to 75.00\u202f%, above 50.00\u202f%, the best constant answer\./);
    expect(sentences).toContain("The scores cannot be corrected. Focal loss.");
    expect(sentences).toContain(ASSUMPTION);
    const evidence = sentences.slice(sentences.indexOf(ASSUMPTION) + 1);
    expect(evidence.filter((sentence) => sentence.startsWith("The evidence is against it"))).toHaveLength(1);
    expect(evidence).toContainEqual(expect.stringMatching(/^Against it: Scores of positives in test lie elsewhere than those of the rows of train that were set aside \(KS 0.90/));
    expect(evidence).toContain("For it: Among positives no feature moved from train to test.");
    expect(tables.map(({ rows }) => rows.map((row) => row.slice(0, 5)))).toEqual([[["Test", "60.0\u202f%", "50.00\u202f%", "75.00\u202f%", "50.00\u202f%"]]]);
  });
});
