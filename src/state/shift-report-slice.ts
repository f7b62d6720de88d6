import type { ShiftFindings } from "../domain/shift/shift-findings";
import type { AppState, SliceCreator } from "./app-state";
import { createLooker, UNSEEN, type Look } from "./look";
import type { PreparedMeta } from "./preparation-slice";
import { isActive, type Run } from "./run-slice";
import type { Services } from "./services";

/** By what a net is known when its run has gone. */
export interface ReportedNet {
  readonly runId: number;
  /** The epoch whose end it is from; null in the middle of one. */
  readonly epoch: number | null;
  readonly seed: number;
  /** Of all figures: the run's own, as it was in the end. */
  readonly threshold: number;
}

/** What a shift report is of. */
export interface ShiftReportLook {
  readonly data: PreparedMeta;
  /** The net that it tells about; null without one. */
  readonly net: ReportedNet | null;
}

/** The net that can be told about: that of a run that has ended, and was measured. */
export function reportedNet(run: Run | null): ReportedNet | null {
  if (run === null || run.results === null || run.outcome === null) return null;
  const { weightsEpoch, config: { seed, threshold } } = run.outcome;
  return { runId: run.id, epoch: weightsEpoch, seed, threshold };
}

/** Another net than that of the report has been trained since. */
export function isReportOutdated({ shiftReport: { answer }, run }: Pick<AppState, "shiftReport" | "run">): boolean {
  const net = reportedNet(run);
  return answer !== null && net !== null && net.runId !== answer.question.net?.runId;
}

/** Why no report can be made while a run goes on. */
const RUN_BEGAN = "a run has begun, and the engine is busy with it. Make the report when it has ended.";

export interface ShiftReportSlice {
  /** What the shift report tells; made on request. It stays when a run comes after it, and goes with its data. */
  readonly shiftReport: Look<ShiftReportLook, ShiftFindings>;
  /** Has it made of what the page holds; nothing happens without matrices, and while a run is under way. */
  makeShiftReport(): void;
  /** Takes over what was found out for another purpose, unless one is being made, or of what is no longer there. */
  keepShiftReport(question: ShiftReportLook, found: ShiftFindings): void;
  /** Gives it up. */
  stopShiftReport(): void;
}

export const createShiftReportSlice =
  (services: Services): SliceCreator<ShiftReportSlice> =>
  (set, get, store) => {
    const looker = createLooker<ShiftReportLook, ShiftFindings>({
      ask: async ({ data }, watching) => {
        // Before anything is waited for: a run that begins meanwhile is not meant.
        const { run } = get();
        const { findShift } = await import("./find-shift");
        return findShift(get, services, { data, run }, watching);
      },
      show: (change) => {
        set(({ shiftReport }) => ({ shiftReport: { ...shiftReport, ...change } }));
      },
    });

    store.subscribe(({ preparation, run, shiftReport }) => {
      const { status, question } = shiftReport;
      if (question === null) return;
      if (preparation.status !== "ready" || preparation.meta !== question.data) {
        looker.stop();
        set({ shiftReport: UNSEEN });
      } else if (status === "looking" && isActive(run)) {
        looker.stop();
        set({ shiftReport: { ...shiftReport, status: "failed", portion: null, error: RUN_BEGAN } });
      }
    });

    return {
      shiftReport: UNSEEN,
      makeShiftReport: () => {
        const { preparation, run } = get();
        if (preparation.status === "ready" && !isActive(run)) looker.look({ data: preparation.meta, net: reportedNet(run) });
      },
      keepShiftReport: (question, value) => {
        const { preparation, run, shiftReport } = get();
        if (shiftReport.status === "looking" || preparation.status !== "ready" || preparation.meta !== question.data || reportedNet(run)?.runId !== question.net?.runId) return;
        set({ shiftReport: { status: "ready", question, portion: null, error: null, answer: { question, value } } });
      },
      stopShiftReport: () => {
        if (get().shiftReport.status !== "looking") return;
        looker.stop();
        set(({ shiftReport }) => ({
          shiftReport: shiftReport.answer === null ? UNSEEN : { ...shiftReport, status: "ready", question: shiftReport.answer.question, portion: null },
        }));
      },
    };
  };
