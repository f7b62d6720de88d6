/** Ends a run from inside, after the chunk in hand. */
export class RunStopped extends Error {
  override name = "RunStopped";
}

/** What a person asks of a run while it runs: pause, resume, stop. The run asks back at every chunk. */
export class RunControl {
  #stopped = false;
  #resume: (() => void) | null = null;
  #paused: Promise<void> | null = null;

  get stopped(): boolean {
    return this.#stopped;
  }

  get paused(): boolean {
    return this.#paused !== null;
  }

  pause(): void {
    this.#paused ??= new Promise((resolve) => {
      this.#resume = resolve;
    });
  }

  resume(): void {
    this.#resume?.();
    this.#resume = null;
    this.#paused = null;
  }

  stop(): void {
    this.#stopped = true;
    this.resume();
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
}
