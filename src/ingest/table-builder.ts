import { counted, DataError, problem, shortened, type Problem } from "../domain/problem";
import type { ColumnRule, ReadRules } from "../domain/reading";
import type { Column, ColumnSummary, Dtype, Table } from "../domain/table";
import type { CellRules } from "./cell-rules";
import { headerChoices, raggedChoices } from "./choices";
import { ColumnBuilder, MAX_LISTED, ownCopy, type LinePlace } from "./column-builder";
import { bigIntegers, columnProblems } from "./column-problems";
import { finishColumn, isNumeric, needsText, type FilePlace } from "./finish-column";
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

/** A column that an earlier reading of the file has shown to need its text kept cell by cell. */
export interface TextColumnPlan {
  readonly dtype: Dtype;
  readonly problems: readonly Problem[];
}

export type TextColumnPlans = ReadonlyMap<string, TextColumnPlan>;

/** What came of the rows: a table, or the columns that have to be read once more as text. */
export type FinishedRows =
  | { readonly status: "finished"; readonly result: FinishedTable }
  | { readonly status: "again"; readonly texts: TextColumnPlans };

/** Gathers rows into columns, and says at the end what the columns are. */
export class TableBuilder {
  readonly cells: CellRules;
  readonly #place: FilePlace;
  readonly #rules: ReadRules;
  readonly #texts: TextColumnPlans;
  readonly #line: LinePlace = { line: 0 };
  readonly #problems: Problem[] = [];
  readonly #head: string[][] = [];
  #columns: ColumnBuilder[] | null = null;
  #ragged = 0;
  #filled = 0;
  #malformed = 0;

