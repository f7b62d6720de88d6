import { quantiles } from "../features/quantiles";

/**
 * The axis of a histogram, symmetric around 0 or not. On the logarithmic one a value stands at
 * `sign(v) log(1 + |v| / unit)`, so that small values of either sign keep apart where large ones stretch the axis.
 */
export interface ValueScale {
  readonly type: "linear" | "symlog";
  /** The values at its ends, `low < high`. */
  readonly low: number;
  readonly high: number;
  /** Where a logarithmic axis turns over into a straight one; 1 on a linear axis. */
  readonly unit: number;
}

/** Quantiles that show a distribution as a band, such as that of a layer over the epochs. */
export const SPREAD_SHARES = [0.05, 0.25, 0.5, 0.75, 0.95] as const;

export interface ValueHistogram {
  readonly scale: ValueScale;
  /** `[bins + 1]`: values between which the bins lie, ascending. */
  readonly edges: Float64Array;
  /** `[bins]` */
  readonly counts: Uint32Array;
  /** How many values are exactly 0; they are in the bins as well. */
  readonly zeros: number;
  /** How many are no finite numbers; they are in no bin. */
  readonly notFinite: number;
  /** The finite values at `SPREAD_SHARES`; NaN where there are none. */
  readonly spread: readonly number[];
}

/** Largest size over a usual one from which a linear axis would show most values in one bin. */
const STRETCHED = 100;

/** Below it divisions lose digits. */
const SMALLEST = 1e-300;

/** A scale that holds all finite values; logarithmic where the largest is far above the usual ones that are not 0. */
export function valueScale(values: Float32Array | Float64Array): ValueScale {
  let low = Infinity;
  let high = -Infinity;
  for (const value of values) {
    if (!Number.isFinite(value)) continue;
    if (value < low) low = value;
    if (value > high) high = value;
  }
  if (low > high) return { type: "linear", low: -1, high: 1, unit: 1 };
  const sizes = new Float64Array(values.length);
  for (let at = 0; at < values.length; at++) sizes[at] = Number.isFinite(values[at]) && values[at] !== 0 ? Math.abs(values[at]!) : NaN;
  const [small = NaN, usual = NaN] = quantiles(sizes, [0.1, 0.5]);
  const largest = Math.max(Math.abs(low), Math.abs(high));
  if (largest > STRETCHED * usual) return { type: "symlog", ...apart(low, high), unit: Math.max(small, largest * 1e-12) };
  return { type: "linear", ...apart(low, high), unit: 1 };
}

/** Values nearer to each other than rounding can tell apart, one alone among them, get some room on either side. */
function apart(low: number, high: number): { low: number; high: number } {
  const largest = Math.max(Math.abs(low), Math.abs(high));
  if (high - low > Math.max(largest * 1e-12, SMALLEST)) return { low, high };
  const room = largest === 0 ? 1 : Math.max(largest / 2, SMALLEST);
  return { low: low - room, high: high + room };
}

/** One scale for histograms that are to be compared, such as those of a layer over the epochs. */
export function joinScales(scales: readonly [ValueScale, ...ValueScale[]]): ValueScale {
  const logarithmic = scales.filter(({ type }) => type === "symlog");
  return {
    type: logarithmic.length > 0 ? "symlog" : "linear",
    low: Math.min(...scales.map(({ low }) => low)),
    high: Math.max(...scales.map(({ high }) => high)),
    unit: logarithmic.length > 0 ? Math.min(...logarithmic.map(({ unit }) => unit)) : 1,
  };
}

/** Where a value stands on a scale. */
function place(scale: ValueScale, value: number): number {
  return scale.type === "linear" ? value : Math.sign(value) * Math.log1p(Math.abs(value) / scale.unit);
}

function valueAt(scale: ValueScale, at: number): number {
  return scale.type === "linear" ? at : Math.sign(at) * Math.expm1(Math.abs(at)) * scale.unit;
}

/** How far along a scale a value stands: 0 at its low end, 1 at its high one. */
export function shareAlong(scale: ValueScale, value: number): number {
  const from = place(scale, scale.low);
  return (place(scale, value) - from) / (place(scale, scale.high) - from);
}

/** The value that stands so far along a scale. */
export function valueAlong(scale: ValueScale, share: number): number {
  const from = place(scale, scale.low);
  return valueAt(scale, from + share * (place(scale, scale.high) - from));
}

/** Bins of the same width on the scale; values beyond its ends are counted in the outermost. */
export function valueHistogram(values: Float32Array | Float64Array, bins: number, scale = valueScale(values)): ValueHistogram {
  const from = place(scale, scale.low);
  const width = (place(scale, scale.high) - from) / bins;
  const edges = Float64Array.from({ length: bins + 1 }, (_, i) => valueAt(scale, from + i * width));
  edges[0] = scale.low;
  edges[bins] = scale.high;
  const counts = new Uint32Array(bins);
  const finite = new Float64Array(values.length).fill(NaN);
  let zeros = 0;
  let notFinite = 0;
  for (let at = 0; at < values.length; at++) {
    const value = values[at]!;
    if (!Number.isFinite(value)) {
      notFinite++;
      continue;
    }
    finite[at] = value;
    if (value === 0) zeros++;
    counts[Math.min(bins - 1, Math.max(0, Math.floor((place(scale, value) - from) / width)))]!++;
  }
  return { scale, edges, counts, zeros, notFinite, spread: quantiles(finite, SPREAD_SHARES) };
}
