import { asPart, type Stepwise } from "../inspect/stepwise";
import { evaluationSteps, type Evaluation } from "../metrics/evaluation";
import { countsOfLogits } from "../metrics/logit-counts";
import { CORRECTED_THRESHOLD } from "./prior-correction";

/** Logits with a constant added, rounded to float32 as a net with that much more bias would give them. */
function shiftedLogits(logits: Float32Array, offset: number): Float32Array<ArrayBuffer> {
  return Float32Array.from(logits, (logit) => logit + offset);
}

/**
 * The metrics of a split before and after a correction of its logits.
 * @param logits `[rows]`, at least one, none of them NaN
 * @param threshold of the scores before
 */
export function* correctedFigures(logits: Float32Array, y: Uint8Array, offset: number, threshold: number): Stepwise<{ before: Evaluation; after: Evaluation }> {
  const before = yield* asPart(evaluated(logits, y, threshold), 0, 0.5);
  const after = yield* asPart(evaluated(shiftedLogits(logits, offset), y, CORRECTED_THRESHOLD), 0.5, 1);
  return { before, after };
}

function* evaluated(logits: Float32Array, y: Uint8Array, threshold: number): Stepwise<Evaluation> {
  const counts = yield* asPart(countsOfLogits(logits, y), 0, 0.8);
  return yield* asPart(evaluationSteps(counts, threshold), 0.8, 1);
}
