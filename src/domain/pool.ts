import { percentText, refusal, refuseShares, refuseValues, valuesText, type CarvePlan, type SplitValues } from "./carve";
import { formatPrevalence } from "./format";
import type { LabelSpec } from "./prepared";
import { quotedList, type Problem } from "./problem";
import { SPLIT_TITLES, SPLITS, type PerSplit, type Split } from "./split";

/** By what the rows of all files together are dealt anew. */
export type PoolMethod =
  /** At random, each class dealt in the same shares: all splits get the same mix, and rows of the same kinds. */
  | { readonly type: "stratified"; readonly label: LabelSpec; readonly seed: number }
  /** At random within each class, so many of each that every split has the share of positives asked for. */
  | { readonly type: "prevalence"; readonly label: LabelSpec; readonly prevalences: PerSplit<number>; readonly seed: number }
  /** By the order of a column of numbers, such as a time: the lowest to train, the highest to test. */
  | { readonly type: "order"; readonly column: string }
  /** By the values of a column (host, day); values that are not named go to train. */
  | { readonly type: "column"; readonly column: string; readonly values: SplitValues };

/** Pools the rows of files and deals them to all three splits anew. */
export interface PoolPlan {
  readonly from: "pool";
  /** The splits whose files are pooled, in the fixed order. */
  readonly of: readonly Split[];
  /** Shares of the rows that are dealt; they add up to 1. Not used by the method "column". */
  readonly shares: PerSplit<number>;
  readonly method: PoolMethod;
}

/** How splits are made otherwise than a file each. */
export type DealPlan = CarvePlan | PoolPlan;

export function isPool(plan: DealPlan): plan is PoolPlan {
  return plan.from === "pool";
}

/** What a deal comes to, known before it is done. */
export interface PoolForecast {
  /** Positives are null where no label is known. */
  readonly splits: PerSplit<{ readonly rows: number; readonly positives: number | null }>;
  /** Rows that no split gets. */
  readonly leftOut: number;
  /** Rows that lack the value they are dealt by; they go to train. */
  readonly withoutValue: number;
}

export type ForecastOutcome =
  | { readonly status: "foreseen"; readonly forecast: PoolForecast; readonly problems: readonly Problem[] }
  | { readonly status: "refused"; readonly problem: Problem };

/** What stands against a plan, before any row is looked at; null when nothing does. */
export function refusePool({ of, shares, method }: PoolPlan): Problem | null {
  if (of.length === 0) return refusal("There is no file whose rows could be dealt.", "Name the files to be pooled.");
  if (method.type === "column") return refuseValues(method, SPLITS, ["validation", "test"]);
  const outside = method.type === "prevalence" ? SPLITS.find((split) => !isShare(method.prevalences[split])) : undefined;
  if (outside !== undefined) {
    return refusal(`The share of positives of ${titleOf(outside)} is not between 0 and 100 %.`, "Change it.");
  }
  return refuseShares(shares, SPLITS);
}

function isShare(value: number): boolean {
  return value >= 0 && value <= 1;
}

/** The plan after two splits have exchanged their files. */
export function poolExchanged(plan: PoolPlan, a: Split, b: Split): PoolPlan {
  const moved = plan.of.map((split) => (split === a ? b : split === b ? a : split));
  return { ...plan, of: SPLITS.filter((split) => moved.includes(split)) };
}

/** How rows are dealt and to whom, in a sentence. */
export function poolSentence({ of, shares, method }: PoolPlan): string {
  const files = filesText(of);
  const parts = SPLITS.map((split) => `${percentText(shares[split])} ${titleOf(split)}`).join(", ");
  switch (method.type) {
    case "stratified":
      return `The rows of ${files}: ${parts}, dealt at random with each class of "${method.label.column}" in the same shares (seed ${method.seed}).`;
    case "prevalence": {
      const mixes = SPLITS.map((split) => `${formatPrevalence(method.prevalences[split])} of ${titleOf(split)}`).join(", ");
      return `Rows of ${files}: ${parts}, drawn at random so that ${mixes} is positive by "${method.label.column}" (seed ${method.seed}).`;
    }
    case "order":
      return `The rows of ${files} in the order of "${method.column}": ${parts}.`;
    case "column": {
      const named = (["validation", "test"] as const).map((split) => `whose "${method.column}" ${valuesText(method, split)} to ${titleOf(split)}`);
      return `The rows of ${files}: those ${named.join(", those ")}, the others to train.`;
    }
  }
}

/** What a deal is called where it stands among others: all that tells it from them. */
export function poolTitle({ shares, method }: PoolPlan): string {
  const rows = shareList(shares, (share) => percentText(share).replace(/ %$/, ""));
  switch (method.type) {
    case "stratified":
      return `Dealt at random, the same mix in all splits (${rows} %, seed ${method.seed})`;
    case "prevalence":
      return `Dealt to ${shareList(method.prevalences, (share) => formatPrevalence(share))} positives (${rows} % of the rows, seed ${method.seed})`;
    case "order":
      return `Dealt in the order of "${method.column}" (${rows} %)`;
    case "column": {
      const named = (["validation", "test"] as const).map((split) => `${quotedList(method.values[split] ?? [])} to ${titleOf(split)}`);
      return `Dealt by the values of "${method.column}": ${named.join(", ")}`;
    }
  }
}

/** For example "60 / 20 / 20". */
function shareList(of: PerSplit<number>, text: (share: number) => string): string {
  return SPLITS.map((split) => text(of[split])).join(" / ");
}

/** What a split got, in a sentence. */
export function pooledSentence({ of, shares, method }: PoolPlan, split: Split): string {
  const files = filesText(of);
  const share = percentText(shares[split]);
  switch (method.type) {
    case "stratified":
      return `${share} of the rows of ${files}, dealt at random with each class of "${method.label.column}" in the same shares (seed ${method.seed}).`;
    case "prevalence":
      return `${share} of the rows dealt from ${files}, drawn at random so that ${formatPrevalence(method.prevalences[split])} is positive by "${method.label.column}" (seed ${method.seed}).`;
    case "order":
      return `${share} of the rows of ${files}, ${PLACES[split]} in the order of "${method.column}".`;
    case "column":
      return `The rows of ${files} whose "${method.column}" ${valuesText(method, split)}.`;
  }
}

const PLACES: PerSplit<string> = { train: "the first", validation: "those in the middle", test: "the last" };

function filesText(of: readonly Split[]): string {
  if (of.length === SPLITS.length) return "all three files";
  const names = of.map(titleOf);
  return names.length === 1 ? `the ${names[0] ?? ""} file` : `the ${names.join(" and the ")} file`;
}

function titleOf(split: Split): string {
  return SPLIT_TITLES[split].toLowerCase();
}
