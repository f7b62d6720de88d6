import type { EngineIdentity } from "../domain/engine-identity";
import type { FittedFeatures } from "../domain/features/fitted";
import type { EpochRecord } from "../domain/history";
import type { Evaluation } from "../domain/metrics/evaluation";
import { parameterCount, toBlocks } from "../domain/model-spec";
import { modelText } from "../domain/model-text";
import type { Problem } from "../domain/problem";
import type { RunConfig } from "../domain/run-config";
import type { UnseenCategories } from "../domain/prepared";
import { perSplit, SPLITS, type PerSplit, type Split } from "../domain/split";
import type { SplitSummary } from "../domain/table";
import type { TrainerMemory } from "../domain/trainer";
import { preprocessingJson } from "./features-json";
import { endingWarnings, epochJson, evaluationJson, undefinedMetricWarnings, warningOf, type RunEnding } from "./record-json";
import type { Change } from "./record-schema";
import type { Report, ReportError } from "./report-schema";
import { runConfigJson } from "./run-config";

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
  readonly evaluation: PerSplit<Evaluation> | null;
  readonly timing: Report["timing"];
  readonly peakHeapBytes: number | null;
  readonly trainer: TrainerMemory | null;
  readonly outboundRequests: number;
}

export function buildReport(content: ReportContent): Report {
  const { fitted, config, ending, evaluation } = content;
  const initial = content.history.find((record) => record.epoch === 0);
  return {
    format: "triptych.report",
    version: 1,
    ok: content.error === null,
    error: content.error,
    warnings: [
      ...content.problems.filter((problem) => problem.severity !== "error").map(warningOf),
      ...(ending === null ? [] : endingWarnings(ending)),
      ...(evaluation === null ? [] : undefinedMetricWarnings(evaluation)),
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
    evaluation: evaluation === null ? null : perSplit((split) => evaluationJson(evaluation[split])),
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
    };
  }
  return entries;
}
