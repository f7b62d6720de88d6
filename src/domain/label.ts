import { columnNamed } from "./column-index";
import { readNumber } from "./number-text";
import type { LabelSpec, LabelWish } from "./prepared";
import { counted, problem, quotedList, type Problem } from "./problem";
import { SPLIT_TITLES, SPLITS, type PerSplit, type Split } from "./split";
import { MAX_COUNTED_VALUES, type ColumnSummary, type SplitSummary } from "./table";

/** What is loaded; a split that is not has no entry. */
export type LoadedSummaries = Partial<PerSplit<SplitSummary>>;

/** Names that a label usually has, the most telling first. */
const LABEL_NAMES = ["sus_label", "sus", "label", "target", "class", "y"] as const;
/** Answers under other names, which would give the label away if they were features. */
const OTHER_LABEL_NAMES = ["evil", "labels", "is_attack", "attack", "attack_cat", "is_anomaly", "anomaly", "malicious"];

const POSITIVE_WORDS = new Set(
  "1 true t yes y positive pos attack malicious malware evil suspicious anomaly anomalous abnormal intrusion fraud spam bad".split(" "),
);
const NEGATIVE_WORDS = new Set("0 -1 false f no n negative neg benign normal good ham legitimate none".split(" "));

export function isLikelyLabel(column: string): boolean {
  const name = column.toLowerCase();
  return LABEL_NAMES.some((known) => known === name) || OTHER_LABEL_NAMES.includes(name);
}

/**
 * One text for all ways of writing a value: numbers by their shortest form, `true` in any case. `"1"`, `"1.0"` and
 * `" 1"` are the same label.
 */
export function canonicalLabel(text: string): string {
  const number = readNumber(text);
  if (!Number.isNaN(number)) return String(number);
  const trimmed = text.trim();
  return /^(?:true|false)$/i.test(trimmed) ? trimmed.toLowerCase() : trimmed;
}

/** Whether a value, as text, is of the positive class. Missing values are the caller's. */
export function labelMatcher(spec: LabelSpec): (text: string) => boolean {
  const positive = "positive" in spec;
  const listed = new Set((positive ? spec.positive : spec.negative).map(canonicalLabel));
  return (text) => listed.has(canonicalLabel(text)) === positive;
}

/**
 * The column that most likely holds the label: one of a telling name that all loaded splits share, else one that only
 * some have (so that the file which lacks it can be named), else the last two-valued one that all share.
 */
export function guessLabelColumn(summaries: LoadedSummaries): string | null {
  const loaded = SPLITS.flatMap((split) => summaries[split] ?? []);
  const [first, ...others] = loaded;
  if (first === undefined) return null;
  const shared = first.columns.filter(({ name }) => others.every((summary) => columnNamed(summary, name) !== undefined));
  for (const columns of [shared, ...loaded.map((summary) => summary.columns)]) {
    for (const known of LABEL_NAMES) {
      const column = columns.find(({ name }) => name.toLowerCase() === known);
      if (column !== undefined) return column.name;
    }
  }
  return shared.findLast(({ values }) => values?.length === 2)?.name ?? null;
}

/**
 * What counts as positive by default: values that mean so (`1`, `true`, `attack`, …); else everything but a value that
 * means no (`benign`, `normal`, …); else the rarer of two values of train, or all but the commonest of several.
 * Null when the column is in no loaded split or has too many values for a label.
 */
export function guessLabelSpec(summaries: LoadedSummaries, column: string): LabelSpec | null {
  const found = SPLITS.flatMap((split) => columnOf(summaries[split], column) ?? []);
  if (found.length === 0 || found.some(({ values }) => values === null)) return null;
  const values = [...new Set(found.flatMap(({ values }) => (values ?? []).map(({ value }) => value)))];
  const means = (words: ReadonlySet<string>): string[] => values.filter((v) => words.has(canonicalLabel(v).toLowerCase()));

  const negative = means(NEGATIVE_WORDS);
  const positive = means(POSITIVE_WORDS);
  const several = values.length > 2;
  // "1" among the numbers of several classes means no more than "2" does.
  if (positive.length > 0 && positive.length < values.length && !(several && negative.length > 0)) return { column, positive };
  if (negative.length === 1 && values.length > 1) return { column, negative };
  if (values.length < 2) return { column, positive: positive.length > 0 ? positive : ["1"] };

  // Both train's own counts and values that only other splits have, which count 0.
  const reference = found[0]?.values ?? [];
  const countOf = (value: string): number => reference.find((each) => each.value === value)?.count ?? 0;
  const byCount = values.toSorted((a, b) => countOf(b) - countOf(a));
  const [commonest = ""] = byCount;
  return several ? { column, negative: [commonest] } : { column, positive: byCount.slice(1) };
}

/** The label that a wish amounts to on the loaded files; null when its column cannot be guessed. */
export function resolveLabel(summaries: LoadedSummaries, wish: LabelWish): LabelSpec | null {
  const column = wish.column ?? guessLabelColumn(summaries);
  if (column === null) return null;
  if (wish.positive !== undefined) return { column, positive: wish.positive };
  if (wish.negative !== undefined) return { column, negative: wish.negative };
  return guessLabelSpec(summaries, column) ?? { column, positive: ["1"] };
}

export interface ClassCounts {
  readonly positives: number;
  readonly negatives: number;
  readonly missing: number;
}

