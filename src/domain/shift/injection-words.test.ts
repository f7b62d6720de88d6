import { describe, expect, it } from "vitest";
import { inOneGo } from "../inspect/stepwise";
import { intervalsOfLogits } from "../metrics/logit-intervals";
import { evaluateLogits } from "../metrics/evaluation";
import { createRandom } from "../random";
import { refuseInjection, type InjectableColumn, type Injection, type ListedInjection } from "./injection";
import { differenceInterval, metricChanges, WATCHED, type Measured, type WatchedFigure } from "./injection-change";
import type { IndexChange } from "./injection-drift";
import { indicesNoticedFrom, noticedFrom, sweepSentences, sweepStrengths } from "./injection-sweep";
import { effectText, injectionSentences, rowsText } from "./injection-words";

interface Made {
  readonly logits: Float32Array;
  readonly y: Uint8Array;
}

/** Normal logits, those of positive rows 2 above the others. */
function made(negatives: number, positives: number, seed = 1): Made {
  const random = createRandom(seed);
  const y = Uint8Array.from({ length: negatives + positives }, (_, row) => (row < negatives ? 0 : 1));
  return { y, logits: Float32Array.from(y, (label) => random.normal() - 1 + 2 * label) };
}

function measured({ logits, y }: Made): Measured {
  const intervals = inOneGo(intervalsOfLogits(logits, y, 0.5, { seed: 1, resamples: 200 }));
  if (intervals === null) throw new Error("A logit is not a number.");
  return { evaluation: evaluateLogits(logits, y, 0.5), intervals };
}

const listed = (injection: Injection): ListedInjection[] => [{ id: 1, on: true, injection }];

function sentences(before: Measured, after: Measured, injection: Injection, withoutValue = 0): string {
  return injectionSentences({ split: "test", list: listed(injection), before, after, changes: metricChanges(before, after), indices: [], unwatched: 0, withoutValue }).join("\n");
}

const verdicts = (before: Measured, after: Measured) => Object.fromEntries(metricChanges(before, after).map(({ name, verdict }) => [name, verdict]));

const WHOLE = made(9000, 1000);
const BEFORE = measured(WHOLE);

describe("another prior", () => {
  const half = measured({ logits: WHOLE.logits.slice(8000), y: WHOLE.y.slice(8000) });

  it("is noticed by what mixes the classes, and not by what looks at each", () => {
    expect(verdicts(BEFORE, half)).toMatchObject({
      precision: "notices", f1: "notices", averagePrecision: "notices", called: "notices", mcc: "notices",
      rocAuc: "noise", recall: "same", specificity: "noise", balancedAccuracy: "noise",
    });
  });

  it("is said so", () => {
    const said = sentences(BEFORE, half, { type: "prior", prevalence: 0.5 });
    expect(said).toContain("best constant answer goes from 90.00\u202f% to 50.00\u202f%");
    expect(said).toMatch(/ROC AUC did not move beyond sampling noise \(0\.\d{3} before, 0\.\d{3} after\): it compares rows of one class with rows of the other/);
    expect(said).toContain("Balanced accuracy, Recall and Specificity are taken within each class");
    expect(said).toMatch(/Noticed by \d+ of 14: .*Precision.*\./);
    expect(rowsText({ before: BEFORE, after: half })).toBe("Before: 10,000 rows, 10.0\u202f% positive. After: 2,000 rows, 50.0\u202f% positive.");
  });
});

it("flipped labels cost every metric, while the answers stay as they are", () => {
  const y = WHOLE.y.map((label, row) => (row % 5 === 0 ? 1 - label : label));
  const flipped = measured({ ...WHOLE, y });
  expect(verdicts(BEFORE, flipped)).toMatchObject({ accuracy: "notices", rocAuc: "notices", logLoss: "notices", called: "same" });
  const said = sentences(BEFORE, flipped, { type: "flip", share: 0.2 });
  expect(said).toMatch(/^Accuracy on test falls by \d+\.\d\d points, from 8\d\.\d\d\u202f% to \d\d\.\d\d\u202f%;/);
  expect(said).toMatch(/ROC AUC falls from 0\.\d{3} to 0\.\d{3}: held against these labels, the same ranking looks worse\./);
  expect(said).toContain("answers every row exactly as before; only the labels");
  expect(metricChanges(BEFORE, flipped).find(({ name }) => name === "logLoss")).toMatchObject({ direction: "worse" });
});

