import type { Split } from "../domain/split";
import type { Column, ColumnSummary, Dtype, NumericValues } from "../domain/table";
import { MAX_MEAN_TEXT_LENGTH, MISSING_CODE, type ColumnBuilder } from "./column-builder";
import { countCodes, countNumbers } from "./value-counts";

/** At least this share of the values that are present must be numbers for a column to be numeric. */
const NUMERIC_SHARE = 0.9;

export interface FilePlace {
  readonly split: Split;
  readonly file: string;
}

export interface FinishedColumn {
  readonly column: Column;
  readonly summary: ColumnSummary;
}

/** The rows that stay: a 1 in `leftOut` marks one that does not; null when all stay. */
export interface KeptRows {
  readonly count: number;
  readonly leftOut: Uint8Array | null;
}

/** A column with no value at all is numeric, as in pandas. */
export function isNumeric({ numbers, texts, rule }: ColumnBuilder): boolean {
  if (rule?.as === "number") return true;
  if (rule?.as === "text" || rule?.as === "skip") return false;
  return numbers >= NUMERIC_SHARE * (numbers + texts);
}

/**
 * A column whose cells must be read once more, as text: numbers among texts, whose own writing was not kept, and whole
 * numbers that a double cannot hold.
 */
export function needsText(builder: ColumnBuilder): boolean {
  if (builder.rule?.as !== undefined && builder.rule.as !== "auto") return false;
  if (isNumeric(builder)) return builder.unsafeIntegers > 0 && builder.integersOnly;
  return builder.numbers > 0 && keepsText(builder);
}

function keepsText(builder: ColumnBuilder): boolean {
  return builder.dictionary !== null && builder.meanTextLength <= MAX_MEAN_TEXT_LENGTH;
}

/** @param textDtype what pandas calls a column of whole numbers that is kept as text */
export function finishColumn(builder: ColumnBuilder, kept: KeptRows, textDtype: Dtype): FinishedColumn {
  return isNumeric(builder) ? finishNumeric(builder, kept) : finishText(builder, kept, textDtype);
}

function finishNumeric(builder: ColumnBuilder, { count, leftOut }: KeptRows): FinishedColumn {
  const { name } = builder;
  const values = builder.takeNumbers(count, leftOut);
  const missing = missingIn(values);
  const integer = builder.integersOnly || allWhole(values);
  const dtype: Dtype = builder.integersOnly && missing === 0 ? "int64" : "float64";
  return {
    column: { kind: "numeric", name, values, integer },
    summary: { name, kind: "numeric", dtype, missing, values: countNumbers(values) },
  };
}

// Index loops: the iterators of typed arrays show at a million rows.

function missingIn(values: NumericValues): number {
  // Only the float types can hold NaN.
  if (!(values instanceof Float64Array) && !(values instanceof Float32Array)) return 0;
  let missing = 0;
  for (let row = 0; row < values.length; row++) if (Number.isNaN(values[row])) missing++;
  return missing;
}

/** Whether every value that is present is a whole number. */
function allWhole(values: NumericValues): boolean {
  for (let row = 0; row < values.length; row++) {
    const x = values[row]!;
    if (x === x && !Number.isInteger(x)) return false;
  }
  return true;
}

function finishText(builder: ColumnBuilder, kept: KeptRows, textDtype: Dtype): FinishedColumn {
  const { name } = builder;
  const codes = builder.takeCodes(kept.count, kept.leftOut);
  let missing = 0;
  for (let row = 0; row < codes.length; row++) if (codes[row] === MISSING_CODE) missing++;
  if (builder.rule?.as === "skip") missing = 0;
  let dictionary = keepsText(builder) && builder.rule?.as !== "skip" ? builder.dictionary : null;
  if (dictionary === null) {
    return {
      column: { kind: "discarded", name },
      summary: { name, kind: "discarded", dtype: withMissing(textDtype, missing), missing, values: null },
    };
  }
  const bool = dictionary.length > 0 && dictionary.every((text) => BOOLEANS.has(text));
  if (bool) dictionary = foldBooleans(dictionary, codes);
  const dtype = bool && missing === 0 ? "bool" : withMissing(textDtype, missing);
  return {
    column: { kind: "text", name, codes, dictionary },
    summary: { name, kind: "text", dtype, missing, values: countCodes(codes, dictionary) },
  };
}

/** Whole numbers of which some are missing are floats to pandas. */
function withMissing(dtype: Dtype, missing: number): Dtype {
  return dtype === "object" || missing === 0 ? dtype : "float64";
}

/** The words that pandas reads as booleans. */
const BOOLEANS: ReadonlyMap<string, "True" | "False"> = new Map([
  ["True", "True"],
  ["TRUE", "True"],
  ["true", "True"],
  ["False", "False"],
  ["FALSE", "False"],
  ["false", "False"],
]);

function foldBooleans(dictionary: readonly string[], codes: Int8Array | Int16Array): string[] {
  const words = dictionary.map((text) => BOOLEANS.get(text) ?? text);
  const distinct = [...new Set(words)];
  const recode = words.map((word) => distinct.indexOf(word));
  for (let row = 0; row < codes.length; row++) {
    const code = codes[row] ?? MISSING_CODE;
    if (code >= 0) codes[row] = recode[code] ?? code;
  }
  return distinct;
}
