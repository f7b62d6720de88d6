import { counted, problem, shortened, type Problem } from "../domain/problem";
import type { RowRemedy } from "../domain/reading";
import type { Column } from "../domain/table";
import { columnTypeChoices, decimalChoices, notANumberChoices, numberLikeChoices, unsafeIntegerChoices } from "./choices";
import { MAX_DISTINCT_TEXTS, MAX_LISTED, MAX_MEAN_TEXT_LENGTH, type ColumnBuilder, type TextSample } from "./column-builder";
import { hasThousands, isCommaNumber, mayHaveThousands } from "./decimal";
import { isNumeric, keepsDigits, type FilePlace } from "./finish-column";

/** What is to be said of one column once the whole file is read. */
export function columnProblems(builder: ColumnBuilder, kind: Column["kind"], place: FilePlace): Problem[] {
  return [...ruleProblems(builder, place), ...contentProblems(builder, kind, place)];
}

/** A column that is read by a rule says so, so that the rule can be taken back. */
function ruleProblems({ name, rule }: ColumnBuilder, place: FilePlace): Problem[] {
  if (rule?.as === undefined || rule.as === "auto") return [];
  const how = rule.as === "skip" ? "was set aside" : rule.as === "text" ? "was read as text" : "was read as numbers";
  return [
    problem(
      "note",
      "column-rule",
      `"${place.file}": column "${shortened(name)}" ${how}, as was chosen.`,
      "Nothing needs to be done.",
      { ...place, column: name, choices: columnTypeChoices(place.split, name, rule.as) },
    ),
  ];
}

function contentProblems(builder: ColumnBuilder, kind: Column["kind"], place: FilePlace): Problem[] {
  if (builder.rule?.as === "skip") return [];
  if (builder.numbers + builder.texts === 0) return [emptyColumn(builder, place)];
  if (isNumeric(builder)) return [...textsAmongNumbers(builder, place), ...roundedIntegers(builder, place)];
  if (keepsDigits(builder)) return [...textsAmongDigits(builder, place), keptDigits(builder, kind, place)];
  if (kind === "discarded") return [textNotKept(builder, place)];
  return builder.rule?.as === "text" ? [] : [...commasInNumbers(builder, place), ...numberLikeText(builder, place)];
}

function emptyColumn({ name, rows }: ColumnBuilder, place: FilePlace): Problem {
  return problem(
    "note",
    "empty-column",
    `"${place.file}": column "${shortened(name)}" has no value in any row.`,
    "It cannot serve as a feature. Nothing else needs to be done.",
    { ...place, column: name, count: rows },
  );
}

const REMEDIES: Record<RowRemedy, { readonly one: string; readonly many: string }> = {
  "drop-row": {
    one: "The row was left out. Correct the cell, or leave it empty if the value is missing.",
    many: "Their rows were left out. Correct the cells, or leave them empty where the value is missing.",
  },
  missing: {
    one: "The cell was taken as missing. Correct it, if it has a value.",
    many: "The cells were taken as missing. Correct those that have a value.",
  },
  stop: {
    one: "The file was not loaded. Correct the cell, or choose what becomes of such rows.",
    many: "The file was not loaded. Correct the cells, or choose what becomes of such rows.",
  },
};

/** The problem for which a file is to be refused; null when the column asks for no such thing. */
export function stoppingText(builder: ColumnBuilder, place: FilePlace): Problem | null {
  const [first] = builder.textSamples;
  if (builder.rule?.notANumber !== "stop" || first === undefined || !isNumeric(builder)) return null;
  return { ...textAmongNumbers(builder, first, place), severity: "error", count: builder.texts };
}

function textsAmongNumbers(builder: ColumnBuilder, place: FilePlace): Problem[] {
  const { name, texts } = builder;
  const problems = builder.textSamples.map((sample) => textAmongNumbers(builder, sample, place));
  if (texts <= MAX_LISTED) return problems;
  const done = builder.rule?.notANumber ?? "drop-row";
  const summary = problem(
    "warning",
    "not-a-number",
    `"${place.file}": ${counted(texts, "cell")} of column "${shortened(name)}" are not numbers; the first ${MAX_LISTED} are listed.`,
    REMEDIES[done].many,
    { ...place, column: name, count: texts, choices: choicesFor(builder, place) },
  );
  return [...problems, summary];
}

function textAmongNumbers(builder: ColumnBuilder, { line, value }: TextSample, place: FilePlace): Problem {
  const { name } = builder;
  return problem(
    "warning",
    "not-a-number",
    `"${place.file}", line ${line}: "${value}" in column "${shortened(name)}" is not a number.`,
    REMEDIES[builder.rule?.notANumber ?? "drop-row"].one,
    { ...place, column: name, line, value, count: 1, choices: choicesFor(builder, place) },
  );
}

function choicesFor({ name, rule, textSamples }: ColumnBuilder, { split }: FilePlace): Problem["choices"] {
  const comma = textSamples.some(({ value }) => isCommaNumber(value));
  return notANumberChoices(split, name, rule?.notANumber ?? "drop-row", comma);
}

/** A column of large identifiers keeps its texts too. */
function textsAmongDigits(builder: ColumnBuilder, place: FilePlace): Problem[] {
  const { name, texts } = builder;
  const [first] = builder.textSamples;
  if (first === undefined) return [];
  return [
    problem(
      "note",
      "not-a-number",
      `"${place.file}", line ${first.line}: "${first.value}" in column "${shortened(name)}" is not a number${texts > 1 ? `, nor are ${counted(texts - 1, "other cell")}` : ""}.`,
      "The column is kept as text, so the row was kept.",
      { ...place, column: name, line: first.line, value: first.value, count: texts },
    ),
  ];
}

