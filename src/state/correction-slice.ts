import type { Evaluation } from "../domain/metrics/evaluation";
import type { PerSplit } from "../domain/split";
import type { Correction } from "../interop/model-file";
import type { SliceCreator } from "./app-state";

/** A correction of the net that the run ended with, for its model file. */
export interface KeptCorrection {
  readonly correction: Correction;
  /** Of the corrected net. */
  readonly evaluation: PerSplit<Evaluation>;
}

export interface CorrectionSlice {
  /** What the exported model is corrected by; null: it leaves as it was trained. Dropped with the net. */
  readonly keptCorrection: KeptCorrection | null;
  keepCorrection(kept: KeptCorrection | null): void;
}

export const createCorrectionSlice: SliceCreator<CorrectionSlice> = (set, _get, store) => {
  store.subscribe((state, before) => {
    if (state.run?.outcome !== before.run?.outcome && state.keptCorrection !== null) set({ keptCorrection: null });
  });
  return {
    keptCorrection: null,
    keepCorrection: (keptCorrection) => {
      set({ keptCorrection });
    },
  };
};
