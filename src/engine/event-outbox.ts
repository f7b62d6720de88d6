import type { RunEvent, RunProgress } from "../domain/trainer";

/**
 * Messages to the page are gathered and sent at most this often, however short the epochs are. Each has the page drawn
 * again, which where there is no GPU costs the cores that train: ten times a second took a quarter of one of two.
 */
const FLUSH_MS = 250;

/** Gathers the events of a run; of progress only the latest counts. */
export class EventOutbox {
  readonly #send: (events: readonly RunEvent[]) => void;
  readonly #now: () => number;
  #events: RunEvent[] = [];
  #progress: RunProgress | null = null;
  #lastFlush = -Infinity;

  constructor(send: (events: readonly RunEvent[]) => void, now: () => number) {
    this.#send = send;
    this.#now = now;
  }

  push(event: RunEvent): void {
    if (event.type === "progress") this.#progress = event;
    else this.#events.push(event);
    this.flushIfDue();
  }

  flushIfDue(): void {
    if (this.#now() - this.#lastFlush >= FLUSH_MS) this.flush();
  }

  flush(): void {
    const events = this.#progress === null ? this.#events : [...this.#events, this.#progress];
    if (events.length === 0) return;
    this.#events = [];
    this.#progress = null;
    this.#lastFlush = this.#now();
    this.#send(events);
  }
}
