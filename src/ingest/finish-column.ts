import { areIsoDates } from "../domain/iso-date";
import type { Split } from "../domain/split";
import type { Column, ColumnSummary, Dtype, NumericValues, TextColumn } from "../domain/table";
import { MAX_DISTINCT_TEXTS, MAX_MEAN_TEXT_LENGTH, MISSING_CODE, type ColumnBuilder } from "./column-builder";
import { countCodes, countNumbers } from "./value-counts";

/** At least this share of the values that are present must be numbers for a column to be numeric. */
const NUMERIC_SHARE = 0.9;
/** So many texts have codes that an int8 holds. */
const MAX_INT8_TEXTS = 128;

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

/** Whether a column is read as numbers, unless they are too large: by its rule, else by what most of its values are. */
export function isNumeric(builder: ColumnBuilder): boolean {
  return looksNumeric(builder) && !keepsDigits(builder);
}

/** A column with no value at all is numeric, as in pandas. */
function looksNumeric({ rule, numbers, texts }: ColumnBuilder): boolean {
  if (rule?.as === "number") return true;
  if (rule?.as === "text" || rule?.as === "skip") return false;
  return numbers >= NUMERIC_SHARE * (numbers + texts);
}

/** Whether a column is text because it holds whole numbers that a double cannot, as identifiers are. */
export function keepsDigits(builder: ColumnBuilder): boolean {
  return builder.unsafeIntegers > 0 && builder.integersOnly && builder.rule?.as !== "number" && looksNumeric(builder);
}

/** Whether a column is text, and numbers in it would not come out as they are written. */
export function losesWriting(builder: ColumnBuilder): boolean {
  const { rule, rewritten, meanTextLength } = builder;
  if (!rewritten || rule?.as === "skip" || rule?.as === "text" || isNumeric(builder)) return false;
  return meanTextLength <= MAX_MEAN_TEXT_LENGTH && builder.dictionary !== null;
}

/** Whether text in a column leaves out its row. */
export function dropsTexts(builder: ColumnBuilder): boolean {
  return builder.texts > 0 && isNumeric(builder) && (builder.rule?.notANumber ?? "drop-row") === "drop-row";
}

export function finishColumn(builder: ColumnBuilder, kept: KeptRows): FinishedColumn {
  if (builder.rule?.as === "skip") return discarded(builder.name, 0, null);
  return isNumeric(builder) ? finishNumeric(builder, kept) : finishText(builder, kept);
}

function discarded(name: string, missing: number, distinct: number | null): FinishedColumn {
  return {
    column: { kind: "discarded", name, distinct },
    summary: { name, kind: "discarded", dtype: "object", missing, values: null },
  };
}

function finishNumeric(builder: ColumnBuilder, { count, leftOut }: KeptRows): FinishedColumn {
  const { name, integersOnly } = builder;
  const values = builder.takeNumbers(count, leftOut);
  const missing = missingIn(values);
  const integer = integersOnly || allWhole(values);
  return {
    column: { kind: "numeric", name, values, integer },
    summary: {
      name,
      kind: "numeric",
      dtype: integersOnly ? integerDtype(builder, missing, values) : "float64",
      missing,
      values: countNumbers(values),
    },
  };
}

const INT64_MIN = -(2n ** 63n);
const INT64_MAX = 2n ** 63n - 1n;
const UINT64_MAX = 2n ** 64n - 1n;

/**
 * What pandas makes of whole numbers: int64 where all fit, float64 where one is missing besides, else uint64 where all
 * fit that and none is missing, else text.
 */
function integerDtype({ unsafeRange }: ColumnBuilder, missing: number, values: NumericValues): Dtype {
  if (unsafeRange === null || (unsafeRange.low >= INT64_MIN && unsafeRange.high <= INT64_MAX)) {
    return missing === 0 ? "int64" : "float64";
  }
  const unsigned = missing === 0 && unsafeRange.low >= 0n && unsafeRange.high <= UINT64_MAX && values.every((x) => x >= 0);
  return unsigned ? "uint64" : "object";
}

