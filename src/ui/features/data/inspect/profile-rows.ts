import type { ColumnProfile } from "../../../../domain/inspect/profile";
import type { Split } from "../../../../domain/split";
import type { Profiles } from "../../../../state/inspections";
import { nameHolds } from "../../../components/name-holds";

/** One column of one split; null where the split lacks it. */
export interface ProfileRow {
  readonly name: string;
  readonly split: Split;
  readonly profile: ColumnProfile | null;
  /** The first row of its column: the others stand below it. */
  readonly leads: boolean;
}

/** What columns can be sorted by, of the first split that has them. */
export type SortKey = "missing" | "unique" | "memory" | "mean" | "std" | "min" | "max";

/** Null: the order of the files. */
export type SortOrder = { readonly by: SortKey | "name"; readonly direction: "ascending" | "descending" } | null;

const FIGURES: Readonly<Record<SortKey, (profile: ColumnProfile) => number | null>> = {
  missing: ({ missing }) => missing,
  unique: ({ unique }) => unique,
  memory: ({ memoryBytes }) => memoryBytes,
  mean: ({ statistics }) => statistics?.mean ?? null,
  std: ({ statistics }) => statistics?.std ?? null,
  min: ({ statistics }) => statistics?.min ?? null,
  max: ({ statistics }) => statistics?.max ?? null,
};

/**
 * The columns whose names hold the filter's text, each with a row a split. In descending order the largest come first;
 * columns without the figure come last either way.
 */
export function profileRows(profiles: Profiles, splits: readonly Split[], filter: string, order: SortOrder): ProfileRow[] {
  const bySplit = splits.map((split) => ({ split, byName: new Map(profiles[split]?.map((profile) => [profile.name, profile])) }));
  const names = [...new Set(bySplit.flatMap(({ byName }) => [...byName.keys()]))].filter((name) => nameHolds(name, filter));
  if (order !== null) {
    const figureOf = (name: string): number | null => {
      const profile = bySplit.map(({ byName }) => byName.get(name)).find((found) => found !== undefined);
      return order.by === "name" || profile === undefined ? null : FIGURES[order.by](profile);
    };
    const keyed = names.map((name) => ({ name, figure: figureOf(name) }));
    keyed.sort(order.by === "name" ? (a, b) => signOf(order) * a.name.localeCompare(b.name) : (a, b) => compared(a.figure, b.figure, signOf(order)));
    names.splice(0, names.length, ...keyed.map(({ name }) => name));
  }
  return names.flatMap((name) =>
    bySplit.map(({ split, byName }, index) => ({ name, split, profile: byName.get(name) ?? null, leads: index === 0 })),
  );
}

/** Ascending, then descending, then the order of the files again. */
export function nextOrder(order: SortOrder, by: SortKey | "name"): SortOrder {
  if (order?.by !== by) return { by, direction: "ascending" };
  return order.direction === "ascending" ? { by, direction: "descending" } : null;
}

function signOf({ direction }: NonNullable<SortOrder>): number {
  return direction === "ascending" ? 1 : -1;
}

function compared(a: number | null, b: number | null, sign: number): number {
  if (!isFigure(a) || !isFigure(b)) return Number(isFigure(b)) - Number(isFigure(a));
  return a < b ? -sign : a > b ? sign : 0;
}

function isFigure(value: number | null): value is number {
  return value !== null && !Number.isNaN(value);
}
