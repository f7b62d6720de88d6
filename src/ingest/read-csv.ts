import { DataError, problem, type Problem } from "../domain/problem";
import { DEFAULT_READ_RULES, ENCODING_TITLES, type FileFormat, type ReadProgress, type ReadRules, type TextEncodingName } from "../domain/reading";
import type { SplitSummary, Table } from "../domain/table";
import { yieldToMessages, type CsvSource } from "./byte-source";
import { cellRules } from "./cell-rules";
import { encodingChoices } from "./choices";
import { decode, type Decoded } from "./decode";
import { detectDialect, SAMPLE_CHARACTERS, type Dialect } from "./dialect";
import { checkText } from "./file-kind";
import { Fingerprint } from "./fingerprint";
import type { FilePlace } from "./finish-column";
import { RowLanes } from "./row-lanes";
import { OpenQuoteError } from "./row-reader";
import { TableBuilder, type TextColumnPlans } from "./table-builder";
import { InvalidUtf8Error, Utf8Reader } from "./utf8";

export interface ReadOptions extends FilePlace {
  readonly rules?: ReadRules;
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

/** What an earlier reading of the same file has shown. */
interface Learned {
  /** It is not UTF-8, though nothing in its beginning said so. */
  readonly encoding: TextEncodingName | null;
  readonly texts: TextColumnPlans;
}

type Reading = CsvOutcome | { readonly status: "again"; readonly learned: Learned };

const PROGRESS_MS = 100;
/** Any bytes are characters in it, so it is what is left when all others have failed. */
const LAST_RESORT: TextEncodingName = "windows-1252";

/**
 * Reads a CSV file into columns. The result does not depend on how the source cuts the bytes. A file is read again from
 * its start where only its later rows show how it should have been read: that it is not UTF-8, or that a column's cells
 * must be kept as text.
 * A file that cannot be used is an outcome, not an error.
 * @throws the signal's reason, an `AbortError`, when cancelled.
 */
export async function readCsv(source: CsvSource, options: ReadOptions): Promise<CsvOutcome> {
  let learned: Learned = { encoding: null, texts: new Map() };
  for (;;) {
    const outcome = await readOnce(source, options, learned);
    if (outcome.status !== "again") return outcome;
    learned = outcome.learned;
  }
}

async function readOnce(source: CsvSource, options: ReadOptions, learned: Learned): Promise<Reading> {
  try {
    return await new CsvReading(source.bytes, options, learned).run(source.open());
  } catch (reason) {
    if (reason instanceof InvalidUtf8Error) return { status: "again", learned: { ...learned, encoding: LAST_RESORT } };
    if (reason instanceof DataError) return { status: "refused", problems: [reason.problem] };
    throw reason;
  }
}

class CsvReading {
  readonly #options: ReadOptions;
  readonly #rules: ReadRules;
  readonly #learned: Learned;
  readonly #bytesTotal: number;
  readonly #now: () => number;
  readonly #hash: Fingerprint;
  #table: TableBuilder | null = null;
  #bytes = 0;
  #toldAt: number;

  constructor(bytesTotal: number, options: ReadOptions, learned: Learned) {
    this.#options = options;
    this.#rules = options.rules ?? DEFAULT_READ_RULES;
    this.#learned = learned;
    this.#bytesTotal = bytesTotal;
    this.#now = options.now ?? (() => performance.now());
    this.#toldAt = this.#now();
    this.#hash = new Fingerprint(bytesTotal);
  }

  async run(source: AsyncIterable<Uint8Array>): Promise<Reading> {
    const bytes = this.#counted(source);
    try {
      return await this.#read(bytes);
    } finally {
      // A file that is refused by its beginning is let go of as well.
      await bytes.return();
    }
  }

