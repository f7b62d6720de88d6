import { problem, quotedList, type Problem } from "./problem";
import { SPLIT_TITLES, SPLITS, type PerSplit, type Split } from "./split";

/** By what the rows of one file are dealt to splits. */
export type CarveMethod =
  /** At random, each class of a column dealt in the same shares. */
  | { readonly type: "stratified"; readonly column: string; readonly seed: number }
  | { readonly type: "random"; readonly seed: number }
  /** The first rows to train, the next to validation, the last to test. */
  | { readonly type: "order" }
  /** By the values of a column (host, day); values that are not named stay with `from`. */
  | { readonly type: "column"; readonly column: string; readonly values: SplitValues };

/** The values of a column that go to each split. */
export type SplitValues = Partial<PerSplit<readonly string[]>>;

/** Makes splits that have no file of their own out of one that has. */
export interface CarvePlan {
  /** The split whose file is divided; it keeps what the others do not get. */
  readonly from: Split;
  /** The splits that get rows, without `from`. */
  readonly into: readonly Split[];
  /** Shares of the rows, of `from` and each of `into`; they add up to 1. Not used by the method "column". */
  readonly shares: Partial<PerSplit<number>>;
  readonly method: CarveMethod;
}

/** Of a carving that nobody has changed: most to learn from, a fifth each to choose by and to be judged on. */
export const USUAL_SHARES: PerSplit<number> = { train: 0.6, validation: 0.2, test: 0.2 };

/** The splits that a plan deals rows to, in the fixed order. */
export function carvedSplits({ from, into }: Pick<CarvePlan, "from" | "into">): Split[] {
  return SPLITS.filter((split) => split === from || into.includes(split));
}

/** Makes what is missing out of the largest split that is there. Null when nothing is loaded or nothing is missing. */
export function usualPlan(loaded: readonly Split[], label: string | null): CarvePlan | null {
  const into = SPLITS.filter((split) => !loaded.includes(split));
  const from = SPLITS.find((split) => loaded.includes(split));
  if (from === undefined || into.length === 0) return null;
  const method: CarveMethod =
    label === null ? { type: "random", seed: 0 } : { type: "stratified", column: label, seed: 0 };
  return { from, into, shares: usualShares(from, into), method };
}

/** `from` keeps what the others do not get. */
export function usualShares(from: Split, into: readonly Split[]): Partial<PerSplit<number>> {
  const shares: Partial<PerSplit<number>> = {};
  for (const split of into) shares[split] = USUAL_SHARES[split];
  return { ...shares, [from]: rest(shares) };
}

/** The plan without splits that have a file of their own now; null when none is left to be made. */
export function withoutSplits(plan: CarvePlan, loaded: readonly Split[]): CarvePlan | null {
  const into = plan.into.filter((split) => !loaded.includes(split));
  if (into.length === 0) return null;
  if (into.length === plan.into.length) return plan;
  const shares: Partial<PerSplit<number>> = {};
  for (const split of into) shares[split] = plan.shares[split] ?? 0;
  const { method } = plan;
  return {
    ...plan,
    into,
    shares: { ...shares, [plan.from]: rest(shares) },
    method: method.type === "column" ? { ...method, values: only(method.values, [plan.from, ...into]) } : method,
  };
}

/** The plan after two splits have exchanged their files. */
export function exchanged(plan: CarvePlan, a: Split, b: Split): CarvePlan {
  const other = (split: Split): Split => (split === a ? b : split === b ? a : split);
  const swap = <T>(values: Partial<PerSplit<T>>): Partial<PerSplit<T>> => {
    const swapped: Partial<PerSplit<T>> = {};
    for (const split of SPLITS) {
      const value = values[split];
      if (value !== undefined) swapped[other(split)] = value;
    }
    return swapped;
  };
  const { method } = plan;
  return {
    from: other(plan.from),
    into: plan.into.map(other),
    shares: swap(plan.shares),
    method: method.type === "column" ? { ...method, values: swap(method.values) } : method,
  };
}

