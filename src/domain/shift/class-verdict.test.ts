import { describe, expect, it } from "vitest";
import { createRandom, type Random } from "../random";
import { perSplit, type PerSplit } from "../split";
import { classVerdict } from "./class-verdict";
import type { DomainAnswer, DomainMeasure } from "./domain-question";
import { classSentences } from "./drift-words";
import { labelShift, type LabelShift } from "./label-shift";
import { driftOf, plannedColumn } from "./testing/drift-columns";

const ROWS = 3000;

function labelOf(positives: PerSplit<number>, rows = ROWS): LabelShift {
  return labelShift(perSplit((split) => ({ rows, positives: positives[split] })));
}

function labels(positives: number, rows = ROWS): Uint8Array {
  return Uint8Array.from({ length: rows }, (_, row) => (row < positives ? 1 : 0));
}

/** What a net says of rows of the same class. */
function told(auc: number): DomainAnswer {
  const measure: DomainMeasure = { type: "measured", auc, interval: { low: auc - 0.02, high: Math.min(1, auc + 0.02) }, rowsASide: 2000, positivesASide: 1000, distinctRows: 2000, copiesTogether: true, within: null, columns: [] };
  return { against: "test", seed: 1, engine: { name: "cpu", variant: "tfjs", pool: 1, renderer: null }, plain: measure, sameMix: measure };
}

const UNTOLD: DomainAnswer = { ...told(0.5), sameMix: { type: "undefined", reason: "Too few rows." } };

/** Two columns that go together in train and against each other in test; neither moves alone. */
function flipped(random: Random, sign: 1 | -1): { readonly a: Float64Array; readonly b: Float64Array } {
  const [a, b] = [new Float64Array(ROWS), new Float64Array(ROWS)];
  for (let row = 0; row < ROWS; row++) {
    a[row] = random.normal();
    b[row] = sign * 0.9 * a[row]! + Math.sqrt(1 - 0.81) * random.normal();
  }
  return { a, b };
}

describe("columns that only differ together", () => {
  const random = createRandom(11);
  const drawn = { train: flipped(random, 1), validation: flipped(random, 1), test: flipped(random, -1) };
  const sources = [plannedColumn("a", perSplit((split) => drawn[split].a)), plannedColumn("b", perSplit((split) => drawn[split].b))];
  const positives = { train: 1000, validation: 1000, test: 2000 };
  const answer = driftOf(sources, perSplit((split) => labels(positives[split])));
  const label = labelOf(positives);

  it("are no label shift where a net tells the rows of a class apart", () => {
    const verdict = classVerdict(answer, label, "test", told(0.95));
    expect(verdict.kind).toBe("within-class");
    expect(classSentences(verdict)[0]).toBe(
      "From train to test this is not label shift alone: the share of positives changed, and no single column is seen to move within a class, but together they tell the rows of a class apart (AUC 0.950).",
    );
    expect(classSentences(verdict)[1]).toContain("Among positives no single column moved");
    const still = classVerdict(answer, labelOf(perSplit(() => 1000)), "test", told(0.95));
    expect(classSentences(still)[0]).toMatch(/^From train to test no single column .* \(AUC 0\.950\), though the share of positives did not change by more than chance\.$/);
  });

  it("are said to be looked at one by one where nobody has asked a net, or it had no answer", () => {
    for (const domain of [null, UNTOLD]) {
      const verdict = classVerdict(answer, label, "test", domain);
      expect(verdict.kind).toBe("label-shift");
      expect(classSentences(verdict)[0]).toContain("label shift alone, as far as single columns can show. “Telling them apart” asks about all of them together.");
    }
  });

  it("are pure label shift where a net cannot tell, and next to it where it hardly can", () => {
    const words = (auc: number): string | undefined => classSentences(classVerdict(answer, label, "test", told(auc)))[0];
    expect(words(0.5)).toBe("Within each class no single column moved, and all together do not tell test from train there (AUC 0.500): this is pure label shift, only the mix of the classes changed.");
    expect(words(0.53)).toContain("hardly tell test from train there (AUC 0.530): this is label shift, and next to nothing else.");
    const alike = classVerdict(driftOf(sources, perSplit(() => labels(1000))), labelOf(perSplit(() => 1000)), "validation", { ...told(0.5), against: "validation" });
    expect(classSentences(alike)[0]).toBe(
      "Within each class no single column moved, and all together do not tell validation from train there (AUC 0.500), and the share of positives is the same as far as can be told: validation is like train.",
    );
  });
});

describe("many columns", () => {
  it("do not move by chance: 600 of one source, with a prior that moves, in two draws", () => {
    const rows = 500;
    const positives = { train: 125, validation: 250, test: 375 };
    const [y, label] = [perSplit((split) => labels(positives[split], rows)), labelOf(positives, rows)];
    const kinds = Array.from({ length: 2 }, (_, draw) => {
      const random = createRandom(draw + 1);
      const sources = Array.from({ length: 600 }, (_each, column) => plannedColumn(`c${column}`, perSplit(() => Float64Array.from({ length: rows }, () => random.normal()))));
      const answer = driftOf(sources, y);
      return [classVerdict(answer, label, "validation").kind, classVerdict(answer, label, "test").kind];
    });
    expect(kinds.flat()).not.toContain("within-class");
  });

  it("do not hide the one that moved", () => {
    const rows = 1500;
    const random = createRandom(5);
    const sources = Array.from({ length: 100 }, (_each, column) =>
      plannedColumn(`c${column}`, perSplit((split) => Float64Array.from({ length: rows }, () => random.normal() + (column === 77 && split === "test" ? 0.5 : 0)))),
    );
    const answer = driftOf(sources, perSplit(() => labels(500, rows)));
    const { kind, classes } = classVerdict(answer, labelOf(perSplit(() => 500), rows), "test");
    expect(kind).toBe("within-class");
    expect(classes.negative.moved.map(({ drift }) => drift.name)).toEqual(["c77"]);
  });
});
