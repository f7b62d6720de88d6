import { CELL_TESTS, refuseCondition, type CellTest, type RowCondition } from "../../../../domain/why/row-condition";
import type { ColumnSummary } from "../../../../domain/table";

export const TEST_TITLES: Readonly<Record<CellTest, string>> = {
  contains: "contains",
  equals: "equals",
  "at-least": "at least",
  "at-most": "at most",
  missing: "is missing",
};

type Kind = "numeric" | "text";

/** What can be asked of a column, null being the score; null where its cells are not known. */
export function kindOf(columns: readonly ColumnSummary[], name: string | null): Kind | null {
  if (name === null) return "numeric";
  const kind = columns.find((column) => column.name === name)?.kind;
  return kind === undefined || kind === "discarded" ? null : kind;
}

/** Why a condition cannot be met as it stands, in words; null when it can. */
export function refusalOf(condition: RowCondition, columns: readonly ColumnSummary[]): string | null {
  const kind = kindOf(columns, condition.column);
  return kind === null ? "This split has no such column." : refuseCondition(condition, kind);
}

/** The condition on another column: the test stays where it makes sense there. */
export function onColumn(condition: RowCondition, column: string | null, columns: readonly ColumnSummary[]): RowCondition {
  const tests = CELL_TESTS[kindOf(columns, column) ?? "text"];
  return { ...condition, column, test: tests.includes(condition.test) ? condition.test : (tests[0] ?? "equals") };
}

export function newCondition(columns: readonly ColumnSummary[]): RowCondition {
  const first = columns.find(({ kind }) => kind !== "discarded")?.name ?? null;
  return onColumn({ column: first, test: "equals", text: "" }, first, columns);
}
