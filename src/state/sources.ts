import type { Problem } from "../domain/problem";
import { SPLITS, type Split } from "../domain/split";
import type { SplitSummary } from "../domain/table";
import { mapSplits } from "./by-split";
import type { Readings, SourceFile } from "./file-reading";

type Sources = Partial<Record<Split, SourceFile>>;

/** What is shown of the splits. */
interface Shown {
  readonly files: Partial<Record<Split, SplitSummary>>;
  readonly fileProblems: Partial<Record<Split, readonly Problem[]>>;
}

export function isReading(readings: Readings): boolean {
  return SPLITS.some((split) => readings[split] !== undefined);
}

/** What there is of splits as they were read, before anything is carved. */
export function shownOf(sources: Sources): Shown {
  return { files: mapSplits(sources, ({ summary }) => summary), fileProblems: mapSplits(sources, ({ problems }) => problems) };
}

/** Summaries and problems say which split they are of. */
export function relabelled(sources: Sources): Sources {
  return mapSplits(sources, (source, split) => ({
    ...source,
    summary: { ...source.summary, split },
    problems: source.problems.map((each) => ({ ...each, split, choices: each.choices.map((choice) => ofSplit(choice, split)) })),
  }));
}

function ofSplit(choice: Problem["choices"][number], split: Split): Problem["choices"][number] {
  return choice.effect.kind === "rules" ? { ...choice, effect: { ...choice.effect, splits: [split] } } : choice;
}
