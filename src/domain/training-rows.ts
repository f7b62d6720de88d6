import type { PreparedSplit } from "./prepared";
import { createRandom, type Random } from "./random";
import type { RunConfig } from "./run-config";

class TrainingRowsError extends Error {
  override name = "TrainingRowsError";
  readonly code = "no-rows";
}

/** The rows that a run trains on, and those of train that it sets aside. */
export interface TrainingRows {
  readonly train: PreparedSplit;
  /** Without rows where none are set aside. */
  readonly holdout: PreparedSplit;
}

type Selection = Pick<RunConfig, "holdout" | "subset" | "seed">;

type RowNumbers = Uint32Array<ArrayBuffer>;

const NO_ROWS: PreparedSplit = { rows: 0, x: new Float32Array(), y: new Uint8Array(), positives: 0 };

/**
 * Sets the hold-out rows aside, takes the subset from the rest, and flips labels of it; all drawn from the seed. Rows
 * keep their order. What nothing is done to is handed on as it is, not copied.
 * @param features columns of the matrix
 * @throws TrainingRowsError when nothing is left to train on
 */
export function selectTrainingRows(train: PreparedSplit, features: number, config: Selection): TrainingRows {
  const { rest, holdout } = setAside(train.rows, config);
  const chosen = chosenOf(train.rows, rest, config);
  const selected = chosen === null ? train : rowsOf(train, features, chosen);
  if (selected.rows === 0) {
    throw new TrainingRowsError("No rows of train are left to train on. Set a smaller share aside, or load more rows.");
  }
  return {
    train: withNoise(selected, config),
    holdout: holdout === null ? NO_ROWS : rowsOf(train, features, holdout),
  };
}

/** The rows of train, by their numbers in ascending order, that are left to train on; null for all of them. */
export function trainingRowNumbers(rows: number, config: Selection): Uint32Array<ArrayBuffer> | null {
  return chosenOf(rows, setAside(rows, config).rest, config);
}

/** How many rows are left to train on. */
export function trainingRowCount(rows: number, { holdout, subset }: Selection): number {
  return Math.min(rows - holdoutCount(rows, holdout), subset?.rows ?? Infinity);
}

/** What decides which rows and labels these are, as text: the same text, the same rows. */
export function selectionKey({ holdout, subset, seed }: Selection): string {
  return holdout === 0 && subset === undefined ? "" : JSON.stringify([holdout, subset?.rows, subset?.labelNoise, seed]);
}

/** A share above 0 is at least one row. */
function holdoutCount(rows: number, share: number): number {
  return share === 0 || rows === 0 ? 0 : Math.max(1, Math.round(share * rows));
}

/** Both null where nothing is set aside. */
function setAside(rows: number, { holdout, seed }: Selection): { rest: RowNumbers | null; holdout: RowNumbers | null } {
  const count = holdoutCount(rows, holdout);
  if (count === 0) return { rest: null, holdout: null };
  const [aside, rest] = parted(range(rows), count, createRandom(seed, "holdout"));
  return { rest, holdout: aside };
}

function chosenOf(rows: number, rest: RowNumbers | null, config: Selection): RowNumbers | null {
  return subsetOf(rest ?? range(rows), config) ?? rest;
}

/** Null for all of them. */
function subsetOf(rows: RowNumbers, { subset, seed }: Selection): RowNumbers | null {
  if (subset === undefined || subset.rows >= rows.length) return null;
  return parted(rows, subset.rows, createRandom(seed, "subset"))[0];
}

/** Draws `count` of the rows, every choice being equally likely, and keeps the order (Knuth's selection sampling). */
function parted(rows: RowNumbers, count: number, random: Random): [drawn: RowNumbers, others: RowNumbers] {
  const drawn = new Uint32Array(count);
  const others = new Uint32Array(rows.length - count);
  let taken = 0;
  rows.forEach((row, i) => {
    if (random.integer(rows.length - i) < count - taken) drawn[taken++] = row;
    else others[i - taken] = row;
  });
  return [drawn, others];
}

function rowsOf({ x, y }: PreparedSplit, features: number, rows: Uint32Array): PreparedSplit {
  const chosen = { x: new Float32Array(rows.length * features), y: new Uint8Array(rows.length) };
  rows.forEach((row, i) => {
    chosen.x.set(x.subarray(row * features, (row + 1) * features), i * features);
    chosen.y[i] = y[row] ?? 0;
  });
  return { rows: rows.length, ...chosen, positives: sum(chosen.y) };
}

/** Every label is flipped with the same probability, whatever the others. The features are shared, not copied. */
function withNoise(split: PreparedSplit, { subset, seed }: Selection): PreparedSplit {
  const noise = subset?.labelNoise ?? 0;
  if (noise === 0) return split;
  const random = createRandom(seed, "label-noise");
  const y = split.y.map((label) => (random.uniform() < noise ? 1 - label : label));
  return { ...split, y, positives: sum(y) };
}

function range(count: number): RowNumbers {
  return Uint32Array.from({ length: count }, (_, row) => row);
}

function sum(labels: Uint8Array): number {
  return labels.reduce((total, label) => total + label, 0);
}
