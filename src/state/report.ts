import { classCounts } from "../domain/label";
import type { Problem } from "../domain/problem";
import type { ShiftFindings } from "../domain/shift/shift-findings";
import { SPLITS, type Split } from "../domain/split";
import { buildReport, reportErrorOf, type ReportIntervals } from "../interop/report";
import type { ReportError } from "../interop/report-schema";
import type { AppState } from "./app-state";
import { blockingProblem } from "./blockers";
import type { Preparation } from "./preparation-slice";
import { allProblems } from "./problems";
import type { RunIntervals } from "./run-slice";

/**
 * The text of the report on what the page holds: a whole run, or how far it came and why no further.
 * @param noIntervals why the run's results have none, where they have none
 * @param shift of the run's data, and what it cost; null where that is not known
 */
export function reportOf(state: AppState, noIntervals: string | null, shift: ShiftFindings | null = null): string {
  const { run, timing } = state;
  // What is known of the matrices is of those that the run was trained on, whatever has been chosen since.
  const preparation: Preparation = run === null || run.data === null ? state.preparation : { status: "ready", meta: run.data };
  // Whatever is loaded, dealt or chosen now: the report is of the rows that the run saw.
  const { files, label } = run?.data ?? state;
  const positives: Partial<Record<Split, number>> = {};
  for (const split of SPLITS) {
    const summary = files[split];
    const counts = summary === undefined || label === null ? null : classCounts(summary, label);
    if (counts !== null) positives[split] = counts.positives;
  }
  const report = buildReport({
    error: errorOf(state),
    problems: allProblems({ ...state, ...problemsOf(state, files), preparation }),
    engine: run?.engine ?? null,
    rowsPerSecond: run?.outcome?.rowsPerSecond ?? null,
    data: files,
    positives,
    fitted: run?.data?.fitted ?? null,
    unseen: run?.data?.unseen ?? [],
    config: run?.config ?? null,
    ending: run?.outcome ?? null,
    history: run?.history ?? [],
    changes: run?.changes ?? [],
    figures: run?.results?.figures ?? null,
    intervals: intervalsOf(run?.results?.intervals ?? null, noIntervals),
    shift,
    timing: { ...timing, longestMainThreadTaskMs: state.longestTaskMs },
    peakHeapBytes: state.peakHeapBytes,
    trainer: run?.results?.memory ?? null,
    outboundRequests: state.outboundRequests,
  });
  return `${JSON.stringify(report, null, 2)}\n`;
}

/** What was said of files and deals that are no longer those of the report is no news of it. */
function problemsOf({ files: now, fileProblems, carveProblems, dataProblems }: AppState, files: AppState["files"]): Pick<AppState, "fileProblems" | "carveProblems" | "dataProblems"> {
  const [isSameFile, isSameDeal] = [(split: Split) => now[split]?.sha256 === files[split]?.sha256, (split: Split) => now[split]?.carved === files[split]?.carved];
  const same = SPLITS.every((split) => isSameFile(split) && isSameDeal(split));
  const kept: Partial<Record<Split, readonly Problem[]>> = {};
  for (const split of SPLITS) {
    const own = fileProblems[split];
    if (own !== undefined && isSameFile(split)) kept[split] = own;
  }
  return { fileProblems: kept, carveProblems: same ? carveProblems : [], dataProblems: same ? dataProblems : [] };
}

function intervalsOf(intervals: RunIntervals | null, reason: string | null): ReportIntervals {
  if (intervals === null) return { type: "shares", reason: reason ?? "They were not asked for." };
  const { splits, ...bootstrap } = intervals;
  return { type: "resampled", splits, bootstrap };
}

function errorOf(state: AppState): ReportError | null {
  const { run, opened } = state;
  if (opened?.error !== undefined && opened.error !== null) return plainError("config", opened.error);
  if (run?.error !== undefined && run.error !== null) return plainError(run.error.code, run.error.message);
  if (run?.results !== undefined && run.results !== null) return null;
  const blocking = blockingProblem(state);
  return blocking === null ? plainError("not-trained", "No run has ended yet.") : reportErrorOf(blocking);
}

function plainError(code: string, message: string): ReportError {
  return { code, message, split: null, line: null, column: null };
}
