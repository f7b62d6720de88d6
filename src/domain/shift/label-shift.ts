import { formatPrevalence } from "../format";
import { wilson95, type Interval } from "../metrics/wilson";
import { perSplit, type PerSplit } from "../split";
import type { Against } from "./against";
import { formatFactor } from "./factor";
import { shareDifference } from "./mover";
import { chiSquareOfCounts, psiOfCounts } from "./share-distances";

export interface LabelCounts {
  readonly rows: number;
  readonly positives: number;
}

/** The share of positives of a split; null where it has no rows. */
export interface Prevalence extends LabelCounts {
  readonly share: number | null;
  /** Wilson's 95 % interval. */
  readonly interval: Interval | null;
}

/** How the share of positives moved from train to another split. */
export interface LabelPair {
  readonly against: Against;
  /** How many times the share of train; null where train has no positive row, or a split no rows. */
  readonly ratio: number | null;
  /** Change of ln(p / (1 - p)); null where a split has one class only. */
  readonly logOddsChange: number | null;
  /** Population stability index of the two class shares. */
  readonly psi: number | null;
  /** Null where both splits have the same single class. */
  readonly cramersV: number | null;
  /** A sentence where the index finds nothing although the rarer class became several times as common, or as rare; else null. */
  readonly note: string | null;
}

export interface LabelShift {
  readonly prevalence: PerSplit<Prevalence>;
  readonly against: Readonly<Record<Against, LabelPair>>;
}

/** Below it every common rule of thumb finds no drift. */
const PSI_NOTHING = 0.1;
/** A class that becomes so many times as common, or as rare, is another matter whatever an index says. */
const NOTABLE_FACTOR = 1.5;

/** What became of the share of positives, from the counts of each split. */
export function labelShift(counts: PerSplit<LabelCounts>): LabelShift {
  const prevalence = perSplit((split): Prevalence => {
    const { rows, positives } = counts[split];
    return { rows, positives, share: rows === 0 ? null : positives / rows, interval: wilson95(positives, rows) };
  });
  return { prevalence, against: { validation: pairOf(prevalence, "validation"), test: pairOf(prevalence, "test") } };
}

/** Whether the share of positives moved by more than chance makes: the 95 % interval of the difference leaves out 0. */
export function labelMoved({ prevalence }: Pick<LabelShift, "prevalence">, against: Against): boolean {
  return haveMoved(prevalence.train, prevalence[against]);
}

function haveMoved(one: LabelCounts, two: LabelCounts): boolean {
  if (one.rows === 0 || two.rows === 0) return false;
  const { low, high } = shareDifference({ count: one.positives, of: one.rows }, { count: two.positives, of: two.rows });
  return low > 0 || high < 0;
}

function pairOf(prevalence: PerSplit<Prevalence>, against: Against): LabelPair {
  const train = prevalence.train;
  const other = prevalence[against];
  const psi = psiOfCounts(classCounts(train), classCounts(other));
  return {
    against,
    ratio: train.share === null || train.share === 0 || other.share === null ? null : other.share / train.share,
    logOddsChange: logOddsChange(train, other),
    psi,
    cramersV: chiSquareOfCounts(classCounts(train), classCounts(other))?.cramersV ?? null,
    note: psi === null || psi >= PSI_NOTHING ? null : overlooked(train, other, against, psi),
  };
}

function classCounts({ rows, positives }: LabelCounts): readonly [number, number] {
  return [rows - positives, positives];
}

function logOddsChange(train: LabelCounts, other: LabelCounts): number | null {
  const before = logOdds(train);
  const after = logOdds(other);
  return before === null || after === null ? null : after - before;
}

function logOdds({ rows, positives }: LabelCounts): number | null {
  return positives === 0 || positives === rows ? null : Math.log(positives / (rows - positives));
}

function overlooked(train: Prevalence, other: Prevalence, against: Against, psi: number): string | null {
  if (train.share === null || other.share === null || !haveMoved(train, other)) return null;
  const positives = train.share <= 0.5;
  const [name, before, after] = positives ? ["positives", train.share, other.share] : ["negatives", 1 - train.share, 1 - other.share];
  const factor = after / before;
  if (factor < NOTABLE_FACTOR && factor > 1 / NOTABLE_FACTOR) return null;
  const shares = `${formatPrevalence(after)} against ${formatPrevalence(before)}`;
  return `By its PSI of ${formatIndex(psi)} the label did not drift, but ${name} are ${howCommon(factor)} in ${against} than in train (${shares}).`;
}

function howCommon(factor: number): string {
  if (factor === Infinity) return "found where train has none, and so more common";
  if (factor === 0) return "not found at all, and so less common";
  return factor > 1 ? `${formatFactor(factor)} times more common` : `${formatFactor(1 / factor)} times rarer`;
}

function formatIndex(psi: number): string {
  return psi < 0.001 ? "below 0.001" : psi.toFixed(3);
}