  async #read(bytes: AsyncGenerator<Uint8Array, void, void>): Promise<Reading> {
    const { split, file } = this.#options;
    const encoding = this.#rules.encoding === "auto" ? (this.#learned.encoding ?? "auto") : this.#rules.encoding;
    const decoded = await decode(bytes, encoding, { split, file });
    const dialect = this.#judge(decoded);
    const table = new TableBuilder(this.#options, this.#rules, cellRules(this.#rules.missingWords, dialect.decimal), this.#learned.texts);
    this.#table = table;
    const rows = new RowLanes(dialect, table, this.#options.fastLane ?? true);
    try {
      for await (const chunk of decoded.chunks) {
        rows.push(chunk);
        await this.#breathe();
      }
      rows.end();
    } catch (reason) {
      throw this.#explained(reason, decoded, rows);
    }
    this.#tell();

    // Begun first: the browser may hash on another thread.
    const digest = this.#hash.digest();
    const finished = await table.finish(() => this.#breathe());
    if (finished.status === "again") return { status: "again", learned: { ...this.#learned, texts: finished.texts } };
    const { result } = finished;
    const summary: SplitSummary = {
      split,
      fileName: file,
      bytes: this.#bytes,
      sha256: await digest,
      rows: result.table.rows,
      rejectedRows: result.rejectedRows,
      format: this.#format(decoded, dialect),
      columns: result.columns,
      head: result.head,
    };
    return { status: "loaded", table: result.table, summary, problems: [...this.#encodingProblems(decoded), ...result.problems] };
  }

  #format({ encoding, byteOrderMark, gzip }: Decoded, { delimiter, newline, carriageReturns, decimal }: Dialect): FileFormat {
    return {
      encoding,
      byteOrderMark,
      gzip,
      delimiter,
      newline: newline === "\r" ? "CR" : carriageReturns ? "CRLF" : "LF",
      decimal,
      header: this.#rules.header,
      rules: this.#rules,
    };
  }

  #encodingProblems({ encoding }: Decoded): Problem[] {
    const { split, file } = this.#options;
    const place = { split, file, choices: encodingChoices(encoding) };
    const title = ENCODING_TITLES[encoding];
    if (this.#rules.encoding !== "auto") {
      return [problem("note", "encoding", `"${file}" was read as ${title}.`, "This was chosen by hand.", place)];
    }
    if (this.#learned.encoding === null) return [];
    return [
      problem(
        "warning",
        "encoding",
        `"${file}" is not UTF-8 and was read as ${title}, which is a guess.`,
        "Look at the letters with accents. If they are wrong, choose another encoding, or save the file as UTF-8.",
        place,
      ),
    ];
  }

  /** The bytes of the file itself, counted and hashed. */
  async *#counted(source: AsyncIterable<Uint8Array>): AsyncGenerator<Uint8Array, void, void> {
    for await (const chunk of this.#guarded(source)) {
      this.#hash.update(chunk);
      this.#bytes += chunk.length;
      yield chunk;
    }
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

  /** @throws DataError when the text is no table. */
  #judge(decoded: Decoded): Dialect {
    const { complete } = decoded;
    const { split, file } = this.#options;
    const text = this.#startOf(decoded);
    if (complete && text.trim() === "") {
      throw this.#refusal("empty-file", `"${file}" is empty.`, "Choose a CSV file with a header line and rows.", null);
    }
    const sample = text.slice(0, SAMPLE_CHARACTERS);
    checkText(sample, { split, file });
    return detectDialect(sample, complete && text.length <= SAMPLE_CHARACTERS, this.#rules);
  }

  #startOf(decoded: Decoded): string {
    try {
      return new Utf8Reader().push(decoded.first);
    } catch (reason) {
      throw this.#wrongUtf8(reason, decoded, null);
    }
  }

  #explained(reason: unknown, decoded: Decoded, rows: RowLanes): unknown {
    const { file } = this.#options;
    if (reason instanceof OpenQuoteError) {
      return this.#refusal(
        "unterminated-quote",
        `"${file}", line ${reason.line}: a quote is opened and never closed, so the rest of the file reads as one cell.`,
        "Close the quote on that line, or double it (\"\") if it belongs to the text.",
        reason.line,
      );
    }
    return this.#wrongUtf8(reason, decoded, rows);
  }

  /** Bytes that are not UTF-8 are a refusal where UTF-8 was chosen or marked; else the file is read again otherwise. */
  #wrongUtf8(reason: unknown, { byteOrderMark }: Decoded, rows: RowLanes | null): unknown {
    const open = this.#rules.encoding === "auto" && !byteOrderMark;
    if (!(reason instanceof InvalidUtf8Error) || open) return reason;
    const { file } = this.#options;
    const line = rows?.lineOf(reason) ?? 1 + (reason.textBefore.match(/\r\n?|\n/g)?.length ?? 0);
    return this.#refusal(
      "not-utf8",
      `"${file}", line ${line}: byte ${(reason.byteOffset + 1).toLocaleString("en-GB")} of the file is not UTF-8.`,
      'Save the file again as UTF-8 (in Excel: "CSV UTF-8"), or choose it again to have its encoding guessed.',
      line,
    );
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
    this.#options.onProgress({ bytesRead: this.#bytes, bytesTotal: this.#bytesTotal, rows: this.#table?.rows ?? 0 });
  }
}
