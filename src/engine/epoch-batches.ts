import { createRandom } from "../domain/random";
import type { RunConfig } from "../domain/run-config";
import type { Rows } from "./backend";

export interface Batch {
  readonly rows: number;
  /** The batch in pieces that a back end takes one at a time. */
  readonly chunks: readonly Rows[];
}

/**
 * The batches of one epoch, in order; the last may be smaller. A shuffled epoch has a permutation of its own, drawn
 * from the seed and the epoch's number, so that any epoch can be run again by itself. A full batch is not shuffled:
 * the order of a sum's terms means nothing but rounding.
 * @param epoch from 1
 */
export function* epochBatches(
  config: Pick<RunConfig, "batchSize" | "shuffle" | "seed">,
  rows: number,
  epoch: number,
  chunkRows: number,
): Generator<Batch> {
  const size = config.batchSize === "full" ? rows : Math.min(config.batchSize, rows);
  const order =
    config.shuffle && size < rows ? createRandom(config.seed, `shuffle ${epoch}`).permutation(rows) : null;
  for (let start = 0; start < rows; start += size) {
    const end = Math.min(rows, start + size);
    const chunks: Rows[] = [];
    for (let from = start; from < end; from += chunkRows) {
      const to = Math.min(end, from + chunkRows);
      chunks.push(
        order === null
          ? { kind: "range", start: from, count: to - from }
          : { kind: "indices", indices: order.subarray(from, to) },
      );
    }
    yield { rows: end - start, chunks };
  }
}
