import type { SliceCreator } from "./app-state";
import type { Services } from "./services";

/** Milliseconds that the parts of the work took; null where a part was not reached. */
export interface Timing {
  readonly ingestMs: number | null;
  readonly scaleMs: number | null;
  readonly trainMs: number | null;
  readonly evaluateMs: number | null;
  /** From the first byte read to the end of the evaluation. */
  readonly totalMs: number | null;
}

export type TimedPart = "ingestMs" | "scaleMs" | "trainMs" | "evaluateMs";

export interface TimingSlice {
  readonly timing: Timing;
  /** The longest task of the page since the first byte was read, 0 when none passed 50 ms. */
  readonly longestTaskMs: number;
  /** The most memory that the page's own heap was seen to hold; null where the browser does not tell. */
  readonly peakHeapBytes: number | null;
  /** Starts the clock of `totalMs` when nothing was loaded before. */
  startClock(): void;
  /** Notes how long a part took. With the end of the evaluation the whole has ended. */
  noteTime(part: TimedPart, ms: number): void;
  noteLongTask(ms: number): void;
  sampleHeap(): void;
}

const NOTHING_YET: Timing = { ingestMs: null, scaleMs: null, trainMs: null, evaluateMs: null, totalMs: null };

export const createTimingSlice =
  ({ now, heapBytes }: Services): SliceCreator<TimingSlice> =>
  (set, get) => {
    let startedAt: number | null = null;
    return {
      timing: NOTHING_YET,
      longestTaskMs: 0,
      peakHeapBytes: null,
      startClock: () => {
        if (Object.keys(get().files).length > 0) return;
        startedAt = now();
        set({ timing: NOTHING_YET, longestTaskMs: 0, peakHeapBytes: heapBytes() });
      },
      noteTime: (part, ms) => {
        const totalMs = part === "evaluateMs" && startedAt !== null ? now() - startedAt : get().timing.totalMs;
        set({ timing: { ...get().timing, [part]: ms, totalMs } });
      },
      noteLongTask: (ms) => {
        if (startedAt !== null && ms > get().longestTaskMs) set({ longestTaskMs: ms });
      },
      sampleHeap: () => {
        const bytes = heapBytes();
        if (bytes !== null && bytes > (get().peakHeapBytes ?? 0)) set({ peakHeapBytes: bytes });
      },
    };
  };
