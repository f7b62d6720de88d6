import { dropoutMasks } from "../domain/dropout";
import { resolveLoss, type ResolvedLoss } from "../domain/loss";
import { toBlocks } from "../domain/model-spec";
import type { RunConfig } from "../domain/run-config";
import { learningRateAt, type ScheduleTime } from "../domain/schedule";
import type { StepSettings, UpdateSettings } from "./backend";

interface Prepared {
  readonly config: RunConfig;
  readonly loss: ResolvedLoss;
  /** Dropout of each block. */
  readonly rates: readonly number[];
}

/** Works out a step's settings from the configuration, which may change between steps, and from when the step is. */
export class StepPlan {
  readonly #train: { readonly rows: number; readonly positives: number };
  readonly #features: number;
  #prepared: Prepared | null = null;

  /** @param train the rows trained on */
  constructor(train: { readonly rows: number; readonly positives: number }, features: number) {
    this.#train = train;
    this.#features = features;
  }

  lossOf(config: RunConfig): ResolvedLoss {
    return this.#of(config).loss;
  }

  step(config: RunConfig, time: ScheduleTime, batchRows: number): StepSettings {
    const { loss, rates } = this.#of(config);
    return { batchRows, loss, dropout: dropoutMasks(rates, config.seed, time.step) };
  }

  update({ optimizer, schedule, clipNorm }: RunConfig, time: ScheduleTime): UpdateSettings {
    const lr = learningRateAt(schedule, optimizer.lr, time);
    return { optimizer: { ...optimizer, lr }, clipNorm: clipNorm ?? null };
  }

  /** A configuration is never changed in place: another one is another object. */
  #of(config: RunConfig): Prepared {
    if (this.#prepared?.config !== config) {
      const rates = toBlocks(config.model, this.#features).map(({ dropout }) => dropout);
      this.#prepared = { config, rates, loss: resolveLoss(config.loss, this.#train) };
    }
    return this.#prepared;
  }
}
