import type { Checkpoint } from "../domain/checkpoint";
import type { RunConfig } from "../domain/run-config";
import type { ScheduleTime } from "../domain/schedule";
import type { MidRunField } from "../domain/trainer";
import { NotFiniteError, type DivergencePlace } from "./divergence";
import { epochBatches, type Batch } from "./epoch-batches";
import { findBatch } from "./find-batch";
import { Portion, PORTION_MS } from "./portion";
import { RunStopped } from "./run-control";
import type { RunMeter } from "./run-meter";
import type { RunParts } from "./run-parts";
import type { RunReporter } from "./run-reporter";
import { StepPlan } from "./step-plan";
import { yieldToMessages } from "./yielding";

/** A configuration, and the batch of the epoch, from 0, from which it holds. */
interface ConfigSpan {
  readonly from: number;
  readonly config: RunConfig;
}

/** Trains the epochs of a run, one when it is told to; between two steps it listens to what the user asks. */
export class EpochTrainer {
  readonly plan: StepPlan;
  /** Batches of an epoch. */
  readonly batches: number;
  readonly #parts: RunParts;
  readonly #meter: RunMeter;
  readonly #reporter: RunReporter;
  readonly #rows: number;
  readonly #batchRows: number;
  readonly #portion: Portion;
  /** Updates since the start of the run, and of them those before the epoch in hand. */
  #step: number;
  #epochStep: number;
  /** Of the epoch in hand, in order. */
  #configs: ConfigSpan[] = [];
  /** Batches of the epoch in hand whose loss is known to be finite. */
  #tested = 0;
  #lastYield: number;

