import type { Column, ColumnSummary, TextColumn, ValueCount } from "../table";
import { distributionOf, distributionOfCounts, type Distribution } from "./distribution";
import type { ColumnProfile, NumericStatistics } from "./profile";
import { numericStatistics } from "./statistics";
import type { Stepwise } from "./stepwise";

const MOST_TOP = 5;
/** As `DataFrame.info()` counts: a number, or a pointer to a text. */
const BYTES_A_VALUE = 8;
const BYTES_A_CHARACTER = 2;

/**
 * One column of one split, as `DataFrame.info()` and `describe()` tell.
 * @param summary what was found while reading: the type by pandas' rules, and the missing values of text that is not held
 */
export function* profileColumn(
  column: Column,
  { dtype, missing }: Pick<ColumnSummary, "dtype" | "missing">,
  rows: number,
): Stepwise<ColumnProfile> {
  const shared = { uniqueAbout: null, name: column.name, kind: column.kind, dtype, memoryBytes: rows * (dtype === "bool" ? 1 : BYTES_A_VALUE) };
  if (column.kind === "discarded") {
    return { ...shared, nonNull: rows - missing, missing, unique: null, uniqueAbout: column.distinct, heldBytes: 0, statistics: null, top: [] };
  }
  if (column.kind === "text") return { ...shared, ...textFigures(column, dtype === "int64" || dtype === "uint64") };
  const distribution = yield* distributionOf(column.values);
  const { unique, top } = commonest(distribution);
  return {
    ...shared,
    nonNull: distribution.present,
    missing: distribution.missing,
    unique,
    heldBytes: column.values.byteLength,
    statistics: numericStatistics(distribution),
    top: top.map(({ value, count }) => ({ value: String(value), count })),
  };
}

/** @param whole the texts are whole numbers, too large for a float64 to hold each */
function textFigures({ codes, dictionary }: TextColumn, whole: boolean): Pick<ColumnProfile, "nonNull" | "missing" | "unique" | "heldBytes" | "statistics" | "top"> {
  const counts = countsByCode(codes, dictionary.length);
  const present = dictionary.map((value, code) => ({ value, count: counts[code] ?? 0 })).filter(({ count }) => count > 0);
  const nonNull = present.reduce((sum, { count }) => sum + count, 0);
  const characters = dictionary.reduce((sum, { length }) => sum + length, 0);
  return {
    nonNull,
    missing: codes.length - nonNull,
    unique: present.length,
    heldBytes: codes.byteLength + BYTES_A_CHARACTER * characters,
    statistics: whole ? largeStatistics(present, codes.length - nonNull) : null,
    top: commonestTexts(present, MOST_TOP),
  };
}

/** Figures of whole numbers that are kept as text: as float64, as `DataFrame.describe()` gives them. */
function largeStatistics(counted: readonly ValueCount[], missing: number): NumericStatistics {
  const runs = counted.map(({ value, count }) => ({ value: Number(value), count })).sort((a, b) => a.value - b.value);
  return numericStatistics(distributionOfCounts(runs, missing));
}

/** How many rows have each code of a dictionary. */
export function countsByCode(codes: TextColumn["codes"], texts: number): Uint32Array {
  const counts = new Uint32Array(texts);
  for (let row = 0; row < codes.length; row++) {
    const code = codes[row]!;
    if (code >= 0) counts[code]!++;
  }
  return counts;
}

/** The most frequent first; of equally frequent ones in the order of their characters. */
export function commonestTexts(counted: readonly ValueCount[], most: number): ValueCount[] {
  return counted.toSorted((a, b) => b.count - a.count || (a.value < b.value ? -1 : 1)).slice(0, most);
}

interface Commonest {
  readonly unique: number;
  readonly top: readonly { readonly value: number; readonly count: number }[];
}

/** The distinct values of a column, counted, and the most frequent of them; of equally frequent ones the least first. */
export function commonest(distribution: Distribution, most = MOST_TOP): Commonest {
  const top: { value: number; count: number }[] = [];
  let unique = 0;
  distribution.eachRun((value, count) => {
    unique++;
    if (top.length === most && count <= (top[most - 1]?.count ?? 0)) return;
    let at = top.length;
    while (at > 0 && (top[at - 1]?.count ?? 0) < count) at--;
    top.splice(at, 0, { value, count });
    if (top.length > most) top.pop();
  });
  return { unique, top };
}
