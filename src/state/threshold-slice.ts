import type { ThresholdRule } from "../domain/metrics/thresholds";
import type { Split } from "../domain/split";
import type { AppState, SliceCreator } from "./app-state";
import type { Run } from "./run-slice";

/** How a threshold came about. */
export type ThresholdOrigin =
  /** The run's own. */
  | { readonly kind: "run" }
  | { readonly kind: "typed" }
  | { readonly kind: "dragged" }
  /** As good as one half on scores that are corrected to this share of positives. */
  | { readonly kind: "prior"; readonly prior: number }
  | {
      readonly kind: "rule";
      readonly rule: ThresholdRule;
      /** The split that it was chosen on; it is applied to all. */
      readonly split: Split;
      /** Of the net that it was chosen for; null where that was in the middle of an epoch. */
      readonly epoch: number | null;
      /** Whether it was chosen on the logits themselves, not on a histogram of them. */
      readonly exact: boolean;
    };

export interface ChosenThreshold {
  /** Predicted positive means score > value. */
  readonly value: number;
  readonly origin: ThresholdOrigin;
}

export interface ThresholdSlice {
  /** The threshold of the Compare stage, where a person has chosen one; null: the run's own. */
  readonly chosenThreshold: ChosenThreshold | null;
  /** Takes a threshold. @throws RangeError when it is not a finite number */
  chooseThreshold(value: number, origin: Exclude<ThresholdOrigin, { kind: "run" }>): void;
  /** Goes back to the run's own. */
  useRunThreshold(): void;
}

export const createThresholdSlice: SliceCreator<ThresholdSlice> = (set, _get, store) => {
  store.subscribe((state, before) => {
    // It was chosen on another net, perhaps on other data.
    if (state.run?.id !== before.run?.id && state.chosenThreshold !== null) set({ chosenThreshold: null });
  });
  return {
    chosenThreshold: null,
    chooseThreshold: (value, origin) => {
      if (!Number.isFinite(value)) throw new RangeError(`A threshold must be a number, not ${value}.`);
      set({ chosenThreshold: { value, origin } });
    },
    useRunThreshold: () => {
      set({ chosenThreshold: null });
    },
  };
};

/** The threshold that the Compare stage goes by. */
export function thresholdOf({ chosenThreshold, run, config }: Pick<AppState, "chosenThreshold" | "run" | "config">): ChosenThreshold {
  return chosenThreshold ?? { value: run === null ? config.threshold : runThreshold(run), origin: { kind: "run" } };
}

/** The run's own threshold as it is now, or was at its end. */
function runThreshold({ outcome, changes, config }: Run): number {
  return outcome?.config.threshold ?? changes.findLast(({ field }) => field === "threshold")?.to ?? config.threshold;
}
