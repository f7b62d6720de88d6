import { formatCount } from "../format";
import type { Against } from "./against";
import { aucText, HARDLY, intervalText, isTold } from "./apart-words";
import type { ScoreDrift } from "./class-scores";
import { CLASSES, classVerdict, type ClassDrift, type ClassName } from "./class-verdict";
import type { DomainAnswer } from "./domain-question";
import type { DriftAnswer } from "./drift";
import { columnList } from "./drift-words";
import { CUT_OFFS } from "./effect-size";
import type { LabelShift } from "./label-shift";
import type { PriorAnswer } from "./prior-estimates";

/** Whether something speaks for the assumption that each class looks alike in train and in the target. */
export interface Evidence {
  /** "doubtful": against it, but something else may be the cause. "unasked": could be had, and counts for nothing. */
  readonly verdict: "for" | "against" | "doubtful" | "unclear" | "unasked";
  readonly sentence: string;
}

/** What is known of the splits beside the scores of a net. */
export interface KnownShift {
  readonly label: LabelShift;
  /** Null while it is not known. */
  readonly drift: DriftAnswer | null;
  /** Of the same split; null where nobody has asked. */
  readonly domain: DomainAnswer | null;
}

/** Scores that lie apart by less, chance included, lie alike. */
const ALIKE = 0.15;

/**
 * What speaks for and against the assumption, for one target: the scores of each class, the features within each, by the very
 * verdict that the drift within the classes is told by, and whether a net tells rows of one class apart.
 */
export function priorEvidence(against: Against, { against: targets, source }: Pick<PriorAnswer, "against" | "source">, { label, drift, domain }: KnownShift): Evidence[] {
  const { scores } = targets[against];
  const verdict = drift === null ? null : classVerdict(drift, label, against);
  return [
    ...CLASSES.map((name) => scoreEvidence(name, against, source, scores[name])),
    ...(verdict === null ? [UNKNOWN_FEATURES] : CLASSES.map((name) => featureEvidence(verdict.classes[name], against))),
    domainEvidence(against, domain),
  ];
}

/** All of it in one word: a single thing against it is enough, and so much as one unclear thing leaves it open. */
export function evidenceVerdict(evidence: readonly Evidence[]): "for" | "against" | "unclear" {
  if (evidence.some(({ verdict }) => verdict === "against")) return "against";
  return evidence.every(({ verdict }) => verdict === "for" || verdict === "unasked") ? "for" : "unclear";
}

/** The same as a sentence that leads. */
export function evidenceSummary(evidence: readonly Evidence[], against: Against): string {
  switch (evidenceVerdict(evidence)) {
    case "against":
      return `The evidence is against it: something changed within a class from train to ${against}, so estimates and correction are to be trusted only as far as that is small.`;
    case "for":
      return `The evidence is for it: within each class, nothing that was measured differs between train and ${against} beyond chance or a small effect.`;
    case "unclear":
      return evidence.some(({ verdict }) => verdict === "doubtful")
        ? `Whether it holds for ${against} cannot be told: scores within a class differ from those of the rows trained on, and nothing else was seen to, so either rows changed or the net is overfitted.`
        : `Nothing that was measured is against it, but not all could be measured well enough to say that it holds for ${against}.`;
  }
}

function scoreEvidence(name: ClassName, against: Against, source: PriorAnswer["source"], drift: ScoreDrift | null): Evidence {
  const rows = source === "holdout" ? "rows of train that were set aside" : "rows trained on";
  if (drift === null) return { verdict: "unclear", sentence: `The ${rows} or those of ${against} have no ${name} one, so the scores of ${name}s cannot be compared.` };
  const { ks, noise, trainRows, targetRows } = drift;
  const figure = `KS ${ks.toFixed(2)}; chance alone makes up to ${Math.min(1, noise).toFixed(2)} of ${formatCount(trainRows)} and ${formatCount(targetRows)} rows`;
  if (ks >= CUT_OFFS.ks.small && ks > noise) {
    const elsewhere = `Scores of ${name}s in ${against} lie elsewhere than those of the ${rows} (${figure}).`;
    return source === "holdout"
      ? { verdict: "against", sentence: elsewhere }
      : { verdict: "doubtful", sentence: `${elsewhere} A net that overfits does this too: with rows held out in Train this would tell one from the other.` };
  }
  if (noise <= CUT_OFFS.ks.small || ks + noise < ALIKE) return { verdict: "for", sentence: `Scores of ${name}s in ${against} lie as those of the ${rows} (${figure}).` };
  return { verdict: "unclear", sentence: `There are too few ${name}s to tell whether their scores in ${against} lie as those of the ${rows} (${figure}).` };
}

function featureEvidence({ status, class: name, moved, referenceRows, currentRows }: ClassDrift, against: Against): Evidence {
  switch (status) {
    case "moved":
      return { verdict: "against", sentence: `Among ${name}s, ${moved.length === 0 ? "something" : columnList(moved)} moved from train to ${against}.` };
    case "same":
      return { verdict: "for", sentence: `Among ${name}s no feature moved from train to ${against}.` };
    case "too-few":
      return {
        verdict: "unclear",
        sentence: `Among ${name}s no feature is seen to move from train to ${against}, but ${formatCount(referenceRows)} and ${formatCount(currentRows)} rows are too few to be sure of all of them.`,
      };
    case "absent":
      return { verdict: "unclear", sentence: `Train or ${against} has no ${name} row, so features cannot be compared among ${name}s.` };
  }
}

function domainEvidence(against: Against, domain: DomainAnswer | null): Evidence {
  if (domain === null) {
    return { verdict: "unasked", sentence: `Features that changed together, each alone as it was, show only to a net that tells ${against} from train class by class: ask it in Telling them apart.` };
  }
  const { sameMix } = domain;
  if (sameMix.type === "undefined") return { verdict: "unclear", sentence: `A net could not be asked to tell ${against} from train class by class. ${sameMix.reason}` };
  const figure = `AUC ${aucText(sameMix.auc)}, ${intervalText(sameMix.interval)}; 0.5 is chance`;
  if (isTold(sameMix) && sameMix.auc >= HARDLY) return { verdict: "against", sentence: `A net tells rows of ${against} from rows of train of the same class (${figure}).` };
  if (sameMix.interval.high < HARDLY) return { verdict: "for", sentence: `A net hardly tells rows of ${against} from rows of train of the same class (${figure}).` };
  return { verdict: "unclear", sentence: `Rows are too few to say whether a net tells those of ${against} from those of train of the same class (${figure}).` };
}

const UNKNOWN_FEATURES: Evidence = {
  verdict: "unclear",
  sentence: "How the features differ within each class is not known yet.",
};
