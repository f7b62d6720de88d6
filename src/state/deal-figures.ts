import { planSentence } from "../domain/carve";
import { isPool, poolTitle, type DealPlan } from "../domain/pool";
import type { DealtRun } from "../domain/shift/deal-words";
import { SPLITS } from "../domain/split";
import type { AppState } from "./app-state";
import { formerRunOf, isSameDeal, type FormerRun } from "./former-run";

// What the panel reads from the state. Kept apart from the slice, so that it loads with the panel.

/** A run and what is told of it. */
export interface KnownRun extends DealtRun {
  readonly id: number;
  readonly pooled: boolean;
}

/** The last run with results on each deal of what is loaded, the files as they came first. */
export function knownRuns({ run, formerRuns, sources, label }: Pick<AppState, "run" | "formerRuns" | "sources" | "label">): KnownRun[] {
  const shown = run === null ? null : formerRunOf(run);
  const all = shown === null ? formerRuns : [...formerRuns.filter((former) => !isSameDeal(former, shown)), shown];
  // The same files in other roles are other data for a net, but the same rows.
  const loaded = [...new Set(SPLITS.flatMap((split) => sources[split]?.summary.sha256 ?? []))].sort().join();
  const labelText = JSON.stringify(label);
  return all
    .filter((each) => each.files.join() === loaded && JSON.stringify(each.label) === labelText)
    .map(told)
    .toSorted((a, b) => Number(a.pooled) - Number(b.pooled) || a.id - b.id);
}

/** Two of them that are to be held against each other: the files as they came, else the deal before, and the newest deal. */
export function beforeAndAfter(known: readonly KnownRun[]): readonly [KnownRun, KnownRun] | null {
  const after = known.findLast(({ pooled }) => pooled);
  const before = known.find(({ pooled }) => !pooled) ?? known.findLast((each) => each !== after);
  return after === undefined || before === undefined || before === after ? null : [before, after];
}

function told({ id, config, status, figures }: FormerRun): KnownRun {
  const { split = null, label: _, ...settings } = config;
  const pooled = split !== null && isPool(split);
  return {
    id,
    pooled,
    title: titleOf(split),
    atRandom: pooled && (split.method.type === "stratified" || split.method.type === "prevalence"),
    settings: JSON.stringify([settings, status === "stopped"]),
    figures,
  };
}

function titleOf(split: DealPlan | null): string {
  if (split === null) return "As the files came";
  return isPool(split) ? poolTitle(split) : `Divided from one file: ${planSentence(split).replace(/\.$/, "")}`;
}
