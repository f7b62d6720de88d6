import { counted, problem, type Problem } from "../domain/problem";
import type { ReadRules } from "../domain/reading";
import { bigIntegerChoices, columnRuleChoices, decimalChoices, notANumberChoices } from "./choices";
import { MAX_LISTED, type ColumnBuilder } from "./column-builder";
import { isNumeric, type FilePlace } from "./finish-column";

const RULE_WORDS = { number: "read as numbers", text: "read as text", skip: "set aside" } as const;

/** What is to be said of one column once the whole file is read. */
export function columnProblems(builder: ColumnBuilder, place: FilePlace, decimal: "." | ","): Problem[] {
  const { name, rule } = builder;
  const at = { ...place, column: name };
  const as = rule?.as ?? "auto";
  const problems: Problem[] = [];
  if (as !== "auto" && !(as === "number" && builder.unsafeIntegers > 0)) {
    problems.push(
      problem("note", "column-rule", `"${place.file}": column "${name}" is ${RULE_WORDS[as]}.`, "This was chosen by hand.", {
        ...at,
        choices: columnRuleChoices({ column: name, as }),
      }),
    );
  }
  if (!isNumeric(builder)) return [...problems, ...(as === "auto" ? numberLike(builder, place, decimal) : [])];
  if (builder.numbers === 0 && builder.texts === 0) {
    return [
      ...problems,
      problem(
        "note",
        "empty-column",
        `"${place.file}": column "${name}" has no value in any row.`,
        "It cannot serve as a feature. Nothing else needs to be done.",
        { ...at, count: builder.rows },
      ),
    ];
  }
  return [...problems, ...notNumbers(builder, place), ...bigIntegers(builder, place, "number")];
}

const DONE = {
  "drop-row": "The row was left out. Correct the cell, or leave it empty if the value is missing.",
  missing: "It counts as missing, as was chosen.",
  stop: "",
} as const;

function notNumbers(builder: ColumnBuilder, place: FilePlace): Problem[] {
  const { name } = builder;
  const remedy = builder.rule?.notANumber ?? "drop-row";
  const choices = notANumberChoices(name, remedy);
  const at = { ...place, column: name, choices };
  const problems = builder.textSamples.map(({ line, value }) =>
    problem(
      "warning",
      "not-a-number",
      `"${place.file}", line ${line}: "${value}" in column "${name}" is not a number.`,
      DONE[remedy],
      { ...at, line, value, count: 1 },
    ),
  );
  if (builder.texts > MAX_LISTED) {
    problems.push(
      problem(
        "warning",
        "not-a-number",
        `"${place.file}": ${counted(builder.texts, "cell")} of column "${name}" are not numbers; the first ${MAX_LISTED} are listed.`,
        remedy === "missing"
          ? "They count as missing, as was chosen."
          : "Their rows were left out. Correct the cells, or leave them empty where the value is missing.",
        { ...at, count: builder.texts },
      ),
    );
  }
  return problems;
}

/** @param as what became of them */
export function bigIntegers(builder: ColumnBuilder, place: FilePlace, as: "number" | "text"): Problem[] {
  if (builder.firstUnsafe === null) return [];
  const { name } = builder;
  const { line, value } = builder.firstUnsafe;
  return [
    problem(
      "warning",
      "unsafe-integer",
      `"${place.file}", line ${line}: ${value} in column "${name}" is beyond 2^53, where neighbouring whole numbers can no longer be told apart.`,
      as === "text"
        ? "The column was kept as text, digit by digit. Such numbers are mostly identifiers, which no net should learn from."
        : "Such values were rounded to the nearest number that can be held. If they are identifiers, leave the column out of the features.",
      { ...place, column: name, line, value, count: builder.unsafeIntegers, choices: bigIntegerChoices(name, as) },
    ),
  ];
}

const FORMS: readonly { readonly pattern: RegExp; readonly title: string }[] = [
  { pattern: /^[+-]?\d+,\d+$/, title: "a comma" },
  { pattern: /^[+-]?\d{1,3}(?:[,. ']\d{3})+(?:[.,]\d+)?$/, title: "thousands separators" },
  { pattern: /^0x[0-9a-f]+$/i, title: "hexadecimal digits" },
  { pattern: /^[+-]?\d+(?:[.,]\d+)?\s*%$/, title: "percent signs" },
  { pattern: /^[$€£]\s*[+-]?\d[\d.,]*$/, title: "currency signs" },
];

/** Text of which every value looks like a number in a form that is not read: nobody should take it for numbers. */
function numberLike({ name, textSamples, rows }: ColumnBuilder, place: FilePlace, decimal: ReadRules["decimal"]): Problem[] {
  const form = FORMS.find(({ pattern }) => textSamples.length > 0 && textSamples.every(({ value }) => pattern.test(value.trim())));
  const [first] = textSamples;
  if (form === undefined || first === undefined) return [];
  const comma = form.title === "a comma";
  return [
    problem(
      "warning",
      "number-like-text",
      `"${place.file}": column "${name}" holds numbers written with ${form.title}, such as "${first.value}", and is read as text.`,
      comma
        ? "If the comma is a decimal point, choose so; if it parts thousands, write the numbers without it."
        : "Write them as plain numbers in the file if they are to be used as numbers.",
      { ...place, column: name, line: first.line, value: first.value, count: rows, choices: comma ? decimalChoices(decimal) : [] },
    ),
  ];
}
