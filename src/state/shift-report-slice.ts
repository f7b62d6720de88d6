import type { ShiftFindings } from "../domain/shift/shift-findings";
import type { SliceCreator } from "./app-state";
import { createLooker, UNSEEN, type Look } from "./look";
import type { PreparedMeta } from "./preparation-slice";
import type { Run } from "./run-slice";
import type { Services } from "./services";

/** What a shift report is of. */
export interface ShiftReportLook {
  readonly data: PreparedMeta;
  /** Of the run whose net it tells about; null without one. */
  readonly runId: number | null;
}

/** The run whose net can be told about: it has ended, and was measured. */
export function reportedRun(run: Run | null): number | null {
  return run === null || run.results === null ? null : run.id;
}

export interface ShiftReportSlice {
  /** What the shift report tells; made on request. It stays when a run comes after it, and goes with its data. */
  readonly shiftReport: Look<ShiftReportLook, ShiftFindings>;
  /** Has it made of what the page holds; nothing happens without matrices. */
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
        const { findShift } = await import("./find-shift");
        return findShift(get, services, data, watching);
      },
      show: (change) => {
        set(({ shiftReport }) => ({ shiftReport: { ...shiftReport, ...change } }));
      },
    });

    store.subscribe(({ preparation, shiftReport: { question } }) => {
      if (question === null || (preparation.status === "ready" && preparation.meta === question.data)) return;
      looker.stop();
      set({ shiftReport: UNSEEN });
    });

    return {
      shiftReport: UNSEEN,
      makeShiftReport: () => {
        const { preparation, run } = get();
        if (preparation.status === "ready") looker.look({ data: preparation.meta, runId: reportedRun(run) });
      },
      keepShiftReport: (question, value) => {
        const { preparation, run, shiftReport } = get();
        if (shiftReport.status === "looking" || preparation.status !== "ready" || preparation.meta !== question.data || run?.id !== question.runId) return;
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
