import { measureSplit } from "../domain/metrics/measure";
import type { EpochRecord, SplitMeasurement } from "../domain/history";
import { SPLITS, perSplit, type PerSplit, type Split } from "../domain/split";
import type { Matrices, RunPhase, RunRequest } from "../domain/trainer";
import type { Backend } from "./backend";
import { epochBatches } from "./epoch-batches";
import type { EventOutbox } from "./event-outbox";
import { RunStopped, type RunControl } from "./run-control";
import { RunMeter, type MeterReading } from "./run-meter";
import { yieldToMessages } from "./yielding";

/** Work is handed to the device in portions of about this long, so that a pause or a stop is felt at once. */
const PORTION_MS = 80;
/** A point of the batch-loss line stands for at least this long. */
const BATCH_LOSS_MS = 100;

class DivergedError extends Error {
  override name = "DivergedError";
  readonly code = "diverged";
}

interface RunParts {
  readonly backend: Backend;
  readonly matrices: Matrices;
  readonly request: RunRequest;
  readonly control: RunControl;
  readonly outbox: EventOutbox;
  /** Milliseconds from any fixed moment. */
  readonly now: () => number;
}

export interface TrainedRun {
  /** Logits of every row under the final weights; null when the run was stopped before they were measured. */
  readonly logits: PerSplit<Float32Array> | null;
  /** Rows a second, null when nothing was trained. */
  readonly rowsPerSecond: number | null;
  readonly trainMs: number;
  readonly evaluateMs: number;
}

/**
 * Runs the epochs of a compiled back end: the untrained net is measured first, as epoch 0, then each epoch is
 * trained and measured on all three splits.
 * After `control.stop()` it ends early, the step in hand discarded.
 * @throws DivergedError when the loss is not finite
 */
export async function trainEpochs(parts: RunParts): Promise<TrainedRun> {
  const run = new TrainingRun(parts);
  let stopped = false;
  try {
    await run.measure(0);
    for (let epoch = 1; epoch <= parts.request.config.epochs; epoch++) {
      await run.train(epoch);
      await run.measure(epoch);
    }
  } catch (reason) {
    if (!(reason instanceof RunStopped)) throw reason;
    stopped = true;
  }
  return { logits: stopped ? null : run.logits, ...run.spent };
}

class TrainingRun {
  /** Of the latest measurement. */
  readonly logits: PerSplit<Float32Array>;
  readonly #parts: RunParts;
  readonly #meter: RunMeter;
  readonly #trainRows: number;
  /** Rows handed over since the device was last waited for, and when that was. */
  #pendingRows = 0;
  #portionStart: number;
  #portionRows: number;
  #lastBatchLoss = -Infinity;
  #lastYield: number;

  constructor(parts: RunParts) {
    this.#parts = parts;
    const { splits } = parts.matrices;
    this.logits = perSplit((split) => new Float32Array(splits[split].rows));
    this.#trainRows = splits.train.rows;
    const evaluationRows = SPLITS.reduce((sum, split) => sum + splits[split].rows, 0);
    this.#meter = new RunMeter(parts.request.config.epochs, this.#trainRows, evaluationRows);
    this.#portionStart = parts.now();
    this.#lastYield = this.#portionStart;
    this.#portionRows = 1;
  }

  get spent(): Omit<TrainedRun, "logits"> {
    return { rowsPerSecond: this.#reading().rowsPerSecond, ...this.#meter.spent() };
  }

  async train(epoch: number): Promise<void> {
    const { backend, request } = this.#parts;
    const { config } = request;
    this.#report("training", epoch);
    this.#portionStart = this.#parts.now();
    let seen = 0;
    for (const batch of epochBatches(config, this.#trainRows, epoch, backend.chunkRows)) {
      try {
        for (const chunk of batch.chunks) {
          await this.#checkpoint(epoch);
          await backend.accumulate(chunk, batch.rows);
          const rows = chunk.kind === "range" ? chunk.count : chunk.indices.length;
          seen += rows;
          this.#pendingRows += rows;
          if (this.#pendingRows >= this.#portionRows) await this.#settle(epoch, seen);
        }
      } catch (reason) {
        if (reason instanceof RunStopped) await backend.discard();
        throw reason;
      }
      await backend.update(config.optimizer);
    }
    if (this.#pendingRows > 0) await this.#settle(epoch, seen);
  }

  async measure(epoch: number): Promise<void> {
    this.#report("evaluating", epoch);
    const record: EpochRecord = {
      epoch,
      train: await this.#measureSplit("train", epoch),
      validation: await this.#measureSplit("validation", epoch),
      test: await this.#measureSplit("test", epoch),
    };
    this.#parts.outbox.push({ type: "epoch", runId: this.#parts.request.runId, record });
  }

  async #measureSplit(split: Split, epoch: number): Promise<SplitMeasurement> {
    const { backend, matrices, request, now } = this.#parts;
    const { rows, y } = matrices.splits[split];
    const measure = measureSplit(request.config.loss, request.config.threshold);
    for (let start = 0; start < rows; start += backend.chunkRows) {
      await this.#checkpoint(epoch);
      const before = now();
      const count = Math.min(backend.chunkRows, rows - start);
      const logits = await backend.logits(split, start, count);
      this.logits[split].set(logits, start);
      measure.add(logits, y, start);
      this.#meter.evaluated(count, now() - before);
      this.#report("evaluating", epoch);
    }
    return measure.result();
  }

  /** Waits for the device, reads the loss, and sizes the next portion by what this one took. */
  async #settle(epoch: number, seen: number): Promise<void> {
    const { backend, request, outbox, now } = this.#parts;
    const loss = await backend.takeLoss();
    if (!Number.isFinite(loss)) {
      throw new DivergedError(
        `The loss is no longer a finite number in epoch ${epoch}, within its first ${seen} rows. ` +
          "Lower the learning rate, or scale the features.",
      );
    }
    const ms = now() - this.#portionStart;
    this.#meter.trained(this.#pendingRows, ms);
    const ideal = ms > 0 ? (this.#pendingRows * PORTION_MS) / ms : this.#pendingRows * 2;
    this.#portionRows = Math.max(1, Math.min(ideal, this.#pendingRows * 4));
    this.#pendingRows = 0;
    if (now() - this.#lastBatchLoss >= BATCH_LOSS_MS) {
      this.#lastBatchLoss = now();
      outbox.push({ type: "batch-loss", runId: request.runId, at: epoch - 1 + seen / this.#trainRows, loss });
    }
    this.#report("training", epoch);
    this.#portionStart = now();
  }

  /** Lets messages in now and then, waits while paused, and throws `RunStopped` when the run is to end. */
  async #checkpoint(epoch: number): Promise<void> {
    const { control, now } = this.#parts;
    if (now() - this.#lastYield >= PORTION_MS / 2) {
      await yieldToMessages();
      this.#lastYield = now();
    }
    const before = now();
    await control.checkpoint(() => {
      this.#report("paused", epoch);
      this.#parts.outbox.flush();
    });
    // Time spent in a pause is no part of the rate.
    this.#portionStart += now() - before;
  }

  #report(phase: RunPhase, epoch: number): void {
    const { request, outbox } = this.#parts;
    outbox.push({ type: "progress", runId: request.runId, phase, epoch, ...this.#reading() });
  }

  /** A loss that is 0 whatever the net answers needs no arithmetic, so its rate says nothing of the engine. */
  #reading(): MeterReading {
    const reading = this.#meter.read();
    const { loss } = this.#parts.request.config;
    return loss.type === "cross-entropy-single-output" ? { ...reading, rowsPerSecond: null } : reading;
  }
}
