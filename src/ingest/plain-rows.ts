import { CARRIAGE_RETURN, CellReader, LINE_FEED, MINUS, ZERO } from "./cell-reader";
import type { CellRules } from "./cell-rules";
import type { ColumnBuilder } from "./column-builder";

/** Rows and cells that are gathered before the columns take them: few enough to stay in the cache. */
const MAX_STAGED_ROWS = 1024;
const MAX_STAGED_CELLS = 1 << 16;

/** Whole numbers of up to so many digits fit into an int32, and into a double. */
const INT32_DIGITS = 9;
const EXACT_DIGITS = 15;

/**
 * Reads rows of plain numbers straight from bytes into columns: the fast lane beside papaparse. A row is plain when it
 * ends in LF or CRLF, has a cell for each column, and {@link CellReader} takes every cell; such rows mean the same to
 * papaparse, which is asked about all others.
 */
export class PlainRows {
  /** Rows taken by the last {@link read}. */
  taken = 0;
  readonly #columns: readonly ColumnBuilder[];
  readonly #delimiter: number;
  readonly #cell: CellReader;
  /** Row after row, NaN where a value is missing. */
  readonly #staged: Float64Array;
  readonly #maxRows: number;
  /** Rows on the stage. */
  #rows = 0;
  /** Columns that hold only whole numbers up to the row that is being read, which has one with a point or exponent. */
  readonly #fractions: ColumnBuilder[] = [];

  /** @param delimiter one character of ASCII */
  constructor(delimiter: string, cells: CellRules, columns: readonly ColumnBuilder[]) {
    this.#columns = columns;
    this.#delimiter = delimiter.charCodeAt(0);
    this.#cell = new CellReader(this.#delimiter, cells);
    this.#maxRows = Math.max(1, Math.min(MAX_STAGED_ROWS, Math.floor(MAX_STAGED_CELLS / columns.length)));
    this.#staged = new Float64Array(this.#maxRows * columns.length);
  }

  /**
   * @param from where a row begins
   * @returns where the first row begins that is not plain, or not whole
   */
  read(bytes: Uint8Array, from: number): number {
    const end = bytes.lastIndexOf(LINE_FEED) + 1;
    const width = this.#columns.length;
    this.taken = 0;
    let at = from;
    do {
      at = this.#stage(bytes, at, end);
      this.#columns.forEach((column, index) => column.pushNumbers(this.#staged, index, width, this.#rows));
      this.taken += this.#rows;
    } while (this.#rows === this.#maxRows);
    return at;
  }

  /** Reads rows into the stage until it is full. @returns where the first row begins that was not taken. */
  #stage(bytes: Uint8Array, from: number, end: number): number {
    let rowAt = from;
    this.#rows = 0;
    while (this.#rows < this.#maxRows && rowAt < end) {
      const next = this.#readRow(bytes, rowAt, this.#rows * this.#columns.length);
      if (next < 0) {
        this.#fractions.length = 0;
        break;
      }
      if (this.#fractions.length > 0) this.#noteFractions();
      rowAt = next;
      this.#rows++;
    }
    return rowAt;
  }

  /**
   * The hot path: whole numbers of up to fifteen digits are read here, the first nine in int32, and all else by the
   * cell reader.
   * @param to where in the stage the row goes
   * @returns where the next row begins, or -1 when this one is not plain.
   */
  #readRow(bytes: Uint8Array, from: number, to: number): number {
    const staged = this.#staged;
    const delimiter = this.#delimiter;
    const last = to + this.#columns.length - 1;
    let at = from;
    for (let cell = to; cell <= last; cell++) {
      const start = at;
      let byte = bytes[at] ?? 0;
      const negative = byte === MINUS;
      if (negative) byte = bytes[++at] ?? 0;
      const digitsAt = at;
      let whole = byte ^ ZERO;
      let value = NaN;
      if (whole <= 9) {
        byte = bytes[++at] ?? 0;
        let digit = byte ^ ZERO;
        while (digit <= 9 && at - digitsAt < INT32_DIGITS) {
          whole = (Math.imul(whole, 10) + digit) | 0;
          byte = bytes[++at] ?? 0;
          digit = byte ^ ZERO;
        }
        value = whole;
        if (digit <= 9) {
          do {
            value = value * 10 + digit;
            byte = bytes[++at] ?? 0;
            digit = byte ^ ZERO;
          } while (digit <= 9);
        }
        if (negative) value = 0 - value;
      }
      if (value !== value || at - digitsAt > EXACT_DIGITS || (byte !== delimiter && byte !== LINE_FEED)) {
        at = this.#readOther(bytes, start, cell - to);
        if (at < 0) return -1;
        value = this.#cell.value;
        byte = bytes[at] ?? 0;
      }
      staged[cell] = value;
      if (cell === last) {
        if (byte !== LINE_FEED && (byte !== CARRIAGE_RETURN || bytes[++at] !== LINE_FEED)) return -1;
      } else if (byte !== delimiter) return -1;
      at++;
    }
    return at;
  }

  /** @returns where the cell ends, or -1 when the row is not plain. */
  #readOther(bytes: Uint8Array, start: number, index: number): number {
    const cell = this.#cell;
    if (!cell.read(bytes, start)) return -1;
    // A line without anything is no row.
    if (this.#columns.length === 1 && cell.end === start) return -1;
    const column = this.#columns[index];
    if (!cell.whole && column?.integersOnly === true) this.#fractions.push(column);
    return cell.end;
  }

  #noteFractions(): void {
    for (const column of this.#fractions) column.integersOnly = false;
    this.#fractions.length = 0;
  }
}
