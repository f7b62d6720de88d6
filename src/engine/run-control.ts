import type { StepUnit } from "../domain/trainer";

/** Ends a run from inside, after the chunk in hand. */
export class RunStopped extends Error {
  override name = "RunStopped";
}

/** What a person asks of a run while it runs: pause, resume, step, stop. The run asks back at every chunk. */
export class RunControl {
  #stopped = false;
  #resume: (() => void) | null = null;
  #paused: Promise<void> | null = null;
  #until: StepUnit | null;

  /** @param until what the run pauses after the first time; null: it goes on to the end */
  constructor(until: StepUnit | null = null) {
    this.#until = until;
  }

  get stopped(): boolean {
    return this.#stopped;
  }

  /** What the run pauses after; null when it goes on to the end. */
  get until(): StepUnit | null {
    return this.#until;
  }

  pause(): void {
    this.#until = null;
    this.#paused ??= new Promise((resolve) => {
      this.#resume = resolve;
    });
  }

  resume(): void {
    this.#goOn(null);
  }

  /** Goes on to the end of the batch or epoch in hand. */
  step(unit: StepUnit): void {
    this.#goOn(unit);
  }

  stop(): void {
    this.#stopped = true;
    this.#goOn(null);
  }

  /** The run is at the end of a batch or of an epoch: the next `checkpoint` waits if it was to come so far. */
  reached(unit: StepUnit): void {
    if (this.#until === unit) this.pause();
  }

  /**
   * Waits while the run is paused.
   * @throws RunStopped when the run is to end.
   */
  async checkpoint(onPause: () => void): Promise<void> {
    while (this.#paused !== null) {
      onPause();
      await this.#paused;
    }
    if (this.#stopped) throw new RunStopped("The run was stopped.");
  }

  #goOn(until: StepUnit | null): void {
    this.#until = until;
    this.#resume?.();
    this.#resume = null;
    this.#paused = null;
  }
}
