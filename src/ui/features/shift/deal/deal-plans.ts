import { USUAL_SHARES } from "../../../../domain/carve";
import { proposedValues } from "../../../../domain/carve-values";
import type { PoolMethod, PoolPlan } from "../../../../domain/pool";
import type { LabelSpec } from "../../../../domain/prepared";
import { perSplit, SPLITS, type PerSplit, type Split } from "../../../../domain/split";
import type { SplitSummary, ValueCount } from "../../../../domain/table";

type Files = Partial<Record<Split, SplitSummary>>;
export type MethodType = PoolMethod["type"];

/** By what the rows of these files can be dealt. */
export interface Means {
  readonly label: LabelSpec | null;
  /** Columns of numbers, or of dates, that all files have. */
  readonly orders: readonly string[];
  /** Columns of few values that all files have, with the rows of each value in all of them. */
  readonly classes: ReadonlyMap<string, readonly ValueCount[]>;
}

/** A column of more values than this over all files is dealt by its order, if at all. */
const MAX_VALUES = 60;
const TIME = /time|date|stamp|^ts$/i;
const GROUP = /host|day|user|site|group/i;

export function meansOf(files: Files, label: LabelSpec | null): Means {
  const summaries = SPLITS.flatMap((split) => files[split] ?? []);
  const [first, ...others] = summaries;
  const shared = (first?.columns ?? []).filter(({ name }) => others.every(({ columns }) => columns.some((each) => each.name === name)));
  const hasLabel = label !== null && shared.some(({ name }) => name === label.column);
  // Dealt by the answer itself, splits would have one class each.
  const askable = shared.filter(({ name }) => name !== label?.column);
  const all = askable.map(({ name }) => ({ name, columns: summaries.flatMap(({ columns }) => columns.find((each) => each.name === name) ?? []) }));
  const orders = all.filter(({ columns }) => columns.every(({ kind }) => kind === "numeric") || columns.every(({ dates }) => dates === true)).map(({ name }) => name);
  const classes = all.flatMap(({ name, columns }): [string, ValueCount[]][] => {
    const counts = new Map<string, number>();
    for (const { values } of columns) for (const { value, count } of values ?? []) counts.set(value, (counts.get(value) ?? 0) + count);
    const few = counts.size >= SPLITS.length && counts.size <= MAX_VALUES && columns.every(({ values }) => values !== null);
    return few ? [[name, [...counts].map(([value, count]) => ({ value, count }))]] : [];
  });
  const byName = new Map(classes);
  return {
    label: hasLabel ? label : null,
    orders: telling(orders, TIME),
    classes: new Map(telling([...byName.keys()], GROUP).map((name) => [name, byName.get(name) ?? []])),
  };
}

/** Those of a telling name first. */
function telling(names: readonly string[], pattern: RegExp): string[] {
  return [...names.filter((name) => pattern.test(name)), ...names.filter((name) => !pattern.test(name))];
}

/** The ways to deal that there are means for. */
export function methodsOf({ label, orders, classes }: Means): MethodType[] {
  return [
    ...(label === null ? [] : (["stratified", "prevalence"] as const)),
    ...(orders.length === 0 ? [] : (["order"] as const)),
    ...(classes.size === 0 ? [] : (["column"] as const)),
  ];
}

/** Why ways to deal are not offered, a sentence each. */
export function notOffered({ label, orders, classes }: Means): string[] {
  return [
    ...(label === null ? ["There is no label that all files have, so rows cannot be dealt class by class."] : []),
    ...(orders.length === 0 ? [`There is no order to deal by: no column of numbers or dates is in all files. ${NO_ORDER}`] : []),
    ...(classes.size === 0 ? [`There are no values to deal by: no column that all files have has ${VALUES}.`] : []),
  ];
}

const NO_ORDER = "Text has no order here unless all of it is dates such as 2021-05-03, and text of more than 1,000 different values is not kept.";
const VALUES = `${SPLITS.length} to ${MAX_VALUES} different values`;

/** Which columns are offered for a way to deal. */
export const OFFERED = {
  order: `Columns of numbers and of dates. ${NO_ORDER}`,
  column: `Columns with ${VALUES} in all files together. Those with more are dealt by their order.`,
} as const;

/** The usual way to deal of a kind; null where there are no means for it. */
export function methodOf(type: MethodType, { label, orders, classes }: Means, before: { readonly shares: PerSplit<number>; readonly seed: number }): PoolMethod | null {
  const { shares, seed } = before;
  switch (type) {
    case "stratified":
      return label === null ? null : { type, label, seed };
    case "prevalence":
      return label === null ? null : { type, label, prevalences: perSplit(() => 0.5), seed };
    case "order": {
      const [column] = orders;
      return column === undefined ? null : { type, column };
    }
    case "column": {
      const [column] = classes.keys();
      return column === undefined ? null : byColumn(column, classes, shares);
    }
  }
}

export function byColumn(column: string, classes: Means["classes"], shares: PerSplit<number>): PoolMethod {
  return { type: "column", column, values: proposedValues(classes.get(column) ?? [], SPLITS, shares) };
}

/** Whether a plan can still be made of these files, as far as their columns tell. */
export function isPossible({ of: pooled, method }: PoolPlan, of: readonly Split[], { label, orders, classes }: Means): boolean {
  if (pooled.join() !== of.join()) return false;
  if (method.type === "order") return orders.includes(method.column);
  return method.type === "column" ? classes.has(method.column) : label !== null;
}

/** What is proposed at first; null where the files cannot be dealt. */
export function firstPlan(of: readonly Split[], means: Means): PoolPlan | null {
  const [type] = methodsOf(means);
  const method = type === undefined ? null : methodOf(type, means, { shares: USUAL_SHARES, seed: 0 });
  return method === null || of.length === 0 ? null : { from: "pool", of, shares: USUAL_SHARES, method };
}

/** Validation and test get what is typed, train the rest. */
export function withShare(shares: PerSplit<number>, split: "validation" | "test", share: number): PerSplit<number> {
  const changed = { ...shares, [split]: share };
  return { ...changed, train: Number((1 - changed.validation - changed.test).toFixed(12)) };
}

export function refuseShare(shares: PerSplit<number>, split: "validation" | "test", percent: number): string | null {
  if (!(percent > 0 && percent < 100)) return "Type a share between 0 and 100 %.";
  return withShare(shares, split, percent / 100).train > 0 ? null : "Nothing would be left for train.";
}

export function refusePrevalence(percent: number): string | null {
  return percent >= 0 && percent <= 100 ? null : "Type a share from 0 to 100 %.";
}
