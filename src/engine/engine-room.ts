import type { EngineName } from "../domain/engine-identity";
import type { RunConfig } from "../domain/run-config";
import { selectionKey, selectTrainingRows } from "../domain/training-rows";
import type { Matrices } from "../domain/trainer";
import type { Backend, PerPart } from "./backend";
import type { LabelledRows } from "./measurer";
import { TrainerError } from "./trainer-error";

/** A back end with rows on it. */
export interface ReadyEngine {
  readonly backend: Backend;
  /** Of the rows that it holds. */
  readonly labels: PerPart<LabelledRows>;
}

interface Resident {
  readonly matrices: Matrices;
  /** Which of train's rows these are. */
  readonly selection: string;
  readonly labels: PerPart<LabelledRows>;
}

/** Holds the back end in use with its rows, from run to run. */
export class EngineRoom {
  readonly #create: (name: EngineName) => Promise<Backend>;
  #backend: Backend | null = null;
  #resident: Resident | null = null;

  constructor(create: (name: EngineName) => Promise<Backend>) {
    this.#create = create;
  }

  /** Null before the first run, and after the engine was lost. */
  get engine(): ReadyEngine | null {
    return this.#backend === null || this.#resident === null ? null : { backend: this.#backend, labels: this.#resident.labels };
  }

  get backend(): Backend | null {
    return this.#backend;
  }

  /** The engine with the rows that the run needs; what is there already stays. @throws TrainerError "engine-unavailable" */
  async ready(name: EngineName, matrices: Matrices, config: RunConfig): Promise<ReadyEngine> {
    const backend = await this.#open(name);
    const selection = selectionKey(config);
    if (this.#resident?.matrices !== matrices || this.#resident.selection !== selection) {
      this.#resident = null;
      // Rows of a selection are made for the back end alone: only their labels are kept here.
      const parts = { ...matrices.splits, ...selectTrainingRows(matrices.splits.train, matrices.features, config) };
      await backend.load(parts, matrices.features);
      const { train, validation, test, holdout } = parts;
      const labels = { train: labelsOf(train), validation: labelsOf(validation), test: labelsOf(test), holdout: labelsOf(holdout) };
      this.#resident = { matrices, selection, labels };
    }
    return { backend, labels: this.#resident.labels };
  }

  /** Gives up the back end, which may no longer answer: nobody waits for it. */
  drop(): void {
    this.#backend?.dispose().catch(() => undefined);
    this.#backend = null;
    this.#resident = null;
  }

  async #open(name: EngineName): Promise<Backend> {
    if (this.#backend?.identity.name === name) return this.#backend;
    const old = this.#backend;
    this.#backend = null;
    this.#resident = null;
    await old?.dispose();
    try {
      this.#backend = await this.#create(name);
    } catch (reason) {
      throw new TrainerError("engine-unavailable", reason instanceof Error ? reason.message : String(reason));
    }
    return this.#backend;
  }
}

function labelsOf({ rows, positives, y }: LabelledRows): LabelledRows {
  return { rows, positives, y };
}
