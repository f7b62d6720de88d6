import type { EngineOption } from "../domain/engine-identity";
import type {
  Baseline,
  BaselineQuestion,
  CompareQuestion,
  Comparison,
  CorrectedQuestion,
  DependenceQuestion,
  HeldOutQuestion,
  ImportanceQuestion,
  Insight,
  InsightQuestion,
  IntervalsQuestion,
  LogitsQuestion,
  MeasureAnswer,
  MeasureQuestion,
  NearestAnswer,
  NearestQuestion,
  PriorQuestion,
  SplitLogits,
  WorstQuestion,
} from "../domain/examiner";
import type { RawCell } from "../domain/features/fitted";
import type { CumulativeCounts } from "../domain/metrics/cumulative-counts";
import type { FinalFigures } from "../domain/metrics/final-figures";
import type { MetricIntervals } from "../domain/metrics/intervals";
import type { RunConfig } from "../domain/run-config";
import type { CorrectedFigures, PriorAnswer } from "../domain/shift/prior-estimates";
import type { DomainAnswer, DomainQuestion } from "../domain/shift/domain-question";
import type { PerSplit } from "../domain/split";
import type {
  EngineRanking,
  Matrices,
  MidRunField,
  RunEvent,
  RunOutcome,
  RunRequest,
  StepUnit,
  TrainerMemory,
} from "../domain/trainer";
import type { Dependence } from "../domain/why/partial-dependence";
import type { Importance } from "../domain/why/permutation-importance";
import type { WorstRows } from "../domain/why/worst-rows";

/** `Trainer` and `Examiner` over a port: keeps the matrices, trains, evaluates, answers. One run at a time. */
export type TrainService = {
  engines: { request: null; result: readonly EngineOption[]; event: never };
  rank: { request: RunConfig; result: EngineRanking; event: never };
  /** The matrices' buffers are transferred. */
  load: { request: Matrices; result: null; event: never };
  run: { request: RunRequest; result: RunOutcome; event: readonly RunEvent[] };
  pause: { request: number; result: null; event: never };
  resume: { request: number; result: null; event: never };
  stop: { request: number; result: null; event: never };
  step: { request: { runId: number; unit: StepUnit }; result: null; event: never };
  change: { request: { runId: number; field: MidRunField; value: number }; result: null; event: never };
  memory: { request: null; result: TrainerMemory; event: never };
  evaluate: { request: number; result: PerSplit<FinalFigures>; event: never };
  predict: {
    request: { x: Float32Array<ArrayBuffer>; rows: number };
    result: Float32Array<ArrayBuffer>;
    event: never;
  };
  /** Events of the questions are the share that is done, from 0 to 1. The counts' buffers are transferred back. */
  compare: { request: CompareQuestion; result: Comparison; event: number };
  intervals: { request: IntervalsQuestion; result: PerSplit<MetricIntervals>; event: number };
  baseline: { request: BaselineQuestion; result: Baseline; event: number };
  importance: { request: ImportanceQuestion; result: Importance; event: number };
  dependence: { request: DependenceQuestion; result: Dependence<RawCell>; event: number };
  nearest: { request: NearestQuestion; result: NearestAnswer; event: number };
  worst: { request: WorstQuestion; result: WorstRows; event: number };
  insight: { request: InsightQuestion; result: Insight; event: number };
  logits: { request: LogitsQuestion; result: SplitLogits; event: number };
  heldOut: { request: HeldOutQuestion; result: CumulativeCounts | null; event: number };
  prior: { request: PriorQuestion; result: PriorAnswer; event: number };
  corrected: { request: CorrectedQuestion; result: CorrectedFigures; event: number };
  domain: { request: DomainQuestion; result: DomainAnswer; event: number };
  /** The matrix's buffers are transferred, those of the counts back. */
  measure: { request: MeasureQuestion; result: MeasureAnswer; event: number };
};
