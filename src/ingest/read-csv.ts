import { DataError, problem, type Problem } from "../domain/problem";
import type { ReadProgress } from "../domain/reading";
import type { SplitSummary, Table } from "../domain/table";
import { yieldToMessages } from "./byte-source";
import { detectDialect, SAMPLE_CHARACTERS } from "./dialect";
import { checkBytes, checkText } from "./file-kind";
import { Fingerprint } from "./fingerprint";
import type { FilePlace } from "./finish-column";
import { RowLanes } from "./row-lanes";
import { OpenQuoteError } from "./row-reader";
import { TableBuilder } from "./table-builder";
import { InvalidUtf8Error, Utf8Reader } from "./utf8";

export interface ReadOptions extends FilePlace {
  readonly bytesTotal: number;
  /** Whether the first row names the columns; true by default. */
  readonly header?: boolean;
  /** False to read every row through papaparse; the outcome is the same. */
  readonly fastLane?: boolean;
  readonly signal: AbortSignal;
  onProgress(progress: ReadProgress): void;
  /** Milliseconds of a monotonic clock, for the pace of progress. */
  now?(): number;
}

/** What came of one file, with its table. */
export type CsvOutcome =
  | { readonly status: "loaded"; readonly table: Table; readonly summary: SplitSummary; readonly problems: readonly Problem[] }
  | { readonly status: "refused"; readonly problems: readonly Problem[] };

const PROGRESS_MS = 100;
/** The kind and the dialect of a file are judged when so many bytes are there, or all. At least 4 × the sample. */
const FIRST_BYTES = 4 * SAMPLE_CHARACTERS;

/**
 * Reads a CSV file into columns. The result does not depend on how the source cuts the bytes.
 * A file that cannot be used is an outcome, not an error.
 * @throws the signal's reason, an `AbortError`, when cancelled.
 */
export async function readCsv(source: AsyncIterable<Uint8Array>, options: ReadOptions): Promise<CsvOutcome> {
  try {
    return await new CsvReading(options).run(source);
  } catch (reason) {
    if (reason instanceof DataError) return { status: "refused", problems: [reason.problem] };
    throw reason;
  }
}

class CsvReading {
  readonly #options: ReadOptions;
  readonly #now: () => number;
  readonly #hash: Fingerprint;
  readonly #table: TableBuilder;
  #rows: RowLanes | null = null;
  #bytes = 0;
  #toldAt: number;

  constructor(options: ReadOptions) {
    this.#options = options;
    this.#now = options.now ?? (() => performance.now());
    this.#toldAt = this.#now();
    this.#hash = new Fingerprint(options.bytesTotal);
    this.#table = new TableBuilder(options, options.header ?? true);
  }

  async run(source: AsyncIterable<Uint8Array>): Promise<CsvOutcome> {
    const { split, file } = this.#options;
    let first: Uint8Array | null = new Uint8Array(0);
    for await (const chunk of this.#guarded(source)) {
      this.#hash.update(chunk);
      this.#bytes += chunk.length;
      if (first === null) {
        this.#push(chunk);
      } else {
        first = joined(first, chunk);
        if (first.length >= FIRST_BYTES) {
          this.#start(first, false);
          first = null;
        }
      }
      await this.#breathe();
    }
    if (first !== null) this.#start(first, true);
    this.#push(null);
    this.#tell();

    // Begun first: the browser may hash on another thread.
    const digest = this.#hash.digest();
    const { table, columns, head, rejectedRows, problems } = await this.#table.finish(() => this.#breathe());
    const summary: SplitSummary = {
      split,
      fileName: file,
      bytes: this.#bytes,
      sha256: await digest,
      rows: table.rows,
      rejectedRows,
      columns,
      head,
    };
    return { status: "loaded", table, summary, problems };
  }