describe("nothing, or next to nothing", () => {
  it("is the same where nothing is done", () => {
    expect(new Set(Object.values(verdicts(BEFORE, BEFORE)))).toEqual(new Set(["same"]));
    expect(sentences(BEFORE, BEFORE, { type: "offset", column: "x", by: 0 })).toContain("No metric moves beyond sampling noise.");
    expect(injectionSentences({ split: "test", list: [], before: BEFORE, after: BEFORE, changes: [], indices: [], unwatched: 0, withoutValue: 0 })).toEqual([
      "Nothing is switched on, so before and after are the same rows.",
    ]);
  });

  it("is noise where other rows of the same kind are measured, which missing values may do", () => {
    const others = measured(made(4500, 500, 2));
    const said = sentences(BEFORE, others, { type: "missing", column: null, share: 0.1 }, 5000);
    expect(said).toContain("no further than chance alone may take it;");
    expect(said).toContain("5,000 rows now lack a value and are left out, as Features says for such columns; 5,000 rows are measured.");
  });
});

it("finds nothing in 19 of 20 pairs of independent draws of one world", () => {
  const pairs = 60;
  const noticed = Array.from({ length: pairs }, (_, pair) =>
    Object.values(verdicts(measured(made(800, 200, 2 * pair + 1)), measured(made(800, 200, 2 * pair + 2)))).filter((verdict) => verdict === "notices").length,
  );
  expect(noticed.filter((metrics) => metrics > 0).length / pairs).toBeLessThanOrEqual(0.05);
  expect(WATCHED).toHaveLength(14);
});

describe("what is undefined", () => {
  it("is told apart from what stayed, with its reason", () => {
    const negatives = measured({ logits: WHOLE.logits.slice(0, 50), y: WHOLE.y.slice(0, 50) });
    expect(verdicts(BEFORE, negatives)).toMatchObject({ recall: "gone", rocAuc: "gone", averagePrecision: "gone" });
    expect(verdicts(negatives, BEFORE)).toMatchObject({ recall: "come" });
    expect(verdicts(negatives, negatives)).toMatchObject({ recall: null });
    const said = sentences(BEFORE, negatives, { type: "prior", prevalence: 0 });
    expect(said).toContain("ROC AUC is undefined after it: The split has no positive row.");
    expect(said).toMatch(/No longer defined: .*Recall.*The split has no positive row\./);
    expect(said).toContain("Only 50 rows are measured");
  });

  it("has no interval on one row, and then nobody can tell", () => {
    const one = measured({ logits: Float32Array.of(1), y: Uint8Array.of(1) });
    expect(verdicts(one, measured({ logits: Float32Array.of(2), y: Uint8Array.of(1) }))).toMatchObject({ logLoss: "unknown", accuracy: "same" });
  });
});

it("the interval of a difference follows from both, as published", () => {
  // Zou and Donner (2008), two proportions by Wilson: 56 of 70 against 48 of 80 (Newcombe 1998, method 10: 0.0524 to 0.3339).
  const figure = (value: number, low: number, high: number): WatchedFigure => ({ value, interval: { low, high }, reason: null });
  const difference = differenceInterval(figure(0.6, 0.490_5, 0.700_4), figure(0.8, 0.692, 0.877));
  expect(difference?.low).toBeCloseTo(0.0524, 3);
  expect(difference?.high).toBeCloseTo(0.3339, 3);
  expect(differenceInterval({ value: 1, interval: null, reason: "" }, figure(0.8, 0.7, 0.9))).toBeNull();
});

