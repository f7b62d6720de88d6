import type { EpochRecord } from "./history";
import type { EarlyStopMetric, EarlyStopSpec } from "./run-config";

const METRICS: Record<EarlyStopMetric, { part: "train" | "validation" | "holdout"; figure: "loss" | "accuracy"; words: string }> = {
  "validation.loss": { part: "validation", figure: "loss", words: "the validation loss" },
  "validation.accuracy": { part: "validation", figure: "accuracy", words: "the validation accuracy" },
  "holdout.loss": { part: "holdout", figure: "loss", words: "the hold-out loss" },
  "holdout.accuracy": { part: "holdout", figure: "accuracy", words: "the hold-out accuracy" },
  "train.loss": { part: "train", figure: "loss", words: "the training loss" },
  "train.accuracy": { part: "train", figure: "accuracy", words: "the training accuracy" },
};

/** Larger is better; null where it was not measured. */
export function goodness(record: EpochRecord, metric: EarlyStopMetric): number | null {
  const { part, figure } = METRICS[metric];
  const measured = record[part];
  if (measured === undefined) return null;
  return figure === "loss" ? -measured.loss : measured.accuracy;
}

/** Looks at the epochs of a run, one after the other, the untrained net included, and says when to end. */
export class EarlyStop {
  readonly #spec: EarlyStopSpec;
  #best: { epoch: number; value: number } | null = null;
  #latest = 0;

  /** @param history of a run that goes on, up to where it does */
  constructor(spec: EarlyStopSpec, history: readonly EpochRecord[] = []) {
    this.#spec = spec;
    for (const record of history) this.add(record);
  }

  /** The first of the epochs with the best value; null before the first. */
  get bestEpoch(): number | null {
    return this.#best?.epoch ?? null;
  }

  /** Takes note of an epoch. @returns whether it is the best so far */
  add(record: EpochRecord): boolean {
    this.#latest = record.epoch;
    const value = goodness(record, this.#spec.metric);
    if (value === null || (this.#best !== null && value <= this.#best.value)) return false;
    this.#best = { epoch: record.epoch, value };
    return true;
  }

  /**
   * Why the run ends here, in words; null when it goes on.
   * @param kept whether the run can end with the best epoch's weights
   */
  reason(kept: boolean): string | null {
    const { metric, patience, restoreBest } = this.#spec;
    if (this.#best === null || this.#latest - this.#best.epoch < patience) return null;
    const { epoch } = this.#best;
    const best = epoch === 0 ? "The untrained net was the best" : `Epoch ${epoch} was the best`;
    const without = patience === 1 ? "1 epoch" : `${patience} epochs`;
    const weights = restoreBest ? (kept ? ", and the run ends with its weights" : ", but its weights are no longer at hand") : "";
    return `Stopped early after epoch ${this.#latest}: ${METRICS[metric].words} did not get better for ${without}. ${best}${weights}.`;
  }
}
