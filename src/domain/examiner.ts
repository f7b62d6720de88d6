import type { EngineName } from "./engine-identity";
import type { FittedFeature, RawCell } from "./features/fitted";
import type { LayerReport } from "./insight/layer-report";
import type { SplitComparison } from "./metrics/compare-split";
import type { CumulativeCounts } from "./metrics/cumulative-counts";
import type { MetricIntervals } from "./metrics/intervals";
import type { LogisticModel, NoLogisticModel } from "./metrics/logistic-regression";
import type { PreparedSplit } from "./prepared";
import type { LossSpec, RunConfig } from "./run-config";
import type { DomainAnswer, DomainQuestion } from "./shift/domain-question";
import type { CorrectedFigures, PriorAnswer } from "./shift/prior-estimates";
import type { PerSplit, Split } from "./split";
import type { Weights } from "./weights";
import type { Dependence } from "./why/partial-dependence";
import type { ColumnGroup, Importance } from "./why/permutation-importance";
import type { NearestRow } from "./why/what-if";
import type { WorstRows } from "./why/worst-rows";

/** A net that is asked about: weights that a run had, with the rows and the engine that it was trained on. */
export interface AskedNet {
  /** Of the run: its layers, and which rows of train it went by. */
  readonly config: RunConfig;
  readonly engine: EngineName;
  readonly weights: Weights;
}

export interface CompareQuestion {
  readonly net: AskedNet;
  /** Of the evaluations; any other can be had from the counts. */
  readonly threshold: number;
}

export type Comparison = PerSplit<SplitComparison>;

export interface IntervalsQuestion {
  readonly net: AskedNet;
  readonly threshold: number;
  readonly seed: number;
  /** Absent: 200. */
  readonly resamples?: number;
}

/** Asks for a logistic regression on the rows that the run of `config` trains on. */
export interface BaselineQuestion {
  readonly config: RunConfig;
  readonly threshold: number;
}

/** A logistic regression, and how it does; or why there is none. */
export type Baseline = NoLogisticModel | { readonly type: "fitted"; readonly model: LogisticModel; readonly splits: Comparison };

export interface ImportanceQuestion {
  readonly net: AskedNet;
  readonly split: Split;
  readonly groups: readonly ColumnGroup[];
  readonly repeats: number;
  readonly seed: number;
  readonly threshold: number;
  /** With more rows, a sample of so many is drawn from the seed. */
  readonly maxRows?: number;
}

export interface DependenceQuestion {
  readonly net: AskedNet;
  readonly split: Split;
  /** The columns of the matrix, as they were fitted. */
  readonly features: readonly FittedFeature[];
  /** The column of the data whose values are tried. */
  readonly source: string;
  readonly grid: readonly RawCell[];
  readonly seed: number;
  readonly maxRows: number;
  readonly maxCurves: number;
}

export interface NearestQuestion {
  readonly net: AskedNet;
  readonly split: Split;
  /** `[columns]`, a row as the net sees it. */
  readonly x: Float32Array<ArrayBuffer>;
  readonly threshold: number;
  readonly maxDifferences: number;
}

export interface NearestAnswer {
  /** Of the row in question. */
  readonly logit: number;
  /** The nearest row that gets the other answer, by its number in the split's matrix; null where no row gets it. */
  readonly nearest: (NearestRow & { readonly logit: number; readonly x: Float32Array<ArrayBuffer> }) | null;
}

export interface WorstQuestion {
  readonly net: AskedNet;
  readonly split: Split;
  readonly limit: number;
  /** Only rows that get the wrong answer at this threshold; null: right ones follow the wrong ones. */
  readonly threshold: number | null;
}

/** Asks what a sample of the rows trained on shows of each layer. */
export interface InsightQuestion {
  readonly config: RunConfig;
  readonly weights: Weights;
  /** Draws the rows. */
  readonly seed: number;
  readonly bins: number;
}

export interface Insight {
  readonly layers: readonly LayerReport[];
  /** Rows used, of `rows`. */
  readonly rowsUsed: number;
  readonly rows: number;
}

export interface LogitsQuestion {
  readonly net: AskedNet;
  readonly split: Split;
}

