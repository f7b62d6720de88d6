import { useEffect } from "react";
import { shownComparison } from "../../../../state/compare-figures";
import { thresholdOf } from "../../../../state/threshold-slice";
import { useApp } from "../../../store-context";

/** Intervals take seconds: they wait until a person has come to rest. */
const REST_MS = 500;

/** Asks for the intervals of what is shown, once it is exact and stays for a moment. */
export function useIntervals(): void {
  const shown = useApp(shownComparison);
  const threshold = useApp((state) => thresholdOf(state).value);
  const askIntervals = useApp((state) => state.askIntervals);
  useEffect(() => {
    if (shown?.exact !== true) return undefined;
    const timer = setTimeout(askIntervals, REST_MS);
    return () => {
      clearTimeout(timer);
    };
  }, [shown, threshold, askIntervals]);
}
