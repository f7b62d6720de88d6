import type { Checkpoint } from "../domain/checkpoint";
import { EarlyStop } from "../domain/early-stop";
import type { PerSplit } from "../domain/split";
import type { RunOutcome } from "../domain/trainer";
import { PARTS } from "./backend";
import { divergenceWords, NotFiniteError, startNotFiniteWords, type DivergencePlace } from "./divergence";
import { EpochTrainer } from "./epoch-trainer";
import { Measurer } from "./measurer";
import { RunStopped } from "./run-control";
import { RunMeter } from "./run-meter";
import type { RunParts } from "./run-parts";
import { RunReporter } from "./run-reporter";
import { TrainerError } from "./trainer-error";

interface Ending extends Pick<RunOutcome, "status" | "weights" | "weightsEpoch" | "reason"> {
  /** Logits of every row under `weights`; null where they have not been measured. */
  readonly logits: PerSplit<Float32Array> | null;
}

export type TrainedRun = Ending & Pick<RunOutcome, "rowsPerSecond" | "trainMs" | "evaluateMs">;

/**
 * Runs the epochs of a compiled back end: the untrained net is measured first, as epoch 0, unless the run goes on from a
 * checkpoint; then each epoch is trained and measured on all parts. In the end the back end holds the weights that are
 * returned.
 * @throws TrainerError when there is no finite loss to start from, EngineLostError when the back end is gone
 */
export async function trainEpochs(parts: RunParts): Promise<TrainedRun> {
  const run = new TrainingRun(parts);
  const ending = await run.conduct();
  return { ...ending, ...run.spent };
}

class TrainingRun {
  readonly #parts: RunParts;
  readonly #meter: RunMeter;
  readonly #reporter: RunReporter;
  readonly #trainer: EpochTrainer;
  readonly #measurer: Measurer;
  readonly #earlyStop: EarlyStop | null;
  /** The end of the last epoch; null while the untrained net is measured. */
  #last: Checkpoint | null;
  /** That of the best epoch, where the run is to end with it. */
  #best: Checkpoint | null;
  /** Whether the logits are those of `#last`. */
  #isMeasured = false;

