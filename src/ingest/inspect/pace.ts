import type { Stepwise } from "../../domain/inspect/stepwise";
import { yieldToMessages } from "../byte-source";

/** Who waits for a long look at the data. */
export interface Watcher {
  readonly signal: AbortSignal;
  /** How much is done, of `total` parts. */
  emit(portion: { readonly done: number; readonly total: number }): void;
}

/** Others have their turn so often, and progress is told so often, in milliseconds. */
const TURN_MS = 25;
const PROGRESS_MS = 100;
const PARTS = 1000;

/**
 * Does stepwise work, letting messages through between steps.
 * @throws the signal's reason, an `AbortError`, when cancelled
 */
export async function atPace<Result>(
  work: Stepwise<Result>,
  { signal, emit }: Watcher,
  now: () => number = () => performance.now(),
): Promise<Result> {
  signal.throwIfAborted();
  let turnAt = now();
  let toldAt = turnAt;
  for (;;) {
    const step = work.next();
    if (step.done === true) return step.value;
    const time = now();
    if (time - turnAt < TURN_MS) continue;
    if (time - toldAt >= PROGRESS_MS) {
      toldAt = time;
      emit({ done: Math.round(PARTS * step.value), total: PARTS });
    }
    await yieldToMessages();
    signal.throwIfAborted();
    turnAt = now();
  }
}
