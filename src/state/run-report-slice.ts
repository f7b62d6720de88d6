import type { SliceCreator } from "./app-state";
import type { Look, Watching } from "./look";
import { messageOf } from "./run-desk";
import type { Services } from "./services";

/** The making of a report for download. */
export interface RunReportMaking {
  readonly status: "idle" | "making" | "failed";
  /** How much is worked out, where that is told. */
  readonly portion: Look<unknown, unknown>["portion"];
  /** Why there is no report. */
  readonly error: string | null;
}

export interface RunReportSlice {
  readonly runReport: RunReportMaking;
  /** Downloads the report on what the page holds, once what it tells is worked out. Settles whatever happens; nothing happens while one is made. */
  downloadReport(): Promise<void>;
  /** Gives up the one that is being made. */
  stopReport(): void;
}

const IDLE: RunReportMaking = { status: "idle", portion: null, error: null };
const REPORT_NAME = "triptych-report.json";

/** Of the whole work, when the intervals are done: the shift takes the longer. */
const INTERVALS_DONE = 0.25;

export const createRunReportSlice =
  (services: Services): SliceCreator<RunReportSlice> =>
  (set, get) => {
    let making: AbortController | null = null;

    /** @returns the report's text */
    const made = async ({ signal, onEvent }: Watching): Promise<string> => {
      const [{ reportOf }, { intervalsOfRun }, { shiftOfRun }] = await Promise.all([import("./report"), import("./report-intervals"), import("./find-shift")]);
      // The report is of what was there when it was asked for.
      const state = get();
      const { run } = state;
      if (run === null || run.results === null) return reportOf(state, null);
      const within = (from: number, until: number): Watching => ({
        signal,
        onEvent: ({ done, total }) => {
          onEvent({ done: from + (total === 0 ? 0 : done / total) * (until - from), total: 1 });
        },
      });
      const known = run.results.intervals;
      const from = known === null ? INTERVALS_DONE : 0;
      const { intervals, reason } = known === null ? await intervalsOfRun(get, services, within(0, from)) : { intervals: known, reason: null };
      signal.throwIfAborted();
      const reported = { ...run, results: { ...run.results, intervals } };
      set((now) => (now.run === run ? { run: reported } : {}));
      const shift = await shiftOfRun(get, services, run, within(from, 1));
      return reportOf({ ...state, run: reported }, reason, shift);
    };

    return {
      runReport: IDLE,
      downloadReport: async () => {
        if (making !== null) return;
        making = new AbortController();
        const { signal } = making;
        const tell = (change: Partial<RunReportMaking>): void => {
          if (!signal.aborted) set(({ runReport }) => ({ runReport: { ...runReport, ...change } }));
        };
        set({ runReport: { ...IDLE, status: "making" } });
        try {
          const text = await made({ signal, onEvent: (portion) => { tell({ portion }); } });
          signal.throwIfAborted();
          services.download(REPORT_NAME, text);
          tell(IDLE);
        } catch (reason) {
          tell({ status: "failed", portion: null, error: messageOf(reason) });
        } finally {
          // Another one may have been begun since this was given up.
          if (making?.signal === signal) making = null;
        }
      },
      stopReport: () => {
        making?.abort();
        making = null;
        set({ runReport: IDLE });
      },
    };
  };
