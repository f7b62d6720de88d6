import { DataError, problem, type Problem } from "../domain/problem";
import { DEFAULT_READ_RULES, ENCODING_TITLES, type FileFormat, type ReadProgress, type ReadRules } from "../domain/reading";
import type { SplitSummary, Table } from "../domain/table";
import { yieldToMessages, type CsvSource } from "./byte-source";
import { decimalChoices, encodingChoices } from "./choices";
import { decode, FIRST_BYTES, type Decoded } from "./decode";
import { detectDialect, SAMPLE_CHARACTERS, type Dialect } from "./dialect";
import { checkText } from "./file-kind";
import { Fingerprint } from "./fingerprint";
import type { FilePlace } from "./finish-column";
import { explained } from "./reading-errors";
import type { RejectedRows } from "./rejected-rows";
import { RowLanes } from "./row-lanes";
import { TableBuilder } from "./table-builder";
import { InvalidUtf8Error, Utf8Reader } from "./utf8";

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

const PROGRESS_MS = 100;

/**
 * Reads a CSV file into columns. The result does not depend on how the source cuts the bytes.
 * A file that cannot be used is an outcome, not an error. A file that proves not to be UTF-8 on the way, and may be in
 * another encoding by its rules, is read once more from its beginning.
 * @throws the signal's reason, an `AbortError`, when cancelled.
 */
export async function readCsv(source: CsvSource, options: ReadOptions): Promise<CsvOutcome> {
  try {
    return await readOnceOrTwice(source, options);
  } catch (reason) {
    if (reason instanceof DataError) return { status: "refused", problems: [reason.problem] };
    throw reason;
  }
}

async function readOnceOrTwice(source: CsvSource, options: ReadOptions): Promise<CsvOutcome> {
  const rules = options.rules ?? DEFAULT_READ_RULES;
  const first = new CsvReading(options, rules, source.bytes);
  try {
    return await first.run(source);
  } catch (reason) {
    if (!(reason instanceof InvalidUtf8Error)) throw reason;
    const refusal = first.explained(reason);
    const damaged = reason.afterLetters || first.byteOrderMark;
    if (rules.encoding !== "auto" || damaged || !(refusal instanceof DataError)) throw refusal;
    const again = await new CsvReading(options, { ...rules, encoding: "windows-1252" }, source.bytes).run(source);
    return again.status === "refused" ? again : asLatin1(again, refusal.problem, rules);
  }
}

/** Says that the file was read in another encoding than is usual, and by what that is known. */
function asLatin1(outcome: CsvOutcome & { status: "loaded" }, found: Problem, rules: ReadRules): CsvOutcome {
  const warning: Problem = {
    ...found,
    severity: "warning",
    remedy: `The file was read as ${ENCODING_TITLES["windows-1252"]} instead. Check that letters beyond A to Z look right.`,
    choices: encodingChoices(outcome.summary.split, "windows-1252"),
  };
  const summary = { ...outcome.summary, format: { ...outcome.summary.format, rules } };
  return { ...outcome, summary, problems: [warning, ...outcome.problems] };
}

class CsvReading {
  readonly #options: ReadOptions;
  readonly #rules: ReadRules;
  readonly #place: FilePlace;
  readonly #bytesTotal: number;
  readonly #now: () => number;
  readonly #hash: Fingerprint | null;
  #decoded: Decoded | null = null;
  #table: TableBuilder | null = null;
  #rows: RowLanes | null = null;
  #bytes = 0;
  #toldAt: number;

  constructor(options: ReadOptions, rules: ReadRules, bytesTotal: number) {
    const { split, file } = options;
    this.#options = options;
    this.#rules = rules;
    this.#place = { split, file };
    this.#bytesTotal = bytesTotal;
    this.#now = options.now ?? (() => performance.now());
    this.#toldAt = this.#now();
    this.#hash = options.fingerprint === false ? null : new Fingerprint(bytesTotal);
  }

  /** The file says by its first bytes in which encoding it is. */
  get byteOrderMark(): boolean {
    return this.#decoded?.byteOrderMark ?? false;
  }

  /** @throws InvalidUtf8Error */
  async run(source: CsvSource): Promise<CsvOutcome> {
    const bytes = this.#bytesOf(source);
    try {
      const decoded = await decode(bytes, this.#rules.encoding, this.#place);
      this.#decoded = decoded;
      const dialect = this.#dialectOf(decoded);
      const table = (this.#table = new TableBuilder(this.#place, this.#rules, dialect.decimal.sign));
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
      // Another encoding may yet make sense of it.
      throw reason instanceof InvalidUtf8Error ? reason : this.explained(reason);
    }
  }

  /** What stops the reading, as a refusal in words, where that is the file's fault. */
  explained(reason: unknown): unknown {
    return explained(reason, this.#place, (error) => this.#rows?.lineOf(error) ?? null);
  }

  #refusal(code: Problem["code"], message: string, remedy: string): DataError {
    return new DataError(problem("error", code, message, remedy, this.#place));
  }

  async #breathe(): Promise<void> {
    if (this.#now() - this.#toldAt < PROGRESS_MS) return;
    this.#tell();
    await yieldToMessages();
    this.#options.signal.throwIfAborted();
  }

  #tell(): void {
    this.#toldAt = this.#now();
    const { split } = this.#place;
    this.#options.onProgress({ split, bytesRead: this.#bytes, bytesTotal: this.#bytesTotal, rows: this.#table?.rows ?? 0 });
  }
}
