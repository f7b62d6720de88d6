import type { EngineName, EngineOption } from "../domain/engine-identity";
import { initialiseWeights } from "../domain/initialisation";
import { evaluateLogits, type Evaluation } from "../domain/metrics/evaluation";
import { toBlocks } from "../domain/model-spec";
import { createRandom } from "../domain/random";
import { SPLITS, perSplit, type PerSplit } from "../domain/split";
import type { Matrices, RunEvent, RunOutcome, RunRequest, Trainer } from "../domain/trainer";
import type { Backend } from "./backend";
import { EventOutbox } from "./event-outbox";
import { RunControl } from "./run-control";
import { trainEpochs } from "./training-run";

class TrainerError extends Error {
  override name = "TrainerError";
  readonly code: string;

  constructor(code: string, message: string) {
    super(message);
    this.code = code;
  }
}

export interface TrainerParts {
  detectEngines(): Promise<readonly EngineOption[]>;
  createBackend(name: EngineName): Promise<Backend>;
  /** Milliseconds from any fixed moment. */
  now(): number;
}

/** The trainer where the engines are: in the train worker, or in a test. */
export class LocalTrainer implements Trainer {
  readonly #parts: TrainerParts;
  #options: Promise<readonly EngineOption[]> | null = null;
  #matrices: Matrices | null = null;
  #backend: Backend | null = null;
  /** The matrices that the back end holds. */
  #resident: Matrices | null = null;
  /** Logits of every row under the weights that the back end holds; null when they were not measured. */
  #logits: PerSplit<Float32Array> | null = null;
  #last: Promise<unknown> = Promise.resolve();
  #current: { runId: number; control: RunControl } | null = null;

  constructor(parts: TrainerParts) {
    this.#parts = parts;
  }

