import type { EngineName } from "./engine-identity";
import type { RunConfig } from "./run-config";
import type { Weights } from "./weights";

/** A net that is asked about: weights that a run had, with the rows and the engine that it was trained on. */
export interface AskedNet {
  /** Of the run: its layers, and which rows of train it went by. */
  readonly config: RunConfig;
  readonly engine: EngineName;
  readonly weights: Weights;
}