describe("a sweep", () => {
  const strengths = sweepStrengths(5);
  const points = strengths.map((strength) => {
    const y = WHOLE.y.map((label, row) => ((row * 37) % 1000 < 100 * strength ? 1 - label : label));
    return { strength, measured: measured({ ...WHOLE, y }), indices: [] };
  });

  it("finds who stands out first, and who never does", () => {
    expect(strengths).toEqual([0, 0.25, 0.5, 0.75, 1]);
    expect(noticedFrom(points, "called")).toBeNull();
    expect(noticedFrom(points, "accuracy")).toBe(0.25);
    const said = sweepSentences(points).join(" ");
    expect(said).toMatch(/first to stand out from sampling noise, at 25\u202f% of the strength\./);
    expect(said).toMatch(/Not even the full strength is noticed by .*Called positive\./);
  });

  it("finds which index of drift passes its cut-off first, and which never does", () => {
    const index = (value: number): IndexChange => ({ about: "column", of: "bytes", measure: "ks", value, cutOff: 0.1, verdict: value >= 0.1 ? "notices" : "small" });
    const labels: IndexChange = { about: "labels", of: "", measure: "psi", value: 0, cutOff: 0.1, verdict: "same" };
    const drifting = points.map((point) => ({ ...point, indices: point.strength === 0 ? [] : [index(point.strength / 5), labels] }));
    expect(indicesNoticedFrom(drifting)).toEqual([{ title: "KS of bytes", from: 0.5 }, { title: "PSI of the labels", from: null }]);
    const said = sweepSentences(drifting).join(" ");
    expect(said).toContain("Of the indices of drift, KS of bytes is the first to pass its cut-off, at 50\u202f% of the strength. Not even the full strength is noticed by PSI of the labels.");
    const none = points.map((point) => ({ ...point, indices: [labels] }));
    expect(sweepSentences(none).join(" ")).toContain("No index of drift passes its cut-off at any strength (PSI of the labels).");
  });

  it("counts only what stands out to the end, and says where there was nothing to measure", () => {
    const [first, , , , last] = points;
    if (first === undefined || last === undefined) throw new Error("There are no points.");
    expect(noticedFrom([first, { ...last, strength: 0.5 }, { ...first, strength: 1 }], "accuracy")).toBeNull();
    expect(sweepSentences([first, { strength: 1, measured: null, indices: [] }]).join(" ")).toBe(
      "No metric stands out from sampling noise at any strength. At 100\u202f% nothing could be measured.",
    );
    expect(noticedFrom([], "accuracy")).toBeNull();
  });
});

it("says which indices of drift notice, also where no metric does", () => {
  const index = (of: string, value: number, verdict: IndexChange["verdict"]): IndexChange => ({ about: "column", of, measure: "ks", value, cutOff: 0.1, verdict });
  const said = (indices: readonly IndexChange[], unwatched = 0) =>
    injectionSentences({ split: "test", list: listed({ type: "offset", column: "x", by: 1 }), before: BEFORE, after: BEFORE, changes: metricChanges(BEFORE, BEFORE), indices, unwatched, withoutValue: 0 }).join(" ");
  expect(said([index("x", 0.6831, "notices"), index("y", 0.02, "small")])).toContain(
    "No metric moves beyond sampling noise. But the drift is noticed by 1 of 2 indices: KS of x (0.683). Of the indices, not noticed by KS of y.",
  );
  expect(said([index("x", 0.02, "small")], 3)).toContain("No index of drift notices: the copy is like the split as it was, as far as they can tell. 3 more columns were not looked at, as there are many.");
  expect(said([])).not.toContain("drift");
});

it("says what each injection did", () => {
  const list: ListedInjection[] = [
    { id: 1, on: true, injection: { type: "prior", prevalence: 0.5 } },
    { id: 2, on: true, injection: { type: "offset", column: "bytes", by: -12.5 } },
    { id: 3, on: true, injection: { type: "missing", column: null, share: 0.2 } },
  ];
  expect(list.map(({ id }) => effectText({ id, changed: 5, of: 1234 }, list))).toEqual([
    "Prior (prior to 50.0\u202f%): 5 of 1,234 rows left out.",
    "Offset (bytes − 12.5): 5 of 1,234 cells changed.",
    "Missing cells (20.0\u202f% of the cells of every feature missing): 5 of 1,234 cells taken away.",
  ]);
});

it("refuses in words what makes no sense", () => {
  const columns: readonly InjectableColumn[] = [{ name: "x", kind: "numeric", deviation: 1 }, { name: "t", kind: "text", deviation: null }];
  const refused: readonly (readonly [Injection, string | null])[] = [
    [{ type: "prior", prevalence: 1.2 }, "from 0 to 100"],
    [{ type: "prior", prevalence: 1 }, null],
    [{ type: "flip", share: -0.1 }, "from 0 to 100"],
    [{ type: "offset", column: "x", by: NaN }, "Type a number"],
    [{ type: "offset", column: "x", by: 1e31 }, "1e30"],
    [{ type: "offset", column: "gone", by: 1 }, 'no feature "gone"'],
    [{ type: "scale", column: "t", factor: 2 }, "holds text"],
    [{ type: "missing", column: "t", share: 1 }, null],
    [{ type: "noise", column: null, deviations: -1 }, "standard deviations"],
  ];
  for (const [injection, reason] of refused) {
    if (reason === null) expect(refuseInjection(injection, columns)).toBeNull();
    else expect(refuseInjection(injection, columns)).toContain(reason);
  }
  expect(refuseInjection({ type: "noise", column: null, deviations: 1 }, columns.slice(1))).toContain("No feature holds numbers");
});
