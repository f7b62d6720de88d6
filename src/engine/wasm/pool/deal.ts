import type { Rows } from "../../backend";

/** Rows are dealt to the members of a pool in blocks of this many, in turn. */
const BLOCK_BITS = 10;
export const BLOCK_ROWS = 1 << BLOCK_BITS;

/** Who of how many: block `b` belongs to the worker `b % workers`, and is its block `floor(b / workers)`. */
export interface Deal {
  readonly workers: number;
  readonly worker: number;
}

/** Neighbouring rows, by their numbers within the whole. */
export interface Span {
  readonly start: number;
  readonly count: number;
}

/** How many of the first `end` rows belong to a worker; so its share of a span is a span of its own rows. */
export function ownedBelow(end: number, { workers, worker }: Deal): number {
  const block = Math.floor(end / BLOCK_ROWS);
  const rounds = Math.floor(block / workers);
  const turn = block % workers;
  const ofThisRound = turn > worker ? BLOCK_ROWS : turn === worker ? end % BLOCK_ROWS : 0;
  return rounds * BLOCK_ROWS + ofThisRound;
}

/** A worker's share of a span, in numbers of its own rows. */
export function ownSpan({ start, count }: Span, deal: Deal): Span {
  const first = ownedBelow(start, deal);
  return { start: first, count: ownedBelow(start + count, deal) - first };
}

/** A worker's share of a span in numbers of the whole: a span a block, in order. */
export function* ownBlocks({ start, count }: Span, { workers, worker }: Deal): Generator<Span> {
  if (workers === 1) {
    yield { start, count };
    return;
  }
  const end = start + count;
  const round = workers * BLOCK_ROWS;
  for (let block = Math.floor(start / round) * round + worker * BLOCK_ROWS; block < end; block += round) {
    const from = Math.max(start, block);
    const to = Math.min(end, block + BLOCK_ROWS);
    if (to > from) yield { start: from, count: to - from };
  }
}

/** Puts what a worker computed for its share of a span where it belongs in the whole span. */
export function scatter(values: Float32Array, span: Span, deal: Deal, into: Float32Array): void {
  let at = 0;
  for (const { start, count } of ownBlocks(span, deal)) {
    into.set(values.subarray(at, at + count), start - span.start);
    at += count;
  }
}

/**
 * A worker's rows of a chunk, in order.
 * @param numbers of the worker's own rows, or of the whole, for a worker that holds all rows
 */
export function ownRows(rows: Rows, deal: Deal, numbers: "own" | "whole"): readonly Rows[] {
  if (rows.kind === "indices") return [{ kind: "indices", indices: ownIndices(rows.indices, deal, numbers === "own") }];
  const spans = numbers === "own" ? [ownSpan(rows, deal)] : Array.from(ownBlocks(rows, deal));
  return spans.map((span) => ({ kind: "range", ...span }));
}

/** How many rows of a chunk the busiest worker is spared when all share it; of scattered rows, as far as can be known. */
export function savedRows(rows: Rows, workers: number): number {
  if (rows.kind === "indices") return rows.indices.length * (1 - 1 / workers);
  const shares = Array.from({ length: workers }, (_, worker) => ownSpan(rows, { workers, worker }).count);
  return rows.count - Math.max(...shares);
}

/** Called with every shuffled batch, by every worker: it allocates once, and neither branches nor divides for a row. */
function ownIndices(indices: Uint32Array, { workers, worker }: Deal, renumber: boolean): Uint32Array<ArrayBuffer> {
  const own = new Uint32Array(indices.length);
  const inverse = 1 / workers;
  let count = 0;
  for (const row of indices) {
    const block = row >>> BLOCK_BITS;
    // With half a block more, rounding of the inverse never takes a quotient to the one below.
    const round = ((block + 0.5) * inverse) | 0;
    own[count] = renumber ? (round << BLOCK_BITS) | (row & (BLOCK_ROWS - 1)) : row;
    count += block - round * workers === worker ? 1 : 0;
  }
  return own.subarray(0, count);
}
