import { DataError, problem, type Problem } from "../domain/problem";
import { DEFAULT_READ_RULES, type FileFormat, type ReadProgress, type ReadRules } from "../domain/reading";
import type { SplitSummary, Table } from "../domain/table";
import { yieldToMessages, type CsvSource } from "./byte-source";
import { decimalChoices } from "./choices";
import { decode, FIRST_BYTES, unpacked, type Decoded, type Decoding } from "./decode";
import { detectDialect, SAMPLE_CHARACTERS, type Dialect } from "./dialect";
import { checkText } from "./file-kind";
import { Fingerprint } from "./fingerprint";
import type { FilePlace } from "./finish-column";
import { explained } from "./reading-errors";
import type { RejectedRows } from "./rejected-rows";
import { RowLanes } from "./row-lanes";
import { TableBuilder } from "./table-builder";
import { Utf8Reader, Utf8Survey, type InvalidUtf8Error } from "./utf8";

export interface ReadOptions extends FilePlace {
  /** How the file is to be read; by default all is found out. */
  readonly rules?: ReadRules;
  /** False to read every row through papaparse; the outcome is the same. */
  readonly fastLane?: boolean;
  /** False where the bytes are hashed elsewhere; the summary's `sha256` is then empty. */
  readonly fingerprint?: boolean;
  readonly signal: AbortSignal;
  onProgress(progress: ReadProgress): void;
  /** Milliseconds of a monotonic clock, for the pace of progress. */
  now?(): number;
}

/** What came of one file, with its table. */
export type CsvOutcome =
  | {
      readonly status: "loaded";
      readonly table: Table;
      readonly summary: SplitSummary;
      readonly problems: readonly Problem[];
      readonly rejected: RejectedRows;
    }
  | { readonly status: "refused"; readonly problems: readonly Problem[] };

/** How one pass over a file goes about it, by what earlier ones have found out. */
export interface Approach extends Decoding {
  /** Columns that are text: their numbers are kept as they are written. */
  readonly written: ReadonlySet<string>;
}

/** Seldom enough that drawing it takes little from the readers. */
const PROGRESS_MS = 250;
/** A cancel is heard so often. */
const BREATH_MS = 100;

/** One pass over a file. */
export class CsvReading {
  readonly #options: ReadOptions;
  readonly #rules: ReadRules;
  readonly #approach: Approach;
  readonly #place: FilePlace;
  readonly #bytesTotal: number;
  readonly #now: () => number;
  readonly #hash: Fingerprint | null;
  #decoded: Decoded | null = null;
  #table: TableBuilder | null = null;
  #rows: RowLanes | null = null;
  #bytes = 0;
  #toldAt: number;
  #breathedAt: number;

  constructor(options: ReadOptions, approach: Approach, bytesTotal: number) {
    const { split, file, rules = DEFAULT_READ_RULES } = options;
    this.#options = options;
    this.#rules = rules;
    this.#approach = approach;
    this.#place = { split, file };
    this.#bytesTotal = bytesTotal;
    this.#now = options.now ?? (() => performance.now());
    this.#toldAt = this.#breathedAt = this.#now();
    this.#hash = options.fingerprint === false ? null : new Fingerprint();
  }

  /** What is known of the encoding; null before the first bytes are read. */
  get decoded(): Decoded | null {
    return this.#decoded;
  }

  /** The line, counted from 1, of bytes that are no UTF-8. */
  lineOf(error: InvalidUtf8Error): number {
    return this.#rows?.lineOf(error) ?? 1 + (error.textBefore.match(/\r\n?|\n/g)?.length ?? 0);
  }

