import { formatCount, formatPercent } from "../format";
import { NO_NEGATIVES, NO_POSITIVES } from "./confusion-metrics";
import type { CumulativeCounts } from "./cumulative-counts";
import { lastAbove, confusionOfIndex, operatingPoint, type OperatingPoint } from "./operating-point";

/** How a threshold is chosen on one split. Shares are from 0 to 1; costs are in any unit, for one row each. */
export type ThresholdRule =
  | { readonly type: "fixed"; readonly threshold: number }
  | { readonly type: "best-f1" }
  | { readonly type: "youden" }
  | { readonly type: "recall"; readonly atLeast: number }
  | { readonly type: "precision"; readonly atLeast: number }
  /** `eventsPerDay` of the split's own kind, so with its share of positives. */
  | { readonly type: "alerts"; readonly atMost: number; readonly eventsPerDay: number }
  | { readonly type: "cost"; readonly missed: number; readonly falseAlarm: number };

export interface ThresholdChoice extends OperatingPoint {
  /** What the rule looks at, there: F1, Youden's J, recall, precision, alerts a day or cost; the threshold when fixed. */
  readonly value: number;
}

/** A rule that nothing meets, and why. */
export interface NoThreshold {
  readonly threshold: null;
  readonly reason: string;
}

export type ThresholdAnswer = ThresholdChoice | NoThreshold;

const NO_ROWS = "The split has no rows.";

/**
 * The threshold a rule chooses among all distinct scores, exactly; where several do equally well, the highest.
 * @throws RangeError when a number of the rule makes no sense
 */
export function chooseThreshold(rule: ThresholdRule, counts: CumulativeCounts): ThresholdAnswer {
  check(rule);
  if (counts.scores.length === 0) return none(NO_ROWS);
  switch (rule.type) {
    case "fixed": {
      const index = lastAbove(counts, rule.threshold);
      return { index, threshold: rule.threshold, confusion: confusionOfIndex(counts, index), value: rule.threshold };
    }
    case "best-f1":
      return bestF1(counts);
    case "youden":
      return youden(counts);
    case "recall":
      return recallAtLeast(counts, rule.atLeast);
    case "precision":
      return precisionAtLeast(counts, rule.atLeast);
    case "alerts":
      return alertsAtMost(counts, rule.atMost, rule.eventsPerDay);
    case "cost":
      return leastCost(counts, rule.missed, rule.falseAlarm);
  }
}

function check(rule: ThresholdRule): void {
  const numbers = Object.values(rule).filter((value) => typeof value === "number");
  if (numbers.some((value) => !Number.isFinite(value) || (value < 0 && rule.type !== "fixed"))) {
    throw new RangeError(`A rule's numbers must be finite and not negative: ${numbers.join(", ")}.`);
  }
}

function none(reason: string): NoThreshold {
  return { threshold: null, reason };
}

function choice(counts: CumulativeCounts, index: number, value: number): ThresholdChoice {
  return { ...operatingPoint(counts, index), value };
}

/** Largest F1 (van Rijsbergen 1979). Compared by whole numbers below 2^53, so that equal ones are seen to be equal. */
function bestF1(counts: CumulativeCounts): ThresholdAnswer {
  const { positives, truePositives, falsePositives } = counts;
  if (positives === 0) return none(NO_POSITIVES);
  let best = 0;
  let bestTp = -1;
  let bestTotal = 1;
  for (let i = 0; i < truePositives.length; i++) {
    const tp = truePositives[i]!;
    const total = tp + falsePositives[i]! + positives;
    if (tp * bestTotal > bestTp * total) {
      best = i;
      bestTp = tp;
      bestTotal = total;
    }
  }
  return choice(counts, best, (2 * bestTp) / bestTotal);
}

/** Largest recall + specificity - 1 (Youden 1950), compared by whole numbers. */
function youden(counts: CumulativeCounts): ThresholdAnswer {
  const { positives, negatives, truePositives, falsePositives } = counts;
  if (positives === 0) return none(NO_POSITIVES);
  if (negatives === 0) return none(NO_NEGATIVES);
  let best = 0;
  let most = -Infinity;
  for (let i = 0; i < truePositives.length; i++) {
    const gain = truePositives[i]! * negatives - falsePositives[i]! * positives;
    if (gain > most) {
      best = i;
      most = gain;
    }
  }
  return choice(counts, best, most / (positives * negatives));
}

/** The highest threshold that finds so large a share of the positives. */
function recallAtLeast(counts: CumulativeCounts, atLeast: number): ThresholdAnswer {
  const { positives, truePositives } = counts;
  if (positives === 0) return none(NO_POSITIVES);
  const index = firstIndex(counts, (i) => truePositives[i]! / positives >= atLeast);
  if (index === truePositives.length) return none("Recall cannot be above 100 %.");
  return choice(counts, index, truePositives[index]! / positives);
}

/** Of the thresholds with so high a precision, the one that finds most. */
function precisionAtLeast(counts: CumulativeCounts, atLeast: number): ThresholdAnswer {
  const { positives, truePositives, falsePositives } = counts;
  if (positives === 0) return none(NO_POSITIVES);
  let best = -1;
  let found = -1;
  let highest = 0;
  for (let i = 0; i < truePositives.length; i++) {
    const tp = truePositives[i]!;
    const precision = tp / (tp + falsePositives[i]!);
    if (precision > highest) highest = precision;
    if (precision >= atLeast && tp > found) {
      best = i;
      found = tp;
    }
  }
  if (best === -1) {
    return none(`No threshold has a precision of ${formatPercent(atLeast, 1)}: the best of them has ${formatPercent(highest, 1)}.`);
  }
  return choice(counts, best, found / (found + falsePositives[best]!));
}

/** The lowest threshold with no more alerts than that, at the split's own rate. */
function alertsAtMost(counts: CumulativeCounts, atMost: number, eventsPerDay: number): ThresholdAnswer {
  const { positives, negatives, truePositives, falsePositives } = counts;
  const rows = positives + negatives;
  const alerts = (i: number): number => ((truePositives[i]! + falsePositives[i]!) * eventsPerDay) / rows;
  const index = firstIndex(counts, (i) => alerts(i) > atMost) - 1;
  if (index === -1) {
    return none(`The rows of the highest score alone would give ${formatCount(alerts(0))} alerts a day, more than ${formatCount(atMost)}.`);
  }
  return choice(counts, index, alerts(index));
}

/** Least sum of what misses and false alarms cost; calling no row positive is among the answers. */
function leastCost(counts: CumulativeCounts, missed: number, falseAlarm: number): ThresholdAnswer {
  const { positives, truePositives, falsePositives } = counts;
  let best = -1;
  let least = missed * positives;
  for (let i = 0; i < truePositives.length; i++) {
    const cost = missed * (positives - truePositives[i]!) + falseAlarm * falsePositives[i]!;
    if (cost < least) {
      best = i;
      least = cost;
    }
  }
  return choice(counts, best, least);
}

/** The first index for which `holds`, which holds for all later ones too; the number of scores when there is none. */
function firstIndex({ scores }: CumulativeCounts, holds: (index: number) => boolean): number {
  let start = 0;
  let end = scores.length;
  while (start < end) {
    const middle = (start + end) >>> 1;
    if (holds(middle)) end = middle;
    else start = middle + 1;
  }
  return start;
}
