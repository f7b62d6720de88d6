import { isPool } from "../domain/pool";
import type { DealtRun } from "../domain/shift/deal-words";
import { perSplit, SPLITS } from "../domain/split";
import type { AppState } from "./app-state";
import { isSameDeal } from "./deal-slice";
import type { Run } from "./run-slice";

// What the panel reads from the state. Kept apart from the slice, so that it loads with the panel.

/** A run and what is told of it. */
export interface KnownRun extends DealtRun {
  readonly id: number;
  readonly pooled: boolean;
}

/** The last run with results on each deal of what is loaded, the files as they came first. */
export function knownRuns({ run, formerRuns, sources, label }: Pick<AppState, "run" | "formerRuns" | "sources" | "label">): KnownRun[] {
  const shown = run !== null && run.results !== null ? run : null;
  const all = shown === null ? formerRuns : [...formerRuns.filter((former) => !isSameDeal(former, shown)), shown];
  const loaded = contents(SPLITS.flatMap((split) => sources[split]?.summary.sha256 ?? []));
  const labelText = JSON.stringify(label);
  return all
    .filter(({ data }) => data !== null && contents(SPLITS.map((split) => data.files[split].sha256)) === loaded && JSON.stringify(data.label) === labelText)
    .flatMap((each) => told(each) ?? [])
    .toSorted((a, b) => Number(a.pooled) - Number(b.pooled) || a.id - b.id);
}

/** Two of them that are to be held against each other: the files as they came, else the deal before, and the newest deal. */
export function beforeAndAfter(known: readonly KnownRun[]): readonly [KnownRun, KnownRun] | null {
  const after = known.findLast(({ pooled }) => pooled);
  const before = known.find(({ pooled }) => !pooled) ?? known.findLast((each) => each !== after);
  return after === undefined || before === undefined || before === after ? null : [before, after];
}

/** The same files in other roles are other data for a net, but the same rows. */
function contents(hashes: readonly string[]): string {
  return [...new Set(hashes)].sort().join();
}

function told({ id, config, results, status }: Run): KnownRun | null {
  if (results === null) return null;
  const { split = null, label: _, ...settings } = config;
  const pooled = split !== null && isPool(split);
  return {
    id,
    pooled,
    title: pooled ? TITLES[split.method.type] : "As the files came",
    atRandom: pooled && (split.method.type === "stratified" || split.method.type === "prevalence"),
    settings: JSON.stringify([settings, status === "stopped"]),
    figures: perSplit((each) => {
      const { rows, positives, accuracy, baselineAccuracy, balancedAccuracy, f1 } = results.figures[each].evaluation;
      return { rows, positives, accuracy, baseline: baselineAccuracy, balancedAccuracy, f1 };
    }),
  };
}

const TITLES = {
  stratified: "Dealt at random, the same mix in all splits",
  prevalence: "Dealt to shares of positives",
  order: "Dealt in the order of a column",
  column: "Dealt by the values of a column",
} as const;
