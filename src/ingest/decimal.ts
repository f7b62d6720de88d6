import type { Delimiter, ReadRules } from "../domain/reading";

/** Which sign a file puts before the fraction of a number. */
export interface DecimalSign {
  readonly sign: "." | ",";
  /** A number of the file that shows that commas are decimal points; null where that was not found out. */
  readonly example: string | null;
}

const POINT: DecimalSign = { sign: ".", example: null };

const WITH_POINT = /^\s*[+-]?\d*\.\d+(?:[eE][+-]?\d+)?\s*$/;
const WITH_COMMA = /^\s*[+-]?\d*,\d+(?:[eE][+-]?\d+)?\s*$/;
const THOUSANDS = /^\s*[+-]?[1-9]\d{0,2}(?:,\d{3})+\s*$/;
const MILLIONS = /^\s*[+-]?[1-9]\d{0,2}(?:,\d{3}){2,}\s*$/;

/** Whether a text is a number, if its comma is a decimal point. */
export function isCommaNumber(text: string): boolean {
  return WITH_COMMA.test(text);
}

/** Whether a text may be a whole number with commas between its thousands: `1,234` may also be a little more than 1. */
export function mayHaveThousands(text: string): boolean {
  return THOUSANDS.test(text);
}

/** Whether a text can only be a whole number with commas between its thousands. */
export function hasThousands(text: string): boolean {
  return MILLIONS.test(text);
}

/**
 * Commas are decimal points only where nothing speaks against it: cells are not separated by commas, there are numbers
 * such as `1,5`, none such as `1.5`, and not all commas stand where thousands would be separated.
 */
export function detectDecimal(
  rows: readonly (readonly string[])[],
  delimiter: Delimiter,
  rule: ReadRules["decimal"],
): DecimalSign {
  if (rule !== "auto") return { sign: rule, example: null };
  if (delimiter === ",") return POINT;
  let example: string | null = null;
  for (const row of rows) {
    for (const cell of row) {
      if (WITH_POINT.test(cell) || hasThousands(cell)) return POINT;
      if (example === null && isCommaNumber(cell) && !mayHaveThousands(cell)) example = cell.trim();
    }
  }
  return example === null ? POINT : { sign: ",", example };
}