  /** The source with its own failures turned into a refusal. */
  async *#guarded(source: AsyncIterable<Uint8Array>): AsyncGenerator<Uint8Array, void, void> {
    const { signal, split, file } = this.#options;
    signal.throwIfAborted();
    const chunks = source[Symbol.asyncIterator]();
    try {
      for (;;) {
        const next = await chunks.next().catch((cause: unknown) => {
          signal.throwIfAborted();
          const reason = cause instanceof Error ? ` (${cause.name}: ${cause.message})` : "";
          throw new DataError(
            problem(
              "error",
              "unreadable",
              `"${file}" could not be read${reason}.`,
              "It may have been moved, changed or locked since it was chosen, or be a folder. Choose it again.",
              { split, file },
            ),
          );
        });
        signal.throwIfAborted();
        if (next.done === true) return;
        yield next.value;
      }
    } finally {
      await chunks.return?.();
    }
  }

  /** Judges kind and dialect by the first bytes, and reads them. */
  #start(first: Uint8Array, complete: boolean): void {
    const { split, file } = this.#options;
    checkBytes(first, { split, file });
    const text = this.#decodeStart(first.subarray(0, FIRST_BYTES));
    if (complete && text.trim() === "") {
      throw this.#refusal("empty-file", `"${file}" is empty.`, "Choose a CSV file with a header line and rows.", null);
    }
    const sample = text.slice(0, SAMPLE_CHARACTERS);
    checkText(sample, { split, file });
    const dialect = detectDialect(sample, complete && text.length <= SAMPLE_CHARACTERS);
    this.#rows = new RowLanes(dialect, this.#table, this.#options.fastLane ?? true);
    this.#push(first);
  }

  /** Takes bytes into rows and rows into the table; null ends the bytes. */
  #push(chunk: Uint8Array | null): void {
    if (this.#rows === null) throw new Error("Rows are read only once the dialect is known.");
    try {
      if (chunk === null) this.#rows.end();
      else this.#rows.push(chunk);
    } catch (reason) {
      throw this.#explained(reason);
    }
  }

  #decodeStart(bytes: Uint8Array): string {
    try {
      return new Utf8Reader().push(bytes);
    } catch (reason) {
      throw this.#explained(reason);
    }
  }

  #explained(reason: unknown): unknown {
    const { file } = this.#options;
    if (reason instanceof OpenQuoteError) {
      return this.#refusal(
        "unterminated-quote",
        `"${file}", line ${reason.line}: a quote is opened and never closed, so the rest of the file reads as one cell.`,
        "Close the quote on that line, or double it (\"\") if it belongs to the text.",
        reason.line,
      );
    }
    if (reason instanceof InvalidUtf8Error) {
      const line = this.#rows?.lineOf(reason) ?? 1 + (reason.textBefore.match(/\r\n?|\n/g)?.length ?? 0);
      return this.#refusal(
        "not-utf8",
        `"${file}", line ${line}: byte ${(reason.byteOffset + 1).toLocaleString("en-GB")} of the file is not UTF-8.`,
        'Save the file again as UTF-8 (in Excel: "CSV UTF-8"), or convert it from its present encoding.',
        line,
      );
    }
    return reason;
  }

  #refusal(code: Problem["code"], message: string, remedy: string, line: number | null): DataError {
    const { split, file } = this.#options;
    return new DataError(problem("error", code, message, remedy, { split, file, line }));
  }

  async #breathe(): Promise<void> {
    if (this.#now() - this.#toldAt < PROGRESS_MS) return;
    this.#tell();
    await yieldToMessages();
    this.#options.signal.throwIfAborted();
  }

  #tell(): void {
    this.#toldAt = this.#now();
    const { bytesTotal } = this.#options;
    this.#options.onProgress({ bytesRead: this.#bytes, bytesTotal, rows: this.#table.rows });
  }
}

function joined(before: Uint8Array, after: Uint8Array): Uint8Array {
  const bytes = new Uint8Array(before.length + after.length);
  bytes.set(before);
  bytes.set(after, before.length);
  return bytes;
}
