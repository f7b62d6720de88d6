import type { ProblemChoice } from "../domain/problem";
import { ENCODING_TITLES, type ColumnRule, type ReadRules, type RowRemedy, type RulesChange, type TextEncodingName } from "../domain/reading";
import type { Split } from "../domain/split";

type Option = readonly [label: string, chosen: boolean, change: RulesChange];

function choices(split: Split, options: readonly Option[]): ProblemChoice[] {
  return options.map(([label, chosen, change]) => ({ label, chosen, effect: { kind: "rules", splits: [split], change } }));
}

const forColumn = (rule: ColumnRule): RulesChange => ({ columns: [rule] });

/** @param comma the texts would be numbers if commas were decimal points */
export function notANumberChoices(split: Split, column: string, done: RowRemedy, comma: boolean): ProblemChoice[] {
  return choices(split, [
    ["Drop the row", done === "drop-row", forColumn({ column, notANumber: "drop-row" })],
    ["Treat as missing", done === "missing", forColumn({ column, notANumber: "missing" })],
    ...(comma ? [["Read commas as decimal points", false, { decimal: "," }] satisfies Option] : []),
    ["Read the column as text", false, forColumn({ column, as: "text" })],
    ["Set the column aside", false, forColumn({ column, as: "skip" })],
    ["Do not load the file", done === "stop", forColumn({ column, notANumber: "stop" })],
  ]);
}

export function raggedChoices(split: Split, done: RowRemedy): ProblemChoice[] {
  return choices(split, [
    ["Drop the row", done === "drop-row", { ragged: "drop-row" }],
    ["Fill up with missing", done === "missing", { ragged: "missing" }],
    ["Do not load the file", done === "stop", { ragged: "stop" }],
  ]);
}

export function headerChoices(split: Split): ProblemChoice[] {
  return choices(split, [
    ["Keep as names", true, { header: true }],
    ["Read the first row as data", false, { header: false }],
  ]);
}

/** What can be done about bytes that are no character: they are shown as such, are in another encoding, or are refused. */
export function encodingChoices(split: Split, encoding: TextEncodingName, done: "replace" | "latin-1" | "stop"): ProblemChoice[] {
  const options: Option[] = [
    [`Read as ${ENCODING_TITLES[encoding]}, bad bytes as \ufffd`, done === "replace", { encoding, undecodable: "replace" }],
    [`Read as ${ENCODING_TITLES["windows-1252"]}`, done === "latin-1", { encoding: "windows-1252", undecodable: "replace" }],
    ["Do not load the file", done === "stop", { encoding, undecodable: "stop" }],
  ];
  // Every second byte of UTF-16 would be a zero.
  return choices(split, encoding === "utf-8" ? options : options.filter((_, index) => index !== 1));
}

export function decimalChoices(split: Split, done: "." | ","): ProblemChoice[] {
  return choices(split, [
    ["Read commas as decimal points", done === ",", { decimal: "," }],
    ["Keep as text", done === ".", { decimal: "." }],
  ]);
}

/** For whole numbers that a double cannot hold. */
export function unsafeIntegerChoices(split: Split, column: string, done: "text" | "number", mixed: boolean): ProblemChoice[] {
  return choices(split, [
    // A column with fractions too is kept as text only where that is demanded.
    ["Keep as text", done === "text", forColumn({ column, as: mixed ? "text" : "auto" })],
    ["Round to the nearest number", done === "number", forColumn({ column, as: "number" })],
    ["Set the column aside", false, forColumn({ column, as: "skip" })],
  ]);
}

export function columnTypeChoices(split: Split, column: string, done: ColumnRule["as"]): ProblemChoice[] {
  return choices(split, [
    ["Find out the type", done === "auto", forColumn({ column, as: "auto" })],
    ["Read as numbers", done === "number", forColumn({ column, as: "number" })],
    ["Read as text", done === "text", forColumn({ column, as: "text" })],
    ["Set the column aside", done === "skip", forColumn({ column, as: "skip" })],
  ]);
}

/** For text that is numbers only in a form that is not read. */
export function numberLikeChoices(split: Split, column: string): ProblemChoice[] {
  return choices(split, [
    ["Keep as text", true, forColumn({ column, as: "auto" })],
    ["Set the column aside", false, forColumn({ column, as: "skip" })],
  ]);
}

export function sampleChoices(split: Split, sample: ReadRules["sample"]): ProblemChoice[] {
  return choices(split, [
    ["Keep the sample", true, { sample }],
    ["Read all rows", false, { sample: null }],
  ]);
}
