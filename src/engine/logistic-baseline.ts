import { fitLogistic, type LogisticModel, type NoLogisticModel } from "../domain/metrics/logistic-regression";
import type { RunConfig } from "../domain/run-config";
import type { Matrices } from "../domain/trainer";
import { selectionKey, selectTrainingRows } from "../domain/training-rows";
import type { Pace } from "./pace";

interface Fitted {
  readonly matrices: Matrices;
  readonly selection: string;
  readonly model: LogisticModel | NoLogisticModel;
}

/** The logistic regression on the rows of train, fitted when it is first asked for and kept until other rows are. */
export class LogisticBaseline {
  #fitted: Fitted | null = null;

  /** @throws whatever ends the work */
  async model(matrices: Matrices, config: RunConfig, pace: Pace): Promise<LogisticModel | NoLogisticModel> {
    const selection = selectionKey(config);
    if (this.#fitted?.matrices === matrices && this.#fitted.selection === selection) return this.#fitted.model;
    this.#fitted = null;
    const { train } = selectTrainingRows(matrices.splits.train, matrices.features, config);
    const data = { ...train, features: matrices.features };
    const model = await pace.through(fitLogistic(data, { seed: config.seed }));
    this.#fitted = { matrices, selection, model };
    return model;
  }
}
