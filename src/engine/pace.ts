import type { Stepwise } from "../domain/inspect/stepwise";
import { yieldToMessages } from "./yielding";

/** The longest that the thread is kept from its messages, in milliseconds, where the steps of the work allow. */
const STRETCH_MS = 20;

interface PaceParts {
  /** Milliseconds from any fixed moment. */
  readonly now: () => number;
  /** Throws when nobody waits for the answer any more, or when the engine is needed elsewhere. */
  readonly check: () => void;
  /** Told the share that is done, from 0 to 1, at every look at the messages. */
  readonly onShare?: ((share: number) => void) | undefined;
}

/** Lets long work look up between its steps, so that the thread hears what is asked of it meanwhile. */
export class Pace {
  readonly #parts: PaceParts;
  #last: number;
  #from = 0;
  #to = 1;

  constructor(parts: PaceParts) {
    this.#parts = parts;
    this.#last = parts.now();
  }

  /** What follows is that part of the whole. */
  part(from: number, to: number): void {
    this.#from = from;
    this.#to = to;
  }

  /**
   * To be called between two steps.
   * @param share of the part in hand that is done; null where others tell
   * @throws whatever ends the work
   */
  async turn(share: number | null): Promise<void> {
    this.#parts.check();
    if (this.#parts.now() - this.#last < STRETCH_MS) return;
    if (share !== null) this.#parts.onShare?.(this.#from + (this.#to - this.#from) * share);
    await yieldToMessages();
    this.#last = this.#parts.now();
    this.#parts.check();
  }

  /** Does stepwise work to its end. */
  async through<Result>(work: Stepwise<Result>): Promise<Result> {
    for (;;) {
      const step = work.next();
      if (step.done === true) return step.value;
      await this.turn(step.value);
    }
  }
}
