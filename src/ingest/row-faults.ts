import { counted, DataError, problem, type Problem } from "../domain/problem";
import type { RowRemedy } from "../domain/reading";
import { raggedChoices } from "./choices";
import { MAX_LISTED } from "./column-builder";
import type { FilePlace } from "./finish-column";

/** What is wrong with whole rows: the first ones are told one by one, the rest summed up. */
export class RowFaults {
  /** Rows left out for their number of cells. */
  dropped = 0;
  readonly #place: FilePlace;
  readonly #ragged: RowRemedy;
  readonly #problems: Problem[] = [];
  /** The first row for which the file is to be refused. */
  #stopping: Problem | null = null;
  #raggedRows = 0;
  #malformedRows = 0;

  constructor(place: FilePlace, ragged: RowRemedy) {
    this.#place = place;
    this.#ragged = ragged;
  }

  /** A short row that is to be filled up is no reason to leave it out. */
  fillsUp(cells: number, columns: number): boolean {
    return this.#ragged === "missing" && cells < columns;
  }

  noteRagged(line: number, cells: number, columns: number): void {
    const filled = this.fillsUp(cells, columns);
    this.#raggedRows++;
    if (!filled) this.dropped++;
    if (this.#raggedRows > MAX_LISTED) return;
    const found = problem(
      "warning",
      "ragged-row",
      `"${this.#place.file}", line ${line}: ${raggedReason(cells, columns)}.`,
      this.#raggedRemedy(filled, cells > columns),
      { ...this.#place, line, count: 1, choices: raggedChoices(this.#place.split, this.#ragged) },
    );
    this.#problems.push(found);
    if (this.#ragged === "stop") this.#stopping ??= { ...found, severity: "error" };
  }

  #raggedRemedy(filled: boolean, long: boolean): string {
    const advice = long
      ? "If a value holds the separator, put the value in double quotes."
      : "Complete it in the file; leave a cell empty where a value is missing.";
    const kept = filled ? "The cells that it lacks were taken as missing." : "The row was left out.";
    return `${this.#ragged === "stop" ? "The file was not loaded." : kept} ${advice}`;
  }

  noteMalformed(line: number): void {
    this.#malformedRows++;
    if (this.#malformedRows > MAX_LISTED) return;
    this.#problems.push(
      problem(
        "warning",
        "malformed-quote",
        `"${this.#place.file}", line ${line}: a quoted cell goes on after its closing quote.`,
        "Everything up to the next quote that ends a cell was read as one cell. Double the quotes inside a quoted cell (\"\").",
        { ...this.#place, line, count: 1 },
      ),
    );
  }

  /**
   * All problems of rows.
   * @throws DataError when a row is to stop the reading: only here, since what else stops it is met sooner or later
   * depending on how the bytes are cut
   */
  finish(): readonly Problem[] {
    if (this.#stopping !== null) throw new DataError({ ...this.#stopping, count: this.#raggedRows });
    const { file, split } = this.#place;
    const problems = [...this.#problems];
    if (this.#raggedRows > MAX_LISTED) {
      problems.push(
        problem(
          "warning",
          "ragged-row",
          `"${file}": ${counted(this.#raggedRows, "row")} have too few or too many fields; the first ${MAX_LISTED} are listed.`,
          `${this.#ragged === "missing" ? "Short ones were filled up, long ones left out." : "They were left out."} Check the separator and the quotes of the file.`,
          { ...this.#place, count: this.#raggedRows, choices: raggedChoices(split, this.#ragged) },
        ),
      );
    }
    if (this.#malformedRows > MAX_LISTED) {
      problems.push(
        problem(
          "warning",
          "malformed-quote",
          `"${file}": ${counted(this.#malformedRows, "row")} have stray quotes; the first ${MAX_LISTED} are listed.`,
          "Double the quotes inside quoted cells (\"\").",
          { ...this.#place, count: this.#malformedRows },
        ),
      );
    }
    return problems;
  }
}

export function raggedReason(cells: number, columns: number): string {
  return `${counted(cells, "field")} where the header has ${columns.toLocaleString("en-GB")}`;
}
