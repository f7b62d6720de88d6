/** What a rate was long ago counts little: it halves in this time. */
const HALF_LIFE_MS = 4000;

/** Rows a second from rows and milliseconds; null before there is anything to tell. */
class Rate {
  #rows = 0;
  #ms = 0;
  #lateRows = 0;
  #lateMs = 0;

  get ms(): number {
    return this.#ms;
  }

  add(rows: number, ms: number): void {
    this.#rows += rows;
    this.#ms += ms;
    const kept = 0.5 ** (ms / HALF_LIFE_MS);
    this.#lateRows = this.#lateRows * kept + rows;
    this.#lateMs = this.#lateMs * kept + ms;
  }

  /** Over all the time. */
  get rowsPerSecond(): number | null {
    return perSecond(this.#rows, this.#ms);
  }

  /** Over the last seconds: what the rest will go by. */
  get lately(): number | null {
    return perSecond(this.#lateRows, this.#lateMs);
  }
}

function perSecond(rows: number, ms: number): number | null {
  return ms > 0 && rows > 0 ? (rows / ms) * 1000 : null;
}

/** Evaluation is forward only; until it has been measured, a row is taken to cost a third of a training row. */
const ASSUMED_EVALUATION_SPEEDUP = 3;

export interface MeterReading {
  readonly done: number;
  readonly secondsLeft: number | null;
  readonly rowsPerSecond: number | null;
}

export interface RunSize {
  /** Of the whole run, from its very start. */
  readonly epochs: number;
  /** The epoch at whose end the run goes on; null: it begins, with a measurement of the untrained net. */
  readonly from: number | null;
  /** Rows trained on in an epoch. */
  readonly trainRows: number;
  /** Rows evaluated after each epoch. */
  readonly evaluationRows: number;
}

/** Estimates how far a run is and how long it still takes, from the measured rates of training and of evaluation. */
export class RunMeter {
  readonly #size: RunSize;
  readonly #training = new Rate();
  readonly #evaluation = new Rate();
  /** Rows, with those of the epochs before the run went on. */
  #trained = 0;
  #evaluated = 0;

  constructor(size: RunSize) {
    this.#size = size;
    if (size.from === null) return;
    this.#trained = size.from * size.trainRows;
    this.#evaluated = (size.from + 1) * size.evaluationRows;
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
    const { epochs, trainRows, evaluationRows } = this.#size;
    const training = this.#training.lately;
    const evaluation = this.#evaluation.lately;
    const speedup = training !== null && evaluation !== null ? evaluation / training : ASSUMED_EVALUATION_SPEEDUP;
    const work = (trained: number, evaluated: number): number => trained + evaluated / speedup;
    const total = work(epochs * trainRows, (epochs + 1) * evaluationRows);
    const done = work(this.#trained, this.#evaluated);
    return {
      done: total > 0 ? Math.min(1, done / total) : 1,
      secondsLeft: training === null ? null : Math.max(0, total - done) / training,
      rowsPerSecond: this.#training.rowsPerSecond,
    };
  }
}
