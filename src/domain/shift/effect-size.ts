import type { Against } from "./against";
import type { DriftAnswer, DriftMeasures, FeatureDrift } from "./drift";
import type { DriftScope } from "./paired-counts";

/** From no effect to the largest. */
export const EFFECT_LEVELS = ["none", "small", "medium", "large"] as const;
export type EffectLevel = (typeof EFFECT_LEVELS)[number];

/** The measures that an effect is told by; all three are from 0 to 1, and need no unit. */
export type EffectMeasure = "ks" | "jsDistance" | "cramersV";

export interface CutOffs {
  readonly name: string;
  readonly small: number;
  readonly medium: number;
  readonly large: number;
  readonly reason: string;
}

/** Where an effect begins to be called small, medium and large. Source: Cohen 1988, carried over to distances of shares. */
export const CUT_OFFS: Readonly<Record<EffectMeasure, CutOffs>> = {
  ks: {
    ...{ name: "KS", small: 0.1, medium: 0.2, large: 0.3 },
    reason:
      "Decides for numbers. A bell curve that moves by a quarter, a half and four fifths of its standard deviation has a KS of 0.10, 0.20 and 0.31; Cohen calls the last two medium and large. The Jensen–Shannon distance of numbers is shown, but does not decide: values that cluster, such as ids, fall into other bins at the slightest move.",
  },
  cramersV: {
    ...{ name: "V", small: 0.1, medium: 0.3, large: 0.5 },
    reason: "For categories: Cohen's own limits for tables.",
  },
  jsDistance: {
    ...{ name: "JS", small: 0.1, medium: 0.25, large: 0.4 },
    reason:
      "For categories beside V, and the larger effect of the two counts: V falls where one side has far more rows than the other. With as many rows on both sides a V of 0.1, 0.3 and 0.5 goes with about 0.09, 0.25 and 0.43.",
  },
};

const MEASURES: Readonly<Record<FeatureDrift["kind"], readonly EffectMeasure[]>> = {
  number: ["ks"],
  category: ["cramersV", "jsDistance"],
};

/** How much a column moved, by the measure that says most. */
export interface EffectSize {
  readonly measure: EffectMeasure;
  readonly value: number;
  /** "none" where the value is within chance. */
  readonly level: EffectLevel;
  /** What two draws of so many rows from one and the same source exceed once in a thousand times. */
  readonly chance: number;
  /** The value passes a cut-off, but the draw of so few rows alone could make it. */
  readonly byChance: boolean;
}

/** The one in a thousand point of the Kolmogorov distribution, sqrt(ln(2 / 0.001) / 2). */
const KOLMOGOROV = 1.9494746;
/** The same of the standard normal distribution. */
const Z = 3.090232;

/**
 * What chance alone can do. KS: Smirnov 1948. Jensen–Shannon: the divergence to base 2 is at most a quarter of the
 * chi-square distance of the shares, which chance makes as large as chi-square times `spread`. Cramér's V: chi-square itself.
 */
function chanceOf(measure: EffectMeasure, { referenceRows, currentRows, categories }: DriftMeasures): number {
  const spread = 1 / referenceRows + 1 / currentRows;
  if (measure === "ks") return KOLMOGOROV * Math.sqrt(spread);
  if (measure === "jsDistance") return Math.sqrt((chiSquarePoint(categories) * spread) / 4);
  return Math.sqrt(chiSquarePoint(categories) / (referenceRows + currentRows));
}

/** What chi-square of two rows of so many categories exceeds once in a thousand times, nearly (Wilson and Hilferty 1931). */
function chiSquarePoint(categories: number | null): number {
  const freedom = (categories ?? 0) - 1;
  if (freedom <= 0) return 0;
  const part = 2 / (9 * freedom);
  return freedom * (1 - part + Z * Math.sqrt(part)) ** 3;
}

/** Null where nothing could be measured. */
export function effectSize(kind: FeatureDrift["kind"], measures: DriftMeasures): EffectSize | null {
  const found = MEASURES[kind].flatMap((measure): EffectSize[] => {
    const value = measures[measure];
    if (value === null) return [];
    const chance = chanceOf(measure, measures);
    const level = levelOf(value, CUT_OFFS[measure]);
    const byChance = level !== "none" && value <= chance;
    return [{ measure, value, level: byChance ? "none" : level, chance, byChance }];
  });
  return found.reduce<EffectSize | null>((most, next) => (most === null || compareEffects(next, most) < 0 ? next : most), null);
}

function levelOf(value: number, { small, medium, large }: CutOffs): EffectLevel {
  return value >= large ? "large" : value >= medium ? "medium" : value >= small ? "small" : "none";
}

/** The larger effect first; of one level by the share of its measure's large cut-off. */
function compareEffects(a: EffectSize, b: EffectSize): number {
  return EFFECT_LEVELS.indexOf(b.level) - EFFECT_LEVELS.indexOf(a.level) || share(b) - share(a);
}

function share({ measure, value }: EffectSize): number {
  return value / CUT_OFFS[measure].large;
}

export interface RankedDrift {
  readonly drift: FeatureDrift;
  /** Null where nothing could be measured in these rows. */
  readonly effect: EffectSize | null;
}

/** The columns against one split by the size of their effect, the largest first; those that could not be measured last. */
export function rankDrift(answer: DriftAnswer, against: Against, scope: DriftScope = "all"): RankedDrift[] {
  return answer
    .filter((drift) => drift.against === against)
    .map((drift) => ({ drift, effect: drift[scope] === null ? null : effectSize(drift.kind, drift[scope]) }))
    .sort(({ effect: a }, { effect: b }) => (a === null || b === null ? Number(a === null) - Number(b === null) : compareEffects(a, b)));
}

/** The least Kolmogorov–Smirnov statistic that so many rows tell from chance. */
export function leastVisible(referenceRows: number, currentRows: number): number {
  return KOLMOGOROV * Math.sqrt(1 / referenceRows + 1 / currentRows);
}