function beyond({ name, firstUnsafe, unsafeIntegers }: ColumnBuilder, place: FilePlace): string {
  const at = firstUnsafe === null ? "" : `, line ${firstUnsafe.line}: ${firstUnsafe.value}`;
  const others = unsafeIntegers > 1 ? ` and ${counted(unsafeIntegers - 1, "other value")}` : "";
  const are = unsafeIntegers > 1 ? "are" : "is";
  return `"${place.file}"${at}${others} in column "${shortened(name)}" ${are} beyond 2^53, where neighbouring whole numbers can no longer be told apart.`;
}

function unsafePlace({ name, firstUnsafe, unsafeIntegers }: ColumnBuilder, place: FilePlace): Partial<Problem> & FilePlace {
  return { ...place, column: name, line: firstUnsafe?.line ?? null, value: firstUnsafe?.value ?? null, count: unsafeIntegers };
}

function keptDigits(builder: ColumnBuilder, kind: Column["kind"], place: FilePlace): Problem {
  return problem(
    "warning",
    "unsafe-integer",
    beyond(builder, place),
    kind === "text"
      ? "The column was kept as text, digit by digit, as befits identifiers."
      : `The column was taken as text, and has more than ${MAX_DISTINCT_TEXTS.toLocaleString("en-GB")} different values, so it is not kept.`,
    { ...unsafePlace(builder, place), choices: unsafeIntegerChoices(place.split, builder.name, "text", false) },
  );
}

function roundedIntegers(builder: ColumnBuilder, place: FilePlace): Problem[] {
  if (builder.unsafeIntegers === 0) return [];
  return [
    problem(
      "warning",
      "unsafe-integer",
      beyond(builder, place),
      "Such values were rounded to the nearest number that can be held. If they are identifiers, keep the column as text or set it aside.",
      { ...unsafePlace(builder, place), choices: unsafeIntegerChoices(place.split, builder.name, "number", !builder.integersOnly) },
    ),
  ];
}

function textNotKept(builder: ColumnBuilder, place: FilePlace): Problem {
  const why =
    builder.meanTextLength > MAX_MEAN_TEXT_LENGTH
      ? `of ${Math.round(builder.meanTextLength).toLocaleString("en-GB")} characters on average`
      : `of more than ${MAX_DISTINCT_TEXTS.toLocaleString("en-GB")} different values`;
  return problem(
    "note",
    "text-not-kept",
    `"${place.file}": column "${shortened(builder.name)}" is text ${why}, so it is not kept.`,
    "It cannot serve as a label or feature. Nothing else needs to be done.",
    { ...place, column: builder.name, count: builder.texts },
  );
}

/** Text that would be numbers but for its commas. */
function commasInNumbers(builder: ColumnBuilder, place: FilePlace): Problem[] {
  const samples = builder.textSamples;
  const [first] = samples;
  const numbers = samples.filter(({ value }) => isCommaNumber(value) || mayHaveThousands(value));
  if (first === undefined || numbers.length < samples.length) return [];
  const thousands = samples.some(({ value }) => hasThousands(value));
  const unclear = samples.every(({ value }) => mayHaveThousands(value));
  const what = thousands
    ? "thousands separated by commas"
    : unclear
      ? "commas that may be decimal points or separate thousands"
      : "commas for decimal points";
  return [
    problem(
      "warning",
      thousands ? "thousands-separators" : "decimal",
      `"${place.file}", line ${first.line}: column "${shortened(builder.name)}" has numbers with ${what}, such as "${first.value}".`,
      thousands
        ? "It was kept as text. Write its numbers without separators to use them as numbers."
        : "It was kept as text. Read commas as decimal points, or write the numbers with points in the file.",
      {
        ...place,
        column: builder.name,
        line: first.line,
        value: first.value,
        count: builder.texts,
        choices: thousands ? columnTypeChoices(place.split, builder.name, "auto") : decimalChoices(place.split, "."),
      },
    ),
  ];
}

const NUMBER_FORMS: readonly { readonly pattern: RegExp; readonly title: string }[] = [
  { pattern: /^[+-]?\d{1,3}(?:[. '\u00a0\u202f]\d{3})+(?:,\d+)?$/, title: "signs between thousands" },
  { pattern: /^[+-]?\d{1,3}(?:,\d{3})+\.\d+$/, title: "commas between thousands" },
  { pattern: /^[+-]?\d+(?:_\d+)+$/, title: "underscores" },
  { pattern: /^0x[0-9a-f]+$/i, title: "hexadecimal digits" },
  { pattern: /^[+-]?\d+(?:[.,]\d+)?\s*%$/, title: "percent signs" },
  { pattern: /^[+-]?[$€£]\s*[+-]?\d[\d.,]*$|^[+-]?\d[\d.,]*\s*[$€£]$/, title: "currency signs" },
];

/** Text of which every value is a number in a form that is not read: nobody should take it for numbers. */
function numberLikeText({ name, textSamples, texts }: ColumnBuilder, place: FilePlace): Problem[] {
  const form = NUMBER_FORMS.find(({ pattern }) => textSamples.every(({ value }) => pattern.test(value.trim())));
  const [first] = textSamples;
  if (form === undefined || first === undefined) return [];
  return [
    problem(
      "warning",
      "number-like-text",
      `"${place.file}", line ${first.line}: column "${shortened(name)}" has numbers written with ${form.title}, such as "${first.value}".`,
      "It was kept as text. Write them as plain numbers in the file to use them as numbers.",
      { ...place, column: name, line: first.line, value: first.value, count: texts, choices: numberLikeChoices(place.split, name) },
    ),
  ];
}
