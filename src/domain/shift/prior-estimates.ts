import { asPart, type Stepwise } from "../inspect/stepwise";
import type { Evaluation } from "../metrics/evaluation";
import type { CumulativeCounts } from "../metrics/cumulative-counts";
import { confusionAt } from "../metrics/operating-point";
import type { Interval } from "../metrics/wilson";
import type { PerSplit } from "../split";
import type { Against } from "./against";
import { bbse } from "./bbse";
import { scoreDrift, type ScoreDrift } from "./class-scores";
import { emPrior, massOfCounts } from "./em-prior";
import { priorInterval } from "./prior-likelihood";
import type { Level, TrainedPrior } from "./trained-prior";

export const PRIOR_METHODS = ["em", "bbse"] as const;

/** Ways to estimate a prior without labels. */
export type PriorMethod = (typeof PRIOR_METHODS)[number];

/** An estimate of the share of positives with its 95 % interval, where there is one; or why there is no estimate. */
export type PriorEstimate<Facts = unknown> = { readonly type: "none"; readonly reason: string } | ({ readonly type: "estimated"; readonly prior: number; readonly interval: Interval | null } & Facts);

interface EmFacts {
  readonly interval: Interval;
  readonly rounds: number;
  /** Whether it settled before its last round; else the estimate is the maximum of the likelihood that it climbs. */
  readonly converged: boolean;
  /** Where it stood after its last round. */
  readonly reached: number;
  /** Where the likelihood that it climbs is largest. */
  readonly maximum: number;
  /** The scores say nothing about the prior: the interval is everything. */
  readonly flat: boolean;
}

interface BbseFacts {
  /** Before it was cut to 0 to 1. */
  readonly raw: number;
  /** Of the labelled rows, by the answers that they get. */
  readonly truePositiveRate: number;
  readonly falsePositiveRate: number;
}

/** What the unlabelled scores of a split tell of its share of positives; its labels serve only for what is beside them. */
export interface TargetPrior {
  readonly rows: number;
  readonly positives: number;
  readonly em: PriorEstimate<EmFacts>;
  readonly bbse: PriorEstimate<BbseFacts>;
  /** By the labels: how far the scores of each class lie from those of the labelled rows; null where either has none of the class. */
  readonly scores: { readonly positive: ScoreDrift | null; readonly negative: ScoreDrift | null };
}

export interface PriorAnswer {
  readonly trained: TrainedPrior;
  /** Of the scores of the labelled rows. */
  readonly level: Level | null;
  /**
   * The labelled rows that all is held against: those of train that were set aside, or else those trained on, which a net that
   * overfits scores otherwise than any others. Their labels are those of the data, whatever was flipped for training.
   */
  readonly source: "train" | "holdout";
  readonly against: Readonly<Record<Against, TargetPrior>>;
}

/** The metrics of each split as the scores are and, at one half, as they are corrected. */
export type CorrectedFigures = PerSplit<{ readonly before: Evaluation; readonly after: Evaluation }>;

interface Labelled {
  /** Of the labelled rows. */
  readonly source: CumulativeCounts;
  readonly trained: TrainedPrior;
  /** Of the answers that BBSE goes by. */
  readonly threshold: number;
}

/** Both estimates for one split, from counts of its scores. @param target with at least one row */
export function* targetPrior({ source, trained, threshold }: Labelled, target: CumulativeCounts): Stepwise<TargetPrior> {
  const rows = target.positives + target.negatives;
  const em: TargetPrior["em"] = trained.type === "known" ? yield* emOf(target, trained.prior) : { type: "none", reason: trained.reason };
  const scores = { positive: scoreDrift(source, target, 1), negative: scoreDrift(source, target, 0) };
  return { rows, positives: target.positives, em, bbse: bbseOf(source, target, threshold), scores };
}

function* emOf(target: CumulativeCounts, trainPrior: number): Stepwise<TargetPrior["em"]> {
  const mass = massOfCounts(target);
  const { path, estimate, converged: stayed } = yield* asPart(emPrior(mass, trainPrior), 0, 0.7);
  const { maximum, low, high } = yield* asPart(priorInterval(mass, trainPrior), 0.7, 1);
  // Steps that grow very small are no proof: where scores say little, EM creeps.
  const converged = stayed && estimate >= low && estimate <= high;
  const prior = converged ? estimate : maximum;
  return { type: "estimated", prior, interval: { low, high }, rounds: path.length - 1, converged, reached: estimate, maximum, flat: low === 0 && high === 1 };
}

function bbseOf(source: CumulativeCounts, target: CumulativeCounts, threshold: number): TargetPrior["bbse"] {
  const confusion = confusionAt(source, threshold);
  const called = confusionAt(target, threshold);
  const { tp, fp, tn, fn } = confusion;
  const { raw, prior, interval } = bbse(confusion, { rows: target.positives + target.negatives, positives: called.tp + called.fp });
  if (raw !== null && prior !== null) {
    return { type: "estimated", prior, interval, raw, truePositiveRate: tp / (tp + fn), falsePositiveRate: fp / (fp + tn) };
  }
  if (tp + fn === 0 || tn + fp === 0) return { type: "none", reason: `The labelled rows have no ${tp + fn === 0 ? "positive" : "negative"} one, so how the net answers that class is not known.` };
  const same = tp + fp === 0 ? "The net calls no row positive" : tn + fn === 0 ? "The net calls every row positive" : "The net calls rows of both classes positive equally often";
  return { type: "none", reason: `${same} at this threshold, so its answers say nothing of the labels.` };
}
