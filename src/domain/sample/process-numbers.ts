/** The highest number that clone returns. */
export const MAX_CLONED = 8289;
/** The number of the last process, which vfork starts, a call that the log does not trace. */
const LAST_PROCESS = 8619;
/** The highest number of a process that starts others. */
export const LAST_PARENT = 7672;

/** Knots of the distribution of process numbers: share of the processes below, and the number there. */
const KNOTS: readonly (readonly [share: number, processId: number])[] = [
  [0, 7290],
  [0.17, 7313],
  [0.45, 7365],
  [0.71, 7415],
  [0.94, 7560],
  [1, MAX_CLONED],
];

/** Process number at a quantile in [0, 1], by straight lines between the knots. */
function processNumber(quantile: number): number {
  for (let i = 1; i < KNOTS.length; i++) {
    const [x1, y1] = KNOTS[i] ?? [1, LAST_PROCESS];
    const [x0, y0] = KNOTS[i - 1] ?? [0, 1];
    if (quantile <= x1) return Math.round(y0 + ((quantile - x0) / (x1 - x0)) * (y1 - y0));
  }
  return LAST_PROCESS;
}

/** Numbers of `count` processes in rising order, spread evenly over the distribution, ending in `LAST_PROCESS`. */
export function processNumbers(count: number): number[] {
  return Array.from({ length: count }, (_, index) =>
    index === count - 1 ? LAST_PROCESS : processNumber(count < 3 ? 0.5 : index / (count - 2)),
  );
}
