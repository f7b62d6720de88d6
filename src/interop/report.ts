import type { EngineIdentity } from "../domain/engine-identity";
import type { FittedFeatures } from "../domain/features/fitted";
import type { EpochRecord } from "../domain/history";
import type { FinalFigures } from "../domain/metrics/final-figures";
import { wilsonIntervals, type MetricIntervals } from "../domain/metrics/intervals";
import { blockReasons, reportBlock } from "../domain/metrics/report-block";
import { parameterCount, toBlocks } from "../domain/model-spec";
import { modelText } from "../domain/model-text";
import type { Problem } from "../domain/problem";
import type { RunConfig } from "../domain/run-config";
import type { UnseenCategories } from "../domain/prepared";
import { missingReasons, type ShiftFindings } from "../domain/shift/shift-findings";
import { perSplit, SPLITS, type PerSplit, type Split } from "../domain/split";
import type { SplitSummary } from "../domain/table";
import type { TrainerMemory } from "../domain/trainer";
import { preprocessingJson } from "./features-json";
import { endingWarnings, epochJson, evaluationJson, metricWarnings, plainWarning, warningOf, type RunEnding } from "./record-json";
import type { Change, WarningJson } from "./record-schema";
import type { Report, ReportError } from "./report-schema";
import { runConfigJson } from "./run-config";
import { shiftJson } from "./shift-json";

/** All that is known when a headless run ends, well or badly: what was not reached is null or empty. */
export interface ReportContent {
  readonly error: ReportError | null;
  /** Of the data; those of metrics are added from the evaluations. Errors stay out: one of them is `error`. */
  readonly problems: readonly Problem[];
  readonly engine: EngineIdentity | null;
  readonly rowsPerSecond: number | null;
  readonly data: Partial<Record<Split, SplitSummary>>;
  readonly positives: Partial<Record<Split, number>>;
  readonly fitted: FittedFeatures | null;
  readonly unseen: readonly UnseenCategories[];
  /** As the run started. */
  readonly config: RunConfig | null;
  readonly ending: RunEnding | null;
  /** From epoch 0, the untrained net, where there is one. */
  readonly history: readonly EpochRecord[];
  readonly changes: readonly Change[];
  readonly figures: PerSplit<FinalFigures> | null;
  readonly intervals: ReportIntervals;
  readonly shift: ShiftFindings | null;
  readonly timing: Report["timing"];
  readonly peakHeapBytes: number | null;
  readonly trainer: TrainerMemory | null;
  readonly outboundRequests: number;
}

/** Intervals of all metrics, resampled as it says; or why only shares of rows have one. */
export type ReportIntervals =
  | { readonly type: "resampled"; readonly splits: PerSplit<MetricIntervals>; readonly bootstrap: NonNullable<Report["bootstrap"]> }
  | { readonly type: "shares"; readonly reason: string };

export function buildReport(content: ReportContent): Report {
  const { fitted, config, ending, figures, intervals } = content;
  const initial = content.history.find((record) => record.epoch === 0);
  return {
    format: "triptych.report",
    version: 1,
    ok: content.error === null,
    error: content.error,
    warnings: [
      ...content.problems.filter((problem) => problem.severity !== "error").map(warningOf),
      ...(ending === null ? [] : endingWarnings(ending)),
      ...(figures === null ? [] : figureWarnings(figures, intervals)),
      ...(content.shift === null ? [] : missingReasons(content.shift).map((reason) => plainWarning("no-shift", reason))),
    ],
    engine: content.engine === null ? null : { ...content.engine, rowsPerSecond: content.rowsPerSecond },
    data: dataOf(content),
    preprocessing: fitted === null ? null : preprocessingJson(fitted),
    unseen: content.unseen.map(({ column, rows, examples }) => ({ column, rows, examples: [...examples] })),
    model: fitted === null || config === null ? null : modelOf(ending?.config ?? config, fitted.columns.length),
    config: config === null ? null : runConfigJson(config),
    finalConfig: ending === null ? null : runConfigJson(ending.config),
    weightsEpoch: ending?.weightsEpoch ?? null,
    initial: initial === undefined ? null : epochJson(initial),
    history: content.history.filter((record) => record.epoch > 0).map(epochJson),
    changes: [...content.changes],
    evaluation: figures === null ? null : perSplit((split) => figuresJson(figures[split], intervalsOf(split, figures, intervals))),
    bootstrap: figures !== null && intervals.type === "resampled" ? intervals.bootstrap : null,
    shift: content.shift === null ? null : shiftJson(content.shift),
    timing: content.timing,
    peakHeapBytes: content.peakHeapBytes,
    trainer: content.trainer,
    outboundRequests: content.outboundRequests,
  };
}

/** A report's error for a problem of the data. */
export function reportErrorOf({ code, message, remedy, split, line, column }: Problem): ReportError {
  return { code, message: `${message} ${remedy}`.trim(), split, line, column };
}

function figuresJson(figures: FinalFigures, intervals: MetricIntervals): NonNullable<Report["evaluation"]>["train"] {
  return { ...evaluationJson(figures.evaluation), ...reportBlock(figures, intervals) };
}

function intervalsOf(split: Split, figures: PerSplit<FinalFigures>, intervals: ReportIntervals): MetricIntervals {
  return intervals.type === "resampled" ? intervals.splits[split] : wilsonIntervals(figures[split].evaluation.confusion);
}

/** Why figures are null or have no interval. */
function figureWarnings(figures: PerSplit<FinalFigures>, intervals: ReportIntervals): WarningJson[] {
  const missing = intervals.type === "resampled" ? [] : [plainWarning("no-bootstrap", `Only shares of rows have intervals. ${intervals.reason}`)];
  const ofSplits = SPLITS.flatMap((split) => {
    const reasons = blockReasons(figures[split], intervalsOf(split, figures, intervals));
    return [...metricWarnings("undefined-metric", split, reasons.undefined), ...metricWarnings("no-interval", split, reasons.noInterval)];
  });
  return [...missing, ...ofSplits];
}

function modelOf({ model }: RunConfig, inputs: number): { parameters: number; text: string } {
  return { parameters: parameterCount(toBlocks(model, inputs)), text: modelText(model, inputs) };
}

function dataOf({ data, positives }: ReportContent): Report["data"] {
  const entries: Report["data"] = {};
  for (const split of SPLITS) {
    const summary = data[split];
    if (summary === undefined) continue;
    entries[split] = {
      name: summary.fileName,
      bytes: summary.bytes,
      rows: summary.rows,
      rejectedRows: summary.rejectedRows,
      columns: summary.columns.map((column) => column.name),
      missing: Object.fromEntries(summary.columns.map((column) => [column.name, column.missing])),
      positives: positives[split] ?? null,
      sha256: summary.sha256,
      ...(summary.carved === null ? {} : { dealt: summary.carved }),
    };
  }
  return entries;
}
