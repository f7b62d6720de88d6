/** How values are laid along an axis. `logit` is for shares above 0 and below 1. */
export type ScaleKind = "linear" | "log" | "logit";

export type Interval = readonly [from: number, to: number];

export interface Scale {
  readonly kind: ScaleKind;
  readonly domain: Interval;
  readonly range: Interval;
  /** The pixel of a value; NaN where it has no place. */
  at(value: number): number;
  /** The value of a pixel. */
  value(pixel: number): number;
}

interface Transform {
  readonly forward: (value: number) => number;
  readonly back: (place: number) => number;
}

const TRANSFORMS: Readonly<Record<ScaleKind, Transform>> = {
  linear: { forward: (value) => value, back: (place) => place },
  log: { forward: (value) => (value > 0 ? Math.log10(value) : NaN), back: (place) => 10 ** place },
  logit: {
    forward: (value) => (value > 0 && value < 1 ? Math.log(value) - Math.log1p(-value) : NaN),
    // From the smaller side, so that what is near 1 keeps its digits.
    back: (place) => (place < 0 ? Math.exp(place) / (1 + Math.exp(place)) : 1 / (1 + Math.exp(-place))),
  },
};

/** Whether a value has a place on an axis of a kind. */
export function isDrawable(value: number, kind: ScaleKind): boolean {
  return Number.isFinite(TRANSFORMS[kind].forward(value));
}

/** @param domain two drawable values, the first below the second */
export function makeScale(kind: ScaleKind, domain: Interval, range: Interval): Scale {
  const { forward, back } = TRANSFORMS[kind];
  const [from, to] = [forward(domain[0]), forward(domain[1])];
  const [start, end] = range;
  return {
    kind,
    domain,
    range,
    at: (value) => start + ((forward(value) - from) / (to - from)) * (end - start),
    value: (pixel) => back(from + ((pixel - start) / (end - start)) * (to - from)),
  };
}

/** A domain moved along its axis by a part of its length, as far as the whole goes. */
export function panned(kind: ScaleKind, domain: Interval, whole: Interval, part: number): Interval {
  const { forward, back } = TRANSFORMS[kind];
  const [from, to, first, last] = [domain[0], domain[1], whole[0], whole[1]].map(forward) as [number, number, number, number];
  const by = Math.min(last - to, Math.max(first - from, part * (to - from)));
  return [back(from + by), back(to + by)];
}

/** A domain moved no further than it takes for a value to be in sight, a little away from the edge. */
export function showing(kind: ScaleKind, domain: Interval, whole: Interval, value: number): Interval {
  const place = makeScale(kind, domain, [0, 1]).at(value);
  if (place >= 0 && place <= 1) return domain;
  return panned(kind, domain, whole, place < 0 ? place - MARGIN : place - 1 + MARGIN);
}

const MARGIN = 0.1;

/** A domain around a value, `factor` times as long, as far as the whole goes. */
export function zoomed(kind: ScaleKind, domain: Interval, whole: Interval, around: number, factor: number): Interval {
  const { forward, back } = TRANSFORMS[kind];
  const [from, to, middle] = [domain[0], domain[1], around].map(forward) as [number, number, number];
  const [first, last] = [forward(whole[0]), forward(whole[1])];
  return [back(Math.max(first, middle - (middle - from) * factor)), back(Math.min(last, middle + (to - middle) * factor))];
}

/** The least and the largest of the values that can be drawn; null where there is none. */
export function extentOf(values: Iterable<number>, kind: ScaleKind): Interval | null {
  let [low, high] = [Infinity, -Infinity];
  for (const value of values) {
    if (!isDrawable(value, kind)) continue;
    if (value < low) low = value;
    if (value > high) high = value;
  }
  return low > high ? null : [low, high];
}

/** An interval of some length around what may be a single value. */
export function widened([low, high]: Interval, kind: ScaleKind): Interval {
  if (low < high) return [low, high];
  if (kind === "log") return [low / 2, low * 2];
  if (kind === "logit") return [low / 2, low + (1 - low) / 2];
  const room = low === 0 ? 1 : Math.abs(low) * 0.1;
  return [low - room, low + room];
}

/** The domain grown to the ticks just beyond it; ends that are held stay where they are. */
export function niceDomain(kind: ScaleKind, domain: Interval, most: number, held: readonly [boolean, boolean]): Interval {
  if (kind === "logit") return domain;
  const [low, high] = domain;
  const [below, above] = kind === "log" ? [logFloor(low), logCeiling(high)] : linearEnds(low, high, stepOf(low, high, most));
  return [held[0] ? low : below, held[1] ? high : above];
}

/**
 * Values to write beside an axis: round ones within the domain.
 * @param most about so many of them
 */
