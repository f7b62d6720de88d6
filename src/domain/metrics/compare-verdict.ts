import { formatCount, formatPercent } from "../format";
import { SPLITS, type PerSplit, type Split } from "../split";
import type { Calibration, CalibrationBin } from "./calibration";
import type { Evaluation } from "./evaluation";
import type { ThresholdAnswer } from "./thresholds";

/** What the verdict looks at in a split. */
export interface SplitFigures {
  readonly evaluation: Evaluation;
  /** Of a logistic regression on the same features; null when there is none. */
  readonly logistic: Evaluation | null;
  /** In bins of equal width; null when it is not known. */
  readonly calibration: Calibration | null;
  /** The answer of the rule "best-f1"; null when it is not known. */
  readonly bestF1: ThresholdAnswer | null;
}

/** A split without rows is null. */
export type CompareFigures = PerSplit<SplitFigures | null>;

const MOST_SENTENCES = 4;
/** The 97.5 % point of the standard normal distribution. */
const Z_95 = 1.959963984540054;
/** A ROC AUC this high is a good ranking. */
const RANKS_WELL = 0.8;
/** Closer than this to 0.5, a ROC AUC is no use even where it is no accident. */
const NEXT_TO_CHANCE = 0.02;
/** Differences of ROC AUC that are worth a word, between models and between splits. */
const NOTABLE_AUC = 0.01;
const NOTABLE_FALL = 0.1;
/** What another threshold must add to F1 to be called the remedy. */
const NOTABLE_F1 = 0.1;
const NOTABLE_ECE = 0.05;
const NOTABLE_FACTOR = 2;

/** Up to four plain sentences that compare the splits with their baselines and with each other, the weightiest first. */
export function compareVerdict(figures: CompareFigures): string[] {
  return [
    ...againstConstants(figures),
    ...nothingInScores(figures),
    ...backwards(figures),
    ...wrongThreshold(figures),
    ...rankingFalls(figures),
    ...oneClass(figures),
    ...otherPrevalence(figures),
    ...tooSure(figures),
    ...againstLogistic(figures),
  ].slice(0, MOST_SENTENCES);
}

function splitsWhere(figures: CompareFigures, holds: (of: SplitFigures) => boolean): Split[] {
  return SPLITS.filter((split) => {
    const of = figures[split];
    return of !== null && holds(of);
  });
}

/** The answer, given every time, that the model is no better than; null when it is better than both. */
function unbeatenAnswer({ confusion: { tp, fp, tn, fn }, alwaysZero, alwaysOne }: Evaluation): 0 | 1 | null {
  // Against a constant only the rows count that the two answer differently (McNemar 1947).
  const beats = (won: number, lost: number): boolean => won - lost > Z_95 * Math.sqrt(won + lost);
  if (alwaysOne > alwaysZero) return beats(tn, fn) ? null : 1;
  return beats(tp, fp) ? null : 0;
}

function againstConstants(figures: CompareFigures): string[] {
  const zero = splitsWhere(figures, ({ evaluation }) => unbeatenAnswer(evaluation) === 0);
  const one = splitsWhere(figures, ({ evaluation }) => unbeatenAnswer(evaluation) === 1);
  const [some, answer] = zero.length > 0 ? [zero, 0] : [one, 1];
  if (some.length === 0) {
    const all = splitsWhere(figures, () => true);
    return all.length === 0 ? [] : [`${onSplits(all)} this model answers more rows rightly than either constant answer.`];
  }
  const rest = zero.length > 0 && one.length > 0 ? `, and ${lower(onSplits(one))} no better than answering 1 every time` : "";
  return [`${onSplits(some)} this model is no better than answering ${answer} every time${rest}.`];
}

/** Whether a ROC AUC says no more than a coin: within chance of 0.5 (Mann and Whitney 1947), or next to it. */
function isChance({ rocAuc, rows, positives }: Evaluation): boolean {
  if (rocAuc === null) return false;
  const error = Math.sqrt((rows + 1) / (12 * positives * (rows - positives)));
  return Math.abs(rocAuc - 0.5) <= Math.max(NEXT_TO_CHANCE, Z_95 * error);
}

function nothingInScores(figures: CompareFigures): string[] {
  const splits = splitsWhere(figures, ({ evaluation }) => isChance(evaluation));
  if (splits.length === 0) return [];
  const what = splits.map((split) => formatAuc(figures[split]?.evaluation)).join(", ");
  return [`${onSplits(splits)} the scores carry nothing: ROC AUC is ${what}, and a coin has 0.5.`];
}

function backwards(figures: CompareFigures): string[] {
  const splits = splitsWhere(figures, ({ evaluation }) => evaluation.rocAuc !== null && evaluation.rocAuc < 0.5 && !isChance(evaluation));
  const first = splits[0];
  if (first === undefined) return [];
  return [`${onSplits(splits)} it ranks backwards: positive rows score lower than negative ones (ROC AUC ${formatAuc(figures[first]?.evaluation)}${splits.length > 1 ? ` on ${first}` : ""}).`];
}

function wrongThreshold(figures: CompareFigures): string[] {
  const splits = splitsWhere(figures, ({ evaluation, bestF1 }) => {
    const ranksWell = evaluation.rocAuc !== null && evaluation.rocAuc >= RANKS_WELL;
    return ranksWell && unbeatenAnswer(evaluation) !== null && (bestF1 === null || f1Gain(evaluation, bestF1) >= NOTABLE_F1);
  });
  const split = splits.at(-1);
  const shown = split === undefined ? null : figures[split];
  if (split === undefined || shown === null) return [];
  const { evaluation, bestF1 } = shown;
  const remedy =
    bestF1 === null || bestF1.threshold === null
      ? ""
      : ` At ${bestF1.threshold} F1 on ${split} is ${bestF1.value.toFixed(2)}, at ${evaluation.threshold} it is ${(evaluation.f1 ?? 0).toFixed(2)}.`;
  return [`${onSplits(splits)} the scores rank well (ROC AUC ${formatAuc(evaluation)}${splits.length > 1 ? ` on ${split}` : ""}) although accuracy is bad: the threshold is the problem.${remedy}`];
}

