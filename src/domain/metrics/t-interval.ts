import type { Interval } from "./wilson";

/** The 97.5 % points of Student's distribution with 1, 2, … degrees of freedom. */
const T_95 = [
  12.706204736, 4.3026527297, 3.1824463053, 2.7764451052, 2.5705818356, 2.4469118511, 2.3646242516, 2.3060041352,
  2.2621571628, 2.2281388520, 2.2009851601, 2.1788128297, 2.1603686565, 2.1447866879, 2.1314495456, 2.1199052992,
  2.1098155778, 2.1009220402, 2.0930240544, 2.0859634473, 2.0796138447, 2.0738730679, 2.0686576104, 2.0638985616,
  2.0595385528, 2.0555294386, 2.0518305165, 2.0484071418, 2.0452296421, 2.0422724563,
];
const Z_95 = 1.959963984540054;

/** The 97.5 % point of Student's distribution; beyond the table by its expansion (Abramowitz and Stegun 26.7.5). */
export function t95(freedom: number): number {
  const z = Z_95;
  const listed = T_95[freedom - 1];
  if (listed !== undefined) return listed;
  const second = (5 * z ** 5 + 16 * z ** 3 + 3 * z) / 96;
  const third = (3 * z ** 7 + 19 * z ** 5 + 17 * z ** 3 - 15 * z) / 384;
  return z + (z ** 3 + z) / (4 * freedom) + second / freedom ** 2 + third / freedom ** 3;
}

/** 95 % interval of the mean of independent draws by Student's distribution; null of fewer than two. */
export function meanInterval95(draws: readonly number[]): Interval | null {
  const n = draws.length;
  if (n < 2) return null;
  const mean = draws.reduce((sum, draw) => sum + draw, 0) / n;
  const variance = draws.reduce((sum, draw) => sum + (draw - mean) ** 2, 0) / (n - 1);
  const half = t95(n - 1) * Math.sqrt(variance / n);
  return { low: mean - half, high: mean + half };
}