export function ticksOf(kind: ScaleKind, domain: Interval, most: number): number[] {
  switch (kind) {
    case "linear":
      return linearTicks(domain, stepOf(domain[0], domain[1], most));
    case "log":
      return logTicks(domain, most);
    case "logit":
      return logitTicks(domain, most);
  }
}

/** Whole numbers within the domain. */
export function wholeTicks(domain: Interval, most: number): number[] {
  return linearTicks(domain, Math.max(1, stepOf(domain[0], domain[1], most)));
}

/** A tick in few characters: 0.25, 5e-4, 20,000; on a logit axis what is near 1 as its distance: 1−1e-6. */
export function tickText(value: number, kind: ScaleKind = "linear"): string {
  const size = Math.abs(value);
  if (kind === "logit" && 1 - value < 5e-4) return `1−${scientific(1 - value)}`;
  if (size !== 0 && (size < 1e-3 || size >= 1e7)) return scientific(value);
  return Number(value.toPrecision(6)).toLocaleString("en-GB", { maximumFractionDigits: 6 });
}

/** A number as an attribute for those who listen may have it: never as 1e-8. The text beside it says it in full. */
export function ariaNumber(value: number): number {
  return Number(value.toFixed(6));
}

function scientific(value: number): string {
  return Number(value.toPrecision(3)).toExponential();
}

const STEPS = [1, 2, 5, 10];

/** 1, 2 or 5 times a power of ten, the least that divides the interval into no more than `most` parts. */
function stepOf(low: number, high: number, most: number): number {
  const rough = (high - low) / Math.max(1, most);
  const power = 10 ** Math.floor(Math.log10(rough));
  return (STEPS.find((step) => step * power >= rough * (1 - 1e-9)) ?? 10) * power;
}

function linearEnds(low: number, high: number, step: number): Interval {
  return [clean(Math.floor(low / step + 1e-9) * step), clean(Math.ceil(high / step - 1e-9) * step)];
}

function linearTicks([low, high]: Interval, step: number): number[] {
  const first = Math.ceil(low / step - 1e-9);
  const last = Math.floor(high / step + 1e-9);
  return Array.from({ length: Math.max(0, last - first + 1) }, (_, index) => clean((first + index) * step));
}

/** Without the noise of multiplying by a power of ten. */
function clean(value: number): number {
  return Number(value.toPrecision(12));
}

/** Of 1, 2 and 5 times the powers of ten. */
function logFloor(value: number): number {
  const power = 10 ** Math.floor(Math.log10(value) + 1e-9);
  return clean(power * ([5, 2].find((step) => step * power <= value * (1 + 1e-9)) ?? 1));
}

function logCeiling(value: number): number {
  const power = 10 ** Math.floor(Math.log10(value) + 1e-9);
  return clean(power * (STEPS.find((step) => step * power >= value * (1 - 1e-9)) ?? 10));
}

/** Powers of ten, every so many of them; where there are few, 2 and 5 times them too; within a single one, as on a linear axis. */
function logTicks([low, high]: Interval, most: number): number[] {
  const [first, last] = [Math.floor(Math.log10(low) + 1e-9), Math.ceil(Math.log10(high) - 1e-9)];
  const within = (value: number): boolean => value >= low * (1 - 1e-9) && value <= high * (1 + 1e-9);
  const times = (factors: readonly number[], stride: number): number[] =>
    Array.from({ length: last - first + 1 }, (_, index) => first + index)
      .filter((exponent) => exponent % stride === 0)
      .flatMap((exponent) => factors.map((factor) => clean(factor * 10 ** exponent)))
      .filter(within);
  const fine = times([1, 2, 5], 1);
  if (fine.length < 3) return linearTicks([low, high], stepOf(low, high, most));
  if (fine.length <= most) return fine;
  const decades = times([1], 1);
  if (decades.length < 2) return fine;
  return decades.length <= most ? decades : times([1], Math.ceil(decades.length / Math.max(1, most)));
}

/** The half, and powers of ten away from 0 and from 1, every so many of them. */
function logitTicks([low, high]: Interval, most: number): number[] {
  const deepest = Math.max(1, Math.ceil(-Math.log10(Math.min(low, 1 - high))));
  const exponents = Array.from({ length: deepest }, (_, index) => index + 1);
  const candidates = (stride: number): number[] => {
    const kept = exponents.filter((exponent) => exponent % stride === 0).map((exponent) => clean(10 ** -exponent));
    return [...kept.toReversed(), 0.5, ...kept.map((share) => 1 - share)].filter((share) => share >= low * (1 - 1e-9) && share <= high + (1 - high) * 1e-6);
  };
  for (let stride = 1; stride <= deepest; stride++) {
    const ticks = candidates(stride);
    if (ticks.length <= Math.max(3, most)) return ticks.length < 2 ? linearTicks([low, high], stepOf(low, high, most)) : ticks;
  }
  return [0.5];
}
