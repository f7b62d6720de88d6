import { formatPercent, formatPoints, formatPrevalence } from "../format";
import { AGAINST } from "./against";
import { SPLITS, type PerSplit } from "../split";

/** What is told of a split under the net that a run ended with. */
export interface PlainFigures {
  readonly rows: number;
  readonly positives: number;
  readonly accuracy: number;
  /** Accuracy of the best constant answer. */
  readonly baseline: number;
  /** Null where a class is missing. */
  readonly balancedAccuracy: number | null;
  readonly f1: number | null;
}

/** A run that has ended, and how the rows were dealt that it was trained on. */
export interface DealtRun {
  /** What the deal is called. */
  readonly title: string;
  /** Rows of all kinds lie in all splits: dealt at random within each class. */
  readonly atRandom: boolean;
  /** Everything but the deal that decides the run, as text. */
  readonly settings: string;
  readonly figures: PerSplit<PlainFigures>;
}

/**
 * What another deal of the same rows tells, the weightiest first. Where rows are dealt at random within each class and the mix
 * is the same, no shift is left between the splits: what the gap from train to test has lost was shift, and what stays of it
 * is not.
 */
export function dealVerdict(before: DealtRun, after: DealtRun): string[] {
  return [
    gapSentence(before, after),
    againstConstant(before, after),
    ...balancedSentence(before, after),
    ...(after.atRandom ? [RANDOM_CAVEAT] : []),
    ...(before.settings === after.settings ? [] : ["The two runs were also set up differently, so not all of the change is the deal's."]),
  ];
}

const RANDOM_CAVEAT =
  "Rows of every file now lie in every split, so this test asks about more rows of the same kinds, not about days, hosts or attacks that train has never seen.";

function gapSentence(before: DealtRun, after: DealtRun): string {
  const changed = `test accuracy is ${accuracy(after)} instead of ${accuracy(before)}`;
  const mixed = unevenMix(after);
  if (mixed !== null) return `On this deal ${changed}. ${mixed}`;
  if (!after.atRandom) return `On this deal ${changed}. The mix is the same in all splits, but rows of one kind may still lie in one split alone.`;
  const [gap, left] = [gapOf(before), gapOf(after)];
  const said = `With the same mix in all splits, ${changed}`;
  const [was, is] = [formatPoints(Math.abs(gap)), formatPoints(Math.abs(left))];
  const [chance, chanceLeft] = [byChance(before), byChance(after)];
  if (gap === 0) return `${said}. There was no gap between train and test to close.`;
  if (Math.abs(gap) <= chance) return `${said}. Between train and test there was a gap of ${was}, within chance, and now there is one of ${is}: so few rows do not tell whether it was the shift.`;
  if (Math.abs(gap) - Math.abs(left) <= Math.hypot(chance, chanceLeft)) {
    if (Math.abs(left) > chanceLeft) return `${said}. A gap of ${is} between train and test stays (it was ${was}): that is not the shift.`;
    return `${said}. The gap between train and test is ${is} instead of ${was}: the change is within chance.`;
  }
  if (Math.abs(left) <= chanceLeft) return `${said}: the gap was the shift${left === 0 ? "" : `; what is left of its ${was} (${is}) is within chance`}.`;
  if (Math.abs(left) < Math.abs(gap) / 2) {
    return `${said}: most of the gap was the shift. ${is} between train and test are left of ${was}, and those are not.`;
  }
  return `${said}: part of the gap was the shift. ${is} between train and test are left of ${was}, and those are not.`;
}

/** Null where the shares of positives are the same, as far as chance allows. */
function unevenMix({ figures }: DealtRun): string | null {
  const other = AGAINST.find((split) => !isSameMix(figures.train, figures[split]));
  if (other === undefined) return null;
  return `The mix differs still: ${formatPrevalence(shareOf(figures.train))} of train is positive, and ${formatPrevalence(shareOf(figures[other]))} of ${other}.`;
}

/** Within two standard errors of the difference, or one row. */
function isSameMix(a: PlainFigures, b: PlainFigures): boolean {
  const pooled = (a.positives + b.positives) / (a.rows + b.rows);
  const chance = 2 * Math.sqrt(pooled * (1 - pooled) * (1 / a.rows + 1 / b.rows));
  return Math.abs(shareOf(a) - shareOf(b)) <= Math.max(chance, 1 / Math.min(a.rows, b.rows));
}

function againstConstant(before: DealtRun, after: DealtRun): string {
  const { test } = after.figures;
  return `Against the best constant answer of test, ${formatPercent(test.baseline)}, that is ${beside(after)}; before, it was ${beside(before)}.`;
}

function beside({ figures: { test } }: DealtRun): string {
  const margin = test.accuracy - test.baseline;
  if (margin === 0) return "no better";
  return `${formatPoints(Math.abs(margin))} ${margin > 0 ? "above it" : "below it"}`;
}

/** A change of balanced accuracy that is worth a word: the mix alone does not move it. */
const NOTABLE = 0.01;

function balancedSentence(before: DealtRun, after: DealtRun): string[] {
  const [from, to] = [before.figures.test.balancedAccuracy, after.figures.test.balancedAccuracy];
  if (from === null || to === null) return ["Balanced accuracy of test cannot be compared: it is undefined where a class is missing."];
  const words = `Balanced accuracy of test, which the mix alone does not move, `;
  if (Math.abs(to - from) < NOTABLE) return [`${words}stays at ${formatPercent(to)}: what changed is the mix.`];
  const how = `${to > from ? "rose" : "fell"} from ${formatPercent(from)} to ${formatPercent(to)}`;
  return [`${words}${how}: the net was trained on other rows and is measured on other rows, so more than the mix has changed.`];
}

function gapOf({ figures: { train, test } }: DealtRun): number {
  return train.accuracy - test.accuracy;
}

/** Two standard errors of the gap, and at least what one row of either split makes. */
function byChance({ figures: { train, test } }: DealtRun): number {
  const variance = (of: PlainFigures): number => (of.accuracy * (1 - of.accuracy)) / of.rows;
  return Math.max(2 * Math.sqrt(variance(train) + variance(test)), 1 / train.rows + 1 / test.rows);
}

function accuracy({ figures }: DealtRun): string {
  return formatPercent(figures.test.accuracy, 1);
}

function shareOf({ positives, rows }: PlainFigures): number {
  return positives / rows;
}

/** What a deal would come to, in a sentence. @param all rows of the files */
export function forecastSentence(leftOut: number, all: number, withoutValue: number): string {
  const rows = (count: number): string => count.toLocaleString("en-GB");
  const left = leftOut === 0 ? `All ${rows(all)} rows are dealt, none is left out.` : `${rows(leftOut)} of ${rows(all)} rows are left out: taking more would repeat rows of the rarer class.`;
  return withoutValue === 0 ? left : `${left} ${rows(withoutValue)} without a value to be dealt by ${withoutValue === 1 ? "goes" : "go"} to train.`;
}

/** Rows with a lower number of positives than this tell little of them. */
const FEW_POSITIVES = 30;

/** A warning of splits with too few positives to measure anything by; null where there is none. */
export function fewPositives(splits: PerSplit<{ readonly rows: number; readonly positives: number | null }>): string | null {
  const few = SPLITS.filter((split) => (splits[split].positives ?? FEW_POSITIVES) < FEW_POSITIVES);
  if (few.length === 0) return null;
  const said = few.map((split) => `${split} would have ${splits[split].positives ?? 0}`).join(", ");
  return `Few positives: ${said}. Figures of so few rows are mostly chance.`;
}
