import { describe, expect, it } from "vitest";
import type { Confusion } from "../domain/history";
import { inOneGo } from "../domain/inspect/stepwise";
import { confusionAt } from "../domain/metrics/operating-point";
import { countsOfLogits } from "../domain/metrics/logit-counts";
import { AGAINST, type Against } from "../domain/shift/against";
import { correctedFigures } from "../domain/shift/corrected-figures";
import { correctedTo } from "../domain/shift/corrected-to";
import { gapOf } from "../domain/shift/gap";
import { labelShift } from "../domain/shift/label-shift";
import { gapByHoldout } from "../domain/shift/overfitting";
import { targetPrior, type PriorAnswer } from "../domain/shift/prior-estimates";
import { perAgainst, type CorrectionFinding, type ShiftFindings } from "../domain/shift/shift-findings";
import { shiftMarkdown } from "../domain/shift/shift-markdown";
import { shiftSections } from "../domain/shift/shift-sections";
import { driftOf, plannedColumn } from "../domain/shift/testing/drift-columns";
import { levelOf, trainedPrior } from "../domain/shift/trained-prior";
import { perSplit, SPLITS, type PerSplit } from "../domain/split";
import { shiftJson } from "./shift-json";
import { shiftSchema } from "./shift-schema";

/** A split of one feature; its logits rise with it. */
interface Rows {
  readonly x: readonly number[];
  readonly y: readonly number[];
}

function rows(count: number, isPositive: (row: number) => boolean, x: (row: number) => number = (row) => Math.sin(row * 12.9898)): Rows {
  return { x: Array.from({ length: count }, (_, row) => x(row)), y: Array.from({ length: count }, (_, row) => Number(isPositive(row))) };
}

/** All that the report tells, by the functions that the page has it from; only the small net is left out. */
function found(splits: PerSplit<Rows>): ShiftFindings {
  const scored = perSplit((split) => ({ logits: Float32Array.from(splits[split].x, (value, row) => value + 2 * (splits[split].y[row] ?? 0) - 1), y: Uint8Array.from(splits[split].y) }));
  const counts = perSplit((split) => inOneGo(countsOfLogits(scored[split].logits, scored[split].y)));
  const confusion: PerSplit<Confusion> = perSplit((split) => confusionAt(counts[split], 0.5));
  const label = perSplit((split) => ({ rows: splits[split].y.length, positives: counts[split].positives }));
  const trained = trainedPrior({ type: "bce", positiveWeight: 1 }, label.train);
  const labelled = { source: counts.train, trained, threshold: 0.5 };
  const target = (split: Against) => inOneGo(targetPrior(labelled, counts[split]));
  const prior: PriorAnswer = { trained, level: levelOf(counts.train, 1), source: "train", against: perAgainst(target) };
  const corrected = (split: Against): CorrectionFinding => {
    const plan = correctedTo(prior, split);
    return plan.type === "none" ? plan : { ...plan, type: "corrected", ...inOneGo(correctedFigures(scored[split].logits, scored[split].y, plan.offset, 0.5)) };
  };
  const named = <Name extends keyof PerSplit<Rows>>(name: Name) => ({ name, confusion: confusion[name] });
  const none = { type: "undefined", reason: "There are too few rows." } as const;
  return {
    label: labelShift(label),
    drift: { type: "found", value: driftOf([plannedColumn("x", perSplit((split) => splits[split].x)), plannedColumn("constant", perSplit((split) => splits[split].x.map(() => 7)))], perSplit((split) => splits[split].y)) },
    domain: perAgainst((against) => ({ type: "found", value: { against, seed: 1, engine: { name: "cpu", variant: "tfjs", pool: 1, renderer: null }, plain: none, sameMix: none } })),
    gaps: { type: "found", value: perAgainst((against) => gapOf<"train" | Against>(named("train"), named(against))) },
    overfitting: { type: "found", value: { byHoldout: perAgainst((against) => gapByHoldout<Against>(confusion.train, { tp: 0, fp: 0, tn: 1, fn: 0 }, named(against))), noisyLabels: false } },
    prior: { type: "found", value: prior },
    corrected: perAgainst((against) => ({ type: "found", value: corrected(against) })),
  };
}

