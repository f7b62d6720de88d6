import { AGAINST, type Against } from "./against";
import type { DomainAnswer } from "./domain-question";
import type { DriftAnswer } from "./drift";
import type { Gap } from "./gap";
import type { LabelShift } from "./label-shift";
import type { PriorAnswer } from "./prior-estimates";

/** A part of the findings, or why there is none, in a sentence. */
export type Finding<T> = { readonly type: "found"; readonly value: T } | { readonly type: "missing"; readonly reason: string };

export type PerAgainst<T> = Readonly<Record<Against, T>>;

/** All that was found out about the shift from train to the other splits, and what it cost the net that a run ended with. */
export interface ShiftFindings {
  readonly label: LabelShift;
  readonly drift: Finding<DriftAnswer>;
  readonly domain: PerAgainst<Finding<DomainAnswer>>;
  /** Of the net that the run ended with, at the run's own threshold. */
  readonly gaps: Finding<PerAgainst<Gap<"train" | Against>>>;
  readonly prior: Finding<PriorAnswer>;
}

export function perAgainst<T>(of: (against: Against) => T): PerAgainst<T> {
  return { validation: of("validation"), test: of("test") };
}

/** Why parts are missing, a sentence each; none where all was found. */
export function missingReasons({ drift, domain, gaps, prior }: ShiftFindings): string[] {
  const parts: readonly Finding<unknown>[] = [drift, ...AGAINST.map((against) => domain[against]), gaps, prior];
  return [...new Set(parts.flatMap((part) => (part.type === "missing" ? [part.reason] : [])))];
}
