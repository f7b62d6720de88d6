import { counted, problem, type Problem } from "../domain/problem";
import type { Split } from "../domain/split";
import type { Column, ColumnSummary, Dtype } from "../domain/table";
import { MAX_DISTINCT_TEXTS, MAX_LISTED, MAX_MEAN_TEXT_LENGTH, MISSING_CODE, type ColumnBuilder } from "./column-builder";
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
export function isNumeric({ numbers, texts }: ColumnBuilder): boolean {
  return numbers >= NUMERIC_SHARE * (numbers + texts);
}

export function finishColumn(builder: ColumnBuilder, kept: KeptRows): FinishedColumn {
  if (isNumeric(builder)) return finishNumeric(builder, kept);
  return finishText(builder, kept);
}

function finishNumeric(builder: ColumnBuilder, { count, leftOut }: KeptRows): FinishedColumn {
  const { name } = builder;
  const values = builder.takeNumbers(count, leftOut);
  const missing = leftOut === null ? builder.missing : missingIn(values);
  const integer = builder.integersOnly || allWhole(values);
  const dtype: Dtype = builder.integersOnly && missing === 0 ? "int64" : "float64";
  return {
    column: { kind: "numeric", name, values, integer },
    summary: { name, kind: "numeric", dtype, missing, values: countNumbers(values) },
  };
}

// Index loops: the iterators of typed arrays show at a million rows.

function missingIn(values: Float64Array): number {
  let missing = 0;
  for (let row = 0; row < values.length; row++) if (Number.isNaN(values[row])) missing++;
  return missing;
}

/** Whether every value that is present is a whole number. */
function allWhole(values: Float64Array): boolean {
  for (let row = 0; row < values.length; row++) {
    const x = values[row] ?? NaN;
    if (x === x && !Number.isInteger(x)) return false;
  }
  return true;
}

function finishText(builder: ColumnBuilder, kept: KeptRows): FinishedColumn {
  const { name } = builder;
  const texts = builder.dictionary;
  const numbers = builder.numbers > 0 ? builder.takeNumbers(kept.count, kept.leftOut) : null;
  const codes = builder.takeCodes(kept.count, kept.leftOut);
  let dictionary = texts === null || builder.meanTextLength > MAX_MEAN_TEXT_LENGTH ? null : texts;
  if (dictionary !== null && numbers !== null) dictionary = writeNumbersAsText(dictionary, codes, numbers);
  let missing = 0;
  for (let row = 0; row < codes.length; row++) {
    if (codes[row] === MISSING_CODE && (numbers === null || Number.isNaN(numbers[row]))) missing++;
  }
  if (dictionary === null) {
    return {
      column: { kind: "discarded", name },
      summary: { name, kind: "discarded", dtype: "object", missing, values: null },
    };
  }
  const bool = dictionary.length > 0 && dictionary.every((text) => BOOLEANS.has(text));
  if (bool) dictionary = foldBooleans(dictionary, codes);
  const values = countCodes(codes, dictionary);
  return {
    column: { kind: "text", name, codes, dictionary },
    summary: { name, kind: "text", dtype: bool && missing === 0 ? "bool" : "object", missing, values },
  };
}

/** A few numbers among texts are texts too, by their shortest form; null when that makes too many. */
function writeNumbersAsText(texts: readonly string[], codes: Int32Array, numbers: Float64Array): string[] | null {
  const codeOf = new Map(texts.map((text, code) => [text, code]));
  for (let row = 0; row < codes.length; row++) {
    const value = numbers[row] ?? NaN;
    if (Number.isNaN(value)) continue;
    const text = String(value);
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

function foldBooleans(dictionary: readonly string[], codes: Int32Array): string[] {
  const words = dictionary.map((text) => BOOLEANS.get(text) ?? text);
  const distinct = [...new Set(words)];
  const recode = words.map((word) => distinct.indexOf(word));
  for (let row = 0; row < codes.length; row++) {
    const code = codes[row] ?? MISSING_CODE;
    if (code >= 0) codes[row] = recode[code] ?? code;
  }
  return distinct;
}

/** What is to be said of one column once the whole file is read. */
export function columnProblems(builder: ColumnBuilder, place: FilePlace): Problem[] {
  const { name } = builder;
  const at = { ...place, column: name };
  if (!isNumeric(builder)) return [];
  if (builder.numbers === 0) {
    return [
      problem(
        "note",
        "empty-column",
        `"${place.file}": column "${name}" has no value in any row.`,
        "It cannot serve as a feature. Nothing else needs to be done.",
        { ...at, count: builder.rows },
      ),
    ];
  }
  const problems = builder.textSamples.map(({ line, value }) =>
    problem(
      "warning",
      "not-a-number",
      `"${place.file}", line ${line}: "${value}" in column "${name}" is not a number.`,
      "The row was left out. Correct the cell, or leave it empty if the value is missing.",
      { ...at, line, value, count: 1 },
    ),
  );
  if (builder.texts > MAX_LISTED) {
    problems.push(
      problem(
        "warning",
        "not-a-number",
        `"${place.file}": ${counted(builder.texts, "cell")} of column "${name}" are not numbers; the first ${MAX_LISTED} are listed.`,
        "Their rows were left out. Correct the cells, or leave them empty where the value is missing.",
        { ...at, count: builder.texts },
      ),
    );
  }
  if (builder.firstUnsafe !== null) {
    const { line, value } = builder.firstUnsafe;
    problems.push(
      problem(
        "warning",
        "unsafe-integer",
        `"${place.file}", line ${line}: ${value} in column "${name}" is beyond 2^53, where neighbouring whole numbers can no longer be told apart.`,
        "Such values were rounded to the nearest number that can be held. If they are identifiers, leave the column out of the features.",
        { ...at, line, value, count: builder.unsafeIntegers },
      ),
    );
  }
  return problems;
}
