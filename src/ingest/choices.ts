import type { Problem, ProblemChoice } from "../domain/problem";
import { ENCODING_TITLES, TEXT_ENCODINGS, type ColumnRule, type ReadRules, type RowRemedy, type RulesChange, type TextEncodingName } from "../domain/reading";

type Choices = Problem["choices"];

function choice(label: string, chosen: boolean, change: RulesChange): ProblemChoice {
  return { label, chosen, change };
}

/** For rows with too few or too many cells. */
export function raggedChoices(ragged: RowRemedy): Choices {
  return [
    choice("Leave the rows out", ragged === "drop-row", { ragged: "drop-row" }),
    choice("Fill up short rows", ragged === "missing", { ragged: "missing" }),
    choice("Do not load the file", ragged === "stop", { ragged: "stop" }),
  ];
}

/** For text in a column of numbers. */
export function notANumberChoices(column: string, remedy: RowRemedy): Choices {
  const rule = (label: string, change: Omit<ColumnRule, "column">, chosen = false): ProblemChoice =>
    choice(label, chosen, { columns: [{ column, ...change }] });
  return [
    rule("Leave the rows out", { notANumber: "drop-row" }, remedy === "drop-row"),
    rule("Treat as missing", { notANumber: "missing" }, remedy === "missing"),
    rule("Read the column as text", { as: "text" }),
    rule("Set the column aside", { as: "skip" }),
    rule("Do not load the file", { notANumber: "stop" }, remedy === "stop"),
  ];
}

/** For whole numbers that a double cannot hold. */
export function bigIntegerChoices(column: string, as: "number" | "text"): Choices {
  return [
    choice("Keep as text", as === "text", { columns: [{ column, as: "text" }] }),
    choice("Round to the nearest number", as === "number", { columns: [{ column, as: "number" }] }),
    choice("Set the column aside", false, { columns: [{ column, as: "skip" }] }),
  ];
}

/** For a column that is read as somebody chose. */
export function columnRuleChoices({ column, as = "auto" }: ColumnRule): Choices {
  return [
    choice("Find out from the file", as === "auto", { columns: [{ column, as: "auto", notANumber: "drop-row" }] }),
    choice("Read as numbers", as === "number", { columns: [{ column, as: "number" }] }),
    choice("Read as text", as === "text", { columns: [{ column, as: "text" }] }),
    choice("Set the column aside", as === "skip", { columns: [{ column, as: "skip" }] }),
  ];
}

export function encodingChoices(encoding: TextEncodingName): Choices {
  return TEXT_ENCODINGS.map((name) => choice(ENCODING_TITLES[name], name === encoding, { encoding: name }));
}

export function headerChoices(header: boolean): Choices {
  return [
    choice("The first row names the columns", header, { header: true }),
    choice("The first row is data", !header, { header: false }),
  ];
}

/** For texts such as 1,5 in a file whose cells are not separated by commas. */
export function decimalChoices(decimal: ReadRules["decimal"]): Choices {
  return [
    choice("Keep as text", decimal !== ",", { decimal: "." }),
    choice("Read commas as decimal points", decimal === ",", { decimal: "," }),
  ];
}
