import type { OptimizerMemory } from "../../domain/checkpoint";
import type { EngineIdentity } from "../../domain/engine-identity";
import type { Weights } from "../../domain/weights";
import type { Backend, Part, PerPart, Program, Rows, StepSettings, UpdateSettings } from "../backend";
import type { PreparedSplit } from "../../domain/prepared";

export interface FakeBackend extends Backend {
  /** What was asked of it, in order: `accumulate 4/10`, `update 0.1`, `discard`, … */
  readonly calls: readonly string[];
  /** The settings of every `accumulate` and `update`, in order. */
  readonly steps: readonly StepSettings[];
  readonly updates: readonly UpdateSettings[];
  /** What was loaded last. */
  readonly parts: PerPart<PreparedSplit> | null;
}

interface FakeOptions {
  readonly identity?: Partial<EngineIdentity>;
  readonly chunkRows?: number;
  /** Loss of a step's rows, by the updates before it. */
  readonly loss?: (updates: number) => number;
  readonly logit?: (row: number, updates: number, part: Part) => number;
  /** Called at each `accumulate`, with its rows, before it is answered; what it throws is thrown. */
  readonly onAccumulate?: (rows: number) => void;
  /** Called at each `dispose`; waited for. */
  readonly onDispose?: () => Promise<void>;
}

/** The fake's arithmetic: one number stands for the gradient of everything, one for the momentum. */
interface State {
  weights: Weights;
  momentum: number;
  updates: number;
  gradient: number;
  /** Of all rows since the loss was last taken, and those of the step in hand. */
  loss: { sum: number; rows: number };
  stepLoss: { sum: number; rows: number };
}

/**
 * A back end that writes down what it was asked. Its weights follow from the rows and settings of every step, in order,
 * as a real one's do; logits are the row's number minus 2.
 */
export function fakeBackend(options: FakeOptions = {}): FakeBackend {
  const { chunkRows = 4, loss = () => 0.5, logit = (row: number) => row - 2, onAccumulate, onDispose } = options;
  const calls: string[] = [];
  const steps: StepSettings[] = [];
  const updates: UpdateSettings[] = [];
  let parts: PerPart<PreparedSplit> | null = null;
  let type: OptimizerMemory["type"] | null = null;
  const state: State = {
    weights: [],
    momentum: 0,
    updates: 0,
    gradient: 0,
    loss: { sum: 0, rows: 0 },
    stepLoss: { sum: 0, rows: 0 },
  };
  const note = (call: string): Promise<void> => {
    calls.push(call);
    return Promise.resolve();
  };
  return {
    calls,
    steps,
    updates,
    get parts() {
      return parts;
    },
    identity: { name: "cpu", variant: "fake", pool: 1, renderer: null, ...options.identity },
    chunkRows,
    load: (loaded) => {
      parts = loaded;
      return note("load");
    },
    compile: ({ weights, optimizer }: Program) => {
      state.weights = weights;
      state.momentum = optimizer?.slots[0]?.[0]?.bias[0] ?? 0;
      state.updates = optimizer?.steps ?? 0;
      type = optimizer?.type ?? null;
      state.gradient = 0;
      state.loss = { sum: 0, rows: 0 };
      state.stepLoss = { sum: 0, rows: 0 };
      return note("compile");
    },
    accumulate: async (rows, step) => {
      const numbers = numbersOf(rows);
      onAccumulate?.(numbers.length);
      steps.push(step);
      state.gradient += numbers.reduce((sum, row) => sum + pull(row, step), 0) / step.batchRows;
      state.stepLoss.sum += loss(state.updates) * numbers.length;
      state.stepLoss.rows += numbers.length;
      await note(`accumulate ${numbers.length}/${step.batchRows}`);
    },
    update: (settings) => {
      updates.push(settings);
      const { lr, weightDecay } = settings.optimizer;
      type = settings.optimizer.type;
      state.momentum = Math.fround(0.9 * state.momentum + state.gradient);
      const moved = (values: Float32Array<ArrayBuffer>): Float32Array<ArrayBuffer> =>
        values.map((value) => value - lr * (state.momentum + weightDecay * value));
      state.weights = state.weights.map(({ weight, bias }) => ({ weight: moved(weight), bias: moved(bias) }));
      state.updates++;
      state.gradient = 0;
      commitLoss(state);
      return note(`update ${lr}`);
    },
    discard: () => {
      state.gradient = 0;
      state.stepLoss = { sum: 0, rows: 0 };
      return note("discard");
    },
    takeLoss: () => {
      commitLoss(state);
      const { sum, rows } = state.loss;
      state.loss = { sum: 0, rows: 0 };
      return Promise.resolve(sum / rows);
    },
    logits: (part, start, rows) =>
      Promise.resolve(Float32Array.from({ length: rows }, (_, i) => logit(start + i, state.updates, part))),
    logitsOf: (_x, rows) => Promise.resolve(new Float32Array(rows)),
    readWeights: () => Promise.resolve(state.weights),
    readOptimizer: () => {
      const slot = [{ weight: new Float32Array(), bias: Float32Array.of(state.momentum) }];
      return Promise.resolve(type === null ? null : { type, steps: state.updates, slots: [slot] });
    },
    liveBuffers: () => (parts === null ? 0 : 3),
    bufferBytes: () => (parts === null ? 0 : 1000),
    workers: () => 2,
    dispose: async () => {
      parts = null;
      await note("dispose");
      await onDispose?.();
    },
  };
}

function commitLoss(state: State): void {
  state.loss.sum += state.stepLoss.sum;
  state.loss.rows += state.stepLoss.rows;
  state.stepLoss = { sum: 0, rows: 0 };
}

/** What a row adds to the gradient: another number for every row, loss and dropout mask. */
function pull(row: number, { loss, dropout }: StepSettings): number {
  const weight = loss.type === "bce" ? loss.positiveWeight : 1;
  const masks = (dropout ?? []).reduce((sum, mask) => sum + (mask === null ? 0 : mask.p + mask.key / 2 ** 32), 0);
  return weight * Math.sin(row + 1) + masks;
}

function numbersOf(rows: Rows): number[] {
  return rows.kind === "range" ? Array.from({ length: rows.count }, (_, i) => rows.start + i) : [...rows.indices];
}
