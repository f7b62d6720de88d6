import { readNumber } from "./number-text";

/** What spreadsheet programs take for the beginning of a formula (OWASP, "CSV Injection"). */
const FORMULA_START = /^[=+\-@\t\r]/;

/** Text that no spreadsheet program runs as a formula: an apostrophe goes before one. Numbers stay as they are. */
export function neutralised(text: string): string {
  return FORMULA_START.test(text) && Number.isNaN(readNumber(text)) ? `'${text}` : text;
}

/** One cell of a CSV file: neutralised, and quoted where it has to be (RFC 4180). */
export function csvCell(text: string): string {
  const safe = neutralised(text);
  return /[",\r\n]/.test(safe) ? `"${safe.replaceAll('"', '""')}"` : safe;
}

/** A line of a CSV file, with its end. */
export function csvLine(cells: readonly string[]): string {
  return `${cells.map(csvCell).join(",")}\n`;
}
