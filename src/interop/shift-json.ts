import { bestConstant } from "../domain/metrics/baseline";
import type { Evaluation } from "../domain/metrics/evaluation";
import type { Interval } from "../domain/metrics/wilson";
import type { Against } from "../domain/shift/against";
import { domainFigures } from "../domain/shift/domain-question";
import type { DriftMeasures } from "../domain/shift/drift";
import type { Gap } from "../domain/shift/gap";
import type { LabelPair, Prevalence } from "../domain/shift/label-shift";
import type { PriorEstimate, TargetPrior } from "../domain/shift/prior-estimates";
import { evidenceVerdict, priorEvidence, type Evidence } from "../domain/shift/prior-evidence";
import { perAgainst, type CorrectionFinding, type OverfittingFinding, type ShiftFindings } from "../domain/shift/shift-findings";
import type { shiftSchema } from "./shift-schema";
import type { z } from "./zod";

type ShiftJson = z.input<typeof shiftSchema>;

/** The block `shift` of a report: train against validation, and against test. */
export function shiftJson(findings: ShiftFindings): ShiftJson {
  const { label, drift, domain, gaps, overfitting, prior, corrected } = findings;
  const { prevalence, against } = label;
  const areas = perAgainst((split) => (domain[split].type === "found" ? domainFigures(domain[split].value) : null));
  return {
    label: {
      train: prevalenceJson(prevalence.train),
      validation: { ...prevalenceJson(prevalence.validation), ...pairJson(against.validation) },
      test: { ...prevalenceJson(prevalence.test), ...pairJson(against.test) },
    },
    features: drift.type === "missing" ? null : drift.value.map(({ name, kind, against: split, all, withinPositive, withinNegative }) => ({
      name,
      kind,
      against: split,
      ...measuresJson(all),
      withinPositive: withinPositive === null ? null : measuresJson(withinPositive),
      withinNegative: withinNegative === null ? null : measuresJson(withinNegative),
    })),
    domainAuc: perAgainst((split) => areas[split]?.auc ?? null),
    domain: perAgainst((split) => ({
      interval: endsOf(areas[split]?.interval ?? null),
      sameMixAuc: areas[split]?.sameMixAuc ?? null,
      sameMixInterval: endsOf(areas[split]?.sameMixInterval ?? null),
    })),
    gap: perAgainst((split) => (gaps.type === "missing" ? null : gapJson(gaps.value[split], split))),
    prior: perAgainst((split) => (prior.type === "missing" ? null : priorJson(prior.value.against[split]))),
    overfitting: overfitting.type === "missing" || overfitting.value === null ? null : overfittingJson(overfitting.value.byHoldout),
    correction: perAgainst((split) => (corrected[split].type === "missing" ? null : correctionJson(corrected[split].value))),
    assumption: perAgainst((split) => {
      if (prior.type === "missing") return null;
      const known = { label, drift: drift.type === "found" ? drift.value : null, domain: domain[split].type === "found" ? domain[split].value : null };
      return assumptionJson(priorEvidence(split, prior.value, known));
    }),
  };
}

function gapJson({ total, labelMix, tpr, tnr, noise, reason, first, second }: Gap, to: Against): ShiftJson["gap"]["test"] {
  const ends = { total: endsOf(noise.total), labelMix: endsOf(noise.labelMix), tpr: endsOf(noise.tpr), tnr: endsOf(noise.tnr) };
  return { from: "train", to, total, labelMix, tpr, tnr, reason, baseline: { from: bestConstant(first.prevalence), to: bestConstant(second.prevalence) }, noise: ends };
}

function overfittingJson(byHoldout: OverfittingFinding["byHoldout"]): NonNullable<ShiftJson["overfitting"]> {
  const { first, second, total, noise } = byHoldout.test.overfitting;
  const shift = perAgainst((split) => ({ total: byHoldout[split].shift.total, interval: endsOf(byHoldout[split].shift.noise.total) }));
  return { holdoutRows: second.rows, trainAccuracy: first.accuracy, holdoutAccuracy: second.accuracy, total, interval: endsOf(noise.total), shift };
}

function correctionJson(found: CorrectionFinding): ShiftJson["correction"]["test"] {
  if (found.type === "none") return null;
  const { method, trainPrior, prior, offset, before, after } = found;
  const figures = ({ accuracy, logLoss }: Evaluation) => ({ accuracy, logLoss });
  return { method, trainPrior, prior, logitOffset: offset, before: figures(before), after: figures(after), baselineAccuracy: after.baselineAccuracy };
}

function assumptionJson(evidence: readonly Evidence[]): ShiftJson["assumption"]["test"] {
  return { verdict: evidenceVerdict(evidence), evidence: evidence.map(({ verdict, sentence }) => ({ verdict, sentence })) };
}

function priorJson({ em, bbse, rows, positives }: TargetPrior): ShiftJson["prior"]["test"] {
  const figures = (estimate: PriorEstimate) => (estimate.type === "estimated" ? { prior: estimate.prior, ends: endsOf(estimate.interval) } : { prior: null, ends: null });
  const [byEm, byBbse] = [figures(em), figures(bbse)];
  return { em: byEm.prior, emInterval: byEm.ends, bbse: byBbse.prior, bbseInterval: byBbse.ends, true: rows === 0 ? null : positives / rows };
}

function endsOf(interval: Interval | null): [number, number] | null {
  return interval === null ? null : [interval.low, interval.high];
}

function prevalenceJson({ share, interval }: Prevalence): ShiftJson["label"]["train"] {
  return { prevalence: share, interval: endsOf(interval) };
}

function pairJson({ psi, cramersV, ratio, logOddsChange }: LabelPair): Omit<ShiftJson["label"]["test"], "prevalence" | "interval"> {
  return { psi, cramersV, ratio, logOddsChange };
}

type MeasuresJson = NonNullable<NonNullable<ShiftJson["features"]>[number]["withinPositive"]>;

function measuresJson({ referenceRows, currentRows, referenceMissing, currentMissing, ks, wasserstein, jsDistance, psi, chiSquare, cramersV, unseenShare }: DriftMeasures): MeasuresJson {
  return { referenceRows, currentRows, referenceMissing, currentMissing, ks, wasserstein, jsDistance, psi, chiSquare, cramersV, unseenShare };
}
