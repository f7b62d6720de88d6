import { formatPercent, formatPoints } from "../format";
import type { Confusion } from "../history";
import { counted } from "../problem";
import { gapOf, isWithinNoise, type Gap, type NamedCounts } from "./gap";
import { noiseText } from "./gap-words";

/**
 * The way from train to another split by way of rows of train that were held out. Both are of one world, so the first
 * step can only be overfitting; the net saw neither the hold-out nor the other split, so the second can only be shift.
 */
export interface GapByHoldout<Name extends string = string> {
  readonly overfitting: Gap<Name | "train" | "the hold-out">;
  readonly shift: Gap<Name | "train" | "the hold-out">;
}

/** @param train of the rows trained on, with the labels that they were trained on */
export function gapByHoldout<Name extends string>(train: Confusion, holdout: Confusion, to: NamedCounts<Name>): GapByHoldout<Name> {
  const between = { name: "the hold-out", confusion: holdout } as const;
  return { overfitting: gapOf<Name | "train" | "the hold-out">({ name: "train", confusion: train }, between), shift: gapOf<Name | "train" | "the hold-out">(between, to) };
}

/** How much overfitting there is, and how much of the gap is left for shift, a sentence each. */
export function overfittingSentences(byHoldout: readonly GapByHoldout[]): string[] {
  const overfitting = byHoldout[0]?.overfitting;
  if (overfitting === undefined) return [];
  return [...overfittingSentence(overfitting), ...byHoldout.flatMap(({ shift }) => shiftSentence(shift))];
}

function overfittingSentence({ total, first, second, noise }: Gap): string[] {
  if (total === null || first.accuracy === null || second.accuracy === null) return ["The hold-out has no rows to measure overfitting on."];
  const [from, to] = [formatPercent(first.accuracy), formatPercent(second.accuracy)];
  const rows = counted(second.rows, "row");
  const places = `from ${from} on the rows trained on to ${to} on ${rows} of train that were held out`;
  if (total === 0 || isWithinNoise(noise.total)) {
    const open = noise.total === null ? "" : ` (${noiseText(noise.total)})`;
    return [`No overfitting that the hold-out can show: accuracy goes ${places}, which is within sampling noise${open}.`];
  }
  const points = formatPoints(Math.abs(total));
  if (total > 0) return [`No overfitting: accuracy even rises by ${points}, ${places}.`];
  return [`Overfitting costs ${points}: accuracy falls ${places}.`];
}

function shiftSentence({ to, total, noise }: Gap): string[] {
  if (total === null) return [];
  const points = formatPoints(Math.abs(total));
  if (total === 0 || isWithinNoise(noise.total)) return [`From the hold-out to ${to} accuracy changes by ${points}, within sampling noise: no shift that it shows.`];
  return [`From the hold-out to ${to} it ${total < 0 ? "falls" : "rises"} by ${points}: that is shift, for the net saw neither.`];
}
