import { formatCount, formatPercent, formatPoints, formatPrevalence } from "../format";
import { shareText } from "./dial-words";
import type { Evaluation } from "../metrics/evaluation";
import type { Interval } from "../metrics/wilson";
import type { Against } from "./against";
import type { PriorAnswer, PriorEstimate, PriorMethod, TargetPrior } from "./prior-estimates";
import { CORRECTED_THRESHOLD, equivalentThreshold } from "./prior-correction";
import { isLevel, type TrainedPrior } from "./trained-prior";

export const METHOD_TITLES: Readonly<Record<PriorMethod, string>> = { em: "EM", bbse: "BBSE" };

export const ASSUMPTION =
  "Both the estimates and the correction assume that within each class rows look alike in train and in the other split (P(x|y) unchanged), so that only the share of positives moved.";

/** What an interval of an estimate is of; not of the net, whose own errors it knows nothing of. */
export const CLAIM = "95 % for the rows drawn";

/** A share; one that is not all of the rows does not round to it. */
export function priorText(share: number): string {
  return share > 0.9995 && share < 1 ? shareText(share) : formatPrevalence(share);
}

/** A share with its two ends: "89.1 % (88.9 % to 89.3 %)". */
export function intervalText({ low, high }: Interval): string {
  return `${priorText(low)} to ${priorText(high)}`;
}

/** What the net takes for the usual share of positives. */
export function trainedSentence(trained: TrainedPrior): string {
  const { rows, positives, weight } = trained;
  const counted = `${formatCount(positives)} of the ${formatCount(rows)} rows trained on are positive`;
  if (trained.type === "unknown") return `${counted}. ${trained.reason}`;
  if (weight === 1) return `${counted}, so the scores go by ${priorText(trained.prior)} positives.`;
  return `${counted}, and each counts ${formatTimes(weight)}, so the scores go by ${priorText(trained.prior)} positives.`;
}

/** Whether scores average what they should, on rows that the net never saw where there are any; null where that cannot be asked, or they do. */
export function levelWarning({ trained, level, source }: Pick<PriorAnswer, "trained" | "level" | "source">): string | null {
  if (trained.type === "unknown" || level === null || isLevel(level)) return null;
  const where = source === "holdout" ? "the rows of train that were set aside" : "the rows trained on";
  const counted = trained.weight === 1 ? "" : ", each positive row counted as the loss does";
  return `The scores are no good probabilities: on ${where} they average ${priorText(level.score)}, not ${priorText(level.label)}${counted}. EM and the correction go wrong by as much; training longer, or with a lower learning rate, may help.`;
}

/** An estimate beside what the labels say. */
export function estimateSentence(against: Against, method: PriorMethod, target: TargetPrior): string {
  const estimate = target[method];
  const title = METHOD_TITLES[method];
  if (estimate.type === "none") return `${title} gives no estimate for ${against}. ${estimate.reason}`;
  const { prior, interval } = estimate;
  const truth = target.positives / target.rows;
  const told = `Without its labels, ${title} takes ${priorText(prior)} of ${against} for positive${interval === null ? "" : ` (${intervalText(interval)}, ${CLAIM})`}.`;
  const off = interval !== null && truth >= interval.low && truth <= interval.high ? "within the interval" : `${interval === null ? "" : "outside the interval, "}${formatPoints(Math.abs(prior - truth))} away`;
  return `${told} Its labels say ${priorText(truth)}: ${off}.`;
}

/** "89.1 % (88.9 % to 89.3 %)"; in tables. */
export function estimateText(estimate: PriorEstimate): string {
  if (estimate.type === "none") return "undefined";
  return `${priorText(estimate.prior)} (${estimate.interval === null ? "no interval" : intervalText(estimate.interval)})`;
}

/** What else there is to say of an estimate, a sentence each. */
export function estimateNotes(method: PriorMethod, target: TargetPrior): string[] {
  if (method === "em") {
    if (target.em.type === "none") return [];
    const { flat, converged, rounds, reached, maximum } = target.em;
    if (flat) return ["The scores say nothing about the share of positives: any share explains them."];
    if (converged) return [];
    return [`EM had not settled after ${formatCount(rounds)} rounds, at ${priorText(reached)}. Shown is where it was heading, the maximum of the likelihood that it climbs: ${priorText(maximum)}.`];
  }
  if (target.bbse.type === "none") return [];
  const { raw, interval, truePositiveRate, falsePositiveRate } = target.bbse;
  if (raw >= 0 && raw <= 1) return [];
  const why =
    truePositiveRate < falsePositiveRate
      ? "among the labelled rows the net calls positives positive less often than negatives, which fits its answers here with no share"
      : raw > 1
        ? "the net calls rows positive more often than it finds positives among the labelled rows, which no share of positives explains"
        : "the net calls rows positive less often than it gives false alarms among the labelled rows, which no share of positives explains";
  const how = interval === null ? "By more than chance would, so there is no interval: rows within a class must have changed, or the labelled ones are too few." : "Chance may be all there is to it, or rows within a class have changed.";
  return [`The estimate was cut to ${raw > 1 ? "100 %" : "0 %"}: ${why}. ${how}`];
}

