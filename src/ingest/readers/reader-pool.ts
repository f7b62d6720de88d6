import type { CsvOutcome } from "../read-csv";
import type { ReadJob, ReadWatch, TableReader } from "./table-reader";

const MAX_READERS = 3;

/** How many files are read at once on a machine of so many cores: never more than there are splits. */
export function readerCount(cores: number): number {
  return Math.max(1, Math.min(MAX_READERS, cores));
}

/** Deals files to readers, each of which reads one at a time; in the order in which they come. */
export class ReaderPool implements TableReader {
  readonly #idle: TableReader[];
  readonly #waiting: ((reader: TableReader) => void)[] = [];

  constructor(readers: readonly TableReader[]) {
    this.#idle = [...readers];
  }

  /** A cancel is answered at once; the reader takes the next file when it has let go of this one. */
  async read(job: ReadJob, watch: ReadWatch): Promise<CsvOutcome> {
    const { signal } = watch;
    const reader = await this.#next(signal);
    const reading = reader.read(job, watch).finally(() => {
      this.#release(reader);
    });
    return unlessAborted(reading, signal);
  }

  #next(signal: AbortSignal): Promise<TableReader> {
    signal.throwIfAborted();
    const reader = this.#idle.shift();
    if (reader !== undefined) return Promise.resolve(reader);
    let turn = (_reader: TableReader): void => undefined;
    const waiting = new Promise<TableReader>((resolve) => (turn = resolve));
    this.#waiting.push(turn);
    return unlessAborted(waiting, signal).catch((reason: unknown) => {
      const place = this.#waiting.indexOf(turn);
      if (place >= 0) this.#waiting.splice(place, 1);
      // Its turn came in the same moment.
      else void waiting.then((given) => this.#release(given));
      throw reason;
    });
  }

  #release(reader: TableReader): void {
    const turn = this.#waiting.shift();
    if (turn === undefined) this.#idle.push(reader);
    else turn(reader);
  }
}

/** @throws the signal's reason as soon as it is aborted, whatever becomes of the work */
function unlessAborted<T>(work: Promise<T>, signal: AbortSignal): Promise<T> {
  return new Promise((resolve, reject) => {
    const onAbort = (): void => {
      reject(signal.reason as Error);
    };
    if (signal.aborted) onAbort();
    signal.addEventListener("abort", onAbort, { once: true });
    work.then(resolve, reject).finally(() => {
      signal.removeEventListener("abort", onAbort);
    });
  });
}
