import { isAlwaysZero } from "../domain/loss";
import type { RunConfig } from "../domain/run-config";
import type { RunEvent, RunPhase } from "../domain/trainer";
import type { EventOutbox } from "./event-outbox";
import type { MeterReading, RunMeter } from "./run-meter";

/** A point of the batch-loss line stands for at least this long. */
const BATCH_LOSS_MS = 100;

interface ReporterParts {
  readonly runId: number;
  readonly loss: RunConfig["loss"];
  readonly outbox: EventOutbox;
  readonly meter: RunMeter;
  /** Milliseconds from any fixed moment. */
  readonly now: () => number;
}

/** Tells the page how a run goes. */
export class RunReporter {
  readonly #parts: ReporterParts;
  /** Of the rows since the last point of the batch-loss line. */
  #lossSum = 0;
  #lossRows = 0;
  #lastPoint = -Infinity;

  constructor(parts: ReporterParts) {
    this.#parts = parts;
  }

  /** Sends an event with the others that wait. */
  push(event: RunEvent): void {
    this.#parts.outbox.push(event);
  }

  progress(phase: RunPhase, epoch: number): void {
    this.push({ type: "progress", runId: this.#parts.runId, phase, epoch, ...this.reading() });
  }

  /** What is told of a pause is told at once. */
  paused(epoch: number): void {
    this.progress("paused", epoch);
    this.#parts.outbox.flush();
  }

  /** Adds the mean loss of some rows to the batch-loss line; `at` is in epochs. */
  batchLoss(loss: number, rows: number, at: number): void {
    this.#lossSum += loss * rows;
    this.#lossRows += rows;
    if (this.#parts.now() - this.#lastPoint >= BATCH_LOSS_MS) this.tellBatchLoss(at);
  }

  /** Makes a point of what was added since the last one, however short the time. */
  tellBatchLoss(at: number): void {
    if (this.#lossRows === 0) return;
    this.push({ type: "batch-loss", runId: this.#parts.runId, at, loss: this.#lossSum / this.#lossRows });
    this.#lastPoint = this.#parts.now();
    this.#lossSum = this.#lossRows = 0;
  }

  /** A loss that is 0 whatever the net answers needs no arithmetic, so its rate says nothing of the engine. */
  reading(): MeterReading {
    const reading = this.#parts.meter.read();
    return isAlwaysZero(this.#parts.loss) ? { ...reading, rowsPerSecond: null } : reading;
  }
}
