import type { Weights } from "../../domain/weights";
import type { Backend, Program, Rows } from "../backend";

export interface FakeBackend extends Backend {
  /** What was asked of it, in order: `accumulate 4/10`, `update 0.1`, `discard`, … */
  readonly calls: readonly string[];
}

interface FakeOptions {
  readonly chunkRows?: number;
  /** What `takeLoss` answers. */
  readonly loss?: () => number;
  /** Called at each `accumulate`, before it is answered. */
  readonly onAccumulate?: () => void;
}

/** A back end that computes nothing and writes down what it was asked: logits are the row's number minus 2. */
export function fakeBackend({ chunkRows = 4, loss = () => 0.5, onAccumulate }: FakeOptions = {}): FakeBackend {
  const calls: string[] = [];
  let weights: Weights = [];
  const count = (rows: Rows): number => (rows.kind === "range" ? rows.count : rows.indices.length);
  const note = (call: string): Promise<void> => {
    calls.push(call);
    return Promise.resolve();
  };
  return {
    calls,
    identity: { name: "cpu", variant: "fake", pool: 1, renderer: null },
    chunkRows,
    load: () => note("load"),
    compile: (program: Program) => {
      weights = program.weights;
      return note("compile");
    },
    accumulate: (rows, batchRows) => {
      onAccumulate?.();
      return note(`accumulate ${count(rows)}/${batchRows}`);
    },
    update: ({ lr }) => note(`update ${lr}`),
    discard: () => note("discard"),
    takeLoss: () => Promise.resolve(loss()),
    logits: (_split, start, rows) => Promise.resolve(Float32Array.from({ length: rows }, (_, i) => start + i - 2)),
    logitsOf: (_x, rows) => Promise.resolve(new Float32Array(rows)),
    readWeights: () => Promise.resolve(weights),
    liveBuffers: () => 0,
    dispose: () => note("dispose"),
  };
}