function f1Gain({ f1 }: Evaluation, best: ThresholdAnswer): number {
  return best.threshold === null ? 0 : best.value - (f1 ?? 0);
}

function rankingFalls(figures: CompareFigures): string[] {
  const train = figures.train?.evaluation;
  if (train === undefined || train.rocAuc === null || isChance(train)) return [];
  const from = train.rocAuc;
  const fallen = (["test", "validation"] as const).find((split) => {
    const auc = figures[split]?.evaluation.rocAuc;
    return typeof auc === "number" && from - auc >= NOTABLE_FALL;
  });
  if (fallen === undefined) return [];
  return [`What it learned on train does not carry over to ${fallen}: ROC AUC falls from ${formatAuc(train)} to ${formatAuc(figures[fallen]?.evaluation)}.`];
}

function oneClass(figures: CompareFigures): string[] {
  const without = (kind: 0 | 1): Split[] =>
    splitsWhere(figures, ({ evaluation: { rows, positives } }) => (kind === 1 ? positives === 0 : positives === rows));
  const [none, all] = [without(1), without(0)];
  return [
    ...(none.length === 0 ? [] : [`${onSplits(none)} no row is positive, so nothing there tells how well it finds them.`]),
    ...(all.length === 0 ? [] : [`${onSplits(all)} every row is positive, so nothing there tells how often it raises a false alarm.`]),
  ];
}

function otherPrevalence(figures: CompareFigures): string[] {
  const share = (split: Split): number => {
    const of = figures[split]?.evaluation;
    return of === undefined ? 0 : of.positives / of.rows;
  };
  const train = share("train");
  const factors = (["validation", "test"] as const)
    .filter((split) => train > 0 && share(split) > 0)
    .map((split) => ({ split, factor: Math.max(share(split) / train, train / share(split)) }));
  const widest = factors.reduce((most, next) => (next.factor > most.factor ? next : most), { split: "test", factor: 1 });
  if (widest.factor < NOTABLE_FACTOR) return [];
  const times = widest.factor < 10 ? widest.factor.toFixed(1) : formatCount(Math.round(widest.factor));
  return [`The share of positives differs ${times}-fold between train and ${widest.split}: compare recall, specificity and ROC AUC across them, not accuracy, precision or F1.`];
}

function tooSure(figures: CompareFigures): string[] {
  const splits = splitsWhere(figures, ({ calibration }) => calibration !== null && calibration.ece >= NOTABLE_ECE && overconfidence(calibration) > 0);
  const worst = splits.reduce<Split | null>((most, split) => (most === null || eceOf(figures, split) > eceOf(figures, most) ? split : most), null);
  const calibration = worst === null ? null : figures[worst]?.calibration;
  if (worst === null || calibration === null || calibration === undefined) return [];
  const bin = calibration.bins.reduce((most, next) => (next.count * overBy(next) > most.count * overBy(most) ? next : most));
  return [
    `${onSplits(splits)} it is surer than it is right: on ${worst} the expected calibration error is ${calibration.ece.toFixed(2)}; of rows that score about ${(bin.meanScore ?? 0).toFixed(2)}, ${formatPercent(bin.fractionPositive ?? 0, 0)} are positive.`,
  ];
}

function eceOf(figures: CompareFigures, split: Split): number {
  return figures[split]?.calibration?.ece ?? 0;
}

/** Above 0 when scores lie further from one half than the fractions they stand for. */
function overconfidence({ bins }: Calibration): number {
  return bins.reduce((sum, bin) => sum + bin.count * overBy(bin), 0);
}

function overBy({ meanScore, fractionPositive }: CalibrationBin): number {
  if (meanScore === null || fractionPositive === null) return 0;
  return meanScore > 0.5 ? meanScore - fractionPositive : fractionPositive - meanScore;
}

function againstLogistic(figures: CompareFigures): string[] {
  const split = (["test", "validation", "train"] as const).find((name) => {
    const of = figures[name];
    return of !== null && of.evaluation.rocAuc !== null && typeof of.logistic?.rocAuc === "number";
  });
  const of = split === undefined ? null : figures[split];
  if (split === undefined || of === null) return [];
  const gain = (of.evaluation.rocAuc ?? 0) - (of.logistic?.rocAuc ?? 0);
  const both = `ROC AUC ${formatAuc(of.evaluation)} against ${formatAuc(of.logistic ?? undefined)} on ${split}`;
  if (gain > NOTABLE_AUC) return [`It ranks better than a logistic regression on the same features (${both}).`];
  if (gain < -NOTABLE_AUC) return [`A logistic regression on the same features ranks better than it does (${both}).`];
  if (isChance(of.evaluation)) return [];
  return [`A logistic regression on the same features ranks as well (${both}): what it has beyond that adds nothing.`];
}

function formatAuc(evaluation: Evaluation | undefined): string {
  return evaluation?.rocAuc?.toFixed(3) ?? "undefined";
}

function onSplits(splits: readonly Split[]): string {
  if (splits.length === SPLITS.length) return "On all three splits";
  return `On ${splits.length < 2 ? (splits[0] ?? "") : `${splits.slice(0, -1).join(", ")} and ${splits.at(-1) ?? ""}`}`;
}

function lower(text: string): string {
  return text.charAt(0).toLowerCase() + text.slice(1);
}
