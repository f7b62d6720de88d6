import { counted, DataError, problem, shortened, type Problem } from "../domain/problem";
import type { Column, ColumnSummary, Table } from "../domain/table";
import { ColumnBuilder, MAX_LISTED, ownCopy, type LinePlace } from "./column-builder";
import { columnProblems, finishColumn, isNumeric, type FilePlace } from "./finish-column";
import { readHeader } from "./header";
import type { RowBatch } from "./row-reader";

const HEAD_ROWS = 5;
const MAX_HEAD_TEXT = 1000;

export interface FinishedTable {
  readonly table: Table;
  readonly columns: readonly ColumnSummary[];
  readonly head: readonly (readonly string[])[];
  readonly rejectedRows: number;
  readonly problems: readonly Problem[];
}

/** Gathers rows into columns, and says at the end what the columns are. */
export class TableBuilder {
  readonly #place: FilePlace;
  readonly #header: boolean;
  readonly #line: LinePlace = { line: 0 };
  readonly #problems: Problem[] = [];
  readonly #head: string[][] = [];
  #columns: ColumnBuilder[] | null = null;
  #ragged = 0;
  #malformed = 0;

  /** @param header false when the first row is data; the columns are then called c0, c1, … */
  constructor({ split, file }: FilePlace, header: boolean) {
    this.#place = { split, file };
    this.#header = header;
  }

  /** Rows taken so far, the ones left out for their number of fields apart. */
  get rows(): number {
    return this.#columns?.[0]?.rows ?? 0;
  }

  /** The columns, for rows that need no text of theirs any more; null before the header and the first rows are read. */
  get startedColumns(): readonly ColumnBuilder[] | null {
    return this.#head.length < HEAD_ROWS ? null : this.#columns;
  }

  add(batch: RowBatch): void {
    const { rows } = batch;
    for (let index = 0; index < rows.length; index++) {
      const row = rows[index] ?? [];
      if (row.length <= 1 && (row[0] ?? "").trim() === "") continue;
      this.#line.line = batch.lineOf(index);
      if (batch.malformed.has(index)) this.#noteMalformed();
      if (this.#columns === null) {
        this.#columns = this.#header ? this.#readHeader(row) : this.#numberColumns(row);
        if (this.#header) continue;
      }
      const columns = this.#columns;
      if (row.length !== columns.length) this.#noteRagged(row.length, columns.length);
      else {
        if (this.#head.length < HEAD_ROWS) this.#head.push(row.map((cell) => ownCopy(shortened(cell, MAX_HEAD_TEXT))));
        for (let at = 0; at < columns.length; at++) columns[at]?.push(row[at] ?? "");
      }
    }
  }

  /**
   * @param breathe Called between columns; may throw to cancel.
   * @throws DataError when no row can be used.
   */
  async finish(breathe: () => Promise<void>): Promise<FinishedTable> {
    const { file } = this.#place;
    const builders = this.#columns;
    if (builders === null || (this.rows === 0 && this.#ragged === 0)) {
      throw this.#refusal("header-only", `"${file}" has a header line but no rows.`, "Choose a file that has rows.");
    }
    const { leftOut, rejected } = rejectRows(builders, this.rows);
    const count = this.rows - rejected;
    if (count === 0) {
      const first = this.#problems.find(({ code }) => code === "ragged-row");
      const example = first === undefined ? "" : ` For one: ${first.message}`;
      throw this.#refusal(
        "no-rows",
        `"${file}" has no usable row: all ${counted(this.#ragged + rejected, "row")} were left out.${example}`,
        "Correct the rows, or check that the header line fits them.",
      );
    }
    this.#summarise();
    const columns: Column[] = [];
    const summaries: ColumnSummary[] = [];
    for (const builder of builders) {
      this.#problems.push(...columnProblems(builder, this.#place));
      const { column, summary } = finishColumn(builder, { count, leftOut });
      columns.push(column);
      summaries.push(summary);
      await breathe();
    }
    return {
      table: { rows: count, columns },
      columns: summaries,
      head: this.#head,
      rejectedRows: this.#ragged + rejected,
      problems: this.#problems,
    };
  }

  #numberColumns(cells: readonly string[]): ColumnBuilder[] {
    return cells.map((_, index) => new ColumnBuilder(`c${index}`, this.#line, cells.length));
  }

  #readHeader(cells: readonly string[]): ColumnBuilder[] {
    const { names, problems } = readHeader(cells, { ...this.#place, line: this.#line.line });
    this.#problems.push(...problems);
    return names.map((name) => new ColumnBuilder(ownCopy(name), this.#line, cells.length));
  }

  #noteRagged(fields: number, columns: number): void {
    this.#ragged++;
    if (this.#ragged > MAX_LISTED) return;
    const { line } = this.#line;
    this.#warn(
      "ragged-row",
      `"${this.#place.file}", line ${line}: ${counted(fields, "field")} where the header has ${columns}.`,
      fields > columns
        ? "The row was left out. If a value holds the separator, put the value in double quotes."
        : "The row was left out. Complete it in the file; leave a cell empty where a value is missing.",
      line,
      1,
    );
  }

  #noteMalformed(): void {
    this.#malformed++;
    if (this.#malformed > MAX_LISTED) return;
    const { line } = this.#line;
    this.#warn(
      "malformed-quote",
      `"${this.#place.file}", line ${line}: a quoted cell goes on after its closing quote.`,
      "Everything up to the next quote that ends a cell was read as one cell. Double the quotes inside a quoted cell (\"\").",
      line,
      1,
    );
  }

  #summarise(): void {
    const { file } = this.#place;
    if (this.#ragged > MAX_LISTED) {
      this.#warn(
        "ragged-row",
        `"${file}": ${counted(this.#ragged, "row")} have too few or too many fields; the first ${MAX_LISTED} are listed.`,
        "They were left out. Check the separator and the quotes of the file.",
        null,
        this.#ragged,
      );
    }
    if (this.#malformed > MAX_LISTED) {
      this.#warn(
        "malformed-quote",
        `"${file}": ${counted(this.#malformed, "row")} have stray quotes; the first ${MAX_LISTED} are listed.`,
        "Double the quotes inside quoted cells (\"\").",
        null,
        this.#malformed,
      );
    }
  }

  #warn(code: Problem["code"], message: string, remedy: string, line: number | null, count: number): void {
    this.#problems.push(problem("warning", code, message, remedy, { ...this.#place, line, count }));
  }

  #refusal(code: Problem["code"], message: string, remedy: string): DataError {
    return new DataError(problem("error", code, message, remedy, { ...this.#place }));
  }
}

/** Marks the rows that have text in a column of numbers. */
function rejectRows(
  builders: readonly ColumnBuilder[],
  rows: number,
): { leftOut: Uint8Array | null; rejected: number } {
  const stray = builders.filter((builder) => builder.texts > 0 && isNumeric(builder));
  if (stray.length === 0) return { leftOut: null, rejected: 0 };
  const leftOut = new Uint8Array(rows);
  for (const builder of stray) builder.forEachText((row) => (leftOut[row] = 1));
  let rejected = 0;
  for (const mark of leftOut) rejected += mark;
  return { leftOut, rejected };
}
