import { CARRIAGE_RETURN, CellReader, LINE_FEED, MINUS, ZERO } from "./cell-reader";
import type { CellRules } from "./cell-rules";
import type { ColumnBuilder } from "./column-builder";
import type { RowSampler } from "./row-sampler";

/** Rows and cells that are gathered before the columns take them: few enough to stay in the cache. */
const MAX_STAGED_ROWS = 1024;
const MAX_STAGED_CELLS = 1 << 16;

/** Whole numbers of up to so many digits are doubles. */
const EXACT_DIGITS = 15;

/** What the fast lane has to know of a table. */
export interface PlainTable {
  readonly columns: readonly ColumnBuilder[];
  readonly cells: CellRules;
  /** Null where all rows are kept. */
  readonly sampler: RowSampler | null;
}

/**
 * Reads rows of plain numbers straight from bytes into columns: the fast lane beside papaparse. A row is plain when it
 * ends in LF or CRLF, has a cell for each column, and {@link CellReader} takes every cell; such rows mean the same to
 * papaparse, which is asked about all others.
 */
export class PlainRows {
  /** Rows taken by the last {@link read}, of which a sampler may keep but some. */
  taken = 0;
  readonly #columns: readonly ColumnBuilder[];
  readonly #sampler: RowSampler | null;
  readonly #delimiter: number;
  readonly #cell: CellReader;
  /** Empty cells are missing values, and surely cells: a line without anything is no row. */
  readonly #skipsEmpty: boolean;
  /** Column after column, each with room for `#maxRows`; NaN where a value is missing. */
  readonly #staged: Float64Array;
  readonly #maxRows: number;
  /** Rows on the stage. */
  #rows = 0;
  /** How many of the staged values of each column are missing. */
  readonly #missing: Uint32Array;
  /** Columns of the row that is being read: where it has the first number with a point or exponent, and where it has none. */
  readonly #fractions: ColumnBuilder[] = [];
  readonly #gaps: number[] = [];

  /** @param delimiter one character of ASCII */
  constructor(delimiter: string, { columns, cells, sampler }: PlainTable) {
    this.#columns = columns;
    this.#sampler = sampler;
    this.#delimiter = delimiter.charCodeAt(0);
    this.#cell = new CellReader(this.#delimiter, cells);
    this.#maxRows = Math.max(1, Math.min(MAX_STAGED_ROWS, Math.floor(MAX_STAGED_CELLS / columns.length)));
    this.#staged = new Float64Array(this.#maxRows * columns.length);
    this.#missing = new Uint32Array(columns.length);
    this.#skipsEmpty = columns.length > 1 && cells.isMissing("");
  }

  /**
   * @param from where a row begins
   * @returns where the first row begins that is not plain, or not whole
   */
  read(bytes: Uint8Array, from: number): number {
    const end = bytes.lastIndexOf(LINE_FEED) + 1;
    this.taken = 0;
    let at = from;
    do {
      at = this.#stage(bytes, at, end);
      this.#columns.forEach((column, index) =>
        column.pushNumbers(this.#staged, index * this.#maxRows, this.#rows, this.#missing[index] ?? 0),
      );
    } while (this.#rows === this.#maxRows);
    return at;
  }

  /** Reads rows into the stage until it is full. @returns where the first row begins that was not taken. */
  #stage(bytes: Uint8Array, from: number, end: number): number {
    let rowAt = from;
    this.#rows = 0;
    this.#missing.fill(0);
    while (this.#rows < this.#maxRows && rowAt < end) {
      const next = this.#readRow(bytes, rowAt);
      const taken = next >= 0;
      const kept = taken && (this.#sampler === null || this.#sampler.keepNext());
      if (this.#fractions.length > 0 || this.#gaps.length > 0) this.#settle(kept);
      if (!taken) break;
      rowAt = next;
      this.taken++;
      if (kept) this.#rows++;
    }
    return rowAt;
  }

  /** What the columns learn from the row that was read last, if it is kept. */
  #settle(kept: boolean): void {
    if (kept) {
      for (const column of this.#fractions) column.integersOnly = false;
      for (const column of this.#gaps) this.#missing[column]!++;
    }
    this.#fractions.length = 0;
    this.#gaps.length = 0;
  }

  /**
   * The hot path: whole numbers of up to fifteen digits are read here, all else by the cell reader. The bytes hold a line
   * feed at or after `from`, which stops every loop.
   * @returns where the next row begins, or -1 when this one is not plain.
   */
  #readRow(bytes: Uint8Array, from: number): number {
    const staged = this.#staged;
    const delimiter = this.#delimiter;
    const step = this.#maxRows;
    const last = this.#columns.length - 1;
    let to = this.#rows;
    let at = from;
    for (let column = 0; column <= last; column++) {
      const start = at;
      let byte = bytes[at]!;
      const negative = byte === MINUS;
      if (negative) byte = bytes[++at]!;
      const digitsAt = at;
      let digit = byte ^ ZERO;
      let value = 0;
      while (digit <= 9) {
        value = value * 10 + digit;
        byte = bytes[++at]!;
        digit = byte ^ ZERO;
      }
      const digits = at - digitsAt;
      const ends = byte === delimiter || byte === LINE_FEED || byte === CARRIAGE_RETURN;
      if (ends && digits > 0 && digits <= EXACT_DIGITS) staged[to] = negative ? 0 - value : value;
      else {
        at = this.#readOther(bytes, start, column);
        if (at < 0) return -1;
        staged[to] = this.#cell.value;
        byte = bytes[at]!;
      }
      if (column === last) {
        if (byte !== LINE_FEED && (byte !== CARRIAGE_RETURN || bytes[++at] !== LINE_FEED)) return -1;
      } else if (byte !== delimiter) return -1;
      at++;
      to += step;
    }
    return at;
  }

  /** @returns where the cell ends, or -1 when the row is not plain. */
  #readOther(bytes: Uint8Array, start: number, index: number): number {
    const first = bytes[start];
    if (this.#skipsEmpty && (first === this.#delimiter || first === LINE_FEED)) {
      this.#cell.value = NaN;
      this.#gaps.push(index);
      return start;
    }
    const cell = this.#cell;
    if (!cell.read(bytes, start)) return -1;
    // A line without anything is no row.
    if (this.#columns.length === 1 && cell.end === start) return -1;
    const column = this.#columns[index];
    if (!cell.whole && column?.integersOnly === true) this.#fractions.push(column);
    if (cell.value !== cell.value) this.#gaps.push(index);
    return cell.end;
  }
}
