import type { FitOn, ResolvedTreatment } from "../domain/features/plan";
import { counted, problem, type Problem, type ProblemCode } from "../domain/problem";
import { SPLIT_TITLES, type Split } from "../domain/split";

/** Cells of a column without a usable value, by the reason. */
export interface Gaps {
  readonly missing: number;
  readonly infinite: number;
  /** Numbers that a transform cannot take. */
  readonly outside: number;
}

interface Place {
  readonly split: Split;
  readonly file: string;
  readonly fitOn: FitOn;
}

/** What is to be said of the gaps of one column in one split: rows left out are a warning, values filled in a note. */
export function gapProblems({ missing, infinite, outside }: Gaps, treatment: ResolvedTreatment, place: Place): Problem[] {
  const { column } = treatment;
  const dropped = treatment.missing.type === "drop-row";
  const remedy = dropped ? "Rows without a usable value in the label and in every feature were left out." : fillWords(treatment, place.fitOn);
  const say = (code: ProblemCode, count: number, what: string, why = ""): Problem[] => {
    if (count === 0) return [];
    const message = `${whereOf(place)}: ${counted(count, "row")} with ${what} in column "${column}".`;
    return [problem(dropped ? "warning" : "note", code, message, `${why}${remedy}`, { split: place.split, file: place.file, column, count })];
  };
  const counts = "Infinite values count as missing. ";
  return [
    ...say("missing-values", missing, "no value"),
    ...say("infinite-values", infinite, "an infinite value", counts),
    ...say("missing-values", outside, "a number that log1p cannot take", "It takes numbers above −1; others count as missing. "),
  ];
}

function fillWords({ missing }: ResolvedTreatment, fitOn: FitOn): string {
  const rows = fitOn === "train" ? "train" : "all splits";
  switch (missing.type) {
    case "drop-row":
      return "";
    case "mean":
    case "median":
      return `They are taken for the ${missing.type} of ${rows}.`;
    case "constant":
      return `They are taken for ${typeof missing.value === "number" ? String(missing.value) : `"${missing.value}"`}.`;
    case "indicator":
      return "They are marked as missing for the net.";
  }
}

export function noLabel(split: Split, file: string, column: string, count: number): Problem {
  return problem(
    "warning",
    "missing-values",
    `${whereOf({ split, file })}: ${counted(count, "row")} with no value in column "${column}".`,
    "Rows without a usable value in the label and in every feature were left out.",
    { split, file, column, count },
  );
}

export function noRows(split: Split, file: string, count: number): Problem {
  return problem(
    "error",
    "no-rows",
    `${whereOf({ split, file })} has no row with a value in the label and in every feature.`,
    "Take off the feature that is empty, fill in its missing values in Features, or correct the file.",
    { split, file, count },
  );
}

export function leftOutInAll(split: Split, file: string, count: number, total: number): Problem {
  return problem(
    "warning",
    "missing-values",
    `${whereOf({ split, file })}: ${counted(count, "row")} of ${total.toLocaleString("en-GB")} were left out for a missing or infinite value.`,
    "Fill the values in Features or in the file, or take off the features that lack them.",
    { split, file, count },
  );
}

export function whereOf({ split, file }: { split: Split; file: string }): string {
  return `"${file}" (${SPLIT_TITLES[split].toLowerCase()})`;
}