  /** @param step updates before this run goes on */
  constructor(parts: RunParts, meter: RunMeter, reporter: RunReporter, step: number) {
    const { labels, features, request, now } = parts;
    this.#parts = parts;
    this.#meter = meter;
    this.#reporter = reporter;
    this.plan = new StepPlan(labels.train, features);
    this.#rows = labels.train.rows;
    const { batchSize } = request.config;
    this.#batchRows = batchSize === "full" ? this.#rows : Math.min(batchSize, this.#rows);
    this.batches = Math.ceil(this.#rows / this.#batchRows);
    this.#step = this.#epochStep = step;
    this.#lastYield = now();
    this.#portion = new Portion(this.#lastYield);
  }

  get step(): number {
    return this.#step;
  }

  /** @throws RunStopped, NotFiniteError */
  async train(epoch: number): Promise<void> {
    const { backend, control, live, now, request } = this.#parts;
    this.#reporter.progress("training", epoch);
    this.#portion.begin(now());
    this.#epochStep = this.#step;
    this.#configs = [{ from: 0, config: live.config }];
    this.#tested = 0;
    let seen = 0;
    for (const batch of epochBatches(live.config, this.#rows, epoch, backend.chunkRows)) {
      await this.#takeStep(epoch, batch, seen);
      seen += batch.rows;
      if (control.until === "batch") await this.#settleAndTell(epoch, seen);
      control.reached("batch");
    }
    if (control.until !== null || epoch === request.config.epochs) await this.#settleAndTell(epoch, seen);
    else await this.#settle(epoch, seen);
  }

  /** Lets messages in now and then, waits while paused, and throws `RunStopped` when the run is to end. */
  async turn(epoch: number): Promise<void> {
    const { control, now } = this.#parts;
    if (now() - this.#lastYield >= PORTION_MS / 2) {
      await yieldToMessages();
      this.#lastYield = now();
    }
    const before = now();
    await control.checkpoint(() => {
      this.#reporter.paused(epoch);
    });
    // Time spent in a pause is no part of the rate.
    this.#portion.skip(now() - before);
  }

  /**
   * Makes the changes that were asked for.
   * @param step of the epoch, from 0: the first that they hold for
   * @param field only those of this field
   */
  change(epoch: number, step: number, field?: MidRunField): void {
    const { live, labels, request } = this.#parts;
    for (const change of live.take({ epoch, step }, labels.train, field)) {
      this.#reporter.push({ type: "change", runId: request.runId, change });
    }
    if (this.#configs.at(-1)?.config !== live.config) this.#configs.push({ from: step, config: live.config });
  }

  /** What the first batch of a place in the epoch in hand was trained with, and how many batches there are. */
  settingsAt({ epoch, first }: DivergencePlace): { batches: number; config: RunConfig; lr: number } {
    const config = this.#configAt(first - 1);
    const { lr } = this.plan.update(config, this.#timeAt(epoch, first - 1)).optimizer;
    return { batches: this.batches, config, lr };
  }

  /** The moment of a batch, from 0, of the epoch in hand. */
  #timeAt(epoch: number, batch: number): ScheduleTime {
    const { epochs } = this.#parts.request.config;
    const before = this.#epochStep;
    // Those before the run went on may have had another batch size.
    const steps = before + (epochs - epoch + 1) * this.batches;
    return { epoch: epoch - 1, step: before + batch, epochs, steps };
  }

  /** The configuration of a batch, from 0, of the epoch in hand. */
  #configAt(batch: number): RunConfig {
    return this.#configs.findLast(({ from }) => from <= batch)?.config ?? this.#parts.live.config;
  }

  /** Narrows down where the loss stopped being finite, by training the epoch in hand again from the checkpoint before it. */
  find(place: DivergencePlace, checkpoint: Checkpoint): Promise<DivergencePlace> {
    const { backend, program, control, now } = this.#parts;
    return findBatch(
      {
        backend,
        program: { ...program, weights: checkpoint.weights, optimizer: checkpoint.optimizer },
        plan: this.plan,
        trainRows: this.#rows,
        configAt: (batch) => this.#configAt(batch),
        timeAt: (batch) => this.#timeAt(place.epoch, batch),
        portionRows: this.#portion.size,
        isOver: () => control.stopped,
        now,
      },
      place,
    );
  }

  /** @param seen rows of the epoch before the batch */
  async #takeStep(epoch: number, { rows, chunks }: Batch, seen: number): Promise<void> {
    const { backend, live } = this.#parts;
    const index = this.#step - this.#epochStep;
    await this.turn(epoch);
    this.change(epoch, index);
    const { config } = live;
    const time = this.#timeAt(epoch, index);
    const settings = this.plan.step(config, time, rows);
    let done = 0;
    try {
      for (const chunk of chunks) {
        if (done > 0) await this.turn(epoch);
        await backend.accumulate(chunk, settings);
        const count = chunk.kind === "range" ? chunk.count : chunk.indices.length;
        done += count;
        this.#portion.add(count);
        if (this.#portion.isFull) await this.#settle(epoch, seen + done);
      }
    } catch (reason) {
      if (reason instanceof RunStopped) await backend.discard();
      throw reason;
    }
    await backend.update(this.plan.update(config, time));
    this.#step++;
  }

  /**
   * Waits for the device, reads the loss of what it was given since the last time, and sizes the next portion.
   * @param seen rows of the epoch so far
   */
  async #settle(epoch: number, seen: number): Promise<void> {
    if (this.#portion.rows === 0) return;
    const { backend, now } = this.#parts;
    const loss = await backend.takeLoss();
    const { rows, ms } = this.#portion.end(now());
    this.#meter.trained(rows, ms);
    if (!Number.isFinite(loss)) {
      const last = Math.ceil(seen / this.#batchRows);
      throw new NotFiniteError({ epoch, first: this.#tested + 1, last, measured: false });
    }
    this.#tested = this.#step - this.#epochStep;
    this.#reporter.batchLoss(loss, rows, epoch - 1 + seen / this.#rows);
    this.#reporter.progress("training", epoch);
    this.#portion.begin(now());
  }

  async #settleAndTell(epoch: number, seen: number): Promise<void> {
    await this.#settle(epoch, seen);
    this.#reporter.tellBatchLoss(epoch - 1 + seen / this.#rows);
  }
}
