import type { Against } from "./against";
import { HARDLY, isTold } from "./apart-words";
import type { DomainAnswer, DomainAuc } from "./domain-question";
import type { DriftAnswer } from "./drift";
import { CUT_OFFS, isEmpty, leastVisible, looksOf, rankDrift, type RankedDrift } from "./effect-size";
import { labelMoved, type LabelShift } from "./label-shift";
import type { DriftScope } from "./paired-counts";

export const CLASSES = ["positive", "negative"] as const;
export type ClassName = (typeof CLASSES)[number];

/** What became of the rows of one class from train to another split. */
export interface ClassDrift {
  readonly class: ClassName;
  /**
   * "moved": a column passes a cut-off by more than chance. "same": none does, among enough rows. "too-few": none does, but
   * there are too few rows to see a small effect. "absent": train or the other split has no row of the class, or neither has.
   */
  readonly status: "moved" | "same" | "too-few" | "absent";
  readonly referenceRows: number;
  readonly currentRows: number;
  /** The columns that moved, the most first. */
  readonly moved: readonly RankedDrift[];
  /** Columns of which nothing can be told though the class has rows enough: few have a value, or the values are too many. */
  readonly untold: readonly RankedDrift[];
  /** There are too few rows of the class to see a small effect in any column. */
  readonly few: boolean;
  /** What chance alone makes of the KS of one of so many columns; null where the class is absent. */
  readonly visible: number | null;
}

/** How well all columns together tell rows of one class in train from those of the same class in the other split. */
export interface Together extends DomainAuc {
  /** "hardly": beyond chance, but by too little to matter. */
  readonly told: "no" | "hardly" | "yes";
}

/**
 * "alike": neither the label nor anything within a class moved. "label-shift": the label alone. "within-class": something
 * moved within a class, a column or all of them together, whatever the label did. "not-known": nothing was seen to move, but
 * not all could be seen.
 */
export type ShiftKind = "alike" | "label-shift" | "within-class" | "not-known";

export interface ClassVerdict {
  readonly against: Against;
  readonly kind: ShiftKind;
  readonly labelMoved: boolean;
  readonly classes: Readonly<Record<ClassName, ClassDrift>>;
  /** Null where nobody has asked, or it could not be measured: single columns are all that is known then. */
  readonly together: Together | null;
}

/**
 * Whether the shift from train to a split is one of the label alone: the only test of it is to look within each class.
 * @param domain whether a net tells the rows apart, where that is known; single columns do not see what only several show
 */
export function classVerdict(answer: DriftAnswer, label: LabelShift, against: Against, domain: DomainAnswer | null = null): ClassVerdict {
  const classes = { positive: classDrift(answer, label, against, "positive"), negative: classDrift(answer, label, against, "negative") };
  const together = togetherOf(domain);
  const moved = labelMoved(label, against);
  const all = CLASSES.map((name) => classes[name]);
  // A class that neither side has cannot differ.
  const seen = all.filter(({ status, referenceRows, currentRows }) => status !== "absent" || referenceRows + currentRows > 0);
  const settled = answer.length > 0 && seen.length > 0 && seen.every(({ status }) => status === "same");
  const within = all.some(({ status }) => status === "moved") || together?.told === "yes";
  return { against, kind: within ? "within-class" : !settled ? "not-known" : moved ? "label-shift" : "alike", labelMoved: moved, classes, together };
}

function togetherOf(domain: DomainAnswer | null): Together | null {
  if (domain === null || domain.sameMix.type === "undefined") return null;
  const { auc, interval } = domain.sameMix;
  return { auc, interval, told: !isTold(domain.sameMix) ? "no" : auc < HARDLY ? "hardly" : "yes" };
}

function classDrift(answer: DriftAnswer, label: LabelShift, against: Against, name: ClassName): ClassDrift {
  const referenceRows = rowsOf(label.prevalence.train, name);
  const currentRows = rowsOf(label.prevalence[against], name);
  const base = { class: name, referenceRows, currentRows };
  if (referenceRows === 0 || currentRows === 0) return { ...base, status: "absent", moved: [], untold: [], few: false, visible: null };
  const scope = name === "positive" ? "withinPositive" : "withinNegative";
  const ranked = rankDrift(answer, against, scope);
  const moved = ranked.filter(({ effect }) => effect !== null && effect.level !== "none");
  const untold = ranked.filter((each) => isUntold(each, scope));
  const few = isTooFew(referenceRows, currentRows);
  const visible = leastVisible(referenceRows, currentRows, looksOf(ranked.length, scope));
  return { ...base, status: moved.length > 0 ? "moved" : few || untold.length > 0 ? "too-few" : "same", moved, untold, few, visible };
}

/** A small effect of one column would be lost in what chance makes of so few rows. */
function isTooFew(referenceRows: number, currentRows: number): boolean {
  return leastVisible(referenceRows, currentRows) > CUT_OFFS.ks.small;
}

/** Nothing was seen to move, but the rows that have a value are too few, or their values too many, to say that nothing did. */
function isUntold({ drift, effect }: RankedDrift, scope: DriftScope): boolean {
  const measures = drift[scope];
  if (measures === null || effect === null) return true;
  if (effect.level !== "none" || isEmpty(measures)) return false;
  return effect.byChance || isTooFew(measures.referenceRows, measures.currentRows);
}

function rowsOf({ rows, positives }: { rows: number; positives: number }, name: ClassName): number {
  return name === "positive" ? positives : rows - positives;
}
