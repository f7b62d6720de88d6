import { formatPercent, formatPoints, formatPrevalence } from "../format";
import type { Confusion } from "../history";
import { counted } from "../problem";
import type { Against } from "./against";
import { gapOf, isWithinNoise, type Gap, type NamedCounts } from "./gap";
import { noiseText } from "./gap-words";

/**
 * The way from train to another split by way of rows of train that were held out. Both are of one world, so the first
 * step can only be overfitting; the net was trained on neither the hold-out nor the other split, so the second can only be
 * shift, but for what `Acquaintance` says.
 */
export interface GapByHoldout<Name extends string = string> {
  readonly overfitting: Gap<Name | "train" | "the hold-out">;
  readonly shift: Gap<Name | "train" | "the hold-out">;
}

/** What a net may know of rows that it was not trained on, as far as it is known. */
export interface Acquaintance {
  /** Shares of the rows of a split that stand in train too. */
  readonly shared: Readonly<Record<Against, number>>;
  /** Rows of train repeat others of train. */
  readonly repeats: boolean;
  /** By which rows early stopping chose the epoch; null where it did not. */
  readonly chosenBy: Against | "the hold-out" | null;
}

export const STRANGERS: Acquaintance = { shared: { validation: 0, test: 0 }, repeats: false, chosenBy: null };

/** @param train of the rows trained on, with the labels that they were trained on */
export function gapByHoldout<Name extends string>(train: Confusion, holdout: Confusion, to: NamedCounts<Name>): GapByHoldout<Name> {
  const between = { name: "the hold-out", confusion: holdout } as const;
  return { overfitting: gapOf<Name | "train" | "the hold-out">({ name: "train", confusion: train }, between), shift: gapOf<Name | "train" | "the hold-out">(between, to) };
}

/** How much overfitting there is, and how much of the gap is left for shift, a sentence each. */
export function overfittingSentences(byHoldout: readonly GapByHoldout<Against>[], knows: Acquaintance = STRANGERS): string[] {
  const overfitting = byHoldout[0]?.overfitting;
  if (overfitting === undefined) return [];
  return [...overfittingSentence(overfitting), ...holdoutSentence(knows), ...byHoldout.flatMap(({ shift }) => shiftSentence(shift, knows))];
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

/** Why the hold-out may make the net look better than it is. */
function holdoutSentence({ repeats, chosenBy }: Acquaintance): string[] {
  const reasons = [...(repeats ? ["some of its rows repeat others of train"] : []), ...(chosenBy === "the hold-out" ? ["early stopping chose the epoch by it"] : [])];
  return reasons.length === 0 ? [] : [`The hold-out flatters the net a little, for ${reasons.join(", and ")}: overfitting may be larger.`];
}

function shiftSentence({ to, total, noise }: Gap<Against | "train" | "the hold-out">, { shared, chosenBy }: Acquaintance): string[] {
  if (total === null || (to !== "validation" && to !== "test")) return [];
  const points = formatPoints(Math.abs(total));
  const same = shared[to];
  const reasons = [...(same > 0 ? [`${formatPrevalence(same)} of its rows stand in train too`] : []), ...(chosenBy === to ? ["early stopping chose the epoch by it"] : [])];
  const flatters = reasons.length === 0 ? "" : `, and of how ${to} flatters the net, for ${reasons.join(", and ")}`;
  if (total === 0 || isWithinNoise(noise.total)) {
    return [`From the hold-out to ${to} accuracy changes by ${points}, within sampling noise: no shift that it shows${flatters === "" ? "" : `, though ${to} flatters the net, for ${reasons.join(", and ")}`}.`];
  }
  const cause = flatters === "" ? "that is shift, for the net was trained on neither" : `that comes of shift${flatters}`;
  return [`From the hold-out to ${to} it ${total < 0 ? "falls" : "rises"} by ${points}: ${cause}.`];
}
