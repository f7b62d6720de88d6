import type { Against } from "./against";
import { chanceOf, kolmogorovChance } from "./drift-chance";
import type { DriftAnswer, DriftMeasures, FeatureDrift } from "./drift";
import type { DriftScope } from "./paired-counts";
import { jsDistanceOfCounts } from "./share-distances";

/** From no effect to the largest. */
export const EFFECT_LEVELS = ["none", "small", "medium", "large"] as const;
export type EffectLevel = (typeof EFFECT_LEVELS)[number];

/** The measures that an effect is told by; all are from 0 to 1, and need no unit. */
export type EffectMeasure = "ks" | "jsDistance" | "cramersV" | "missing";

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
  missing: {
    ...{ name: "missing", small: 0.1, medium: 0.25, large: 0.4 },
    reason:
      "For every column: to have a value or none is taken as a category of two, by its Jensen–Shannon distance. Where train lacks no value, 2, 12 and 29 % of missing ones reach these limits; from 20 % in train it takes 30, 48 and 66 %. The larger effect counts, of the values or of the missing ones.",
  },
};

const MEASURES: Readonly<Record<FeatureDrift["kind"], readonly Exclude<EffectMeasure, "missing">[]>> = {
  number: ["ks"],
  category: ["cramersV", "jsDistance"],
};

/** Shares of the rows of either side that have no value. */
export interface MissingShares {
  readonly reference: number;
  readonly current: number;
}

/** How much a column moved, by the measure that says most. */
export interface EffectSize {
  readonly measure: EffectMeasure;
  readonly value: number;
  /** "none" where the value is within chance. */
  readonly level: EffectLevel;
  /** What draws of so many rows from one and the same source exceed once in a thousand times, in any of the looks taken. */
  readonly chance: number;
  /** The value passes a cut-off, but the draw of so few rows alone could make it. */
  readonly byChance: boolean;
  /** What the measure "missing" is of; null for the others. */
  readonly missing: MissingShares | null;
}

/**
 * Null where nothing could be measured.
 * @param looks how many columns are looked at together, each in so many groups of rows: what chance makes is taken over all of
 * them (Bonferroni)
 */
export function effectSize(kind: FeatureDrift["kind"], measures: DriftMeasures, looks = 1): EffectSize | null {
  const found = MEASURES[kind].flatMap((measure) => {
    const value = measures[measure];
    return value === null ? [] : [effectOf(measure, value, Math.max(chanceOf(measure, measures, looks), sparseV(measure, measures, looks)))];
  });
  const missing = missingEffect(measures, looks);
  return [...found, ...(missing === null ? [] : [missing])].reduce<EffectSize | null>((most, next) => (most === null || compareEffects(next, most) < 0 ? next : most), null);
}

/** How much the share of rows without a value moved; null where a side has no rows. @param looks as for `effectSize` */
export function missingEffect(measures: DriftMeasures, looks = 1): EffectSize | null {
  const shares = missingShares(measures);
  const { referenceRows, currentRows, referenceMissing, currentMissing } = measures;
  const value = jsDistanceOfCounts([referenceRows, referenceMissing], [currentRows, currentMissing]);
  if (shares === null || value === null) return null;
  return { ...effectOf("missing", value, chanceOf("missing", measures, looks)), missing: shares };
}

/** Null where a side has no rows. */
export function missingShares({ referenceRows, currentRows, referenceMissing, currentMissing }: DriftMeasures): MissingShares | null {
  const [before, after] = [referenceRows + referenceMissing, currentRows + currentMissing];
  return before === 0 || after === 0 ? null : { reference: referenceMissing / before, current: currentMissing / after };
}

/** Neither side has a value: there is nothing to compare, and nothing that moved. */
export function isEmpty({ referenceRows, currentRows }: DriftMeasures): boolean {
  return referenceRows === 0 && currentRows === 0;
}

/** Chi-square's own bound is too low where a category has a row or two, so V passes it only where the Jensen–Shannon distance passes its own. */
function sparseV(measure: EffectMeasure, measures: DriftMeasures, looks: number): number {
  const { jsDistance, cramersV } = measures;
  if (measure !== "cramersV" || jsDistance === null || cramersV === null) return 0;
  return jsDistance <= chanceOf("jsDistance", measures, looks) ? cramersV : 0;
}

function effectOf(measure: EffectMeasure, value: number, chance: number): EffectSize {
  const level = levelOf(value, CUT_OFFS[measure]);
  const byChance = level !== "none" && value <= chance;
  return { measure, value, level: byChance ? "none" : level, chance, byChance, missing: null };
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

/** How many looks a scope is one of: a column each over all rows, two within the classes. */
export function looksOf(columns: number, scope: DriftScope): number {
  return Math.max(1, scope === "all" ? columns : 2 * columns);
}

/** The columns against one split by the size of their effect, the largest first; those that could not be measured last. */
export function rankDrift(answer: DriftAnswer, against: Against, scope: DriftScope = "all"): RankedDrift[] {
  const own = answer.filter((drift) => drift.against === against);
  const looks = looksOf(own.length, scope);
  return own
    .map((drift) => ({ drift, effect: drift[scope] === null ? null : effectSize(drift.kind, drift[scope], looks) }))
    .sort(({ effect: a }, { effect: b }) => (a === null || b === null ? Number(a === null) - Number(b === null) : compareEffects(a, b)));
}

/** The least Kolmogorov–Smirnov statistic that so many rows tell from chance; of no rows, more than there can be. */
export function leastVisible(referenceRows: number, currentRows: number, looks = 1): number {
  return kolmogorovChance(referenceRows, currentRows, looks);
}
