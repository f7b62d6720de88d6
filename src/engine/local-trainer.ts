import type { EngineChoice, EngineName, EngineOption } from "../domain/engine-identity";
import type { Examiner } from "../domain/examiner";
import { initialiseWeights } from "../domain/initialisation";
import { finalFigures, type FinalFigures } from "../domain/metrics/final-figures";
import { toBlocks } from "../domain/model-spec";
import { createRandom } from "../domain/random";
import type { RunConfig } from "../domain/run-config";
import { refuseConfig } from "../domain/run-limits";
import { SPLITS, perSplit, type PerSplit } from "../domain/split";
import type {
  EngineRanking,
  Matrices,
  MidRunField,
  RunEvent,
  RunOutcome,
  RunPhase,
  RunRequest,
  StepUnit,
  Trainer,
  TrainerMemory,
} from "../domain/trainer";
import { EngineLostError, type Backend, type Program } from "./backend";
import { Bench, logitsOfGuests } from "./bench";
import { calibrationKey, measureEngines } from "./calibrate";
import { EngineRoom } from "./engine-room";
import { EventOutbox } from "./event-outbox";
import { Inquiries } from "./inquiries";
import { LiveConfig } from "./live-config";
import { LocalExaminer } from "./local-examiner";
import { rankEngines } from "./rank-engines";
import { RunControl } from "./run-control";
import { TrainerError } from "./trainer-error";
import { trainEpochs } from "./training-run";

export interface TrainerParts {
  detectEngines(): Promise<readonly EngineOption[]>;
  createBackend(name: EngineName): Promise<Backend>;
  /** Milliseconds from any fixed moment. */
  now(): number;
}

/** The run under way, as the page steers it. */
interface CurrentRun {
  readonly request: RunRequest;
  readonly control: RunControl;
  readonly live: LiveConfig;
  readonly outbox: EventOutbox;
}

/** The trainer where the engines are: in the train worker, or in a test. */
export class LocalTrainer implements Trainer {
  /** Answers questions about the nets that were trained. */
  readonly examiner: Examiner;
  readonly #parts: TrainerParts;
  readonly #room: EngineRoom;
  readonly #bench: Bench;
  readonly #rankings = new Map<string, EngineRanking>();
  #options: Promise<readonly EngineOption[]> | null = null;
  #matrices: Matrices | null = null;
  #last: Promise<unknown> = Promise.resolve();
  #current: CurrentRun | null = null;

  constructor(parts: TrainerParts) {
    this.#parts = parts;
    this.#room = new EngineRoom((name) => parts.createBackend(name));
    this.#bench = new Bench(this.#room);
    this.examiner = new LocalExaminer(
      new Inquiries({
        bench: this.#bench,
        now: parts.now,
        matrices: () => this.#loaded(),
        refuseWhileBusy: () => {
          this.#refuseWhileBusy("Stop it first, or wait for its end.");
        },
        inTurn: (work) => this.#inTurn(() => this.#orDropped(work())),
      }),
      (choice) => this.#openAside(choice),
    );
  }

