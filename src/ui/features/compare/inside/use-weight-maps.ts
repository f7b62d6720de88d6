import { useEffect, useState } from "react";
import type { Weights } from "../../../../domain/weights";
import { weightMap, type WeightMap } from "./weight-figures";

/**
 * The weights of all layers, thinned: a layer a task, since a wide one takes some milliseconds. Until all of them are
 * ready, those of the weights before stay.
 */
export function useWeightMaps(weights: Weights | null, inputs: readonly string[] | null): readonly WeightMap[] {
  const [maps, setMaps] = useState<readonly WeightMap[]>([]);
  useEffect(() => {
    if (weights === null) return;
    const made: WeightMap[] = [];
    let timer = 0;
    const next = (): void => {
      const layer = made.length;
      const block = weights[layer];
      if (block === undefined) {
        setMaps(made);
        return;
      }
      made.push(weightMap(block, layer, weights.length, layer === 0 ? inputs : null));
      timer = window.setTimeout(next);
    };
    timer = window.setTimeout(next);
    return () => {
      window.clearTimeout(timer);
    };
  }, [weights, inputs]);
  return maps;
}
