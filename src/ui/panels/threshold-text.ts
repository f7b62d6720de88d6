import { formatCount, formatPercent, formatPrevalence } from "../../domain/format";
import type { ThresholdRule } from "../../domain/metrics/thresholds";
import type { ThresholdOrigin } from "../../state/threshold-slice";
import { writeNumber } from "../components/write-number";
import { shortMomentText } from "./moment-text";

export type RuleType = ThresholdRule["type"];

/** As the list of rules names them. */
export const RULE_TITLES: Readonly<Record<RuleType, string>> = {
  fixed: "0.5",
  "best-f1": "Best F1",
  youden: "Youden's J",
  recall: "Recall at least…",
  precision: "Precision at least…",
  alerts: "Alerts a day at most…",
  cost: "Least cost…",
};

/** "recall of at least 90 %" */
export function ruleText(rule: ThresholdRule): string {
  switch (rule.type) {
    case "fixed":
      return `fixed at ${writeNumber(rule.threshold)}`;
    case "best-f1":
      return "the best F1";
    case "youden":
      return "the best Youden's J (recall + specificity - 1)";
    case "recall":
      return `recall of at least ${shareText(rule.atLeast)}`;
    case "precision":
      return `precision of at least ${shareText(rule.atLeast)}`;
    case "alerts":
      return `at most ${formatCount(rule.atMost)} alerts a day of ${formatCount(rule.eventsPerDay)} events`;
    case "cost":
      return `the least cost, a miss at ${writeNumber(rule.missed)} and a false alarm at ${writeNumber(rule.falseAlarm)}`;
  }
}

/** How a threshold came about, in a sentence. */
export function originText(origin: ThresholdOrigin): string {
  switch (origin.kind) {
    case "run":
      return "The run's own.";
    case "typed":
      return "Typed by hand.";
    case "dragged":
      return "Dragged by hand.";
    case "prior":
      return `Set in Shift: it answers as 0.5 would on scores corrected to ${formatPrevalence(origin.prior)} positives.`;
    case "rule": {
      const { rule, split, epoch, exact } = origin;
      if (rule.type === "fixed") return `Fixed at ${writeNumber(rule.threshold)}, on no split.`;
      const from = exact ? "" : " (≈ approximately, from the histogram of its scores)";
      return `Chosen on ${split} for ${ruleText(rule)}, with the scores of ${shortMomentText(epoch)}${from}; applied to all three splits.`;
    }
  }
}

/** What is wrong with how it was chosen, in words; null when nothing is. */
export function originWarning(origin: ThresholdOrigin): string | null {
  if (origin.kind !== "rule" || origin.split !== "test" || origin.rule.type === "fixed") return null;
  return "Chosen on test: test's figures now flatter the model, for its own rows picked the threshold. Choose on validation, and keep test for the last look.";
}

/** Whether a rule would choose from other scores now than it did, so that it is worth choosing again. */
export function isOutdated(origin: ThresholdOrigin, shown: { readonly epoch: number | null; readonly exact: boolean }): boolean {
  if (origin.kind !== "rule" || origin.rule.type === "fixed") return false;
  return origin.epoch !== shown.epoch || origin.exact !== shown.exact;
}

/** Shares as people say them: 0.9 → "90 %", 0.995 → "99.5 %". */
function shareText(share: number): string {
  const percent = Number((share * 100).toPrecision(12));
  const digits = [0, 1, 2].find((count) => Number(percent.toFixed(count)) === percent) ?? 3;
  return formatPercent(share, digits);
}
