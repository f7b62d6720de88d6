import Papa from "papaparse";
import { DELIMITERS, type Delimiter, type ReadRules } from "../domain/reading";

/** How a file separates fields and rows, and writes fractions. */
export interface Dialect {
  readonly delimiter: Delimiter;
  /** `"\n"` stands for LF and CRLF alike: the reader drops a carriage return before it. */
  readonly newline: "\n" | "\r";
  /** The first line ends in CRLF. */
  readonly carriageReturns: boolean;
  readonly decimal: "." | ",";
}

/** The dialect is read from this many characters at the start, however the file is cut into chunks. */
export const SAMPLE_CHARACTERS = 16_384;

const SAMPLE_ROWS = 20;

/**
 * The dialect of a file by its beginning, where the rules leave it open.
 * @param complete The sample is the whole file, so its last row is a whole row too.
 */
export function detectDialect(sample: string, complete: boolean, rules: Pick<ReadRules, "delimiter" | "decimal">): Dialect {
  const newline = detectNewline(sample);
  const carriageReturns = newline === "\n" && /^[^\n]*\r\n/.test(sample);
  const delimiter = rules.delimiter === "auto" ? detectDelimiter(sample, newline, complete) : rules.delimiter;
  const decimal = rules.decimal === "auto" ? detectDecimal(parseSample(sample, { delimiter, newline }, complete), delimiter) : rules.decimal;
  return { delimiter, newline, carriageReturns, decimal };
}

const COMMA_NUMBER = /^\s*[+-]?\d+,\d+\s*$/;
const POINT_NUMBER = /^\s*[+-]?\d+\.\d+\s*$/;
const THOUSANDS = /^\s*[+-]?[1-9]\d{0,2}(?:,\d{3})+\s*$/;

/** A comma only where cells are not separated by one, some number needs it, and none has a point. */
function detectDecimal(rows: readonly string[][], delimiter: Delimiter): "." | "," {
  if (delimiter === ",") return ".";
  const cells = rows.flat();
  const needed = cells.some((cell) => COMMA_NUMBER.test(cell) && !THOUSANDS.test(cell));
  return needed && !cells.some((cell) => POINT_NUMBER.test(cell)) ? "," : ".";
}

function detectDelimiter(sample: string, newline: Dialect["newline"], complete: boolean): Delimiter {
  let best: { delimiter: Delimiter; agreement: number; fields: number } = { delimiter: ",", agreement: 0, fields: 1 };
  for (const delimiter of DELIMITERS) {
    const rows = parseSample(sample, { delimiter, newline }, complete);
    const fields = rows[0]?.length ?? 1;
    if (fields < 2) continue;
    const agreement = rows.filter((row) => row.length === fields).length / rows.length;
    const better = agreement > best.agreement || (agreement === best.agreement && fields > best.fields);
    if (better) best = { delimiter, agreement, fields };
  }
  return best.delimiter;
}

function parseSample(sample: string, dialect: Pick<Dialect, "delimiter" | "newline">, complete: boolean): string[][] {
  const { data } = Papa.parse<string[]>(sample, { ...dialect, header: false, preview: SAMPLE_ROWS });
  const rows = complete || data.length === SAMPLE_ROWS ? data : data.slice(0, Math.max(1, data.length - 1));
  return rows.filter((row) => row.length > 1 || (row[0] ?? "").trim() !== "");
}

/** The first line end outside quotes decides; where quotes make no sense, the first of all. */
function detectNewline(sample: string): Dialect["newline"] {
  let quoted = false;
  for (let at = 0; at < sample.length; at++) {
    const letter = sample[at];
    if (letter === '"') quoted = !quoted;
    else if (!quoted && letter === "\n") return "\n";
    else if (!quoted && letter === "\r") return sample[at + 1] === "\n" ? "\n" : "\r";
  }
  return sample.includes("\r") && !sample.includes("\n") ? "\r" : "\n";
}
