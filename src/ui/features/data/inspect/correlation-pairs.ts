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
