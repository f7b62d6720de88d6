import { isIntegerText, parseNumber, readNumber } from "../domain/number-text";
import { DEFAULT_MISSING_WORDS } from "../domain/reading";

/** What the cells of a file mean. */
export interface CellRules {
  isMissing(text: string): boolean;
  /** The number that a cell holds which is no plain whole number; NaN where it holds none. */
  parseNumber(text: string): number;
  /** It is written without point or exponent. */
  isIntegerText(text: string): boolean;
  /** Words for missing values may look like numbers, such as -999: every cell must be compared with them first. */
  readonly missingNumbers: boolean;
  readonly decimal: "." | ",";
}

export function cellRules(missingWords: readonly string[] = DEFAULT_MISSING_WORDS, decimal: "." | "," = "."): CellRules {
  const words = new Set(missingWords);
  const longest = missingWords.reduce((length, word) => Math.max(length, word.length), 0);
  const parse = decimal === "." ? parseNumber : parseWithComma;
  return {
    // Long texts are not even hashed.
    isMissing: (text) => text.length <= longest && words.has(text),
    parseNumber: parse,
    isIntegerText,
    missingNumbers: missingWords.some((word) => !Number.isNaN(readNumber(word)) || !Number.isNaN(parse(word))),
    decimal,
  };
}

/** A point would be a thousands separator there, which no number may have. */
function parseWithComma(text: string): number {
  return text.includes(".") ? NaN : parseNumber(text.replace(",", "."));
}
