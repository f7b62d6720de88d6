import { useMemo } from "react";
import type { BatchLoss } from "../../../state/run-slice";
import { FaintLine } from "../../charts/faint-line";
import { useApp } from "../../store-context";
import { useThrottled } from "../../use-throttled";

const NO_LOSSES: readonly BatchLoss[] = [];
const REDRAW_MS = 250;

/** Points come four times a second; this line alone is drawn again for them. */
export function BatchLosses({ colour }: { readonly colour: string }) {
  const losses = useThrottled(useApp((state) => state.run?.batchLosses ?? NO_LOSSES), REDRAW_MS);
  const points = useMemo(() => losses.map(({ at, loss }) => ({ x: at, y: loss })), [losses]);
  return <FaintLine points={points} colour={colour} />;
}