/** A share so near 0 or 1 cannot be told from them by any number of rows that fits into a tab. */
const SURE = 1e-6;

/**
 * Why scores cannot be corrected to a share, in a sentence with the way out; null where they can. Of 0 or 1, or as good as
 * that, the constant says how far an estimate got, and nothing of the rows.
 */
export function refuseCorrection(prior: number): string | null {
  if (prior > SURE && prior < 1 - SURE) return null;
  const side = prior < 0.5 ? "0 %, which would call every row negative" : "100 %, which would call every row positive";
  return `The estimate is ${side} whatever its score. Choose another estimate, or type a share that you hold possible, such as ${prior < 0.5 ? "0.001" : "0.99"}.`;
}

/** What is to be minded about a correction to an estimate whose interval has no end; null where that is not so. */
export function openEndWarning(estimate: PriorEstimate): string | null {
  if (estimate.type === "none" || refuseCorrection(estimate.prior) !== null) return null;
  const { interval } = estimate;
  if (interval === null) return "This estimate has no interval, so nobody can say how far off the correction is. Type a share to try another.";
  const [none, all] = [interval.low <= SURE, interval.high >= 1 - SURE];
  if (!none && !all) return null;
  const end = none && all ? "0 % and 100 %" : none ? "0 %" : "100 %";
  return `The interval of this estimate reaches ${end}, so the odds may have to be multiplied by anything${none && all ? "" : none ? " less" : " more"}: the threshold holds for the estimate alone. Type a share to see another.`;
}

/** What the correction does to every score. */
export function offsetSentence(trainPrior: number, targetPrior: number, offset: number): string {
  const direction = offset === 0 ? "Nothing is to be corrected" : `Each score's odds are multiplied by ${formatFactor(Math.exp(offset))} (${offset > 0 ? "+" : "−"}${Math.abs(offset).toFixed(2)} on the logit)`;
  return `${direction}, from ${priorText(trainPrior)} positives to ${priorText(targetPrior)}. To call positive what then scores above 0.5 is to call positive what scores above ${formatThreshold(equivalentThreshold(offset))} now.`;
}

/** What came of it on one split, held against the best constant answer. */
export function outcomeSentence(split: string, before: Evaluation, after: Evaluation): string {
  const gain = after.accuracy - before.accuracy;
  const change = gain === 0 ? `stays at ${formatPercent(after.accuracy)}` : `goes from ${formatPercent(before.accuracy)} to ${formatPercent(after.accuracy)}`;
  const constant = `${formatPercent(after.baselineAccuracy)}, the best constant answer`;
  const against = after.accuracy > after.baselineAccuracy ? `above ${constant}` : after.accuracy === after.baselineAccuracy ? `as much as ${constant}` : `still below ${constant}`;
  const loss = before.logLoss !== null && after.logLoss !== null && before.logLoss !== after.logLoss ? ` Its log loss ${after.logLoss < before.logLoss ? "falls" : "rises"} from ${before.logLoss.toFixed(4)} to ${after.logLoss.toFixed(4)}.` : "";
  return `On ${split}, accuracy ${change}, ${against}.${loss}`;
}

/** At which thresholds the figures before and after a correction are. @param before the run's own */
export function thresholdsSentence(before: number): string {
  return `Before: at ${formatThreshold(before)}, the run's own threshold. After: at ${CORRECTED_THRESHOLD} on the corrected scores.`;
}

/** A threshold with digits enough to be told apart from 0 and 1. */
export function formatThreshold(value: number): string {
  if (value >= 0.001 && value <= 0.999) return value.toFixed(4);
  return value < 0.5 ? value.toPrecision(3) : `1 − ${(1 - value).toPrecision(3)}`;
}

function formatTimes(weight: number): string {
  return `${formatFactor(weight)} times`;
}

function formatFactor(value: number): string {
  return value >= 100 ? formatCount(Math.round(value)) : value >= 0.01 ? String(Number(value.toPrecision(3))) : value.toExponential(1);
}
