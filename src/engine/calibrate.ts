import type { EngineIdentity, EngineName, EngineOption } from "../domain/engine-identity";
import { initialiseWeights } from "../domain/initialisation";
import { isAlwaysZero } from "../domain/loss";
import { toBlocks } from "../domain/model-spec";
import type { PreparedSplit } from "../domain/prepared";
import { createRandom } from "../domain/random";
import type { RunConfig } from "../domain/run-config";
import { trainingRowCount } from "../domain/training-rows";
import type { Matrices } from "../domain/trainer";
import type { Backend, Program } from "./backend";
import { epochBatches } from "./epoch-batches";
import { Portion } from "./portion";
import { isRealGpu, type MeasuredEngine } from "./rank-engines";
import { StepPlan } from "./step-plan";
import { yieldToMessages } from "./yielding";

/** Milliseconds for all engines together; none is started so late that nothing could be heard of it by then. */
const ALL_MS = 1400;
const LATEST_START_MS = 800;
/** How long one engine is measured, and what it may take with its warm-up, loading apart. */
const MEASURED_MS = 200;
const ENGINE_MS = 300;
/** Rows of the sample: enough for many batches, and for a batch that says something of large ones. */
const SAMPLE_ROWS = 16_384;
const LARGE_SAMPLE_ROWS = 65_536;

export interface CalibrationParts {
  createBackend(name: EngineName): Promise<Backend>;
  /** Milliseconds from any fixed moment. */
  now(): number;
  /** Whether to end early, with what is known by then. */
  isOver(): boolean;
}

/** What the engines are measured on: a net, and batches as the run would make them from some of its rows. */
interface Sample {
  readonly train: PreparedSplit;
  readonly features: number;
  readonly config: RunConfig;
  readonly program: Program;
}

/** Tells one net, batch size and choice of engines from another. */
export function calibrationKey(config: RunConfig, { splits, features }: Matrices, options: readonly EngineOption[]): string {
  const net = toBlocks(config.model, features).map(({ out, activation, dropout }) => [out, activation?.type, dropout > 0]);
  const engines = enginesOf(options).map(({ name, variant, pool, renderer }) => [name, variant, pool, renderer]);
  return JSON.stringify([features, net, batchRowsOf(config, splits.train.rows), engines]);
}

/**
 * Measures every engine that this machine offers on some of the loaded rows: forward, backward and update, after a
 * warm-up. Those that there is no time for have no rate.
 */
export async function measureEngines(
  parts: CalibrationParts,
  config: RunConfig,
  matrices: Matrices,
  options: readonly EngineOption[],
): Promise<MeasuredEngine[]> {
  const { now, isOver } = parts;
  const started = now();
  const sample = sampleOf(config, matrices);
  const measured: MeasuredEngine[] = [];
  for (const engine of enginesOf(options)) {
    const unmeasured = { engine, rowsPerSecond: null, failed: false };
    const isLate = isOver() || now() - started > LATEST_START_MS;
    const deadline = started + ALL_MS;
    measured.push(isLate ? unmeasured : await inTime(measureOne(parts, engine, sample, deadline), deadline - now(), unmeasured));
  }
  return measured;
}

/** Work that takes longer is left alone: it ends by itself, and nobody waits for it. */
async function inTime<T>(work: Promise<T>, ms: number, otherwise: T): Promise<T> {
  let timer: ReturnType<typeof setTimeout> | undefined;
  const tooLate = new Promise<T>((resolve) => {
    timer = setTimeout(() => {
      resolve(otherwise);
    }, ms);
  });
  return Promise.race([work, tooLate]).finally(() => {
    clearTimeout(timer);
  });
}

/** The likely fastest first: what comes last may find no time left. Software WebGL spends most of it on its shaders. */
function enginesOf(options: readonly EngineOption[]): EngineIdentity[] {
  const order = (engine: EngineIdentity): number => {
    if (engine.name === "wasm") return 0;
    if (engine.name === "cpu") return 2;
    return isRealGpu(engine) ? 1 : 3;
  };
  return options
    .flatMap(({ choice, engine }) => (choice === "auto" || engine === null ? [] : [engine]))
    .sort((a, b) => order(a) - order(b));
}

