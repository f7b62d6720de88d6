import type { Correlation } from "../../../../domain/inspect/profile";

export interface CorrelatedPair {
  readonly a: string;
  readonly b: string;
  readonly value: number;
}

/** The pairs of different columns that are correlated most, whatever the sign; those without a correlation are left out. */
export function strongestPairs({ columns, matrix }: Correlation, most: number): CorrelatedPair[] {
  const pairs: CorrelatedPair[] = [];
  for (const [i, a] of columns.entries()) {
    for (let j = i + 1; j < columns.length; j++) {
      const value = matrix[i * columns.length + j] ?? NaN;
      if (!Number.isNaN(value)) pairs.push({ a, b: columns[j] ?? "", value });
    }
  }
  return pairs.sort((one, other) => Math.abs(other.value) - Math.abs(one.value)).slice(0, most);
}

export interface ChangedPair {
  readonly a: string;
  readonly b: string;
  /** One a split, in the order of the splits; NaN where it is not defined. */
  readonly values: readonly number[];
}

/** The pairs whose correlations differ most between splits; those that fewer than two of them have are left out. */
export function changedPairs(correlations: readonly Correlation[], most: number): ChangedPair[] {
  const names = [...new Set(correlations.flatMap(({ columns }) => columns))];
  const lookUps = correlations.map(({ columns, matrix }) => {
    const places = new Map(columns.map((name, index) => [name, index]));
    return (a: string, b: string): number => matrix[(places.get(a) ?? NaN) * columns.length + (places.get(b) ?? NaN)] ?? NaN;
  });
  const pairs = names.flatMap((a, index) =>
    names.slice(index + 1).map((b) => {
      const values = lookUps.map((valueOf) => valueOf(a, b));
      const defined = values.filter((value) => !Number.isNaN(value));
      return { a, b, values, spread: defined.length < 2 ? NaN : Math.max(...defined) - Math.min(...defined) };
    }),
  );
  return pairs
    .filter(({ spread }) => !Number.isNaN(spread))
    .sort((one, other) => other.spread - one.spread)
    .slice(0, most)
    .map(({ a, b, values }) => ({ a, b, values }));
}
