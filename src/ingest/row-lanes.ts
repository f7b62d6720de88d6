import { joined } from "./byte-source";
import { LINE_FEED } from "./cell-reader";
import type { Dialect } from "./dialect";
import { PlainRows } from "./plain-rows";
import { RowReader, type RowBatch } from "./row-reader";
import type { TableBuilder } from "./table-builder";
import { Utf8Reader, type InvalidUtf8Error } from "./utf8";

/** How many bytes papaparse is given, up to the next line end, before plain rows are looked for again. */
const MIN_STRETCH = 256;
const MAX_STRETCH = 1024 * 1024;
/** A longer row that has not ended goes to papaparse. */
const MAX_KEPT = 256 * 1024;

/**
 * Takes the bytes of a file to a table by two lanes: rows of plain numbers are read from the bytes, all others go
 * through papaparse, the parser of record. Where one lane ends and the other begins does not show in the table.
 *
 * Papaparse gets a stretch that ends with a line; where its rows end there too, no quote is open, and plain rows may
 * follow. Each stretch in vain is followed by one twice as long, so that files of text lose no time with looking.
 */
export class RowLanes {
  readonly #table: TableBuilder;
  readonly #utf8 = new Utf8Reader();
  readonly #rows: RowReader;
  readonly #delimiter: string;
  /** False where papaparse reads all: lines that end in a bare carriage return are not looked for in bytes. */
  readonly #fast: boolean;
  #plain: PlainRows | null = null;
  /** The row that has begun, while papaparse has nothing of it. */
  #kept = new Uint8Array(0);
  #stretch = MIN_STRETCH;
  /** Bytes that papaparse gets yet, at the least. */
  #owed = 0;

  /** @param fast False to read everything through papaparse. */
  constructor(dialect: Dialect, table: TableBuilder, fast: boolean) {
    this.#rows = new RowReader(dialect);
    this.#delimiter = dialect.delimiter;
    this.#table = table;
    this.#fast = fast && dialect.newline === "\n" && dialect.decimal.sign !== dialect.delimiter && table.maybePlain;
  }

  /** The 1-based line on which the bytes are that could not be decoded. */
  lineOf({ textBefore }: InvalidUtf8Error): number {
    return this.#rows.lineAfter(textBefore);
  }

  /**
   * @throws OpenQuoteError
   * @throws InvalidUtf8Error
   */
  push(chunk: Uint8Array): void {
    if (!this.#fast) {
      this.#add(this.#rows.push(this.#utf8.push(chunk)));
      return;
    }
    let rest = chunk;
    if (this.#kept.length > 0) {
      const rowEnd = chunk.indexOf(LINE_FEED) + 1 || chunk.length;
      const row = joined(this.#kept, chunk.subarray(0, rowEnd));
      rest = chunk.subarray(rowEnd);
      this.#kept = this.#take(row);
    }
    if (rest.length > 0) this.#kept = this.#take(rest);
  }

  /**
   * @throws OpenQuoteError
   * @throws InvalidUtf8Error when the file ends inside a character.
   */
  end(): void {
    this.#add(this.#rows.push(this.#utf8.push(this.#kept) + this.#utf8.end()));
    this.#add(this.#rows.end());
  }

  /** @returns a copy of the row at the end that is not whole, where papaparse has not taken it. */
  #take(bytes: Uint8Array): Uint8Array<ArrayBuffer> {
    let at = 0;
    while (at < bytes.length) {
      if (this.#owed === 0 && this.#rows.between) {
        const from = at;
        at = this.#readPlain(bytes, from);
        if (bytes.length - at <= MAX_KEPT && !bytes.includes(LINE_FEED, at)) return bytes.slice(at);
        if (at - from > this.#stretch) this.#stretch = MIN_STRETCH;
      }
      at = this.#readAny(bytes, at);
    }
    return new Uint8Array(0);
  }

  /** @returns where the first row begins that is not plain, or not whole. */
  #readPlain(bytes: Uint8Array, from: number): number {
    if (this.#plain === null) {
      const table = this.#table.plain;
      if (table === null) return from;
      this.#plain = new PlainRows(this.#delimiter, table);
    }
    const at = this.#plain.read(bytes, from);
    this.#rows.skipLines(this.#plain.taken);
    this.#utf8.skip(at - from);
    return at;
  }

  /** Gives papaparse what it is owed. @returns where that ends. */
  #readAny(bytes: Uint8Array, from: number): number {
    if (this.#owed === 0) {
      this.#owed = this.#stretch;
      this.#stretch = this.#rows.between ? Math.min(MAX_STRETCH, this.#stretch * 2) : this.#stretch * 2;
    }
    const lineEnd = bytes.indexOf(LINE_FEED, from + this.#owed - 1);
    const end = lineEnd < 0 ? bytes.length : lineEnd + 1;
    this.#owed = lineEnd < 0 ? Math.max(1, this.#owed - (end - from)) : 0;
    this.#add(this.#rows.push(this.#utf8.push(bytes.subarray(from, end))));
    if (this.#owed === 0) this.#add(this.#rows.flush());
    return end;
  }

  #add(batch: RowBatch | null): void {
    if (batch !== null) this.#table.add(batch);
  }
}
