import { useDeferredValue, useEffect, useMemo } from "react";
import type { Against } from "../../../../domain/shift/against";
import type { FeatureDrift } from "../../../../domain/shift/drift";
import type { DriftSlice } from "../../../../state/drift-slice";
import { useApp } from "../../../store-context";

interface Drift {
  readonly look: DriftSlice["drift"];
  /** The features against one split, null while they are awaited. */
  readonly drifts: readonly FeatureDrift[] | null;
  /** The split that they are against: the one asked for, once what is of it has been drawn. */
  readonly shown: Against;
}

/** Has the drift worked out, again when the data have changed. Long tables are drawn in the background, so that nothing is held up. */
export function useDrift(against: Against): Drift {
  const look = useApp((state) => state.drift);
  const askDrift = useApp((state) => state.askDrift);
  const unseen = look.status === "unseen";
  useEffect(() => {
    if (unseen) askDrift();
  }, [askDrift, unseen]);
  const answer = useDeferredValue(look.answer?.value ?? null);
  const shown = useDeferredValue(against);
  const drifts = useMemo(() => answer?.filter((drift) => drift.against === shown) ?? null, [answer, shown]);
  return { look, drifts, shown };
}