  engines(): Promise<readonly EngineOption[]> {
    this.#options ??= this.#parts.detectEngines().catch((reason: unknown) => {
      this.#options = null;
      throw reason;
    });
    return this.#options;
  }

  async rank(config: RunConfig): Promise<EngineRanking> {
    const matrices = this.#loaded();
    // What is known can be told at any time.
    const known = this.#rankings.get(calibrationKey(config, matrices, await this.engines()));
    if (known !== undefined) return known;
    this.#refuseWhileBusy("Stop it before measuring the engines.");
    return this.#inTurn(() => this.#ranking(config, matrices));
  }

  async load(matrices: Matrices): Promise<void> {
    this.#refuseWhileBusy("Stop it before changing the data.");
    this.#matrices = matrices;
  }

  async run(request: RunRequest, onEvents: (events: readonly RunEvent[]) => void): Promise<RunOutcome> {
    this.#refuseWhileBusy("Stop it first.");
    const matrices = this.#loaded();
    const outbox = new EventOutbox(onEvents, this.#parts.now);
    const run = { request, control: new RunControl(request.until), live: new LiveConfig(request.config), outbox };
    this.#current = run;
    try {
      return await this.#inTurn(() => this.#train(run, matrices));
    } finally {
      outbox.flush();
      this.#current = null;
    }
  }

  async pause(runId: number): Promise<void> {
    this.#running(runId)?.control.pause();
  }

  async resume(runId: number): Promise<void> {
    this.#running(runId)?.control.resume();
  }

  async stop(runId: number): Promise<void> {
    this.#running(runId)?.control.stop();
  }

  async step(runId: number, unit: StepUnit): Promise<void> {
    this.#running(runId)?.control.step(unit);
  }

  async change(runId: number, field: MidRunField, value: number): Promise<void> {
    this.#running(runId)?.live.ask(field, value);
  }

  async memory(): Promise<TrainerMemory> {
    const { backend, engine } = this.#room;
    const splits = this.#matrices?.splits;
    const matrices = splits === undefined ? [] : SPLITS.map((split) => splits[split]);
    const derived = Object.values(engine?.labels ?? {}).filter(({ y }) => matrices.every((matrix) => matrix.y !== y));
    const own = [...matrices.flatMap(({ x, y }) => [x, y]), ...derived.map(({ y }) => y)];
    return {
      matrixBytes: bytesOf(matrices.map(({ x }) => x)),
      bufferBytes: bytesOf(own) + this.#bench.bytes() + (backend?.bufferBytes() ?? 0),
      liveBuffers: backend?.liveBuffers() ?? 0,
      workers: backend?.workers() ?? 0,
    };
  }

  async evaluate(threshold: number): Promise<PerSplit<FinalFigures>> {
    return this.#inTurn(() =>
      this.#whenIdle(async () => {
        const logits = await this.#bench.logitsOfRun();
        const { labels } = await this.#bench.ofRun();
        return perSplit((split) => finalFigures(logits[split], labels[split].y, threshold));
      }),
    );
  }

  async predict(x: Float32Array<ArrayBuffer>, rows: number): Promise<Float32Array<ArrayBuffer>> {
    return this.#inTurn(() =>
      this.#whenIdle(async () => {
        const { backend } = await this.#bench.ofRun();
        const logits = await logitsOfGuests(backend, x, rows);
        return logits.map((logit) => 1 / (1 + Math.exp(-logit)));
      }),
    );
  }

  async #train(run: CurrentRun, matrices: Matrices): Promise<RunOutcome> {
    const { request, live, outbox } = run;
    const { runId, config } = request;
    const { now } = this.#parts;
    const { features } = matrices;
    refuse(config);
    const program = programOf(request, features);
    const name = await this.#engineFor(run, matrices);
    announce(run, "compiling");
    this.#bench.clear();
    return this.#orDropped(
      (async () => {
        const { backend, labels } = await this.#room.ready(name, matrices, config);
        await backend.compile(program);
        const { identity: engine } = backend;
        outbox.push({ type: "engine", runId, engine });
        const { logits, ...trained } = await trainEpochs({ ...run, backend, program, labels, features, now });
        this.#bench.ended({ ...program, weights: trained.weights, optimizer: null }, logits);
        return { runId, engine, config: live.config, ...trained };
      })(),
    );
  }

  async #engineFor(run: CurrentRun, matrices: Matrices): Promise<EngineName> {
    const { engine: choice, config } = run.request;
    const options = await this.engines();
    const available = options.flatMap(({ choice: each, engine }) => (each === "auto" || engine === null ? [] : [engine]));
    const [only, another] = available;
    if (choice === "auto" && another !== undefined) {
      const ranking = await this.#ranking(config, matrices, () => {
        announce(run, "calibrating");
      });
      return ranking.auto.engine.name;
    }
    const option = options.find((each) => each.choice === choice);
    const engine = choice === "auto" ? only : option?.engine;
    if (engine !== undefined && engine !== null) return engine.name;
    throw new TrainerError("engine-unavailable", option?.reason ?? `There is no engine called ${choice}.`);
  }

  /** @param onMeasure called when the engines have to be measured, which takes a second */
  async #ranking(config: RunConfig, matrices: Matrices, onMeasure?: () => void): Promise<EngineRanking> {
    refuse(config);
    const options = await this.engines();
    const key = calibrationKey(config, matrices, options);
    const known = this.#rankings.get(key);
    if (known !== undefined) return known;
    onMeasure?.();
    const isOver = (): boolean => this.#current?.control.stopped === true;
    const measured = await measureEngines({ ...this.#parts, isOver }, config, matrices, options);
    const fallback = options.find(({ choice }) => choice === "auto");
    const ranking = rankEngines(key, measured, fallback ?? { engine: null, reason: "" });
    if (ranking === null) throw new TrainerError("engine-unavailable", fallback?.reason ?? "No engine works here.");
    if (!isOver()) this.#rankings.set(key, ranking);
    return ranking;
  }

  /** A back end of its own, beside the one in use; "auto" is what it stands for before anything was measured. */
  async #openAside(choice: EngineChoice): Promise<Backend> {
    const options = await this.engines();
    const option = options.find((each) => each.choice === choice) ?? options.find(({ available }) => choice === "auto" && available);
    if (option?.engine === undefined || option.engine === null) {
      throw new TrainerError("engine-unavailable", option?.reason ?? `There is no engine called ${choice}.`);
    }
    return this.#parts.createBackend(option.engine.name);
  }

  #loaded(): Matrices {
    if (this.#matrices === null) throw new TrainerError("no-data", "There is no data to train on yet. Load it first.");
    return this.#matrices;
  }

  #whenIdle<T>(work: () => Promise<T>): Promise<T> {
    this.#refuseWhileBusy("Stop it first.");
    return this.#orDropped(work());
  }

  /** A lost engine is given up, so that the next run opens a new one. */
  async #orDropped<T>(work: Promise<T>): Promise<T> {
    try {
      return await work;
    } catch (reason) {
      if (reason instanceof EngineLostError) this.#room.drop();
      throw reason;
    }
  }

  /** The back end does one thing at a time: what is asked meanwhile waits. */
  #inTurn<T>(work: () => Promise<T>): Promise<T> {
    const turn = this.#last.then(work, work);
    this.#last = turn;
    return turn;
  }

  #refuseWhileBusy(wayOut: string): void {
    if (this.#current !== null) throw new TrainerError("busy", `A run is under way. ${wayOut}`);
  }

  #running(runId: number): CurrentRun | null {
    return this.#current?.request.runId === runId ? this.#current : null;
  }
}

function refuse(config: RunConfig): void {
  const refusal = refuseConfig(config);
  if (refusal !== null) throw new TrainerError("config-refused", refusal.message);
}

function programOf({ config, start }: RunRequest, features: number): Program {
  const blocks = toBlocks(config.model, features);
  switch (start.kind) {
    case "draw":
      return { blocks, weights: initialiseWeights(config.model.init, blocks, createRandom(config.seed, "initialisation")), optimizer: null };
    case "weights":
      return { blocks, weights: start.weights, optimizer: null };
    case "checkpoint": {
      const { weights, optimizer } = start.checkpoint;
      // The memory of another optimiser means nothing to this one.
      return { blocks, weights, optimizer: optimizer?.type === config.optimizer.type ? optimizer : null };
    }
  }
}

/** Tells of work before the first epoch, at once. */
function announce({ request, outbox }: CurrentRun, phase: RunPhase): void {
  outbox.push({ type: "progress", runId: request.runId, phase, epoch: 0, done: 0, secondsLeft: null, rowsPerSecond: null });
  outbox.flush();
}

function bytesOf(buffers: readonly { byteLength: number }[]): number {
  return buffers.reduce((sum, { byteLength }) => sum + byteLength, 0);
}
