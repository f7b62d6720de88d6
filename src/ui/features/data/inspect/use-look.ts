import { useEffect } from "react";
import { SPLITS, type Split } from "../../../../domain/split";
import type { Looks } from "../../../../state/inspect-slice";
import type { Inspections, Panel } from "../../../../state/inspections";
import { useApp } from "../../../store-context";

/** Has a panel's question asked, again when the data have changed; null asks nothing. The question must not be made anew at each drawing. */
export function useLook<P extends Panel>(panel: P, question: Inspections[P]["question"] | null): Looks[P] {
  const look = useApp((state) => state.looks[panel]);
  const inspect = useApp((state) => state.inspect);
  const unseen = look.status === "unseen";
  useEffect(() => {
    if (question !== null) inspect(panel, question);
  }, [inspect, panel, question, unseen]);
  return look;
}

/** Splits that are loaded, in their fixed order; the same array until they change. */
export function useLoadedSplits(): readonly Split[] {
  const key = useApp((state) => SPLITS.filter((split) => state.files[split] !== undefined).join());
  return LOADED.get(key) ?? [];
}

/** Every selection of splits by its key. */
const LOADED: ReadonlyMap<string, readonly Split[]> = new Map(
  Array.from({ length: 2 ** SPLITS.length }, (_, bits) => {
    const splits = SPLITS.filter((_split, index) => (bits >> index) % 2 === 1);
    return [splits.join(), splits];
  }),
);