/** Asks about the rows of train that the net's run held out. */
export interface HeldOutQuestion {
  readonly net: AskedNet;
}

/** The logits of every row of a split under a net. */
export interface SplitLogits {
  readonly logits: Float32Array<ArrayBuffer>;
  /** The labels that the run went by: those of train may be wrong on purpose. */
  readonly y: Uint8Array<ArrayBuffer>;
  /** The row of the split's matrix that each is of; null: all of them in order. */
  readonly rows: Uint32Array<ArrayBuffer> | null;
}

export interface PriorQuestion {
  readonly net: AskedNet;
  /** That the net was last trained by: its weight may have changed since the run began. */
  readonly loss: LossSpec;
  /** Of the answers that BBSE goes by. */
  readonly threshold: number;
}

export interface CorrectedQuestion {
  readonly net: AskedNet;
  /** Added to every logit. */
  readonly offset: number;
  /** Of the scores before that. */
  readonly threshold: number;
}

/** Asks how a net does on rows that are none of its data, made into a matrix as those were. */
export interface MeasureQuestion {
  readonly net: AskedNet;
  readonly rows: PreparedSplit;
  readonly threshold: number;
  /** Of the intervals that come from resampling. */
  readonly seed: number;
  readonly resamples: number;
}

export interface MeasureAnswer {
  readonly comparison: SplitComparison;
  readonly intervals: MetricIntervals;
}

/** Throws when the answer is no longer wanted, as an AbortSignal does. */
export interface Cancellation {
  throwIfAborted(): void;
}

export interface Asking<Signal = Cancellation> {
  /** Gives the question up; its call then rejects. */
  readonly signal?: Signal | undefined;
  /** Told the share that is done, from 0 to 1. */
  readonly onShare?: ((share: number) => void) | undefined;
}

/**
 * Answers questions about nets that a run has trained, on the rows that it was trained and measured on. Questions wait for
 * each other. All but `baseline` and `insight` are refused while a run is under way ("busy"), and before there is data ("no-data").
 */
export interface Examiner<Signal = Cancellation> {
  /** @throws "not-finite" when the net gives outputs that are not numbers */
  compare(question: CompareQuestion, asking?: Asking<Signal>): Promise<Comparison>;
  /** 95 % intervals of every metric: Wilson's for shares, by resampling for the others. */
  intervals(question: IntervalsQuestion, asking?: Asking<Signal>): Promise<PerSplit<MetricIntervals>>;
  /** Fitted once for the same rows, also beside a run. */
  baseline(question: BaselineQuestion, asking?: Asking<Signal>): Promise<Baseline>;
  importance(question: ImportanceQuestion, asking?: Asking<Signal>): Promise<Importance>;
  dependence(question: DependenceQuestion, asking?: Asking<Signal>): Promise<Dependence<RawCell>>;
  nearest(question: NearestQuestion, asking?: Asking<Signal>): Promise<NearestAnswer>;
  /** Rows by their numbers in the split's matrix. */
  worst(question: WorstQuestion, asking?: Asking<Signal>): Promise<WorstRows>;
  /** Also beside a run. */
  insight(question: InsightQuestion, asking?: Asking<Signal>): Promise<Insight>;
  logits(question: LogitsQuestion, asking?: Asking<Signal>): Promise<SplitLogits>;
  /** The counts of the scores of rows held out; null where none were. @throws "not-finite" as `compare` does */
  heldOut(question: HeldOutQuestion, asking?: Asking<Signal>): Promise<CumulativeCounts | null>;
  /** The shares of positives of validation and test, estimated without their labels. @throws "not-finite" */
  prior(question: PriorQuestion, asking?: Asking<Signal>): Promise<PriorAnswer>;
  /** @throws "not-finite" */
  corrected(question: CorrectedQuestion, asking?: Asking<Signal>): Promise<CorrectedFigures>;
  /** Needs no net of a run: a small one of its own learns to tell the splits apart. */
  domain(question: DomainQuestion, asking?: Asking<Signal>): Promise<DomainAnswer>;
  /** @throws "not-finite" when the net gives outputs that are not numbers */
  measure(question: MeasureQuestion, asking?: Asking<Signal>): Promise<MeasureAnswer>;
}
