import { readNumber } from "../number-text";
import type { ColumnFilter } from "./row-filter";
import type { SliceColumn } from "./slice-groups";

/** What a person asks of the cells of a column. */
export type CellTest = "contains" | "equals" | "at-least" | "at-most" | "missing";

/** What is asked of cells of each kind, the usual first. */
export const CELL_TESTS: Readonly<Record<SliceColumn["kind"], readonly CellTest[]>> = {
  text: ["contains", "equals", "missing"],
  numeric: ["at-least", "at-most", "equals", "missing"],
};

export interface RowCondition {
  /** Null: the score of the net. */
  readonly column: string | null;
  readonly test: CellTest;
  /** As it was typed; "missing" needs none. */
  readonly text: string;
}

/** Why a condition makes no sense for a kind of column, in words; null when it does. */
export function refuseCondition({ test, text }: RowCondition, kind: SliceColumn["kind"]): string | null {
  if (!CELL_TESTS[kind].includes(test)) return kind === "text" ? "Texts have no order." : "Numbers are compared, not searched.";
  if (test === "missing") return null;
  if (kind === "numeric") return Number.isNaN(readNumber(text)) ? "Type a number, such as 0.5 or 1e-3." : null;
  return test === "contains" && text === "" ? "Type a text." : null;
}

/**
 * A condition on a column as a filter. "contains" takes capital and small letters for the same, "equals" does not.
 * @throws RangeError when it makes no sense for the column
 */
export function filterOf(condition: RowCondition, column: SliceColumn): ColumnFilter {
  const refusal = refuseCondition(condition, column.kind);
  if (refusal !== null) throw new RangeError(refusal);
  const { test, text } = condition;
  if (test === "missing") return { type: "missing" };
  if (column.kind === "text") {
    const wanted = text.toLowerCase();
    return { type: "texts", values: test === "equals" ? [text] : column.dictionary.filter((each) => each.toLowerCase().includes(wanted)) };
  }
  const limit = readNumber(text);
  return { type: "range", low: test === "at-most" ? -Infinity : limit, high: test === "at-least" ? Infinity : limit };
}
