/** Rows `[rows, columns]`, row-major. Engines take float32; float64 is for checks. */
export type Matrix = Float32Array<ArrayBuffer> | Float64Array<ArrayBuffer>;

/** One logit a row. */
export type Logits = Float32Array | Float64Array;

/**
 * Logits of rows `[rows, columns]`, one a row; more than that are passed over. It neither changes nor keeps `x`, which its
 * caller fills again and again; nor does the caller keep what it returns. Whether others get their turn between two calls
 * is for the scorer to see to.
 */
export type Scorer<X extends Matrix> = (x: X, rows: number) => Promise<Logits>;

/** What long work asks of its surroundings; an AbortSignal will do as `signal`. */
export interface Surroundings {
  readonly signal?: { throwIfAborted(): void };
  /** Told the share that is done, from 0 to 1. */
  readonly onProgress?: (done: number) => void;
}

/** Rows of a matrix, in a copy that may be changed; null for all of them. */
export function copyRows<X extends Matrix>(x: X, columns: number, chosen: Uint32Array | null): X {
  // slice() gives an array of the same kind, which its type does not say.
  if (chosen === null) return x.slice() as X;
  const copy = x.slice(0, chosen.length * columns) as X;
  chosen.forEach((row, at) => {
    copy.set(x.subarray(row * columns, (row + 1) * columns), at * columns);
  });
  return copy;
}
