/**
 * Long work in short steps. It yields the share of it that is done, from 0 to 1, wherever it may be paused or given up.
 */
export type Stepwise<Result> = Generator<number, Result, void>;

/** Does all of it in one go. */
export function inOneGo<Result>(work: Stepwise<Result>): Result {
  for (;;) {
    const step = work.next();
    if (step.done === true) return step.value;
  }
}

/** Work that is the part of a longer one, from the share `from` of it to the share `to`. */
export function* asPart<Result>(work: Stepwise<Result>, from: number, to: number): Stepwise<Result> {
  for (;;) {
    const step = work.next();
    if (step.done === true) return step.value;
    yield from + (to - from) * step.value;
  }
}
