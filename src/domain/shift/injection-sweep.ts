import { formatPercent } from "../format";
import { indexTitle, type IndexChange } from "./injection-drift";
import { metricChanges, WATCHED, WATCHED_TITLES, type Measured, type WatchedName } from "./injection-change";
import { listed, shortList } from "./name-lists";

/** The same injections at a part of their strength; nothing was measured where that cannot be, or leaves no row. */
export interface SweepPoint {
  /** From 0 to 1. */
  readonly strength: number;
  readonly measured: Measured | null;
  /** What indices of drift say against the split as it was. */
  readonly indices: readonly IndexChange[];
}

/** Evenly from nothing to all of it. */
export function sweepStrengths(points: number): number[] {
  return Array.from({ length: points }, (_, index) => index / (points - 1));
}

/**
 * The least strength from which on a metric stands out against the first point at every measured one; null where it does
 * not to the end.
 */
export function noticedFrom(points: readonly SweepPoint[], name: WatchedName): number | null {
  const first = points[0]?.measured ?? null;
  if (first === null) return null;
  return standsOutFrom(points, ({ measured }) => {
    const verdict = measured === null ? null : metricChanges(first, measured).find((change) => change.name === name)?.verdict;
    return verdict === "notices" || verdict === "gone";
  });
}

/** The same of every index of drift that was looked at anywhere, by its title, in the order of the strongest point. */
export function indicesNoticedFrom(points: readonly SweepPoint[]): { readonly title: string; readonly from: number | null }[] {
  const titles = new Set(points.toReversed().flatMap(({ indices }) => indices.map(indexTitle)));
  return [...titles].map((title) => ({
    title,
    from: standsOutFrom(points, ({ indices }) => indices.find((index) => indexTitle(index) === title)?.verdict === "notices"),
  }));
}

function standsOutFrom(points: readonly SweepPoint[], isNoticed: (point: SweepPoint) => boolean): number | null {
  let from: number | null = null;
  for (const point of points.slice(1)) {
    if (point.measured === null) continue;
    if (isNoticed(point)) from ??= point.strength;
    else from = null;
  }
  return from;
}

/** Who notices first and who never does, in plain sentences: of the metrics, then of the indices of drift, which know nothing of the net's answers. */
export function sweepSentences(points: readonly SweepPoint[]): string[] {
  const unmeasured = points.filter(({ measured }) => measured === null);
  return [
    ...whoStandsOut(WATCHED.map((name) => ({ title: WATCHED_TITLES[name], from: noticedFrom(points, name) })), "metric"),
    ...whoStandsOut(indicesNoticedFrom(points), "index of drift"),
    ...(unmeasured.length === 0 ? [] : [`At ${listed(unmeasured.map(({ strength }) => formatPercent(strength, 0)))} nothing could be measured.`]),
  ];
}

function whoStandsOut(found: readonly { readonly title: string; readonly from: number | null }[], what: "metric" | "index of drift"): string[] {
  if (found.length === 0) return [];
  const least = Math.min(...found.map(({ from }) => from ?? Infinity));
  const never = found.filter(({ from }) => from === null).map(({ title }) => title);
  const first = found.filter(({ from }) => from === least).map(({ title }) => title);
  const over = what === "metric" ? "stand out from sampling noise" : "pass its cut-off";
  if (least === Infinity) return [what === "metric" ? "No metric stands out from sampling noise at any strength." : `No index of drift passes its cut-off at any strength (${shortList(never)}).`];
  return [
    `${what === "metric" ? "Of the metrics" : "Of the indices of drift"}, ${shortList(first)} ${first.length === 1 ? "is" : "are"} the first to ${first.length === 1 ? over : over.replace("its", "their")}, at ${formatPercent(least, 0)} of the strength.`,
    ...(never.length === 0 ? [] : [`Not even the full strength is noticed by ${shortList(never)}.`]),
  ];
}
