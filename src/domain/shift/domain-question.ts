import type { EngineChoice, EngineIdentity } from "../engine-identity";
import type { Interval } from "../metrics/wilson";
import type { ColumnGroup, FeatureImportance } from "../why/permutation-importance";
import type { Against } from "./against";

/** Asks whether a small net can tell rows of train from rows of another split by their features alone. */
export interface DomainQuestion {
  readonly against: Against;
  /** The columns of the matrix by the column of the data that they come from. */
  readonly groups: readonly ColumnGroup[];
  /** Draws rows, halves, first weights and batches. */
  readonly seed: number;
  readonly engine: EngineChoice;
}

/** An area under the ROC curve: the chance that the net finds a row of the other split the likelier of the two to be from there. */
export interface DomainAuc {
  readonly auc: number;
  /** 95 %, over other rows of the same splits, of this one net. */
  readonly interval: Interval;
}

export interface DomainMeasure extends DomainAuc {
  readonly type: "measured";
  /** Drawn from each of the two splits: about one half to learn from, the other to measure on. */
  readonly rowsASide: number;
  /** Of these, the positive ones, where as many are drawn from either side; else null. */
  readonly positivesASide: number | null;
  /** Different rows among those drawn from both splits, by their features. */
  readonly distinctRows: number;
  /**
   * Whether all copies of a row are in one half, so that none that is measured was learned from; then the interval takes
   * different rows, not their copies, for independent. Else there were too few different rows, and they are halved one by one.
   */
  readonly copiesTogether: boolean;
  /** Of the rows measured on those of one class, whose mean the area then is; null where all are held against all. */
  readonly within: { readonly positive: DomainAuc; readonly negative: DomainAuc } | null;
  /** What the area loses when one column of the data is mixed up among the rows measured on; the largest loss first. */
  readonly columns: readonly FeatureImportance[];
}

/** What a net measured on rows that it had not seen, or why there was nothing to measure, in a sentence. */
export type DomainResult = DomainMeasure | { readonly type: "undefined"; readonly reason: string };

export interface DomainAnswer {
  readonly against: Against;
  readonly seed: number;
  readonly engine: EngineIdentity;
  /** Rows as the splits have them. */
  readonly plain: DomainResult;
  /**
   * As many positive and as many negative rows from either side, and only rows of one class held against each other; both
   * classes count the same. What is left to tell apart lies within the classes.
   */
  readonly sameMix: DomainResult;
}

/** The areas alone, for reports; null where they are undefined. */
export interface DomainFigures {
  readonly against: Against;
  readonly auc: number | null;
  readonly interval: Interval | null;
  readonly sameMixAuc: number | null;
  readonly sameMixInterval: Interval | null;
}

export function domainFigures({ against, plain, sameMix }: Pick<DomainAnswer, "against" | "plain" | "sameMix">): DomainFigures {
  const figureOf = (result: DomainResult): DomainAuc | null => (result.type === "measured" ? result : null);
  return {
    against,
    auc: figureOf(plain)?.auc ?? null,
    interval: figureOf(plain)?.interval ?? null,
    sameMixAuc: figureOf(sameMix)?.auc ?? null,
    sameMixInterval: figureOf(sameMix)?.interval ?? null,
  };
}
