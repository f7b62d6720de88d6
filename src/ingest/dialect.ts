import Papa from "papaparse";
import { DELIMITERS, type Delimiter, type FileFormat, type ReadRules } from "../domain/reading";
import { detectDecimal, type DecimalSign } from "./decimal";

/** How a file separates cells and rows, and writes numbers. */
export interface Dialect {
  readonly delimiter: Delimiter;
  /** `"\n"` stands for LF and CRLF alike: the reader drops a carriage return before it. */
  readonly newline: "\n" | "\r";
  readonly lineEnd: FileFormat["newline"];
  readonly decimal: DecimalSign;
}

/** The dialect is read from this many characters at the start, however the file is cut into chunks. */
export const SAMPLE_CHARACTERS = 16_384;

const SAMPLE_ROWS = 20;

/**
 * @param start the beginning of the file
 * @param complete `start` is the whole file, so its last row is a whole row too
 */
export function detectDialect(start: string, complete: boolean, rules: Pick<ReadRules, "delimiter" | "decimal">): Dialect {
  const sample = start.slice(0, SAMPLE_CHARACTERS);
  const whole = complete && start.length <= SAMPLE_CHARACTERS;
  const lineEnd = detectLineEnd(start);
  const newline = lineEnd === "CR" ? "\r" : "\n";
  const delimiter = rules.delimiter === "auto" ? detectDelimiter(sample, newline, whole) : rules.delimiter;
  const decimal = detectDecimal(parseSample(sample, delimiter, newline, whole, 0), delimiter, rules.decimal);
  return { delimiter, newline, lineEnd, decimal };
}

function detectDelimiter(sample: string, newline: Dialect["newline"], complete: boolean): Delimiter {
  let best: { delimiter: Delimiter; agreement: number; fields: number } = { delimiter: ",", agreement: 0, fields: 1 };
  for (const delimiter of DELIMITERS) {
    const rows = parseSample(sample, delimiter, newline, complete, SAMPLE_ROWS);
    const fields = rows[0]?.length ?? 1;
    if (fields < 2) continue;
    const agreement = rows.filter((row) => row.length === fields).length / rows.length;
    const better = agreement > best.agreement || (agreement === best.agreement && fields > best.fields);
    if (better) best = { delimiter, agreement, fields };
  }
  return best.delimiter;
}

/** @param most How many rows are wanted; 0 for all. */
function parseSample(
  sample: string,
  delimiter: Delimiter,
  newline: Dialect["newline"],
  complete: boolean,
  most: number,
): string[][] {
  const { data } = Papa.parse<string[]>(sample, { delimiter, newline, header: false, preview: most });
  const rows = complete || data.length === most ? data : data.slice(0, Math.max(1, data.length - 1));
  return rows.filter((row) => row.length > 1 || (row[0] ?? "").trim() !== "");
}

/** The first line end outside quotes decides; where quotes make no sense, the first of all. */
function detectLineEnd(start: string): FileFormat["newline"] {
  let quoted = false;
  for (let at = 0; at < start.length; at++) {
    const letter = start[at];
    if (letter === '"') quoted = !quoted;
    else if (!quoted && letter === "\n") return "LF";
    else if (!quoted && letter === "\r") return start[at + 1] === "\n" ? "CRLF" : "CR";
  }
  if (start.includes("\r\n")) return "CRLF";
  return start.includes("\r") && !start.includes("\n") ? "CR" : "LF";
}
