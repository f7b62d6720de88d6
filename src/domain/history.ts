import type { PerSplit } from "./split";

export interface Confusion {
  readonly tp: number;
  readonly fp: number;
  readonly tn: number;
  readonly fn: number;
}

/** What is measured on one split after an epoch, in evaluation mode. */
export interface SplitMeasurement {
  readonly rows: number;
  readonly positives: number;
  /** Mean of the configured loss. */
  readonly loss: number;
  /** Share of rows where `score > threshold` agrees with the label. */
  readonly accuracy: number;
  readonly confusion: Confusion;
}

/** Epoch 0 is the untrained net; epoch n is measured after that epoch's last update. */
export interface EpochRecord extends PerSplit<SplitMeasurement> {
  readonly epoch: number;
  /** The rows of train that were set aside; absent where none were. */
  readonly holdout?: SplitMeasurement;
}
