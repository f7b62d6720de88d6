import type { PreparedSplit } from "../../domain/prepared";
import { PARTS, type Part, type PerPart, type Rows } from "../backend";
import type { Arithmetic, Chunk } from "./arithmetic";

/**
 * The padded size for `rows` rows: at most an eighth more, in steps of 8, so that sizes near one another share
 * their compiled shaders.
 */
export function paddedRows(rows: number, most: number): number {
  const step = Math.max(8, 2 ** Math.floor(Math.log2(Math.max(1, rows)) - 3));
  return Math.min(most, Math.ceil(rows / step) * step);
}

/** All parts on the device, in chunks of one size. */
export class ResidentParts {
  readonly chunkRows: number;
  readonly parts: PerPart<ResidentRows>;

  constructor(source: PerPart<PreparedSplit>, features: number, arithmetic: Arithmetic, chunkRows: number) {
    const resident = (part: Part): ResidentRows => new ResidentRows(source[part], features, arithmetic, chunkRows);
    this.chunkRows = chunkRows;
    this.parts = {
      train: resident("train"),
      validation: resident("validation"),
      test: resident("test"),
      holdout: resident("holdout"),
    };
  }

  dispose(): void {
    for (const part of PARTS) this.parts[part].dispose();
  }
}

/** One part on the device, in chunks of one shape; the last is padded. */
class ResidentRows {
  readonly #split: PreparedSplit;
  readonly #features: number;
  readonly #arithmetic: Arithmetic;
  readonly #chunkRows: number;
  readonly #chunks: Chunk[];

  constructor(split: PreparedSplit, features: number, arithmetic: Arithmetic, chunkRows: number) {
    this.#split = split;
    this.#features = features;
    this.#arithmetic = arithmetic;
    this.#chunkRows = chunkRows;
    this.#chunks = [];
    const padded = split.rows < chunkRows ? paddedRows(split.rows, chunkRows) : chunkRows;
    for (let start = 0; start < split.rows; start += chunkRows) {
      this.#chunks.push(this.#copy({ kind: "range", start, count: Math.min(chunkRows, split.rows - start) }, padded));
    }
  }

  /** The resident chunk that these rows make up, or null when they have to be copied. */
  resident(rows: Rows): Chunk | null {
    if (rows.kind !== "range" || rows.start % this.#chunkRows !== 0) return null;
    const chunk = this.#chunks[rows.start / this.#chunkRows];
    return chunk?.rows === rows.count ? chunk : null;
  }

  /** A copy of these rows in their order; the caller disposes its tensors. */
  copy(rows: Rows, padded: number): Chunk {
    return this.#copy(rows, padded);
  }

  dispose(): void {
    this.#chunks.forEach(disposeChunk);
    this.#chunks.length = 0;
  }

  /** tfjs may read an array later than it is given, so each copy has an array of its own. */
  #copy(rows: Rows, padded: number): Chunk {
    const { x, y } = this.#split;
    const features = this.#features;
    const count = rows.kind === "range" ? rows.count : rows.indices.length;
    const inputs = new Float32Array(padded * features);
    const labels = new Float32Array(padded);
    if (rows.kind === "range") {
      inputs.set(x.subarray(rows.start * features, (rows.start + count) * features));
      labels.set(y.subarray(rows.start, rows.start + count));
    } else {
      for (let i = 0, to = 0; i < count; i++) {
        const row = rows.indices[i] ?? 0;
        labels[i] = y[row] ?? 0;
        for (let from = row * features; from < (row + 1) * features; from++) inputs[to++] = x[from] ?? 0;
      }
    }
    return {
      x: this.#arithmetic.makeTensor(inputs, [padded, features]),
      y: this.#arithmetic.makeTensor(labels, [padded, 1]),
      rows: count,
      numbers: rows,
    };
  }
}

export function disposeChunk(chunk: Chunk): void {
  chunk.x.dispose();
  chunk.y.dispose();
}

