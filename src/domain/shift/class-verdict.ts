import type { Against } from "./against";
import type { DriftAnswer } from "./drift";
import { CUT_OFFS, leastVisible, rankDrift, type RankedDrift } from "./effect-size";
import type { LabelShift } from "./label-shift";

export const CLASSES = ["positive", "negative"] as const;
export type ClassName = (typeof CLASSES)[number];

/** What became of the rows of one class from train to another split. */
export interface ClassDrift {
  readonly class: ClassName;
  /**
   * "moved": a column passes a cut-off by more than chance. "same": none does, among enough rows. "too-few": none does, but
   * there are too few rows to see a small effect. "absent": a split has no row of the class.
   */
  readonly status: "moved" | "same" | "too-few" | "absent";
  readonly referenceRows: number;
  readonly currentRows: number;
  /** The columns that moved, the most first. */
  readonly moved: readonly RankedDrift[];
  /** Columns of too many different values for so few rows, where that is why nothing can be told. */
  readonly untold: readonly RankedDrift[];
  /** The least KS that could be told from chance; null where the class is absent. */
  readonly visible: number | null;
}

/**
 * "alike": neither the label nor anything within a class moved. "label-shift": the label alone. "within-class": something
 * moved within a class, whatever the label did. "not-known": nothing was seen to move, but not all could be seen.
 */
export type ShiftKind = "alike" | "label-shift" | "within-class" | "not-known";

export interface ClassVerdict {
  readonly against: Against;
  readonly kind: ShiftKind;
  readonly labelMoved: boolean;
  readonly classes: Readonly<Record<ClassName, ClassDrift>>;
}

/** Whether the shift from train to a split is one of the label alone: the only test of it is to look within each class. */
export function classVerdict(answer: DriftAnswer, label: LabelShift, against: Against): ClassVerdict {
  const classes = { positive: classDrift(answer, label, against, "positive"), negative: classDrift(answer, label, against, "negative") };
  const labelMoved = hasMoved(label, against);
  const all = CLASSES.map((name) => classes[name].status);
  const settled = answer.length > 0 && all.every((status) => status === "same");
  const kind = all.includes("moved") ? "within-class" : !settled ? "not-known" : labelMoved ? "label-shift" : "alike";
  return { against, kind, labelMoved, classes };
}

function classDrift(answer: DriftAnswer, label: LabelShift, against: Against, name: ClassName): ClassDrift {
  const referenceRows = rowsOf(label.prevalence.train, name);
  const currentRows = rowsOf(label.prevalence[against], name);
  const base = { class: name, referenceRows, currentRows };
  if (referenceRows === 0 || currentRows === 0) return { ...base, status: "absent", moved: [], untold: [], visible: null };
  const ranked = rankDrift(answer, against, name === "positive" ? "withinPositive" : "withinNegative");
  const visible = leastVisible(referenceRows, currentRows);
  const moved = ranked.filter(({ effect }) => effect !== null && effect.level !== "none");
  // Chance does not hide a number's KS where there are rows enough; a column of many categories it may.
  const untold = ranked.filter(({ drift, effect }) => effect === null || (drift.kind === "category" && effect.byChance));
  const enough = visible <= CUT_OFFS.ks.small && untold.length === 0;
  return { ...base, status: moved.length > 0 ? "moved" : enough ? "same" : "too-few", moved, untold, visible };
}

function rowsOf({ rows, positives }: { rows: number; positives: number }, name: ClassName): number {
  return name === "positive" ? positives : rows - positives;
}

/** Whether chance does not explain the other share of positives: their 95 % intervals are apart. */
function hasMoved({ prevalence }: LabelShift, against: Against): boolean {
  const [train, other] = [prevalence.train.interval, prevalence[against].interval];
  return train !== null && other !== null && (train.high < other.low || other.high < train.low);
}
