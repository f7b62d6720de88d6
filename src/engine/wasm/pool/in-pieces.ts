import type { Rows, StepSettings } from "../../backend";
import type { FusedKernel, ResidentRows } from "../fused-kernel";
import type { Span } from "./deal";

/** A kernel keeps room for the rows of one call. A chunk may be larger, and is then taken in pieces. */
export const KERNEL_ROWS = 4096;

function* piecesOf({ start, count }: Span, most: number): Generator<Span> {
  for (let at = 0; at < count; at += most) yield { start: start + at, count: Math.min(most, count - at) };
}

/** Adds the rows' gradients to the kernel's sums; returns the sum of their losses. */
export function accumulateRows(
  kernel: FusedKernel,
  data: ResidentRows,
  runs: readonly Rows[],
  step: StepSettings,
): number {
  let loss = 0;
  for (const rows of runs) {
    for (const piece of piecesOfRows(rows, kernel.chunkRows)) loss += kernel.accumulate(data, piece, step);
  }
  return loss;
}

function* piecesOfRows(rows: Rows, most: number): Generator<Rows> {
  if (rows.kind === "range") {
    for (const span of piecesOf(rows, most)) yield { kind: "range", ...span };
    return;
  }
  for (const { start, count } of piecesOf({ start: 0, count: rows.indices.length }, most)) {
    yield { kind: "indices", indices: rows.indices.subarray(start, start + count) };
  }
}

/** Writes the logits of resident rows to `into` from `at` on. */
export function writeLogits(
  kernel: FusedKernel,
  data: ResidentRows,
  span: Span,
  into: Float32Array<ArrayBuffer>,
  at: number,
): void {
  for (const { start, count } of piecesOf(span, kernel.chunkRows)) {
    into.set(kernel.logits(data, start, count), at + start - span.start);
  }
}

/** Logits of rows that are not resident: `x` is `[rows, features]`. */
export function logitsOfGuests(kernel: FusedKernel, x: Float32Array, rows: number): Float32Array<ArrayBuffer> {
  const logits = new Float32Array(rows);
  const features = rows === 0 ? 0 : x.length / rows;
  for (const { start, count } of piecesOf({ start: 0, count: rows }, kernel.chunkRows)) {
    logits.set(kernel.logitsOf(x.subarray(start * features, (start + count) * features), count), start);
  }
  return logits;
}
