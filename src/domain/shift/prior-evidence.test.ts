import { describe, expect, it } from "vitest";
import { CLASSES, classVerdict } from "./class-verdict";
import type { ScoreDrift } from "./class-scores";
import type { DomainAnswer, DomainMeasure } from "./domain-question";
import type { DriftAnswer, DriftMeasures, FeatureDrift } from "./drift";
import { labelShift } from "./label-shift";
import type { PriorAnswer, TargetPrior } from "./prior-estimates";
import { evidenceSummary, evidenceVerdict, priorEvidence, type Evidence, type KnownShift } from "./prior-evidence";

const LIKE: ScoreDrift = { trainRows: 5000, targetRows: 5000, ks: 0.02, noise: 0.04 };
const MEASURES: DriftMeasures = {
  ...{ referenceRows: 5000, currentRows: 5000, referenceMissing: 0, currentMissing: 0, ks: 0.01, wasserstein: 0, jsDistance: 0.01, psi: 0, chiSquare: null, cramersV: null, unseenShare: null, categories: null },
};

interface Made {
  readonly positive?: ScoreDrift | null;
  readonly negative?: ScoreDrift | null;
  readonly source?: PriorAnswer["source"];
}

function answered({ positive = LIKE, negative = LIKE, source = "holdout" }: Made = {}): Pick<PriorAnswer, "against" | "source"> {
  const none = { type: "none", reason: "" } as const;
  const target: TargetPrior = { rows: 10_000, positives: 5000, em: none, bbse: none, scores: { positive, negative } };
  return { source, against: { validation: target, test: target } };
}

function drifts(withinPositive: DriftMeasures | null, kind: FeatureDrift["kind"] = "number"): DriftAnswer {
  return [
    { name: "a", kind, against: "test", all: MEASURES, withinPositive, withinNegative: { ...MEASURES, ...(kind === "category" ? CALM : {}) } },
    { name: "a", kind, against: "validation", all: MEASURES, withinPositive: { ...MEASURES, ks: 0.9 }, withinNegative: { ...MEASURES, ks: 0.9 } },
  ];
}

const CALM = { ks: null, jsDistance: 0.01, cramersV: 0.01, categories: 3 } as const;

function known(change: Partial<KnownShift> & { readonly rows?: number; readonly positives?: number } = {}): KnownShift {
  const { rows = 10_000, positives = 5000, ...given } = change;
  const counts = { rows, positives };
  return { label: labelShift({ train: counts, validation: counts, test: counts }), drift: drifts(MEASURES), domain: null, ...given };
}

function told(auc: number, half: number): DomainAnswer {
  const measured: DomainMeasure = { type: "measured", auc, interval: { low: auc - half, high: auc + half }, rowsASide: 1000, positivesASide: 500, distinctRows: 1000, copiesTogether: true, within: null, columns: [] };
  return { against: "test", seed: 1, engine: { name: "cpu", variant: "tfjs", pool: 1, renderer: null }, plain: measured, sameMix: measured };
}

const verdicts = (evidence: readonly Evidence[]): string[] => evidence.map(({ verdict }) => verdict);
const plain = (text: string | undefined): string => (text ?? "").replaceAll("\u202f", " ");

