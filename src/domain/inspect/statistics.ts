import type { Distribution } from "./distribution";
import type { NumericStatistics } from "./profile";

const QUARTILES = [0.25, 0.5, 0.75];
/** Squares of larger numbers overflow, those of smaller ones vanish; a power of two as the unit changes no digit. */
const HUGE = 1e140;
const TINY = 1e-140;
const UNIT_POWER = 600;

/**
 * As `DataFrame.describe()`: std divides by n - 1, quartiles interpolate linearly; NaN where undefined. The sums are
 * compensated (Neumaier), and the deviations are taken from the mean in a second pass (Chan, Golub, LeVeque 1983).
 */
export function numericStatistics(distribution: Distribution): NumericStatistics {
  const { present, infinite } = distribution;
  const [min = NaN, max = NaN] = present === 0 ? [] : distribution.valuesAt([0, present - 1]);
  const [lowerQuartile = NaN, median = NaN, upperQuartile = NaN] = quantilesOf(distribution, QUARTILES);
  const { mean, std } = infinite > 0 ? { mean: min + max, std: NaN } : moments(distribution, Math.max(Math.abs(min), Math.abs(max)));
  return { count: present, mean, std, min, lowerQuartile, median, upperQuartile, max, infinite };
}

function moments(distribution: Distribution, size: number): { mean: number; std: number } {
  const n = distribution.present;
  if (n === 0) return { mean: NaN, std: NaN };
  const unit = size > HUGE ? 2 ** UNIT_POWER : size > 0 && size < TINY ? 2 ** -UNIT_POWER : 1;
  const total = new CompensatedSum();
  distribution.eachRun((value, count) => {
    total.add((value / unit) * count);
  });
  const mean = total.value / n;
  const first = new CompensatedSum();
  const second = new CompensatedSum();
  distribution.eachRun((value, count) => {
    const deviation = value / unit - mean;
    first.add(deviation * count);
    second.add(deviation * deviation * count);
  });
  const variance = Math.max(0, second.value - (first.value * first.value) / n) / (n - 1);
  return { mean: mean * unit, std: n === 1 ? NaN : Math.sqrt(variance) * unit };
}

/** Neumaier 1974: what additions lose is added up apart. */
class CompensatedSum {
  #sum = 0;
  #lost = 0;

  add(x: number): void {
    const sum = this.#sum;
    const next = sum + x;
    this.#lost += Math.abs(sum) >= Math.abs(x) ? sum - next + x : x - next + sum;
    this.#sum = next;
  }

  get value(): number {
    return this.#sum + this.#lost;
  }
}

/**
 * Quantiles by linear interpolation, as `numpy.quantile`; none where no value is present.
 * @param shares ascending, each from 0 to 1
 */
export function quantilesOf(distribution: Distribution, shares: readonly number[]): number[] {
  const last = distribution.present - 1;
  if (last < 0) return [];
  const places = shares.map((share) => ({ below: Math.floor(share * last), above: Math.ceil(share * last), rest: (share * last) % 1 }));
  const ranks = [...new Set(places.flatMap(({ below, above }) => [below, above]))].sort((a, b) => a - b);
  const values = distribution.valuesAt(ranks);
  const valueAt = new Map(ranks.map((rank, index) => [rank, values[index] ?? NaN]));
  return places.map(({ below, above, rest }) => between(valueAt.get(below) ?? NaN, valueAt.get(above) ?? NaN, rest));
}

/** From the nearer end, so that it is exact at both; by halves, because the distance itself may overflow. */
function between(low: number, high: number, share: number): number {
  if (low === high) return low;
  const half = high / 2 - low / 2;
  return share < 0.5 ? low + 2 * (half * share) : high - 2 * (half * (1 - share));
}
