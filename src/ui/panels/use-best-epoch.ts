import { useEffect, useMemo, useRef, useState } from "react";
import { METRICS } from "../../domain/metrics/metric-list";
import type { Split } from "../../domain/split";
import { bestEpochOf, isApproximateInHistory, shownEpochs, type HistoryMetric, type Measured } from "../../state/compare-figures";
import { useApp } from "../store-context";

export interface BestEpoch {
  readonly epoch: number;
  readonly value: number;
}

/** Epochs looked at in one go: figures from a histogram take thousands of times as long as those at hand. */
const AT_ONCE = { fromHistograms: 10, atHand: 5_000 } as const;

/** How far the search has come. */
interface Search {
  readonly split: Split;
  readonly metric: HistoryMetric;
  readonly looked: number;
  /** The last that was looked at: where another is in its place, epochs were taken out, and the search begins anew. */
  readonly last: unknown;
  readonly best: BestEpoch | null;
}

const NONE: Measured = { history: [], histograms: [] };

/** The best of the epochs that can be shown, the earliest of equals. Found piece by piece, and carried on as a run goes. */
export function useBestEpoch(split: Split, metric: HistoryMetric): BestEpoch | null {
  const history = useApp(({ run }) => run?.history ?? NONE.history);
  const histograms = useApp(({ run }) => run?.histograms ?? NONE.histograms);
  const items = useMemo(
    () => (isApproximateInHistory(metric) ? histograms : thinned(history, histograms)),
    [metric, history, histograms],
  );
  const search = useRef<Search | null>(null);
  const [best, setBest] = useState<BestEpoch | null>(null);
  useEffect(() => {
    let timer: ReturnType<typeof setTimeout> | undefined;
    const proceed = (): void => {
      search.current = further(begun(search.current, split, metric, items), items);
      setBest(search.current.best);
      if (search.current.looked < items.length) timer = setTimeout(proceed);
    };
    timer = setTimeout(proceed);
    return () => {
      clearTimeout(timer);
    };
  }, [split, metric, items]);
  return best;
}

type Items = readonly Measured["history"][number][] | readonly Measured["histograms"][number][];

/** The epochs of the history that can be shown. */
function thinned(history: Measured["history"], histograms: Measured["histograms"]): Measured["history"] {
  if (history.length === histograms.length) return history;
  const kept = new Set(shownEpochs({ history, histograms }));
  return history.filter(({ epoch }) => kept.has(epoch));
}

function begun(search: Search | null, split: Split, metric: HistoryMetric, items: Items): Search {
  const goesOn = search !== null && search.split === split && search.metric === metric && items[search.looked - 1] === search.last;
  return goesOn ? search : { split, metric, looked: 0, last: undefined, best: null };
}

function further(search: Search, items: Items): Search {
  const { split, metric, looked } = search;
  const fromHistograms = isApproximateInHistory(metric);
  const piece = items.slice(looked, looked + (fromHistograms ? AT_ONCE.fromHistograms : AT_ONCE.atHand));
  const measured = (fromHistograms ? { ...NONE, histograms: piece } : { ...NONE, history: piece }) as Measured;
  return {
    ...search,
    looked: looked + piece.length,
    last: piece.at(-1) ?? search.last,
    best: betterOf(search.best, bestEpochOf(measured, split, metric), metric),
  };
}

function betterOf(known: BestEpoch | null, next: BestEpoch | null, metric: HistoryMetric): BestEpoch | null {
  if (known === null || next === null) return known ?? next;
  const low = metric === "loss" || METRICS[metric].better === "low";
  return (low ? next.value < known.value : next.value > known.value) ? next : known;
}
