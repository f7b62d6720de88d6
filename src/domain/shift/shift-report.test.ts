import { describe, expect, it } from "vitest";
import { perSplit } from "../split";
import type { DriftAnswer, DriftMeasures } from "./drift";
import { gapOf } from "./gap";
import { labelShift } from "./label-shift";
import { missingReasons, perAgainst, type ShiftFindings } from "./shift-findings";
import { shiftMarkdown } from "./shift-markdown";
import { shiftSections } from "./shift-sections";

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
const untold = { type: "undefined", reason: "Too few rows." } as const;

function findings(): ShiftFindings {
  const confusion = (rows: number, positives: number) => ({ tp: positives / 2, fn: positives / 2, tn: rows - positives, fp: 0 });
  const named = perSplit((split) => ({ name: split, confusion: confusion(counts[split].rows, counts[split].positives) }));
  return {
    label: labelShift(counts),
    drift: { type: "found", value: drift(0.5) },
    domain: perAgainst((against) => ({ type: "found", value: { against, seed: 1, engine: { name: "cpu", variant: "tfjs", pool: 1, renderer: null }, plain: untold, sameMix: untold } })),
    gaps: { type: "found", value: perAgainst((against) => gapOf<"train" | "validation" | "test">({ ...named.train, name: "train" }, { ...named[against], name: against })) },
    prior: missing,
  };
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
    expect(missingReasons({ ...findings(), prior: missing, gaps: findings().gaps })).toEqual([missing.reason]);
  });

  it("leaves as Markdown in which names from files are text", () => {
    const text = shiftMarkdown(shiftSections(findings()), ["Train: <b>.csv"]);
    expect(text.startsWith("# Shift report\n\nTrain: \\<b\\>.csv\n\n## Verdict\n")).toBe(true);
    expect(text).toContain("| a\\|b \\*bold\\* | large effect |");
    expect(text.split("\n").filter((line) => line.startsWith("| ---"))).toHaveLength(4);
  });
});
