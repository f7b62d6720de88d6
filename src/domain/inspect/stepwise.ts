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

const BLOCK_ROWS = 1 << 16;

/** Work on rows that may be paused after each block of them. */
export function* inBlocks(rows: number, work: (from: number, to: number) => void): Stepwise<void> {
  for (let from = 0; from < rows; from += BLOCK_ROWS) {
    const to = Math.min(from + BLOCK_ROWS, rows);
    work(from, to);
    yield to / rows;
  }
}

/** Work whose parts tell each of their own share: what is told of it never falls. */
export function* rising<Result>(work: Stepwise<Result>): Stepwise<Result> {
  for (let share = 0; ; ) {
    const step = work.next();
    if (step.done === true) return step.value;
    share = Math.max(share, step.value);
    yield share;
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
