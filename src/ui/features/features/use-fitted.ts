import { useDeferredValue, useState } from "react";
import type { FittedFeature, FittedFeatures } from "../../../domain/features/fitted";
import type { PreparedMeta } from "../../../state/preparation-slice";
import { useApp } from "../../store-context";

interface Shown {
  readonly meta: PreparedMeta | null;
  /** The matrices are being made anew; these are the ones before. */
  readonly outdated: boolean;
}

/** The matrices that were made, and while others are being made the ones before, so that nothing jumps at a change. */
export function usePrepared(): Shown {
  // Three tables change with it: in pieces that give way to what a person does.
  const preparation = useDeferredValue(useApp((state) => state.preparation));
  const made = preparation.status === "ready" ? preparation.meta : null;
  const [last, setLast] = useState(made);
  if (made !== null && made !== last) setLast(made);
  if (preparation.status === "preparing") return { meta: last, outdated: last !== null };
  return { meta: made, outdated: false };
}

/** What was fitted, once it is. */
export function useFitted(): FittedFeatures | null {
  return usePrepared().meta?.fitted ?? null;
}

/** The columns of the matrix by the column of the data that they come from. */
export function fittedBySource(fitted: FittedFeatures | null): Map<string, FittedFeature[]> {
  const bySource = new Map<string, FittedFeature[]>();
  for (const feature of fitted?.columns ?? []) {
    const others = bySource.get(feature.source);
    if (others === undefined) bySource.set(feature.source, [feature]);
    else others.push(feature);
  }
  return bySource;
}
