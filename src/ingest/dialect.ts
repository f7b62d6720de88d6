import Papa from "papaparse";

/** How a file separates fields and rows. */
export interface Dialect {
  readonly delimiter: string;
  /** `"\n"` stands for LF and CRLF alike: the reader drops a carriage return before it. */
  readonly newline: "\n" | "\r";
}

/** The dialect is read from this many characters at the start, however the file is cut into chunks. */
export const SAMPLE_CHARACTERS = 16_384;

const DELIMITERS = [",", ";", "\t", "|"] as const;
const SAMPLE_ROWS = 20;

/** @param complete The sample is the whole file, so its last row is a whole row too. */
export function detectDialect(sample: string, complete: boolean): Dialect {
  const newline = detectNewline(sample);
  let best: { delimiter: string; agreement: number; fields: number } = { delimiter: ",", agreement: 0, fields: 1 };
  for (const delimiter of DELIMITERS) {
    const rows = parseSample(sample, { delimiter, newline }, complete);
    const fields = rows[0]?.length ?? 1;
    if (fields < 2) continue;
    const agreement = rows.filter((row) => row.length === fields).length / rows.length;
    const better = agreement > best.agreement || (agreement === best.agreement && fields > best.fields);
    if (better) best = { delimiter, agreement, fields };
  }
  return { delimiter: best.delimiter, newline };
}

function parseSample(sample: string, dialect: Dialect, complete: boolean): string[][] {
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
