/** Rows a second from rows and milliseconds; null before there is anything to tell. */
class Rate {
  #rows = 0;
  #ms = 0;

  get ms(): number {
    return this.#ms;
  }

  add(rows: number, ms: number): void {
    this.#rows += rows;
    this.#ms += ms;
  }

  get rowsPerSecond(): number | null {
    return this.#ms > 0 && this.#rows > 0 ? (this.#rows / this.#ms) * 1000 : null;
  }
}

/** Evaluation is forward only; until it has been measured, a row is taken to cost a third of a training row. */
const ASSUMED_EVALUATION_SPEEDUP = 3;

export interface MeterReading {
  readonly done: number;
  readonly secondsLeft: number | null;
  readonly rowsPerSecond: number | null;
}

/**
 * Estimates how far a run is and how long it still takes, from the measured rates of training and of evaluation.
 * @param trainRows rows trained on in an epoch
 * @param evaluationRows rows evaluated after each epoch, and once before the first
 */
export class RunMeter {
  readonly #training = new Rate();
  readonly #evaluation = new Rate();
  readonly #totalTraining: number;
  readonly #totalEvaluation: number;
  #trained = 0;
  #evaluated = 0;

  constructor(epochs: number, trainRows: number, evaluationRows: number) {
    this.#totalTraining = epochs * trainRows;
    this.#totalEvaluation = (epochs + 1) * evaluationRows;
  }

  trained(rows: number, ms: number): void {
    this.#trained += rows;
    this.#training.add(rows, ms);
  }

  evaluated(rows: number, ms: number): void {
    this.#evaluated += rows;
    this.#evaluation.add(rows, ms);
  }

  /** Milliseconds spent so far, pauses apart. */
  spent(): { trainMs: number; evaluateMs: number } {
    return { trainMs: this.#training.ms, evaluateMs: this.#evaluation.ms };
  }

  read(): MeterReading {
    const training = this.#training.rowsPerSecond;
    const evaluation = this.#evaluation.rowsPerSecond;
    const speedup = training !== null && evaluation !== null ? evaluation / training : ASSUMED_EVALUATION_SPEEDUP;
    const work = (trained: number, evaluated: number): number => trained + evaluated / speedup;
    const total = work(this.#totalTraining, this.#totalEvaluation);
    const done = work(this.#trained, this.#evaluated);
    return {
      done: total > 0 ? Math.min(1, done / total) : 1,
      secondsLeft: training === null ? null : Math.max(0, total - done) / training,
      rowsPerSecond: training,
    };
  }
}