  constructor(parts: RunParts) {
    this.#parts = parts;
    const { backend, labels, request, outbox, now } = parts;
    const { config, start, runId } = request;
    const from = start.kind === "checkpoint" ? start : null;
    this.#last = from?.checkpoint ?? null;
    this.#best = config.earlyStop?.restoreBest === true ? (from?.best ?? null) : null;
    this.#earlyStop = config.earlyStop === undefined ? null : new EarlyStop(config.earlyStop, from?.history);
    this.#meter = new RunMeter({
      epochs: config.epochs,
      from: this.#last?.epoch ?? null,
      trainRows: labels.train.rows,
      evaluationRows: PARTS.reduce((sum, part) => sum + labels[part].rows, 0),
    });
    this.#reporter = new RunReporter({ runId, loss: config.loss, outbox, meter: this.#meter, now });
    this.#trainer = new EpochTrainer(parts, this.#meter, this.#reporter, this.#last?.step ?? 0);
    this.#measurer = new Measurer({ backend, labels, meter: this.#meter, now });
  }

  get spent(): Pick<TrainedRun, "rowsPerSecond" | "trainMs" | "evaluateMs"> {
    return { rowsPerSecond: this.#reporter.reading().rowsPerSecond, ...this.#meter.spent() };
  }

  async conduct(): Promise<Ending> {
    try {
      const { last, reason } = await this.#runEpochs();
      return await this.#finish(last, reason);
    } catch (reason) {
      if (reason instanceof RunStopped) return this.#stop();
      if (reason instanceof NotFiniteError) return this.#diverge(reason.place);
      throw reason;
    }
  }

  /** @returns the end of the last epoch, and why it was the last; null when all were to be run */
  async #runEpochs(): Promise<{ last: Checkpoint; reason: string | null }> {
    const { control, request, program } = this.#parts;
    const { epochs } = request.config;
    let last = this.#last ?? (await this.#measure({ epoch: 0, step: 0, weights: program.weights, optimizer: null }));
    while (last.epoch < epochs) {
      const epoch = last.epoch + 1;
      await this.#trainer.train(epoch);
      last = await this.#measure(await this.#checkpoint(epoch));
      if (epoch === epochs) break;
      const reason = this.#earlyStop?.reason(this.#best !== null) ?? null;
      if (reason !== null) return { last, reason };
      control.reached("epoch");
      await this.#trainer.turn(epoch);
    }
    return { last, reason: null };
  }

  async #checkpoint(epoch: number): Promise<Checkpoint> {
    const { backend } = this.#parts;
    const weights = await backend.readWeights();
    return { epoch, step: this.#trainer.step, weights, optimizer: await backend.readOptimizer() };
  }

  /** Measures an epoch, tells of it, and takes its end as the one to fall back on. @throws NotFiniteError, RunStopped */
  async #measure(checkpoint: Checkpoint): Promise<Checkpoint> {
    const { live, request } = this.#parts;
    const { epoch } = checkpoint;
    const { batches, plan } = this.#trainer;
    this.#reporter.progress("evaluating", epoch);
    await this.#trainer.turn(epoch);
    this.#trainer.change(epoch, epoch === 0 ? 0 : batches, "threshold");
    const { config } = live;
    this.#isMeasured = false;
    const { record, histograms } = await this.#measurer.measure(epoch, {
      loss: plan.lossOf(config),
      threshold: config.threshold,
      turn: async () => {
        await this.#trainer.turn(epoch);
        this.#reporter.progress("evaluating", epoch);
      },
    });
    if (PARTS.some((part) => !Number.isFinite(record[part]?.loss ?? 0))) {
      throw new NotFiniteError({ epoch, first: batches, last: batches, measured: true });
    }
    this.#last = checkpoint;
    this.#isMeasured = true;
    if (this.#earlyStop?.add(record) === true) this.#best = config.earlyStop?.restoreBest === true ? checkpoint : null;
    this.#reporter.push({ type: "epoch", runId: request.runId, record, histograms, checkpoint });
    return checkpoint;
  }

  /** Ends with the weights of the last epoch, or of the best. */
  async #finish(last: Checkpoint, reason: string | null): Promise<Ending> {
    const kept = this.#best ?? last;
    if (kept.epoch !== last.epoch) await this.#goBackTo(kept);
    const { weights, epoch: weightsEpoch } = kept;
    const logits = this.#isMeasured && kept.epoch === last.epoch ? this.#measurer.logits : null;
    return { status: "finished", weights, weightsEpoch, reason, logits };
  }

  /** Ends with the weights as they are, in the middle of an epoch or not. */
  async #stop(): Promise<Ending> {
    const isEpochEnd = this.#last?.step === this.#trainer.step;
    return {
      status: "stopped",
      weights: await this.#parts.backend.readWeights(),
      weightsEpoch: isEpochEnd ? (this.#last?.epoch ?? null) : null,
      reason: null,
      logits: null,
    };
  }

  /** Ends with the last good weights, and says what happened. */
  async #diverge(found: DivergencePlace): Promise<Ending> {
    const { start } = this.#parts.request;
    const kept = this.#last;
    if (kept === null) throw new TrainerError("diverged", startNotFiniteWords(start));
    const place = found.first === found.last ? found : await this.#trainer.find(found, kept);
    await this.#goBackTo(kept);
    const reason = divergenceWords({ place, ...this.#trainer.settingsAt(place), start, kept });
    return { status: "diverged", weights: kept.weights, weightsEpoch: kept.epoch, reason, logits: null };
  }

  #goBackTo({ weights, optimizer }: Checkpoint): Promise<void> {
    const { backend, program } = this.#parts;
    return backend.compile({ ...program, weights, optimizer });
  }
}
