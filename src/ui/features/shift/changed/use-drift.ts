import { useEffect, useMemo } from "react";
import type { Against } from "../../../../domain/shift/against";
import type { FeatureDrift } from "../../../../domain/shift/drift";
import type { DriftSlice } from "../../../../state/drift-slice";
import { useApp } from "../../../store-context";

/** Has the drift worked out, again when the data have changed. @returns the features against one split, null while they are awaited */
export function useDrift(against: Against): { readonly look: DriftSlice["drift"]; readonly drifts: readonly FeatureDrift[] | null } {
  const look = useApp((state) => state.drift);
  const askDrift = useApp((state) => state.askDrift);
  const unseen = look.status === "unseen";
  useEffect(() => {
    if (unseen) askDrift();
  }, [askDrift, unseen]);
  const answer = look.answer?.value ?? null;
  const drifts = useMemo(() => answer?.filter((drift) => drift.against === against) ?? null, [answer, against]);
  return { look, drifts };
}
