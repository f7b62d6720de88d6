import { resolveLoss, type ResolvedLoss } from "../domain/loss";
import { applyChange, isAlready, refuseChange, valueOf } from "../domain/run-changes";
import type { RunConfig } from "../domain/run-config";
import type { MidRunField, RunChange } from "../domain/trainer";
import { TrainerError } from "./trainer-error";

/** Rows and positives of what is trained on. */
type Balance = Parameters<typeof resolveLoss>[1];

/** The configuration of a run under way: what is asked to change waits here for the next step. */
export class LiveConfig {
  #config: RunConfig;
  readonly #asked = new Map<MidRunField, number>();

  constructor(config: RunConfig) {
    this.#config = config;
  }

  get config(): RunConfig {
    return this.#config;
  }

  /** Asks for a change; of several of one field the last counts. @throws TrainerError in words, when it cannot be */
  ask(field: MidRunField, value: number): void {
    const refusal = refuseChange(this.#config, field, value);
    if (refusal !== null) throw new TrainerError("change-refused", refusal);
    this.#asked.set(field, value);
  }

  /**
   * Makes the changes that wait, here and now.
   * @param field only those of this field
   * @param balance of the rows trained on: what a balanced weight was
   */
  take(at: { epoch: number; step: number }, balance: Balance, field?: MidRunField): RunChange[] {
    const changes: RunChange[] = [];
    for (const [asked, to] of [...this.#asked]) {
      if (field !== undefined && asked !== field) continue;
      this.#asked.delete(asked);
      const from = this.#present(asked, balance);
      if (isAlready(this.#config, asked, to) || (asked === "loss.positiveWeight" && from === to)) continue;
      this.#config = applyChange(this.#config, asked, to);
      changes.push({ ...at, field: asked, from, to });
    }
    return changes;
  }

  #present(field: MidRunField, balance: Balance): number {
    const value = valueOf(this.#config, field);
    return typeof value === "number" ? value : weightOf(resolveLoss(this.#config.loss, balance));
  }
}

function weightOf(loss: ResolvedLoss): number {
  return loss.type === "bce" ? loss.positiveWeight : 1;
}