  /** Looks through a file for what is and what is not UTF-8. */
  async survey(source: CsvSource): Promise<Utf8Survey> {
    const survey = new Utf8Survey();
    const { chunks } = await unpacked(this.#bytesOf(source), this.#approach.severalArchives, this.#place);
    for await (const chunk of chunks) {
      survey.push(chunk);
      await this.#breathe();
    }
    survey.end();
    return survey;
  }

  /** @throws InvalidUtf8Error, UndecodableError, SeveralArchivesError, LostWritingError where another pass does better */
  async run(source: CsvSource): Promise<CsvOutcome> {
    const bytes = this.#bytesOf(source);
    try {
      const decoded = await decode(bytes, this.#approach, this.#place);
      this.#decoded = decoded;
      const dialect = this.#dialectOf(decoded);
      const table = (this.#table = new TableBuilder(this.#place, this.#rules, dialect.decimal.sign, this.#approach.written));
      const rows = (this.#rows = new RowLanes(dialect, table, this.#options.fastLane ?? true));
      for await (const chunk of decoded.chunks) {
        this.#explaining(() => rows.push(chunk));
        await this.#breathe();
      }
      this.#explaining(() => rows.end());
      this.#tell();
      return await this.#finish(decoded, dialect, table);
    } finally {
      await bytes.return();
    }
  }

  async #finish(decoded: Decoded, dialect: Dialect, builder: TableBuilder): Promise<CsvOutcome> {
    const { split, file } = this.#place;
    // Begun first: the browser may hash on another thread.
    const digest = this.#hash?.digest() ?? "";
    const { table, columns, head, rejected, problems } = await builder.finish(() => this.#breathe());
    const summary: SplitSummary = {
      split,
      fileName: file,
      bytes: this.#bytes,
      sha256: await digest,
      rows: table.rows,
      rejectedRows: rejected.rows,
      format: this.#formatOf(decoded, dialect),
      carved: null,
      columns,
      head,
    };
    return { status: "loaded", table, summary, problems: [...this.#dialectProblems(dialect), ...problems], rejected };
  }

  #formatOf({ encoding, byteOrderMark, gzip }: Decoded, { delimiter, lineEnd, decimal }: Dialect): FileFormat {
    const { header } = this.#rules;
    return { encoding, byteOrderMark, gzip, delimiter, newline: lineEnd, decimal: decimal.sign, header, rules: this.#rules };
  }

  #dialectProblems({ decimal: { example } }: Dialect): Problem[] {
    if (example === null) return [];
    return [
      problem(
        "note",
        "decimal",
        `"${this.#place.file}": numbers have commas for decimal points, such as "${example}".`,
        "They were read as numbers.",
        { ...this.#place, value: example, choices: decimalChoices(this.#place.split, ",") },
      ),
    ];
  }

  /** The bytes of the file, counted and hashed, with failures of the source turned into a refusal. */
  async *#bytesOf(source: CsvSource): AsyncGenerator<Uint8Array, void, void> {
    const { signal } = this.#options;
    signal.throwIfAborted();
    const chunks = source.open()[Symbol.asyncIterator]();
    try {
      for (;;) {
        const next = await chunks.next().catch((cause: unknown) => {
          signal.throwIfAborted();
          throw this.#unreadable(cause);
        });
        signal.throwIfAborted();
        if (next.done === true) return;
        this.#hash?.update(next.value);
        this.#bytes += next.value.length;
        yield next.value;
      }
    } finally {
      await chunks.return?.();
    }
  }

  #unreadable(cause: unknown): DataError {
    const reason = cause instanceof Error ? ` (${cause.name}: ${cause.message})` : "";
    return this.#refusal(
      "unreadable",
      `"${this.#place.file}" could not be read${reason}.`,
      "It may have been moved, changed or locked since it was chosen, or be a folder. Choose it again.",
    );
  }

  /** Judges the dialect by the first bytes. */
  #dialectOf({ first, complete }: Decoded): Dialect {
    const text = this.#explaining(() => new Utf8Reader().push(first.subarray(0, FIRST_BYTES)));
    if (complete && text.trim() === "") {
      throw this.#refusal("empty-file", `"${this.#place.file}" is empty.`, "Choose a CSV file with a header line and rows.");
    }
    checkText(text.slice(0, SAMPLE_CHARACTERS), this.#place);
    return detectDialect(text, complete, this.#rules);
  }

  #explaining<T>(work: () => T): T {
    try {
      return work();
    } catch (reason) {
      throw explained(reason, this.#place);
    }
  }

  #refusal(code: Problem["code"], message: string, remedy: string): DataError {
    return new DataError(problem("error", code, message, remedy, this.#place));
  }

  async #breathe(): Promise<void> {
    const now = this.#now();
    if (now - this.#breathedAt < BREATH_MS) return;
    this.#breathedAt = now;
    if (now - this.#toldAt >= PROGRESS_MS) this.#tell();
    await yieldToMessages();
    this.#options.signal.throwIfAborted();
  }

  #tell(): void {
    this.#toldAt = this.#now();
    const { split } = this.#place;
    this.#options.onProgress({ split, bytesRead: this.#bytes, bytesTotal: this.#bytesTotal, rows: this.#table?.rows ?? 0 });
  }
}
