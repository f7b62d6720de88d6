export interface Interval {
  readonly low: number;
  readonly high: number;
}

/** The 97.5 % point of the standard normal distribution. */
export const Z_95 = 1.959963984540054;

/**
 * Wilson's 95 % interval of a share (Wilson 1927), which stays sensible near 0 and 1.
 * Null when there were no trials.
 */
export function wilson95(successes: number, trials: number): Interval | null {
  if (trials <= 0) return null;
  const z2 = Z_95 * Z_95;
  const share = successes / trials;
  const centre = share + z2 / (2 * trials);
  const half = Z_95 * Math.sqrt((share * (1 - share)) / trials + z2 / (4 * trials * trials));
  const scale = 1 + z2 / trials;
  return {
    // At the ends the bound is the end itself; rounding would put it a hair inside.
    low: successes === 0 ? 0 : Math.max(0, (centre - half) / scale),
    high: successes === trials ? 1 : Math.min(1, (centre + half) / scale),
  };
}
