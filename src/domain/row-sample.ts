import { createRandom } from "./random";

/**
 * Draws `limit` different rows of `rows`, every choice being equally likely, in ascending order (Knuth's selection
 * sampling); null where there are no more than that: then all are meant.
 * @param stream sets this use of the seed apart from others
 */
export function sampleRows(rows: number, limit: number, seed: number, stream: string): Uint32Array<ArrayBuffer> | null {
  if (rows <= limit) return null;
  const random = createRandom(seed, stream);
  const drawn = new Uint32Array(limit);
  let taken = 0;
  for (let row = 0; taken < limit; row++) {
    if (random.uniform() * (rows - row) < limit - taken) drawn[taken++] = row;
  }
  return drawn;
}

/** The labels of some rows; null stands for all, which are then not copied. */
export function labelsOf(y: Uint8Array, chosen: Uint32Array | null): Uint8Array {
  return chosen === null ? y : Uint8Array.from(chosen, (row) => y[row] ?? 0);
}