/** Rows of each class of one split; null when the split lacks the column or has too many values to count. */
export function classCounts(summary: SplitSummary, spec: LabelSpec): ClassCounts | null {
  const column = columnOf(summary, spec.column);
  if (column === undefined || column.values === null) return null;
  const isPositive = labelMatcher(spec);
  let positives = 0;
  let negatives = 0;
  for (const { value, count } of column.values) {
    if (isPositive(value)) positives += count;
    else negatives += count;
  }
  return { positives, negatives, missing: column.missing };
}

/** What is wrong or remarkable about the label in the splits that are loaded. */
export function labelProblems(summaries: LoadedSummaries, spec: LabelSpec | null): Problem[] {
  if (spec === null) {
    return [
      problem(
        "error",
        "no-label-column",
        "No column could be recognised as the label.",
        "Choose the column that holds the answer, and what counts as positive in it.",
      ),
    ];
  }
  return [
    ...SPLITS.flatMap((split) => {
      const summary = summaries[split];
      return summary === undefined ? [] : problemsOfSplit(summary, spec);
    }),
    ...unknownValues(summaries, spec),
  ];
}

function problemsOfSplit(summary: SplitSummary, spec: LabelSpec): Problem[] {
  const { split, fileName: file } = summary;
  const place = { split, file, column: spec.column };
  const where = `"${file}" (${SPLIT_TITLES[split].toLowerCase()})`;
  const column = columnOf(summary, spec.column);
  if (column === undefined) return [missingLabelColumn(split, file, spec.column, summary.columns.map(({ name }) => name))];
  if (column.kind === "discarded") return [unkeptLabel(split, file, spec.column)];
  const counts = classCounts(summary, spec);
  // Which of them occur is known when the matrices are made.
  if (counts === null || column.values === null) return [manyLabelValues(where, spec, place)];

  const problems: Problem[] = [];
  if (counts.positives === 0 || counts.negatives === 0) {
    problems.push(oneClass(split, file, spec.column, counts.positives > 0));
  }
  if (column.values.length > 2) {
    problems.push(
      problem(
        "note",
        "label-values",
        `${where}: the label "${spec.column}" has ${counted(column.values.length, "value")}.`,
        `Counted as positive: ${describeSpec(spec)}. Choose others if that is not meant.`,
        { ...place, count: column.values.length },
      ),
    );
  }
  if (counts.missing > 0) {
    problems.push(
      problem(
        "warning",
        "missing-values",
        `${where}: ${counted(counts.missing, "row")} have no value in the label "${spec.column}".`,
        "They are left out of training and of every measure.",
        { ...place, count: counts.missing },
      ),
    );
  }
  return problems;
}

/** A value that was named positive or negative and occurs nowhere is most likely a slip. */
function unknownValues(summaries: LoadedSummaries, spec: LabelSpec): Problem[] {
  const columns = SPLITS.flatMap((split) => columnOf(summaries[split], spec.column) ?? []);
  if (columns.length === 0 || columns.some(({ values }) => values === null)) return [];
  const present = new Set(columns.flatMap(({ values }) => (values ?? []).map(({ value }) => canonicalLabel(value))));
  const side = "positive" in spec ? "positive" : "negative";
  const named = "positive" in spec ? spec.positive : spec.negative;
  return named
    .filter((value) => !present.has(canonicalLabel(value)))
    .map((value) =>
      problem(
        "warning",
        "label-values",
        `"${value}" is named as ${side} but does not occur in the label "${spec.column}" of any split.`,
        `Its values are ${quotedList([...present])}.`,
        { column: spec.column, value },
      ),
    );
}

export function missingLabelColumn(split: Split, file: string, column: string, present: readonly string[]): Problem {
  return problem(
    "error",
    "no-label-column",
    `"${file}" (${SPLIT_TITLES[split].toLowerCase()}) has no column "${column}", which is to be the label.`,
    `Choose another label or another file. Its columns are ${quotedList(present, 20)}.`,
    { split, file, column },
  );
}

function unkeptLabel(split: Split, file: string, column: string): Problem {
  return problem(
    "error",
    "label-values",
    `"${file}" (${SPLIT_TITLES[split].toLowerCase()}): column "${column}" has too many different or too long texts for a label.`,
    "Choose another column as the label.",
    { split, file, column },
  );
}

function manyLabelValues(where: string, spec: LabelSpec, place: Pick<Problem, "split" | "file" | "column">): Problem {
  return problem(
    "note",
    "label-values",
    `${where}: the label "${spec.column}" has more than ${MAX_COUNTED_VALUES} values.`,
    `Counted as positive: ${describeSpec(spec)}. Type others if that is not meant.`,
    place,
  );
}

export function oneClass(split: Split, file: string, column: string, positive: boolean): Problem {
  const effect =
    split === "train"
      ? "A net trained on it can only learn to give that one answer."
      : "Measures that compare the classes are undefined on it.";
  return problem(
    "warning",
    "one-class",
    `"${file}" (${SPLIT_TITLES[split].toLowerCase()}): every row is ${positive ? "positive" : "negative"} by the label "${column}".`,
    `${effect} Check the label and what counts as positive.`,
    { split, file, column },
  );
}

/** For example `"1"`, or `everything but "benign"`. */
function describeSpec(spec: LabelSpec): string {
  return "positive" in spec ? quotedList(spec.positive) : `everything but ${quotedList(spec.negative)}`;
}

function columnOf(summary: SplitSummary | undefined, name: string): ColumnSummary | undefined {
  return summary?.columns.find((column) => column.name === name);
}
