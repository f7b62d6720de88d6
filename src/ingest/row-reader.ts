import Papa, { type ParseResult } from "papaparse";
import type { Dialect } from "./dialect";

/** Whole rows of the file, in order. */
export interface RowBatch {
  readonly rows: readonly string[][];
  /** 1-based line of the file on which a row of the batch begins. */
  lineOf(index: number): number;
  /** Rows in which a quoted field has a quote that is neither doubled nor at the field's end. */
  readonly malformed: ReadonlySet<number>;
}

/** Thrown by {@link RowReader} when a quoted field never ends. */
export class OpenQuoteError extends Error {
  override name = "OpenQuoteError";
  /** 1-based line of the opening quote. */
  readonly line: number;

  constructor(line: number) {
    super(`A quote opened on line ${line} is never closed.`);
    this.line = line;
  }
}

/** Thrown by {@link RowReader} when a row without quotes does not end. */
export class LongRowError extends Error {
  override name = "LongRowError";
  /** 1-based line on which the row begins. */
  readonly line: number;

  constructor(line: number) {
    super(`The row on line ${line} does not end.`);
    this.line = line;
  }
}

/** Enough text a call for the parser to be quick, little enough for a cancel to be felt at once. */
const PIECE_CHARACTERS = 256 * 1024;
/** No sane row is longer; one that never ends would otherwise gather the whole file in memory. */
export const MAX_ROW_CHARACTERS = 32 * 1024 * 1024;

/**
 * Turns text that arrives in pieces into rows. Papaparse itself says where the last whole row of a piece ends
 * (`ignoreLastRow`), so that quotes, quoted line ends and doubled quotes mean the same wherever the pieces are cut.
 */
export class RowReader {
  readonly #dialect: Dialect;
  readonly #parser: Papa.Parser;
  /** A line, as editors count them: a bare carriage return is one only in files that end lines so. */
  readonly #lineBreak: string;
  #pending = "";
  #nextLine = 1;
  #parseAt = PIECE_CHARACTERS;

  constructor(dialect: Dialect) {
    this.#dialect = dialect;
    this.#parser = new Papa.Parser({ delimiter: dialect.delimiter, newline: dialect.newline });
    this.#lineBreak = dialect.newline;
  }

  /** The line of the character that would stand after `text`, if that were pushed now. */
  lineAfter(text: string): number {
    return this.#nextLine + countOf(this.#lineBreak, this.#pending) + countOf(this.#lineBreak, text);
  }

  /** What has been pushed so far ends with a row. */
  get between(): boolean {
    return this.#pending === "";
  }

  /** Counts lines that were read elsewhere; to be called only where a row may begin. */
  skipLines(lines: number): void {
    this.#nextLine += lines;
  }

  /**
   * Takes more text and gives the rows it completes; null while there are too few to be worth a call.
   * @throws OpenQuoteError
   * @throws LongRowError
   */
  push(text: string): RowBatch | null {
    this.#pending += text;
    return this.#pending.length < this.#parseAt ? null : this.#parse(false);
  }

  /**
   * Gives the rows that are whole by now, however few.
   * @throws OpenQuoteError
   * @throws LongRowError
   */
  flush(): RowBatch | null {
    return this.between ? null : this.#parse(false);
  }

  /**
   * Gives the rows that are left.
   * @throws OpenQuoteError
   */
  end(): RowBatch {
    return this.#parse(true);
  }

  #parse(last: boolean): RowBatch {
    const text = this.#pending;
    // Parser, unlike Papa.parse, strips no byte order mark inside the file and can leave the last row alone.
    const { data: rows, errors, meta } = this.#parser.parse(text, 0, !last) as ParseResult<string[]>;
    const open = last ? errors.find(({ code }) => code === "MissingQuotes") : undefined;
    if (open !== undefined) throw new OpenQuoteError(this.#lineAt(text, open.index ?? 0));

    const consumed = last ? text : text.slice(0, meta.cursor);
    this.#pending = last ? "" : text.slice(meta.cursor);
    if (rows.length === 0 && !last) {
      if (text.length > MAX_ROW_CHARACTERS) throw text.includes('"') ? new OpenQuoteError(this.#nextLine) : new LongRowError(this.#nextLine);
      // Parse a row that does not end yet only when its text has doubled, or long rows would take quadratic time.
      this.#parseAt = text.length * 2;
    } else {
      this.#parseAt = Math.max(PIECE_CHARACTERS, this.#pending.length + PIECE_CHARACTERS);
    }
    if (this.#dialect.newline === "\n" && consumed.includes("\r")) dropCarriageReturns(rows);

    const firstLine = this.#nextLine;
    const lines = this.#rowLines(rows, consumed, last);
    const malformed = new Set<number>();
    for (const { row } of errors) if (row !== undefined && row < rows.length) malformed.add(row);
    return {
      rows,
      lineOf: (index) => lines?.[index] ?? firstLine + index,
      malformed,
    };
  }

  /** Moves on to the next line; gives the line of each row where a row may take several lines, else null. */
  #rowLines(rows: readonly string[][], consumed: string, last: boolean): Float64Array | null {
    // Every row ends in a line end, but for the last of the file.
    const rowEnds = Math.max(0, rows.length - (last ? 1 : 0));
    const breaks = consumed.includes('"') ? countOf(this.#lineBreak, consumed) : rowEnds;
    let line = this.#nextLine;
    this.#nextLine += breaks;
    if (breaks === rowEnds) return null;
    return Float64Array.from(rows, (row) => {
      const here = line++;
      for (const field of row) line += countOf(this.#lineBreak, field);
      return here;
    });
  }

  #lineAt(text: string, index: number): number {
    return this.#nextLine + countOf(this.#lineBreak, text.slice(0, index));
  }
}

/** Where rows end in CRLF, the parser, which is told LF, leaves the carriage return on the last field. */
function dropCarriageReturns(rows: readonly string[][]): void {
  for (const row of rows) {
    const field = row.at(-1);
    if (field?.endsWith("\r") === true) row[row.length - 1] = field.slice(0, -1);
  }
}

function countOf(letter: string, text: string): number {
  let count = 0;
  for (let at = text.indexOf(letter); at >= 0; at = text.indexOf(letter, at + 1)) count++;
  return count;
}
