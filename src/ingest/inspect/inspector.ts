import { profileColumn } from "../../domain/inspect/column-profile";
import { correlate } from "../../domain/inspect/correlation";
import { findDuplicates } from "../../domain/inspect/duplicates";
import { findingsOf } from "../../domain/inspect/findings";
import { histogramOf } from "../../domain/inspect/histogram";
import type { AxisScale, ColumnProfile, Correlation, Duplicates, Finding, Histogram, RowPage } from "../../domain/inspect/profile";
import { findRepeats } from "../../domain/inspect/repeats";
import { asPart, type Stepwise } from "../../domain/inspect/stepwise";
import { SPLITS, type PerSplit, type Split } from "../../domain/split";
import type { Column, SplitSummary, Table } from "../../domain/table";
import { atPace, type Watcher } from "./pace";
import { chosenColumns, pageOf } from "./rows";

/** A split that can be looked at. */
export interface InspectedSplit {
  readonly table: Table;
  readonly summary: Pick<SplitSummary, "columns">;
}

export type InspectedSplits = Readonly<Partial<PerSplit<InspectedSplit>>>;

/** Looks at the tables that are loaded at the time of asking. A split that is not loaded has no rows and no columns. */
export interface Inspector {
  rows(request: { split: Split; from: number; count: number; columns: readonly string[] | null }): RowPage;
  profile(request: { split: Split; columns: readonly string[] | null }, watcher: Watcher): Promise<readonly ColumnProfile[]>;
  histogram(request: { column: string; scale: AxisScale }, watcher: Pick<Watcher, "signal">): Promise<Histogram | null>;
  correlation(request: { split: Split; columns: readonly string[] }, watcher: Watcher): Promise<Correlation>;
  duplicates(watcher: Watcher): Promise<Duplicates>;
  findings(watcher: Watcher): Promise<readonly Finding[]>;
}

export function createInspector(loaded: () => InspectedSplits): Inspector {
  /** A column never changes, so what was seen of it holds as long as it is held. */
  const profiles = new WeakMap<Column, ColumnProfile>();
  let duplicates: { readonly of: string; readonly found: Duplicates } | null = null;
  /** Tables are told apart by numbers, so that none is kept from being let go. */
  const numbers = new WeakMap<Table, number>();
  let numbered = 0;

  const numberOf = (table: Table): number => {
    const number = numbers.get(table) ?? ++numbered;
    numbers.set(table, number);
    return number;
  };

  function* profileOf({ table, summary }: InspectedSplit, index: number): Stepwise<ColumnProfile> {
    const column = table.columns[index]!;
    const known = profiles.get(column);
    if (known !== undefined) return known;
    const profile = yield* profileColumn(column, summary.columns[index] ?? { dtype: "object", missing: 0 }, table.rows);
    profiles.set(column, profile);
    return profile;
  }

  function* profilesOf(split: InspectedSplit, names: readonly string[] | null): Stepwise<readonly ColumnProfile[]> {
    const places = new Map(split.table.columns.map(({ name }, index) => [name, index]));
    const wanted = names === null ? [...places.values()] : names.flatMap((name) => places.get(name) ?? []);
    const found: ColumnProfile[] = [];
    for (const [done, index] of wanted.entries()) {
      found.push(yield* asPart(profileOf(split, index), done / wanted.length, (done + 1) / wanted.length));
      yield (done + 1) / wanted.length;
    }
    return found;
  }

  function* duplicatesOf(splits: InspectedSplits): Stepwise<Duplicates> {
    const tables = tablesOf(splits);
    const of = SPLITS.map((split) => (tables[split] === undefined ? "" : numberOf(tables[split]))).join();
    if (duplicates?.of === of) return duplicates.found;
    const found = yield* findDuplicates(tables);
    duplicates = { of, found };
    return found;
  }

  function* lookForFindings(splits: InspectedSplits): Stepwise<readonly Finding[]> {
    const present = SPLITS.flatMap((split) => {
      const own = splits[split];
      return own === undefined ? [] : [{ split, own }];
    });
    const rows: Partial<PerSplit<number>> = {};
    const seen: Partial<PerSplit<readonly ColumnProfile[]>> = {};
    for (const [done, { split, own }] of present.entries()) {
      rows[split] = own.table.rows;
      seen[split] = yield* asPart(profilesOf(own, null), (0.4 * done) / present.length, (0.4 * (done + 1)) / present.length);
    }
    const first = present[0];
    const repeats = first === undefined ? [] : yield* asPart(findRepeats(first.own.table), 0.4, 0.7);
    const found = yield* asPart(duplicatesOf(splits), 0.7, 1);
    return findingsOf({ rows, profiles: seen, duplicates: found, repeats, repeatsIn: first?.split ?? null });
  }

  return {
    rows: ({ split, ...wanted }) => pageOf(loaded()[split]?.table ?? NO_ROWS, wanted),

    profile: async ({ split, columns }, watcher) => {
      const own = loaded()[split];
      return own === undefined ? [] : atPace(profilesOf(own, columns), watcher);
    },

    histogram: ({ column, scale }, { signal }) => {
      const columns: Partial<PerSplit<Column>> = {};
      for (const split of SPLITS) {
        const own = loaded()[split]?.table.columns.find(({ name }) => name === column);
        if (own !== undefined) columns[split] = own;
      }
      return atPace(histogramOf(column, columns, scale), { signal, emit: () => undefined });
    },

    correlation: async ({ split, columns: names }, watcher) => {
      const columns = chosenColumns(loaded()[split]?.table ?? NO_ROWS, names).filter((column) => column.kind === "numeric");
      const matrix = await atPace(correlate(columns.map(({ values }) => values)), watcher);
      return { split, columns: columns.map(({ name }) => name), matrix };
    },

    duplicates: (watcher) => atPace(duplicatesOf(loaded()), watcher),

    findings: (watcher) => atPace(lookForFindings(loaded()), watcher),
  };
}

const NO_ROWS: Table = { rows: 0, columns: [] };

function tablesOf(splits: InspectedSplits): Partial<PerSplit<Table>> {
  const tables: Partial<PerSplit<Table>> = {};
  for (const split of SPLITS) {
    const own = splits[split];
    if (own !== undefined) tables[split] = own.table;
  }
  return tables;
}
