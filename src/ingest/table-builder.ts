import { counted, DataError, problem, shortened, type Problem } from "../domain/problem";
import type { ReadRules } from "../domain/reading";
import type { Column, ColumnSummary, Table } from "../domain/table";
import { cellRules, type CellRules } from "./cell-rules";
import { headerChoices, sampleChoices } from "./choices";
import { ColumnBuilder, ownCopy, type LinePlace } from "./column-builder";
import { columnProblems, stoppingText } from "./column-problems";
import { dropsTexts, finishColumn, losesWriting, type FilePlace } from "./finish-column";
import { fileRowsOf } from "./file-rows";
import { headerless, readHeader } from "./header";
import type { PlainTable } from "./plain-rows";
import { RejectedRowsBuilder, type RejectedRows } from "./rejected-rows";
import { RowFaults, raggedReason } from "./row-faults";
import type { RowBatch } from "./row-reader";
import { RowSampler } from "./row-sampler";

const HEAD_ROWS = 5;
const MAX_HEAD_TEXT = 1000;
/** Problems of one kind in a file; a file of thousands of columns may have hundreds of thousands. */
const MAX_OF_A_KIND = 500;

export interface FinishedTable {
  readonly table: Table;
  readonly columns: readonly ColumnSummary[];
  readonly head: readonly (readonly string[])[];
  readonly rejected: RejectedRows;
  readonly problems: readonly Problem[];
}

/** Thrown at the end where columns proved to be text of which some numbers' own writing, such as 007, was let go. */
export class LostWritingError extends Error {
  override name = "LostWritingError";
  readonly columns: ReadonlySet<string>;

  constructor(columns: ReadonlySet<string>) {
    super("Numbers among texts were not kept as they are written.");
    this.columns = columns;
  }
}

/** Gathers rows into columns, and says at the end what the columns are. */
export class TableBuilder {
  readonly #place: FilePlace;
  readonly #rules: ReadRules;
  readonly #cells: CellRules;
  readonly #written: ReadonlySet<string>;
  readonly #sampler: RowSampler | null;
  readonly #line: LinePlace = { line: 0, strays: [] };
  readonly #faults: RowFaults;
  /** For each row left out for its number of fields, ascending: how many rows were taken before it. */
  readonly #raggedAfter: number[] = [];
  readonly #rejected = new RejectedRowsBuilder();
  readonly #problems: Problem[] = [];
  readonly #head: string[][] = [];
  #columns: ColumnBuilder[] | null = null;
  /** The names as they are written, and their line; null where the file has none. */
  #header: { readonly cells: readonly string[]; readonly line: number } | null = null;

  /**
   * @param decimal the sign before fractions, found out where the rules leave that open
   * @param written columns that are known to be text: their numbers are kept as they are written
   */
  constructor({ split, file }: FilePlace, rules: ReadRules, decimal: "." | ",", written: ReadonlySet<string> = new Set()) {
    this.#written = written;
    this.#place = { split, file };
    this.#rules = rules;
    this.#cells = cellRules(rules.missingWords, decimal);
    this.#sampler = rules.sample === null ? null : new RowSampler(rules.sample);
    this.#faults = new RowFaults(this.#place, rules.ragged);
  }

  /** Rows taken so far, the ones left out for their number of fields apart. */
  get rows(): number {
    return this.#columns?.[0]?.rows ?? 0;
  }

  /** No rule demands that the text of every cell be looked at. */
  get maybePlain(): boolean {
    return this.#written.size === 0 && !this.#cells.missingNumbers && !this.#rules.columns.some(({ as }) => as === "text");
  }