function batchRowsOf({ batchSize, ...selection }: RunConfig, trainRows: number): number {
  const rows = trainingRowCount(trainRows, selection);
  return Math.min(batchSize === "full" ? rows : batchSize, rows, LARGE_SAMPLE_ROWS);
}

function sampleOf(config: RunConfig, { splits, features }: Matrices): Sample {
  const batchSize = batchRowsOf(config, splits.train.rows);
  const rows = Math.min(splits.train.rows, Math.max(SAMPLE_ROWS, batchSize));
  const y = splits.train.y.subarray(0, rows);
  const positives = y.reduce((sum, label) => sum + label, 0);
  const blocks = toBlocks(config.model, features);
  return {
    train: { rows, x: splits.train.x.subarray(0, rows * features), y, positives },
    features,
    // A loss that is 0 whatever the net answers needs no arithmetic, and so measures nothing.
    config: { ...config, batchSize, ...(isAlwaysZero(config.loss) ? { loss: { type: "bce" } } : {}) },
    program: { blocks, weights: initialiseWeights(config.model.init, blocks, createRandom(config.seed)), optimizer: null },
  };
}

/** @param deadline when all engines have to be done */
async function measureOne(
  parts: CalibrationParts,
  engine: EngineIdentity,
  sample: Sample,
  deadline: number,
): Promise<MeasuredEngine> {
  let backend: Backend | null = null;
  try {
    backend = await parts.createBackend(engine.name);
    return { engine: backend.identity, rowsPerSecond: await rateOf(parts, backend, sample, deadline), failed: false };
  } catch {
    return { engine, rowsPerSecond: null, failed: true };
  } finally {
    await backend?.dispose().catch(() => undefined);
  }
}

/** Rows a second; null when there was no time for it. */
async function rateOf(parts: CalibrationParts, backend: Backend, sample: Sample, deadline: number): Promise<number | null> {
  const none: PreparedSplit = { rows: 0, x: new Float32Array(), y: new Uint8Array(), positives: 0 };
  await backend.load({ train: sample.train, validation: none, test: none, holdout: none }, sample.features);
  await backend.compile(sample.program);
  const { now, isOver } = parts;
  // The first portion compiles; what follows it within the first step counts only where there is no time for more.
  const spent = { first: { rows: 0, ms: 0 }, early: { rows: 0, ms: 0 }, warm: { rows: 0, ms: 0 } };
  let limit = deadline;
  for await (const { rows, ms, updates } of portions(backend, sample, now)) {
    const kind = spent.first.rows === 0 ? "first" : updates === 0 ? "early" : "warm";
    spent[kind].rows += rows;
    spent[kind].ms += ms;
    if (kind === "first") limit = Math.min(deadline, now() + ENGINE_MS);
    await yieldToMessages();
    if (spent.warm.ms >= MEASURED_MS || now() >= limit || isOver()) break;
  }
  const counted = spent.warm.rows > 0 ? spent.warm : spent.early;
  return counted.ms > 0 ? (counted.rows / counted.ms) * 1000 : null;
}

/** Trains without end; tells of every portion, when the device has answered. */
async function* portions(
  backend: Backend,
  { train, features, config }: Sample,
  now: () => number,
): AsyncGenerator<{ rows: number; ms: number; updates: number }> {
  const plan = new StepPlan(train, features);
  const portion = new Portion(now());
  for (let step = 0, epoch = 1; ; epoch++) {
    for (const batch of epochBatches(config, train.rows, epoch, backend.chunkRows)) {
      const time = { epoch: epoch - 1, step, epochs: Infinity, steps: Infinity };
      const settings = plan.step(config, time, batch.rows);
      for (const chunk of batch.chunks) {
        await backend.accumulate(chunk, settings);
        portion.add(chunk.kind === "range" ? chunk.count : chunk.indices.length);
        if (!portion.isFull) continue;
        await backend.takeLoss();
        yield { ...portion.end(now()), updates: step };
        portion.begin(now());
      }
      await backend.update({ optimizer: config.optimizer, clipNorm: config.clipNorm ?? null });
      step++;
    }
  }
}