describe("evidence for and against the assumption", () => {
  it("is for it where nothing moved within a class; what was not asked counts for nothing", () => {
    const evidence = priorEvidence("test", answered(), known());
    expect(verdicts(evidence)).toEqual(["for", "for", "for", "for", "unasked"]);
    expect(evidence.at(-1)?.sentence).toContain("ask it in Telling them apart");
    expect(evidenceSummary(evidence, "test")).toContain("The evidence is for it");
  });

  it("is against it where scores of rows held out or features moved, and names them", () => {
    const moved = priorEvidence("test", answered({ positive: { ...LIKE, ks: 0.4 } }), known({ drift: drifts({ ...MEASURES, ks: 0.56 }) }));
    expect(moved[0]).toMatchObject({ verdict: "against", sentence: expect.stringContaining("lie elsewhere than those of the rows of train that were set aside (KS 0.40") as string });
    expect(moved[2]).toEqual({ verdict: "against", sentence: "Among positives, a (KS 0.56) moved from train to test." });
    expect(moved[3]?.verdict).toBe("for");
    expect(evidenceVerdict(moved)).toBe("against");
    expect(evidenceSummary(moved, "test")).toContain("The evidence is against it");
  });

  it("does not take overfitting for a change: scores of the rows trained on are doubtful alone", () => {
    const memorised = { ...LIKE, ks: 0.72 };
    const alone = priorEvidence("test", answered({ positive: memorised, source: "train" }), known());
    expect(alone[0]).toMatchObject({ verdict: "doubtful", sentence: expect.stringContaining("A net that overfits does this too: with rows held out in Train") as string });
    expect(evidenceVerdict(alone)).toBe("unclear");
    expect(evidenceSummary(alone, "test")).toContain("either rows changed or the net is overfitted");
    const withFeature = priorEvidence("test", answered({ positive: memorised, source: "train" }), known({ drift: drifts({ ...MEASURES, ks: 0.3 }) }));
    expect(evidenceVerdict(withFeature)).toBe("against");
  });

  it("says of features what the verdict of the classes says, whatever there is", () => {
    const category = (change: Partial<DriftMeasures>): DriftMeasures => ({ ...MEASURES, ...CALM, ...change });
    const cases: readonly (readonly [DriftAnswer, Partial<Parameters<typeof known>[0]>])[] = [
      [drifts(MEASURES), {}],
      // 300 text values of one source, 2,000 rows a side: chance makes a distance of 0.28.
      [drifts(category({ referenceRows: 2000, currentRows: 2000, jsDistance: 0.24, cramersV: 0.28, categories: 300 }), "category"), {}],
      [drifts(category({ jsDistance: 0.4, cramersV: 0.5 }), "category"), {}],
      // 125 a side: a move by 0.3 standard deviations does not show.
      [drifts({ ...MEASURES, referenceRows: 125, currentRows: 125, ks: 0.14 }), { positives: 125 }],
      [drifts(null), { positives: 0 }],
      [[], {}],
    ];
    const seen = cases.map(([drift, counts]) => {
      const given = known({ drift, ...counts });
      const { classes } = classVerdict(drift, given.label, "test");
      const evidence = priorEvidence("test", answered(), given);
      return CLASSES.map((name, place) => {
        const says = { moved: "against", same: "for", "too-few": "unclear", absent: "unclear" } as const;
        expect(evidence[2 + place]?.verdict).toBe(says[classes[name].status]);
        return classes[name].status;
      });
    });
    expect(new Set(seen.flat())).toEqual(new Set(["same", "too-few", "moved", "absent"]));
    expect(seen[1]?.[0]).not.toBe("moved");
    expect(seen[3]?.[0]).toBe("too-few");
  });

  it("goes by a net that tells rows of a class apart, where one was asked", () => {
    const last = (domain: DomainAnswer) => priorEvidence("test", answered(), known({ domain })).at(-1);
    expect(plain(last(told(0.62, 0.03))?.sentence)).toBe("A net tells rows of test from rows of train of the same class (AUC 0.620, 0.590 to 0.650; 0.5 is chance).");
    expect([told(0.62, 0.03), told(0.51, 0.02), told(0.54, 0.005), told(0.54, 0.1), told(0.62, 0.2)].map((domain) => last(domain)?.verdict)).toEqual(["against", "for", "for", "unclear", "unclear"]);
    const none = { ...told(0.5, 0.1), sameMix: { type: "undefined", reason: "There is one class." } } as const;
    expect(last(none)).toMatchObject({ verdict: "unclear", sentence: expect.stringContaining("There is one class.") as string });
    expect(evidenceVerdict(priorEvidence("test", answered(), known({ domain: told(0.62, 0.03) })))).toBe("against");
  });

  it("is for alike scores only where rows are enough to tell", () => {
    const of = (ks: number, noise: number) => priorEvidence("test", answered({ positive: { ...LIKE, ks, noise } }), known())[0]?.verdict;
    expect([of(0.05, 0.1), of(0.02, 0.12), of(0.05, 0.12), of(0.09, 0.2), of(0.25, 0.2)]).toEqual(["for", "for", "unclear", "unclear", "against"]);
  });

  it("is open where rows are too few, a class is absent, or the features are not measured yet", () => {
    const few = priorEvidence("test", answered({ positive: { trainRows: 12, targetRows: 500, ks: 0.2, noise: 0.57 }, negative: null }), known({ drift: null }));
    expect(verdicts(few)).toEqual(["unclear", "unclear", "unclear", "unasked"]);
    expect(few[0]?.sentence).toContain("too few positives");
    expect(few[1]?.sentence).toContain("have no negative one");
    expect(evidenceSummary(few, "test")).toContain("not all could be measured");
  });
});
