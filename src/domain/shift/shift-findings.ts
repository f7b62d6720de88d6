import type { Evaluation } from "../metrics/evaluation";
import { AGAINST, type Against } from "./against";
import type { DomainAnswer } from "./domain-question";
import type { DriftAnswer } from "./drift";
import type { Gap } from "./gap";
import type { LabelShift } from "./label-shift";
import type { GapByHoldout } from "./overfitting";
import type { PriorAnswer, PriorMethod } from "./prior-estimates";

/** A part of the findings, or why there is none, in a sentence. */
export type Finding<T> = { readonly type: "found"; readonly value: T } | { readonly type: "missing"; readonly reason: string };

export type PerAgainst<T> = Readonly<Record<Against, T>>;

/** How much of the gap is overfitting, measured on rows of train that the run held out. */
export interface OverfittingFinding {
  readonly byHoldout: PerAgainst<GapByHoldout<Against>>;
  /** Labels of the rows trained on were flipped on purpose. */
  readonly noisyLabels: boolean;
}

/** What correcting the scores to the estimated share of positives comes to on the split it was estimated of; or why that cannot be done. */
export type CorrectionFinding =
  | { readonly type: "none"; readonly reason: string }
  | {
      readonly type: "corrected";
      readonly method: PriorMethod;
      readonly trainPrior: number;
      readonly prior: number;
      /** Added to every logit. */
      readonly offset: number;
      /** At the run's own threshold. */
      readonly before: Evaluation;
      readonly after: Evaluation;
    };

/** All that was found out about the shift from train to the other splits, and what it cost the net that a run ended with. */
export interface ShiftFindings {
  readonly label: LabelShift;
  readonly drift: Finding<DriftAnswer>;
  readonly domain: PerAgainst<Finding<DomainAnswer>>;
  /** Of the net that the run ended with, at the run's own threshold. */
  readonly gaps: Finding<PerAgainst<Gap<"train" | Against>>>;
  /** Null where the run held no rows out. */
  readonly overfitting: Finding<OverfittingFinding | null>;
  readonly prior: Finding<PriorAnswer>;
  readonly corrected: PerAgainst<Finding<CorrectionFinding>>;
}

export function perAgainst<T>(of: (against: Against) => T): PerAgainst<T> {
  return { validation: of("validation"), test: of("test") };
}

/** Why parts are missing, a sentence each; none where all was found. */
export function missingReasons({ drift, domain, gaps, overfitting, prior, corrected }: ShiftFindings): string[] {
  const pairs = AGAINST.flatMap((against) => [domain[against], corrected[against]]);
  const parts: readonly Finding<unknown>[] = [drift, gaps, overfitting, prior, ...pairs];
  return [...new Set(parts.flatMap((part) => (part.type === "missing" ? [part.reason] : [])))];
}