  engines(): Promise<readonly EngineOption[]> {
    this.#options ??= this.#parts.detectEngines().catch((reason: unknown) => {
      this.#options = null;
      throw reason;
    });
    return this.#options;
  }

  load(matrices: Matrices): Promise<void> {
    if (this.#current !== null) {
      return Promise.reject(new TrainerError("busy", "A run is under way. Stop it before changing the data."));
    }
    this.#matrices = matrices;
    return Promise.resolve();
  }

  async run(request: RunRequest, onEvents: (events: readonly RunEvent[]) => void): Promise<RunOutcome> {
    if (this.#current !== null) throw new TrainerError("busy", "A run is already under way. Stop it first.");
    const matrices = this.#matrices;
    if (matrices === null) throw new TrainerError("no-data", "There is no data to train on yet. Load it first.");
    const control = new RunControl();
    this.#current = { runId: request.runId, control };
    const outbox = new EventOutbox(onEvents, this.#parts.now);
    try {
      return await this.#inTurn(() => this.#train(request, matrices, control, outbox));
    } finally {
      outbox.flush();
      this.#current = null;
    }
  }

  pause(runId: number): Promise<void> {
    this.#controlOf(runId)?.pause();
    return Promise.resolve();
  }

  resume(runId: number): Promise<void> {
    this.#controlOf(runId)?.resume();
    return Promise.resolve();
  }

  stop(runId: number): Promise<void> {
    this.#controlOf(runId)?.stop();
    return Promise.resolve();
  }

  predict(x: Float32Array<ArrayBuffer>, rows: number): Promise<Float32Array<ArrayBuffer>> {
    return this.#inTurn(() => this.#predict(x, rows));
  }

  evaluate(threshold: number): Promise<PerSplit<Evaluation>> {
    return this.#inTurn(() => this.#evaluate(threshold));
  }

  async #predict(x: Float32Array<ArrayBuffer>, rows: number): Promise<Float32Array<ArrayBuffer>> {
    const backend = this.#idleBackend();
    const probabilities = new Float32Array(rows);
    const features = rows === 0 ? 0 : x.length / rows;
    const size = backend.chunkRows;
    for (let start = 0; start < rows; start += size) {
      const count = Math.min(size, rows - start);
      const logits = await backend.logitsOf(x.subarray(start * features, (start + count) * features), count);
      logits.forEach((logit, i) => (probabilities[start + i] = 1 / (1 + Math.exp(-logit))));
    }
    return probabilities;
  }

  async #evaluate(threshold: number): Promise<PerSplit<Evaluation>> {
    const [backend, matrices] = [this.#idleBackend(), this.#resident];
    if (matrices === null) throw new TrainerError("no-data", "There is no data to evaluate on. Load it first.");
    this.#logits ??= await logitsOfAll(backend, matrices);
    const logits = this.#logits;
    return perSplit((split) => evaluateLogits(logits[split], matrices.splits[split].y, threshold));
  }

  async #train(
    request: RunRequest,
    matrices: Matrices,
    control: RunControl,
    outbox: EventOutbox,
  ): Promise<RunOutcome> {
    const { runId, config } = request;
    const { now } = this.#parts;
    const blocks = toBlocks(config.model, matrices.features);
    const weights =
      request.init ?? initialiseWeights(config.model.init, blocks, createRandom(config.seed, "initialisation"));
    outbox.push({ type: "progress", runId, phase: "compiling", epoch: 0, done: 0, secondsLeft: null, rowsPerSecond: null });
    outbox.flush();
    const backend = await this.#ready(request, matrices);
    this.#logits = null;
    await backend.compile({ blocks, loss: config.loss, weights });
    outbox.push({ type: "engine", runId, engine: backend.identity });
    const { logits, ...spent } = await trainEpochs({ backend, matrices, request, control, outbox, now });
    this.#logits = logits;
    return {
      runId,
      status: logits === null ? "stopped" : "finished",
      engine: backend.identity,
      weights: await backend.readWeights(),
      ...spent,
    };
  }

  /** The back end that the request asks for, with the matrices resident; kept from run to run. */
  async #ready(request: RunRequest, matrices: Matrices): Promise<Backend> {
    const name = await this.#engineFor(request);
    if (this.#backend === null || this.#backend.identity.name !== name) {
      await this.#backend?.dispose();
      this.#backend = null;
      this.#resident = null;
      this.#backend = await this.#parts.createBackend(name);
    }
    if (this.#resident !== matrices) {
      await this.#backend.load(matrices.splits, matrices.features);
      this.#resident = matrices;
    }
    return this.#backend;
  }

  async #engineFor(request: RunRequest): Promise<EngineName> {
    const option = (await this.engines()).find(({ choice }) => choice === request.engine);
    if (option?.engine === undefined || option.engine === null) {
      throw new TrainerError("engine-unavailable", option?.reason ?? `There is no engine called ${request.engine}.`);
    }
    return option.engine.name;
  }

  #idleBackend(): Backend {
    if (this.#current !== null) throw new TrainerError("busy", "A run is under way. Stop it first.");
    if (this.#backend === null) throw new TrainerError("no-model", "There is no trained model yet. Run first.");
    return this.#backend;
  }

  /** The back end does one thing at a time: what is asked meanwhile waits. */
  #inTurn<T>(work: () => Promise<T>): Promise<T> {
    const turn = this.#last.then(work, work);
    this.#last = turn;
    return turn;
  }

  #controlOf(runId: number): RunControl | null {
    return this.#current?.runId === runId ? this.#current.control : null;
  }
}

async function logitsOfAll(backend: Backend, { splits }: Matrices): Promise<PerSplit<Float32Array>> {
  const all = perSplit((split) => new Float32Array(splits[split].rows));
  for (const split of SPLITS) {
    const { rows } = splits[split];
    for (let start = 0; start < rows; start += backend.chunkRows) {
      all[split].set(await backend.logits(split, start, Math.min(backend.chunkRows, rows - start)), start);
    }
  }
  return all;
}
