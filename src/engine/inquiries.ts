import type { Asking } from "../domain/examiner";
import type { Matrices } from "../domain/trainer";
import type { Bench } from "./bench";
import { Pace } from "./pace";
import { TrainerError } from "./trainer-error";

/** What a question is answered with. */
export interface Inquiry {
  readonly bench: Bench;
  readonly matrices: Matrices;
  readonly pace: Pace;
}

export interface InquiryParts {
  readonly bench: Bench;
  /** Milliseconds from any fixed moment. */
  readonly now: () => number;
  /** @throws TrainerError "no-data" */
  readonly matrices: () => Matrices;
  /** @throws TrainerError "busy" while a run is under way */
  readonly refuseWhileBusy: () => void;
  /** Does work with the engine when what was asked of it before is done. */
  readonly inTurn: <T>(work: () => Promise<T>) => Promise<T>;
}

/** Sees to it that questions end when nobody waits for their answer, when a run begins, and when other data is loaded. */
export class Inquiries {
  readonly #parts: InquiryParts;

  constructor(parts: InquiryParts) {
    this.#parts = parts;
  }

  /** Answers with the engine, when it is free. */
  async ask<T>(asking: Asking, answer: (inquiry: Inquiry) => Promise<T>): Promise<T> {
    const { bench, refuseWhileBusy, inTurn } = this.#parts;
    const matrices = this.#parts.matrices();
    const check = (): void => {
      refuseWhileBusy();
      this.#refuseUnless(matrices, asking);
    };
    check();
    return inTurn(() => {
      check();
      return answer({ bench, matrices, pace: this.#pace(check, asking) });
    });
  }

  /** Answers without the engine: at once, beside whatever is under way. */
  async aside<T>(asking: Asking, answer: (inquiry: Omit<Inquiry, "bench">) => Promise<T>): Promise<T> {
    const matrices = this.#parts.matrices();
    const check = (): void => {
      this.#refuseUnless(matrices, asking);
    };
    check();
    return answer({ matrices, pace: this.#pace(check, asking) });
  }

  #pace(check: () => void, { onShare }: Asking): Pace {
    return new Pace({ now: this.#parts.now, check, onShare });
  }

  #refuseUnless(matrices: Matrices, { signal }: Asking): void {
    signal?.throwIfAborted();
    if (this.#parts.matrices() !== matrices) throw new TrainerError("data-changed", "Other data was loaded meanwhile.");
  }
}
