/** Work is handed to the device in portions of about this long, so that a pause or a stop is felt at once. */
export const PORTION_MS = 80;
/** A portion is at most this many times as large as the one before it: the first ones say little. */
const MOST_GROWTH = 4;

/** Counts the rows that were handed over since the device was last waited for, and sizes portions by what they took. */
export class Portion {
  #rows = 0;
  #size = 1;
  #start: number;

  constructor(now: number) {
    this.#start = now;
  }

  get rows(): number {
    return this.#rows;
  }

  /** Rows of a portion on this device, as far as is known. */
  get size(): number {
    return this.#size;
  }

  /** It is time to wait for the device. */
  get isFull(): boolean {
    return this.#rows >= this.#size;
  }

  add(rows: number): void {
    this.#rows += rows;
  }

  /** Time that was no work: a pause. */
  skip(ms: number): void {
    this.#start += ms;
  }

  /** The device has answered. @returns what the portion was */
  end(now: number): { rows: number; ms: number } {
    const [rows, ms] = [this.#rows, now - this.#start];
    const ideal = ms > 0 ? (rows * PORTION_MS) / ms : rows * 2;
    this.#size = Math.max(1, Math.min(ideal, rows * MOST_GROWTH));
    this.begin(now);
    return { rows, ms };
  }

  /** What was since the last portion was no training. */
  begin(now: number): void {
    this.#rows = 0;
    this.#start = now;
  }
}
