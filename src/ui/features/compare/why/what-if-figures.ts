import { formatPercent, formatStatistic } from "../../../../domain/format";
import type { FittedFeature, RawCell } from "../../../../domain/features/fitted";
import { applyFeature } from "../../../../domain/features/apply";
import { knownValues } from "../../../../domain/features/known-values";
import { isAbove, logitCut, sigmoid } from "../../../../domain/metrics/logistic";
import type { NearestRow } from "../../../../domain/why/what-if";
import { cellText, scoreText } from "./dependence-figures";

/** Cells that a person wrote over those of a row, by column. */
export type Edits = Readonly<Record<string, RawCell>>;

/** The edits that change something. */
export function changesOf(edits: Edits, original: (source: string) => RawCell): string[] {
  return Object.keys(edits).filter((source) => !Object.is(edits[source] ?? null, original(source)));
}

/** What should be known of a cell before its score is believed; null when nothing. */
export function cellNote(features: readonly FittedFeature[], source: string, cell: RawCell): string | null {
  const own = features.filter((feature) => feature.source === source);
  if (own.some((feature) => Number.isNaN(applyFeature(feature, cell)))) {
    return "Not a usable value: training leaves such rows out, so there is no score.";
  }
  if (cell === null) return missingNote(own);
  const known = knownValues(own, source);
  if (known !== null) return known.includes(String(cell)) ? null : `Not among the values that the net knows: ${known.slice(0, 4).join(", ")}${known.length > 4 ? "…" : ""}.`;
  for (const feature of own) {
    if (feature.encoding.type !== "numeric") continue;
    const { statistics, transform, center, scale } = feature;
    const value = applyFeature(feature, cell) * scale + center;
    // A value at the end of the range may leave the scaling a digit beyond it.
    const room = 1e-9 * Math.max(Math.abs(statistics.min), Math.abs(statistics.max));
    if (value >= statistics.min - room && value <= statistics.max + room) continue;
    const range = `${formatStatistic(statistics.min)} to ${formatStatistic(statistics.max)}`;
    return `Out of range: the net was trained on ${range}${transform.length > 0 ? ", once transformed" : ""}.`;
  }
  return null;
}

function missingNote(features: readonly FittedFeature[]): string {
  const fill = features.find((feature) => feature.encoding.type !== "missing" && feature.fill !== null)?.fill;
  return fill === undefined || fill === null ? "Missing." : `Missing: taken for ${cellText(fill)}.`;
}

/** What a net says of a row. */
export interface Call {
  readonly logit: number;
  readonly score: number;
  /** Predicted positive means score > threshold. */
  readonly positive: boolean;
}

export function callOf(logit: number, threshold: number): Call {
  return { logit, score: sigmoid(logit), positive: isAbove(logit, logitCut(threshold)) };
}

/** What the edits came to, in a sentence. */
export function changeSentence(before: Call, now: Call, changed: readonly string[]): string {
  if (changed.length === 0) return "This is the row as it stands in the data. Change a value to see what the net makes of it.";
  const what = changed.length <= 3 ? listed(changed) : `${changed.length} features`;
  const scores = `With ${what} changed, the score goes from ${scoreText(before.score)} to ${scoreText(now.score)}`;
  if (before.positive !== now.positive) return `${scores}: the answer turns from ${answer(before)} to ${answer(now)}.`;
  return `${scores}; the answer stays ${answer(now)}.`;
}

export function answer({ positive }: Pick<Call, "positive">): string {
  return positive ? "positive" : "negative";
}

/** Of the squared distance to the nearest row, what each column of the data has, from 0 to 1. */
export function sharesBySource({ differences }: NearestRow, features: readonly FittedFeature[]): ReadonlyMap<string, number> {
  const shares = new Map<string, number>();
  for (const { column, share } of differences) {
    const source = features[column]?.source;
    if (source !== undefined) shares.set(source, (shares.get(source) ?? 0) + share);
  }
  return shares;
}

/** The columns that the nearest row differs in most. */
export function differenceSentence(shares: ReadonlyMap<string, number>): string {
  const most = [...shares].sort(([, a], [, b]) => b - a).slice(0, 3);
  if (most.length === 0) return "It has the same features.";
  return `It differs most in ${listed(most.map(([source, share]) => `${source} (${formatPercent(share, 0)})`))} of the squared distance.`;
}

function listed(names: readonly string[]): string {
  return names.length < 2 ? names.join("") : `${names.slice(0, -1).join(", ")} and ${names.at(-1) ?? ""}`;
}