  /** What rows need that go without their text; null before the header and the first rows are read. */
  get plain(): PlainTable | null {
    if (this.#columns === null || this.#head.length < HEAD_ROWS) return null;
    return { columns: this.#columns, cells: this.#cells, sampler: this.#sampler };
  }

  add(batch: RowBatch): void {
    const { rows } = batch;
    for (let index = 0; index < rows.length; index++) {
      const row = rows[index] ?? [];
      if (row.length <= 1 && (row[0] ?? "").trim() === "") continue;
      this.#line.line = batch.lineOf(index);
      if (this.#columns === null) {
        if (isSeparatorLine(row)) continue;
        this.#columns = this.#start(row);
        if (this.#rules.header) {
          if (batch.malformed.has(index)) this.#faults.noteMalformed(this.#line.line);
          continue;
        }
      }
      if (this.#sampler?.keepNext() === false) continue;
      if (batch.malformed.has(index)) this.#faults.noteMalformed(this.#line.line);
      this.#addRow(row, this.#columns);
    }
  }

  #addRow(row: readonly string[], columns: readonly ColumnBuilder[]): void {
    const { line, strays } = this.#line;
    const cells = row.length;
    if (cells !== columns.length) {
      this.#faults.noteRagged(line, cells, columns.length);
      if (!this.#faults.fillsUp(cells, columns.length)) {
        this.#raggedAfter.push(this.rows);
        this.#rejected.add(line, raggedReason(cells, columns.length), row);
        return;
      }
    }
    if (this.#head.length < HEAD_ROWS) this.#head.push(columns.map((_, at) => ownCopy(shortened(row[at] ?? "", MAX_HEAD_TEXT))));
    for (let at = 0; at < columns.length; at++) {
      const column = columns[at];
      if (at < cells) column?.push(row[at] ?? "");
      else column?.pushMissing();
    }
    if (strays.length > 0) {
      this.#rejected.addDoubtful(line, this.rows - 1, strays, row);
      strays.length = 0;
    }
  }

  /**
   * @param breathe Called between columns; may throw to cancel.
   * @throws DataError when no row can be used, or a rule says that what was found stops the reading.
   * @throws LostWritingError
   */
  async finish(breathe: () => Promise<void>): Promise<FinishedTable> {
    const { file } = this.#place;
    const builders = this.#columns;
    if (builders === null || (this.rows === 0 && this.#faults.dropped === 0)) {
      if ((this.#sampler?.rows ?? 0) > 0) throw this.#emptySample();
      throw this.#refusal("header-only", `"${file}" has a header line but no rows.`, "Choose a file that has rows, or read its first row as data.", {
        choices: headerChoices(this.#place.split),
      });
    }
    this.#problems.push(...this.#faults.finish());
    for (const builder of builders) {
      const stopping = stoppingText(builder, this.#place);
      if (stopping !== null) throw new DataError(stopping);
    }
    const lost = builders.filter(losesWriting).map(({ name }) => name);
    if (lost.length > 0) throw new LostWritingError(new Set(lost));
    const leftOut = rowsToLeaveOut(builders, this.rows);
    const dropped = leftOut === null ? 0 : sum(leftOut);
    const count = this.rows - dropped;
    if (count === 0) throw this.#noRows(this.#faults.dropped + dropped, builders);
    this.#noteSample();
    const columns: Column[] = [];
    const summaries: ColumnSummary[] = [];
    for (const builder of builders) {
      const { column, summary } = finishColumn(builder, { count, leftOut });
      this.#problems.push(...columnProblems(builder, column.kind, this.#place));
      columns.push(column);
      summaries.push(summary);
      await breathe();
    }
    const names = builders.map(({ name }) => name);
    if (this.#header !== null) {
      const { cells, line } = this.#header;
      this.#problems.unshift(...headerless(cells, columns, (text) => this.#cells.isMissing(text), { ...this.#place, line }));
    }
    const fileRows = fileRowsOf(this.rows, leftOut, count, { raggedAfter: this.#raggedAfter, drawn: this.#sampler?.kept ?? null });
    return {
      table: { rows: count, columns, ...(fileRows === null ? {} : { fileRows }) },
      columns: summaries,
      head: this.#head,
      rejected: this.#rejected.finish(this.#faults.dropped + dropped, names, leftOut, dropsTexts),
      problems: this.#bounded(),
    };
  }

  #start(cells: readonly string[]): ColumnBuilder[] {
    const rules = new Map(this.#rules.columns.map((rule) => [rule.column, rule]));
    const shared = { columns: cells.length, cells: this.#cells, place: this.#line };
    return this.#names(cells).map((name) => new ColumnBuilder({ ...shared, name, rule: rules.get(name), written: this.#written.has(name) }));
  }

  #names(cells: readonly string[]): string[] {
    if (!this.#rules.header) return cells.map((_, index) => `c${index}`);
    const { line } = this.#line;
    this.#header = { cells: cells.map(ownCopy), line };
    const { names, problems } = readHeader(cells, { ...this.#place, line });
    this.#problems.push(...problems);
    return names.map(ownCopy);
  }

  #noRows(rejected: number, builders: readonly ColumnBuilder[]): DataError {
    const { file } = this.#place;
    const found = [...this.#problems, ...builders.flatMap((builder) => columnProblems(builder, "numeric", this.#place))];
    const first = found.find(({ code }) => code === "ragged-row" || code === "not-a-number");
    return this.#refusal(
      "no-rows",
      `"${file}" has no usable row: all ${counted(rejected, "row")} were left out.${first === undefined ? "" : ` For one: ${first.message}`}`,
      "Correct the rows, or check that the header line fits them.",
      { choices: first?.choices ?? [] },
    );
  }

  #noteSample(): void {
    const { sample } = this.#rules;
    if (this.#sampler === null || sample === null) return;
    const { file, split } = this.#place;
    const { rows: all } = this.#sampler;
    const kept = this.rows + this.#faults.dropped;
    this.#problems.push(
      problem(
        "note",
        "sampled",
        `"${file}": ${kept.toLocaleString("en-GB")} of ${counted(all, "row")} were drawn at random (seed ${sample.seed}); the others were not read.`,
        "Every figure holds for the rows that were drawn. The same seed draws the same rows.",
        { ...this.#place, count: kept, choices: sampleChoices(split, sample) },
      ),
    );
  }

  #emptySample(): DataError {
    const all = this.#sampler?.rows ?? 0;
    return this.#refusal(
      "no-rows",
      `"${this.#place.file}": none of its ${counted(all, "row")} was drawn into the sample.`,
      "Draw a larger share, or read all rows.",
      { choices: sampleChoices(this.#place.split, this.#rules.sample) },
    );
  }

  /** The problems, of each kind no more than can be of use. */
  #bounded(): readonly Problem[] {
    const counts = new Map<Problem["code"], number>();
    const listed = this.#problems.filter(({ code }) => {
      const count = (counts.get(code) ?? 0) + 1;
      counts.set(code, count);
      return count <= MAX_OF_A_KIND;
    });
    const summaries = [...counts].flatMap(([code, count]) => {
      const first = this.#problems.find((each) => each.code === code);
      if (count <= MAX_OF_A_KIND || first === undefined) return [];
      return problem(
        first.severity,
        code,
        `"${this.#place.file}": ${counted(count - MAX_OF_A_KIND, "more problem")} of this kind: ${first.message}`,
        first.remedy,
        { ...this.#place, count: count - MAX_OF_A_KIND },
      );
    });
    return [...listed, ...summaries];
  }

  #refusal(code: Problem["code"], message: string, remedy: string, more: Partial<Pick<Problem, "choices">> = {}): DataError {
    return new DataError(problem("error", code, message, remedy, { ...this.#place, ...more }));
  }
}

/** Excel writes `sep=;` before the header, which names the separator and is no row. */
function isSeparatorLine([first, second, ...others]: readonly string[]): boolean {
  return /^sep=$/i.test(first ?? "") && second === "" && others.length === 0;
}

/** Marks the rows that have text in a column of numbers; null when there are none. */
function rowsToLeaveOut(builders: readonly ColumnBuilder[], rows: number): Uint8Array | null {
  const strays = builders.filter(dropsTexts);
  if (strays.length === 0) return null;
  const leftOut = new Uint8Array(rows);
  for (const builder of strays) builder.forEachText((row) => (leftOut[row] = 1));
  return leftOut;
}

function sum(marks: Uint8Array): number {
  let total = 0;
  for (let at = 0; at < marks.length; at++) total += marks[at] ?? 0;
  return total;
}