// Index loops: the iterators of typed arrays show at a million rows.

function missingIn(values: NumericValues): number {
  if (!(values instanceof Float64Array || values instanceof Float32Array)) return 0;
  let missing = 0;
  for (let row = 0; row < values.length; row++) if (Number.isNaN(values[row])) missing++;
  return missing;
}

/** Whether every value that is present is a whole number. */
function allWhole(values: NumericValues): boolean {
  for (let row = 0; row < values.length; row++) {
    const x = values[row] ?? NaN;
    if (x === x && !Number.isInteger(x)) return false;
  }
  return true;
}

function finishText(builder: ColumnBuilder, { count, leftOut }: KeptRows): FinishedColumn {
  const { name } = builder;
  const texts = builder.dictionary;
  const numbers = builder.numbers > 0 ? builder.takeNumbers(count, leftOut) : null;
  const codes = builder.takeCodes(count, leftOut, numbers === null ? (texts?.length ?? 0) : MAX_DISTINCT_TEXTS);
  let missing = 0;
  for (let row = 0; row < codes.length; row++) {
    if (codes[row] === MISSING_CODE && (numbers === null || Number.isNaN(numbers[row]))) missing++;
  }
  const bigDtype = keepsDigits(builder) && numbers !== null && builder.texts === 0 ? integerDtype(builder, missing, numbers) : null;
  let dictionary = texts === null || builder.meanTextLength > MAX_MEAN_TEXT_LENGTH ? null : texts;
  if (dictionary !== null && numbers !== null) dictionary = writeNumbersAsText(dictionary, codes, numbers, builder.takeWritings(count, leftOut));
  if (dictionary === null) {
    const { column, summary } = discarded(name, missing, builder.distinctTexts);
    return { column, summary: { ...summary, dtype: bigDtype ?? "object" } };
  }
  const bool = dictionary.length > 0 && dictionary.every((text) => BOOLEANS.has(text));
  if (bool) dictionary = foldBooleans(dictionary, codes);
  const small = dictionary.length <= MAX_INT8_TEXTS && !(codes instanceof Int8Array) ? Int8Array.from(codes) : codes;
  return {
    column: { kind: "text", name, codes: small, dictionary },
    summary: {
      name,
      kind: "text",
      dtype: bigDtype ?? (bool && missing === 0 ? "bool" : "object"),
      missing,
      values: countCodes(small, dictionary),
      ...(areIsoDates(dictionary) ? { dates: true } : {}),
    },
  };
}

type Codes = TextColumn["codes"];

/** A few numbers among texts are texts too, as they are written; null when that makes too many. */
function writeNumbersAsText(
  texts: readonly string[],
  codes: Codes,
  numbers: NumericValues,
  writingOf: (row: number) => string | undefined,
): string[] | null {
  const codeOf = new Map(texts.map((text, code) => [text, code]));
  for (let row = 0; row < codes.length; row++) {
    const value = numbers[row] ?? NaN;
    if (Number.isNaN(value) || codes[row] !== MISSING_CODE) continue;
    const text = writingOf(row) ?? String(value);
    let code = codeOf.get(text);
    if (code === undefined) {
      if (codeOf.size === MAX_DISTINCT_TEXTS) return null;
      code = codeOf.size;
      codeOf.set(text, code);
    }
    codes[row] = code;
  }
  return [...codeOf.keys()];
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

function foldBooleans(dictionary: readonly string[], codes: Codes): string[] {
  const words = dictionary.map((text) => BOOLEANS.get(text) ?? text);
  const distinct = [...new Set(words)];
  const recode = words.map((word) => distinct.indexOf(word));
  for (let row = 0; row < codes.length; row++) {
    const code = codes[row] ?? MISSING_CODE;
    if (code >= 0) codes[row] = recode[code] ?? code;
  }
  return distinct;
}