  constructor({ split, file }: FilePlace, rules: ReadRules, cells: CellRules, texts: TextColumnPlans) {
    this.#place = { split, file };
    this.#rules = rules;
    this.#texts = texts;
    this.cells = cells;
    if (!rules.header) {
      this.#problems.push(
        problem("note", "headerless", `"${file}" was read without a header line.`, "Its columns are called c0, c1, and so on.", {
          ...this.#place,
          choices: headerChoices(false),
        }),
      );
    }
  }

  /** Rows of numbers may be handed over as numbers: no rule asks for the text of cells. */
  get takesNumbers(): boolean {
    const { cells } = this;
    const asText = this.#texts.size > 0 || this.#rules.columns.some(({ as }) => as === "text");
    return !asText && cells.decimal === "." && !cells.missingNumbers;
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
        this.#columns = this.#rules.header ? this.#readHeader(row) : this.#numberColumns(row);
        if (this.#rules.header) continue;
      }
      const columns = this.#columns;
      if (row.length !== columns.length && !this.#fillUp(row, columns.length)) this.#noteRagged(row.length, columns.length);
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
  async finish(breathe: () => Promise<void>): Promise<FinishedRows> {
    const { file } = this.#place;
    const builders = this.#columns;
    const again = (builders ?? []).filter(needsText);
    if (again.length > 0) return { status: "again", texts: this.#planTexts(again) };
    const stopped = builders?.find((builder) => builder.rule?.notANumber === "stop" && builder.texts > 0 && isNumeric(builder));
    if (stopped !== undefined) throw this.#stopped(stopped);
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
      const planned = this.#texts.get(builder.name);
      this.#problems.push(...(planned?.problems ?? columnProblems(builder, this.#place, this.cells.decimal)));
      const { column, summary } = finishColumn(builder, { count, leftOut }, planned?.dtype ?? "object");
      columns.push(column);
      summaries.push(summary);
      await breathe();
    }
    return {
      status: "finished",
      result: {
        table: { rows: count, columns },
        columns: summaries,
        head: this.#head,
        rejectedRows: this.#ragged + rejected,
        problems: this.#problems,
      },
    };
  }

  #planTexts(builders: readonly ColumnBuilder[]): TextColumnPlans {
    return new Map([
      ...this.#texts,
      ...builders.map((builder): [string, TextColumnPlan] => {
        const numeric = isNumeric(builder);
        return [
          builder.name,
          {
            dtype: numeric ? builder.bigIntegerDtype : "object",
            problems: numeric
              ? bigIntegers(builder, this.#place, "text")
              : columnProblems(builder, this.#place, this.cells.decimal),
          },
        ];
      }),
    ]);
  }

  #stopped({ name, textSamples }: ColumnBuilder): DataError {
    const [first] = textSamples;
    return new DataError(
      problem(
        "error",
        "not-a-number",
        `"${this.#place.file}", line ${first?.line ?? 0}: "${first?.value ?? ""}" in column "${name}" is not a number.`,
        "The file was not loaded, as was chosen for such cells. Correct it, or choose it again to read it by the usual rules.",
        { ...this.#place, line: first?.line ?? null, column: name, value: first?.value ?? null },
      ),
    );
  }

  #builder(name: string, columns: number): ColumnBuilder {
    const asText: ColumnRule | undefined = this.#texts.has(name) ? { column: name, as: "text" } : undefined;
    const rule = asText ?? this.#rules.columns.find(({ column }) => column === name);
    return new ColumnBuilder({ name, rule, columns, cells: this.cells, place: this.#line });
  }

  #numberColumns(cells: readonly string[]): ColumnBuilder[] {
    return cells.map((_, index) => this.#builder(`c${index}`, cells.length));
  }

  /** Gives a short row the cells it lacks, where the rules want that. */
  #fillUp(row: string[], columns: number): boolean {
    if (this.#rules.ragged !== "missing" || row.length > columns) return false;
    this.#filled++;
    while (row.length < columns) row.push("");
    return true;
  }

  #readHeader(cells: readonly string[]): ColumnBuilder[] {
    const { names, problems } = readHeader(cells, { ...this.#place, line: this.#line.line });
    this.#problems.push(...problems);
    return names.map((name) => this.#builder(ownCopy(name), cells.length));
  }

  #noteRagged(fields: number, columns: number): void {
    this.#ragged++;
    const { line } = this.#line;
    if (this.#rules.ragged === "stop") {
      throw this.#refusal(
        "ragged-row",
        `"${this.#place.file}", line ${line}: ${counted(fields, "field")} where the header has ${columns}.`,
        "The file was not loaded, as was chosen for such rows. Correct it, or choose it again to read it by the usual rules.",
        line,
      );
    }
    if (this.#ragged > MAX_LISTED) return;
    this.#warn(
      "ragged-row",
      `"${this.#place.file}", line ${line}: ${counted(fields, "field")} where the header has ${columns}.`,
      fields > columns
        ? "The row was left out. If a value holds the separator, put the value in double quotes."
        : "The row was left out. Complete it in the file; leave a cell empty where a value is missing.",
      line,
      1,
      raggedChoices(this.#rules.ragged),
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
        raggedChoices(this.#rules.ragged),
      );
    }
    if (this.#filled > 0) {
      this.#warn(
        "ragged-row",
        `"${file}": ${counted(this.#filled, "row")} had too few fields and were filled up.`,
        "The cells that they lack count as empty, as was chosen.",
        null,
        this.#filled,
        raggedChoices(this.#rules.ragged),
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

  #warn(
    code: Problem["code"],
    message: string,
    remedy: string,
    line: number | null,
    count: number,
    choices: Problem["choices"] = [],
  ): void {
    this.#problems.push(problem("warning", code, message, remedy, { ...this.#place, line, count, choices }));
  }

  #refusal(code: Problem["code"], message: string, remedy: string, line: number | null = null): DataError {
    return new DataError(problem("error", code, message, remedy, { ...this.#place, line }));
  }
}

/** Marks the rows that have text in a column of numbers. */
function rejectRows(
  builders: readonly ColumnBuilder[],
  rows: number,
): { leftOut: Uint8Array | null; rejected: number } {
  const stray = builders.filter(
    (builder) => builder.texts > 0 && isNumeric(builder) && builder.rule?.notANumber !== "missing",
  );
  if (stray.length === 0) return { leftOut: null, rejected: 0 };
  const leftOut = new Uint8Array(rows);
  for (const builder of stray) builder.forEachText((row) => (leftOut[row] = 1));
  let rejected = 0;
  for (const mark of leftOut) rejected += mark;
  return { leftOut, rejected };
}