const usual = rows(60, (row) => row % 3 === 0);

const EDGES: Readonly<Record<string, PerSplit<Rows>>> = {
  "a test split of positives alone": { train: usual, validation: usual, test: rows(20, () => true) },
  "a train split of negatives alone": { train: rows(60, () => false), validation: usual, test: usual },
  "no positive row anywhere": { train: rows(40, () => false), validation: rows(10, () => false), test: rows(10, () => false) },
  "ten rows": { train: rows(10, (row) => row < 2), validation: rows(10, (row) => row < 1), test: rows(10, (row) => row < 9) },
  "one row": { train: usual, validation: rows(1, () => true), test: rows(1, () => false) },
  "a column that is constant": { train: rows(60, (row) => row % 3 === 0, () => 1), validation: rows(30, (row) => row % 3 === 0, () => 1), test: rows(30, (row) => row % 3 === 0, () => 1) },
  "identical splits": { train: usual, validation: usual, test: usual },
};

/** Every value in it with its path. */
function leaves(value: unknown, path = ""): [string, unknown][] {
  if (typeof value !== "object" || value === null) return [[path, value]];
  return Object.entries(value).flatMap(([key, each]) => leaves(each, `${path}.${key}`));
}

describe.each(Object.entries(EDGES))("the shift block and report of %s", (_, splits) => {
  const findings = found(splits);

  it("keeps to the schema: numbers are finite, all else is null or words", () => {
    const block = shiftJson(findings);
    expect(leaves(block).filter(([, value]) => value === undefined || (typeof value === "number" && !Number.isFinite(value)))).toEqual([]);
    expect(shiftSchema.safeParse(JSON.parse(JSON.stringify(block))).error).toBeUndefined();
    for (const against of AGAINST) {
      const gap = block.gap[against];
      if (gap === null) throw new Error("There is no gap.");
      if (gap.labelMix === null) expect(gap.reason).toMatch(/\.$/);
      else expect(gap.labelMix + (gap.tpr ?? NaN) + (gap.tnr ?? NaN)).toBeCloseTo(gap.total ?? NaN, 12);
    }
  });

  it("is told in words that hold no leftovers of numbers", () => {
    const text = shiftMarkdown(shiftSections(findings), [], []);
    expect(text).not.toMatch(/NaN|Infinity|null|\[object/);
    expect(text.match(/undefined/g)?.length ?? 0).toBe(text.match(/\| undefined|is undefined/g)?.length ?? 0);
  });
});

describe("the shift block of identical splits", () => {
  it("has no drift, no gap and no change of the label", () => {
    const { label, features, gap } = shiftJson(found(EDGES["identical splits"]!));
    for (const against of AGAINST) {
      expect(label[against]).toMatchObject({ psi: 0, cramersV: 0, ratio: 1, logOddsChange: 0 });
      expect(gap[against]).toMatchObject({ total: 0, labelMix: 0, tpr: 0, tnr: 0 });
    }
    expect(features?.map(({ ks, wasserstein, psi, jsDistance }) => [ks, wasserstein, psi, jsDistance])).toEqual(Array.from({ length: 2 * AGAINST.length }, () => [0, 0, 0, 0]));
  });
});

describe("the shift block of a split with one class", () => {
  it("has the total, nulls for its parts, and why", () => {
    const { gap, correction, label } = shiftJson(found(EDGES["a test split of positives alone"]!));
    expect(gap.test).toMatchObject({ labelMix: null, tpr: null, tnr: null, reason: expect.stringContaining("No row of test is negative") as string });
    expect(gap.test?.total).not.toBeNull();
    expect(label.test).toMatchObject({ prevalence: 1, logOddsChange: null });
    expect(correction.validation).not.toBeNull();
    expect(SPLITS.every((split) => label[split].interval !== null)).toBe(true);
  });
});
