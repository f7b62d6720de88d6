import type { Block } from "../../domain/model-spec";
import type { PreparedSplit } from "../../domain/prepared";
import type { Weights } from "../../domain/weights";
import {
  PARTS,
  type Backend,
  type Part,
  type PerPart,
  type Rows,
  type StepSettings,
  type UpdateSettings,
} from "../backend";
import { Reference } from "./reference";
import { flatWeights } from "./run-training-case";

interface FormulaStep extends Omit<StepSettings, "batchRows"> {
  /** The batch, by the rows' numbers in train. */
  readonly rows: Uint32Array;
  /** With the learning rate that the domain's schedule gives. */
  readonly update: UpdateSettings;
  /** The learning rate by the case's own formula, for the reference. */
  readonly lr: number;
}

/** A few steps of training, for an engine and for the reference. */
export interface FormulaCase {
  readonly blocks: readonly Block[];
  readonly weights: Weights;
  readonly parts: PerPart<PreparedSplit>;
  readonly steps: readonly FormulaStep[];
}

/** What came of it. Tensors are vectors in the order of `parameters()`. */
export interface FormulaOutcome {
  readonly losses: readonly number[];
  readonly weights: ArrayLike<number>;
  /** What the optimiser remembers at the end. */
  readonly slots: readonly ArrayLike<number>[];
  readonly logits: PerPart<readonly number[]>;
}

/** The rows in pieces that a back end takes. */
export function inChunks(rows: Uint32Array, chunkRows: number): Rows[] {
  const chunks: Rows[] = [];
  for (let start = 0; start < rows.length; start += chunkRows) {
    chunks.push({ kind: "indices", indices: rows.slice(start, start + chunkRows) });
  }
  return chunks;
}

export async function runOnEngine(backend: Backend, entry: FormulaCase): Promise<FormulaOutcome> {
  const { blocks, weights, parts, steps } = entry;
  await backend.load(parts, blocks[0]?.in ?? 0);
  await backend.compile({ blocks, weights, optimizer: null });
  const losses: number[] = [];
  for (const { rows, update, loss, dropout } of steps) {
    const settings = { batchRows: rows.length, loss, dropout };
    for (const chunk of inChunks(rows, backend.chunkRows)) await backend.accumulate(chunk, settings);
    await backend.update(update);
    losses.push(await backend.takeLoss());
  }
  const logits: Record<Part, number[]> = { train: [], validation: [], test: [], holdout: [] };
  for (const part of PARTS) {
    for (let start = 0; start < parts[part].rows; start += backend.chunkRows) {
      const count = Math.min(backend.chunkRows, parts[part].rows - start);
      logits[part].push(...(await backend.logits(part, start, count)));
    }
  }
  const memory = await backend.readOptimizer();
  return {
    losses,
    weights: flatWeights(await backend.readWeights()),
    slots: (memory?.slots ?? []).map(flatWeights),
    logits,
  };
}

export function runOnReference({ blocks, weights, parts, steps }: FormulaCase): FormulaOutcome {
  const net = new Reference(blocks, weights);
  const losses = steps.map(({ rows, update, loss, dropout, lr }) => {
    net.accumulate(parts.train, rows, { batchRows: rows.length, loss, dropout });
    net.update({ ...update, optimizer: { ...update.optimizer, lr } });
    return net.takeLoss();
  });
  const logits = (part: Part): number[] => net.logits(parts[part].x, parts[part].rows);
  return {
    losses,
    weights: net.parameters,
    slots: net.memory.slots,
    logits: {
      train: logits("train"),
      validation: logits("validation"),
      test: logits("test"),
      holdout: logits("holdout"),
    },
  };
}

/**
 * How far an outcome is from the expected one, by what it is: the largest difference as a share of the largest value
 * of the same block, so that the small gradients of a deep net's first layers count as much as the others.
 */
export function distances(
  blocks: readonly Block[],
  actual: FormulaOutcome,
  expected: FormulaOutcome,
): Map<string, number> {
  const found = new Map<string, number>([["losses", distance(actual.losses, expected.losses)]]);
  for (const part of PARTS) found.set(`logits of ${part}`, distance(actual.logits[part], expected.logits[part]));
  const vectors = [
    ["weights", actual.weights, expected.weights] as const,
    ...expected.slots.map((slot, i) => [`optimiser's memory ${i}`, actual.slots[i] ?? [], slot] as const),
  ];
  found.set("slots", actual.slots.length === expected.slots.length ? 0 : NaN);
  for (const [what, got, wanted] of vectors) {
    let start = 0;
    for (const { index, in: inputs, out } of blocks) {
      const end = start + (inputs + 1) * out;
      found.set(`${what}: block ${index}`, distance(got, wanted, start, end));
      start = end;
    }
  }
  return found;
}

/** Of the values from `start` to before `end`. */
function distance(actual: ArrayLike<number>, expected: ArrayLike<number>, start = 0, end = expected.length): number {
  if (actual.length !== expected.length) return NaN;
  let largest = Number.MIN_VALUE;
  let most = 0;
  for (let i = start; i < end; i++) {
    const value = expected[i] ?? NaN;
    largest = Math.max(largest, Math.abs(value));
    most = Math.max(most, Math.abs((actual[i] ?? NaN) - value));
  }
  return most / largest;
}
