import { SPLITS, type PerSplit, type Split } from "../split";
import type { Column, Table } from "../table";
import type { Duplicates, SharedRows } from "./profile";
import type { ComparedColumn } from "./row-hash";
import { RowIndex } from "./row-index";
import { asPart, type Stepwise } from "./stepwise";

type Tables = Partial<PerSplit<Table>>;
type HeldColumn = Exclude<Column, { kind: "discarded" }>;

/**
 * Rows that are equal in all columns that are held, a missing value being equal to another: within each split, as
 * `DataFrame.duplicated().sum()`, and across splits, over the columns that both have. Exact.
 */
export function* findDuplicates(tables: Tables): Stepwise<Duplicates> {
  const loaded = SPLITS.filter((split) => tables[split] !== undefined);
  const comparer = new Comparer(tables);
  const within: Partial<PerSplit<number>> = {};
  const across: SharedRows[] = [];
  const total = loaded.reduce((sum, _, index) => sum + loaded.length - index, 0);
  let done = 0;
  for (const [place, from] of loaded.entries()) {
    const own = comparer.namesIn(from);
    const index = new RowIndex(comparer.columns(from, own), comparer.rows(from));
    const repeated = yield* asPart(index.fill(), done / total, (done + 1) / total);
    within[from] = own.length === 0 ? 0 : repeated;
    done++;
    for (const to of loaded.slice(place + 1)) {
      const shared = comparer.sharedNames(from, to);
      if (shared.length > 0) {
        const whole = shared.length === own.length;
        const counting = whole ? index.countOf(comparer.columns(to, shared), comparer.rows(to)) : comparer.countShared(from, to, shared);
        const rows = yield* asPart(counting, done / total, (done + 1) / total);
        across.push({ from, to, rows, compared: shared.length, columns: comparer.namesOf([from, to]).length });
      }
      done++;
    }
  }
  return { within, across, ...comparer.leftOut(loaded) };
}

/** Columns of several tables, made comparable. */
class Comparer {
  readonly #rows: ReadonlyMap<Split, number>;
  readonly #columns: ReadonlyMap<Split, ReadonlyMap<string, Column>>;
  /** A number for each text of a column, the same in all splits. */
  readonly #numbers = new Map<string, Map<string, number>>();

  constructor(tables: Tables) {
    const loaded = SPLITS.flatMap((split) => {
      const table = tables[split];
      return table === undefined ? [] : [{ split, table }];
    });
    this.#rows = new Map(loaded.map(({ split, table }) => [split, table.rows]));
    this.#columns = new Map(loaded.map(({ split, table }) => [split, new Map(table.columns.map((column) => [column.name, column]))]));
  }

  rows(split: Split): number {
    return this.#rows.get(split) ?? 0;
  }

  /** The columns of a split that are held. */
  namesIn(split: Split): string[] {
    return [...this.#of(split).values()].filter(({ kind }) => kind !== "discarded").map(({ name }) => name);
  }

  /** Those that another split holds too, as the same kind of values. */
  sharedNames(from: Split, to: Split): string[] {
    const theirs = this.#of(to);
    return this.namesIn(from).filter((name) => theirs.get(name)?.kind === this.#of(from).get(name)?.kind);
  }

  columns(split: Split, names: readonly string[]): ComparedColumn[] {
    return names.flatMap((name) => {
      const column = this.#of(split).get(name);
      return column === undefined || column.kind === "discarded" ? [] : [this.#compared(column)];
    });
  }

  *countShared(from: Split, to: Split, names: readonly string[]): Stepwise<number> {
    const index = new RowIndex(this.columns(from, names), this.rows(from));
    yield* asPart(index.fill(), 0, 0.6);
    return yield* asPart(index.countOf(this.columns(to, names), this.rows(to)), 0.6, 1);
  }

  namesOf(splits: readonly Split[]): string[] {
    return [...new Set(splits.flatMap((split) => [...this.#of(split).keys()]))];
  }

  leftOut(loaded: readonly Split[]): Pick<Duplicates, "notHeld" | "notShared"> {
    const names = this.namesOf(loaded).map((name) => ({ name, kinds: new Set(loaded.map((split) => this.#of(split).get(name)?.kind)) }));
    return {
      notHeld: names.filter(({ kinds }) => kinds.has("discarded")).map(({ name }) => name),
      notShared: names.filter(({ kinds }) => kinds.size > 1 && !kinds.has("discarded")).map(({ name }) => name),
    };
  }

  #of(split: Split): ReadonlyMap<string, Column> {
    return this.#columns.get(split) ?? new Map<string, Column>();
  }

  #compared(column: HeldColumn): ComparedColumn {
    if (column.kind === "numeric") return { cells: column.values, numbering: null };
    const numbers = this.#numbers.get(column.name) ?? new Map<string, number>();
    this.#numbers.set(column.name, numbers);
    const numbering = new Float64Array(column.dictionary.length + 1).fill(-1);
    column.dictionary.forEach((text, code) => {
      const known = numbers.get(text) ?? numbers.size;
      numbers.set(text, known);
      numbering[code + 1] = known;
    });
    return { cells: column.codes, numbering };
  }
}
