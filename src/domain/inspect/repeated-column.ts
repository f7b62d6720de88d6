/** A column that says what an earlier one says. */
export interface RepeatedColumn {
  readonly column: string;
  readonly repeats: string;
  /** "same": equal in every row. "renamed": each value of one stands for one value of the other. "correlated": nearly a multiple. */
  readonly how: "same" | "renamed" | "correlated";
  /** Of numbers; NaN for text. */
  readonly correlation: number;
}

/** Of fewer rows that have both, nearly anything can be said. */
export const LEAST_ROWS = 10;
