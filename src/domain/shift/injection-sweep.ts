import { formatPercent } from "../format";
import { metricChanges, WATCHED, WATCHED_TITLES, type Measured, type WatchedName } from "./injection-change";

/** The same injections at a part of their strength; null where that cannot be, or leaves no row. */
export interface SweepPoint {
  /** From 0 to 1. */
  readonly strength: number;
  readonly measured: Measured | null;
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
  const [first, ...rest] = points;
  if (first === undefined || first.measured === null) return null;
  let from: number | null = null;
  for (const { strength, measured } of rest) {
    if (measured === null) continue;
    const verdict = metricChanges(first.measured, measured).find((change) => change.name === name)?.verdict;
    if (verdict === "notices" || verdict === "gone") from ??= strength;
    else from = null;
  }
  return from;
}

/** Who notices first and who never does, in plain sentences. */
export function sweepSentences(points: readonly SweepPoint[]): string[] {
  const unmeasured = points.filter(({ measured }) => measured === null);
  const found = WATCHED.map((name) => ({ title: WATCHED_TITLES[name], from: noticedFrom(points, name) }));
  const least = Math.min(...found.map(({ from }) => from ?? Infinity));
  const never = found.filter(({ from }) => from === null).map(({ title }) => title);
  const first = found.filter(({ from }) => from === least).map(({ title }) => title);
  return [
    ...(least === Infinity
      ? ["No metric stands out from sampling noise at any strength."]
      : [`${listed(first)} ${first.length === 1 ? "is" : "are"} the first to stand out from sampling noise, at ${formatPercent(least, 0)} of the strength.`]),
    ...(least === Infinity || never.length === 0 ? [] : [`Not even the full strength is noticed by ${listed(never)}.`]),
    ...(unmeasured.length === 0 ? [] : [`At ${listed(unmeasured.map(({ strength }) => formatPercent(strength, 0)))} nothing could be measured.`]),
  ];
}

function listed(names: readonly string[]): string {
  return names.length < 2 ? (names[0] ?? "") : `${names.slice(0, -1).join(", ")} and ${names.at(-1) ?? ""}`;
}
