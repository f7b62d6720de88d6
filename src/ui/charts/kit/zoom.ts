import { useMemo, useState } from "react";
import type { Interval } from "./scales";

/** What part of a plot is in sight; null is all of it. */
export interface ZoomWindow {
  readonly x: Interval;
  /** Null: what fits the data in sight. */
  readonly y: Interval | null;
}

/** Handed to an XyPlot, which sets it, and to its ChartFrame, which takes it back. Plots that share one zoom together. */
export interface Zoom {
  readonly window: ZoomWindow | null;
  set(window: ZoomWindow | null): void;
}

/** @param of what is looked at: when it changes, by identity, all of it is in sight again */
export function useZoom(of: unknown = null): Zoom {
  const [zoomed, setZoomed] = useState<{ readonly of: unknown; readonly window: ZoomWindow | null }>({ of, window: null });
  const window = zoomed.of === of ? zoomed.window : null;
  return useMemo(
    () => ({
      window,
      set: (next) => {
        setZoomed({ of, window: next });
      },
    }),
    [of, window],
  );
}
