import { formatPercent, formatPrevalence } from "../../../../domain/format";
import { SPLIT_TITLES } from "../../../../domain/split";
import { GAP_PARTS, isWithinNoise, type GapPart } from "../../../../domain/shift/gap";
import { changeText, noiseText } from "../../../../domain/shift/gap-words";
import type { ChartTable } from "../../../charts/kit/chart-table";
import type { WaterfallStep } from "../../../charts/waterfall";
import type { SplitGap } from "./use-gaps";

const PART_TITLES: Readonly<Record<GapPart, string>> = { labelMix: "Label mix", tpr: "TPR", tnr: "TNR" };

/** A gap this small is seen only where the axis is no longer than it. */
const SMALL_GAP = 0.15;

/** The steps from train's accuracy to the other's; null where the gap cannot be divided. */
export function waterfallSteps(gap: SplitGap): readonly WaterfallStep[] | null {
  const { first, second, to, noise, total } = gap;
  if (first.accuracy === null || second.accuracy === null || total === null) return null;
  let level = first.accuracy;
  const changes: WaterfallStep[] = [];
  for (const part of GAP_PARTS) {
    const change = gap[part];
    if (change === null) return null;
    const [from, reached, interval] = [level, level + change, noise[part]];
    changes.push({
      name: PART_TITLES[part],
      kind: "change",
      from,
      to: reached,
      colour: isWithinNoise(interval) ? "var(--muted)" : change < 0 ? "var(--bad)" : "var(--good)",
      text: (changeText(change)).replace(" points", ""),
      ...(interval === null ? {} : { note: noiseText(interval), interval: { low: from + interval.low, high: from + interval.high } }),
    });
    level = reached;
  }
  const whisker = noise.total === null ? {} : { note: `${noiseText(noise.total)} of the whole change`, interval: { low: first.accuracy + noise.total.low, high: first.accuracy + noise.total.high } };
  return [
    { name: SPLIT_TITLES.train, kind: "level", from: 0, to: first.accuracy, colour: "var(--train)", text: formatPercent(first.accuracy) },
    ...changes,
    { name: SPLIT_TITLES[to], kind: "level", from: 0, to: second.accuracy, colour: `var(--${to})`, text: formatPercent(second.accuracy), ...whisker },
  ];
}

/** Whether all steps are seen on an axis from 0 to 1. */
export function isWide(steps: readonly WaterfallStep[]): boolean {
  const values = steps.map(({ to }) => to);
  return Math.max(...values) - Math.min(...values) >= SMALL_GAP;
}

/** A tick of accuracy, with the digits that a short axis needs. */
export function tickDigits(steps: readonly WaterfallStep[], whole: boolean): number {
  if (whole) return 0;
  const values = steps.flatMap(({ to, interval }) => [to, ...(interval ? [interval.low, interval.high] : [])]);
  const room = Math.max(Math.max(...values) - Math.min(...values), 1e-5);
  return Math.min(4, Math.max(0, -Math.floor(Math.log10(room)) - 1));
}

export function gapTable(gap: SplitGap): ChartTable {
  const row = (name: string, change: number | null, interval: SplitGap["noise"]["total"]) => [name, change, interval?.low ?? null, interval?.high ?? null];
  return {
    columns: ["step", "change of accuracy", "95 % interval, low", "95 % interval, high"],
    rows: [...GAP_PARTS.map((part) => row(PART_TITLES[part], gap[part], gap.noise[part])), row("in all", gap.total, gap.noise.total)],
    format: changeText,
  };
}

/** For those who do not see the picture. */
export function gapSummary(gap: SplitGap): string {
  const parts = GAP_PARTS.flatMap((part) => (gap[part] === null ? [] : [`${PART_TITLES[part]} ${changeText(gap[part])}`]));
  const { first, second, to } = gap;
  const shares = `positives are ${formatPrevalence(first.prevalence ?? 0)} of the rows of train and ${formatPrevalence(second.prevalence ?? 0)} of those of ${to}`;
  return `From accuracy ${formatPercent(first.accuracy ?? 0)} on train to ${formatPercent(second.accuracy ?? 0)} on ${to}: ${parts.join(", ")}; ${shares}.`;
}