/** What stands against a plan, before any row is looked at; null when nothing does. */
export function refusePlan({ from, into, shares, method }: CarvePlan): Problem | null {
  if (into.length === 0 || into.includes(from)) {
    return refusal("A split is carved out of the file of another.", "Name the splits to be made.");
  }
  const splits = carvedSplits({ from, into });
  return method.type === "column" ? refuseValues(method, splits, into) : refuseShares(shares, splits);
}

/** What stands against dealing by values; each of `needing` needs one. */
export function refuseValues(
  { column, values }: { readonly column: string; readonly values: SplitValues },
  splits: readonly Split[],
  needing: readonly Split[],
): Problem | null {
  const named = splits.flatMap((split) => values[split] ?? []);
  const twice = named.filter((value, index) => named.indexOf(value) !== index);
  if (twice.length > 0) return refusal(`${quotedList(twice)} cannot go to two splits.`, "Give each value to one split.");
  const empty = needing.find((split) => (values[split] ?? []).length === 0);
  return empty === undefined ? null : refusal(`No value of "${column}" goes to the ${titleOf(empty)} split.`, "Give it at least one value.");
}

export function refuseShares(shares: Partial<PerSplit<number>>, splits: readonly Split[]): Problem | null {
  const of = splits.map((split) => shares[split] ?? 0);
  if (of.some((share) => !(share > 0))) return refusal("Every split needs a share above 0.", "Change the shares.");
  if (Math.abs(of.reduce((sum, share) => sum + share, 0) - 1) > 1e-6) {
    return refusal("The shares do not add up to 100 %.", "Change them so that they do.");
  }
  return null;
}

/** Of a plan that cannot be carried out, whatever the data. */
export function refusal(message: string, remedy: string): Problem {
  return problem("error", "config", message, remedy);
}

/** How rows are dealt and to whom, in a sentence. */
export function planSentence(plan: CarvePlan): string {
  const { method, shares } = plan;
  if (method.type === "column") {
    const named = plan.into.map((split) => `${quotedList(method.values[split] ?? [])} to ${titleOf(split)}`);
    return `By the values of "${method.column}": ${named.join(", ")}, the others to ${titleOf(plan.from)}.`;
  }
  const parts = carvedSplits(plan).map((split) => `${percentText(shares[split])} ${titleOf(split)}`);
  return `${parts.join(", ")}, ${howText(method)}.`;
}

/** What a split got of a file, in a sentence. */
export function carvedSentence({ method, shares }: CarvePlan, split: Split, file: string): string {
  if (method.type === "column") return `The rows of "${file}" whose "${method.column}" ${valuesText(method, split)}.`;
  return `${percentText(shares[split])} of "${file}", ${howText(method)}.`;
}

function howText(method: Exclude<CarveMethod, { type: "column" }>): string {
  switch (method.type) {
    case "stratified":
      return `dealt at random with each value of "${method.column}" in the same shares (seed ${method.seed})`;
    case "random":
      return `dealt at random (seed ${method.seed})`;
    case "order":
      return "by the order of its rows";
  }
}

/** A share that a person typed: 0.125 → "12.5 %". */
export function percentText(share = 0): string {
  return `${Number((share * 100).toFixed(2)).toLocaleString("en-GB")} %`;
}

/** How the rows of a split are known by their values: the end of a sentence that begins with the column. */
export function valuesText({ values }: { readonly values: SplitValues }, split: Split): string {
  const own = values[split] ?? [];
  if (own.length === 0) return "is given to no other split";
  return own.length === 1 ? `is ${quotedList(own)}` : `is one of ${quotedList(own)}`;
}

/** Shares are of tenths and hundredths, whose sums are not exact. */
function rest(shares: Partial<PerSplit<number>>): number {
  const given = SPLITS.reduce((sum, split) => sum + (shares[split] ?? 0), 0);
  return Number((1 - given).toFixed(12));
}

function only<T>(values: Partial<PerSplit<T>>, splits: readonly Split[]): Partial<PerSplit<T>> {
  const kept: Partial<PerSplit<T>> = {};
  for (const split of splits) {
    const value = values[split];
    if (value !== undefined) kept[split] = value;
  }
  return kept;
}

function titleOf(split: Split): string {
  return SPLIT_TITLES[split].toLowerCase();
}
