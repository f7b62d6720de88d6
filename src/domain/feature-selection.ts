import { columnNamed } from "./column-index";
import { isLikelyLabel, type LoadedSummaries } from "./label";
import { problem, quotedList, type Problem } from "./problem";
import type { FeatureSelection } from "./run-config";
import { SPLITS } from "./split";
import { MAX_COUNTED_VALUES, type ColumnSummary, type SplitSummary } from "./table";

/** The features of the reference notebook, in its order. */
export const BETH_FEATURES = [
  "processId",
  "threadId",
  "parentProcessId",
  "userId",
  "mountNamespace",
  "argsNum",
  "returnValue",
] as const;

export interface ResolvedFeatures {
  /** Column names in the order of the matrix. */
  readonly features: readonly string[];
  readonly problems: readonly Problem[];
}

/**
 * The columns that a run takes, from a configuration's selection or, without one, by default: numeric columns that all
 * loaded splits have, except labels and columns with nothing in them; exactly the notebook's seven where they all exist.
 * `exclude` takes columns off the default.
 */
export function resolveFeatures(
  selection: FeatureSelection | undefined,
  summaries: LoadedSummaries,
  label: string | null,
): ResolvedFeatures {
  const reference = referenceOf(summaries);
  if (reference === undefined) return { features: [], problems: [] };
  const problems: Problem[] = [];
  const features =
    selection === undefined
      ? defaultFeatures(summaries, label)
      : "include" in selection
        ? included(selection.include, reference, label, problems)
        : excluded(selection.exclude, reference, defaultFeatures(summaries, label), problems);
  const used = new Set(features);
  problems.push(...setAside(reference, used, label), ...constants(reference, used));
  if (features.length === 0) {
    problems.push(
      problem(
        "error",
        "no-features",
        "No column is left to learn from.",
        "Choose at least one column other than the label.",
      ),
    );
  }
  return { features, problems };
}

export function defaultFeatures(summaries: LoadedSummaries, label: string | null): string[] {
  const reference = referenceOf(summaries);
  if (reference === undefined) return [];
  const others = SPLITS.flatMap((split) => summaries[split] ?? []).filter((summary) => summary !== reference);
  const usable = reference.columns
    .filter((column) => isCandidate(column, reference.rows, label))
    .map(({ name }) => name)
    .filter((name) => others.every((summary) => columnNamed(summary, name)?.kind === "numeric"));
  const beth = BETH_FEATURES.every((name) => usable.includes(name));
  return beth ? [...BETH_FEATURES] : usable;
}

/** Unnamed numeric columns are as a rule the row numbers of a saved table. */
function isCandidate({ name, kind, missing }: ColumnSummary, rows: number, label: string | null): boolean {
  return kind === "numeric" && missing < rows && name !== label && !isLikelyLabel(name) && !name.startsWith("Unnamed: ");
}

/** Train decides; before it is there, what is loaded. */
export function referenceOf(summaries: LoadedSummaries): SplitSummary | undefined {
  return SPLITS.map((split) => summaries[split]).find((summary) => summary !== undefined);
}

function included(
  names: readonly string[],
  reference: SplitSummary,
  label: string | null,
  problems: Problem[],
): string[] {
  return [...new Set(names)].filter((name) => {
    const place = { split: reference.split, file: reference.fileName, column: name };
    const column = columnNamed(reference, name);
    if (column === undefined) {
      problems.push(unknownColumn("error", name, reference));
      return false;
    }
    if (name === label) {
      problems.push(
        problem(
          "error",
          "config",
          `"${name}" is the label and cannot be a feature too: the net would be told the answer.`,
          "Take it off the features, or choose another label.",
          place,
        ),
      );
      return false;
    }
    if (column.kind === "discarded") {
      problems.push(
        problem(
          "error",
          "text-column",
          `"${reference.fileName}": column "${name}" holds text that was not kept and cannot be a feature.`,
          "Take it off the features: it has too many different or too long values.",
          place,
        ),
      );
      return false;
    }
    return true;
  });
}

function excluded(
  names: readonly string[],
  reference: SplitSummary,
  features: readonly string[],
  problems: Problem[],
): string[] {
  for (const name of names) {
    if (columnNamed(reference, name) === undefined) problems.push(unknownColumn("warning", name, reference));
  }
  const off = new Set(names);
  return features.filter((name) => !off.has(name));
}

function unknownColumn(severity: "error" | "warning", name: string, { split, fileName, columns }: SplitSummary): Problem {
  const wanted = name.trim().toLowerCase();
  const near = columns.find((column) => column.name.trim().toLowerCase() === wanted);
  return problem(
    severity,
    "column-missing",
    `"${fileName}" has no column "${name}".`,
    near === undefined
      ? `Its columns are ${quotedList(columns.map((column) => column.name), 20)}.`
      : `Did you mean "${near.name}"?`,
    { split, file: fileName, column: name },
  );
}

/** A note for each column of text: nobody should wonder where it went. */
function setAside({ split, fileName, columns }: SplitSummary, used: ReadonlySet<string>, label: string | null): Problem[] {
  return columns
    .filter(({ name, kind }) => kind !== "numeric" && name !== label && !used.has(name))
    .map(({ name, kind, values }) =>
      problem(
        "note",
        "text-column",
        `"${fileName}": column "${name}" holds text${distinctText(kind, values?.length ?? null)}.`,
        kind === "discarded" ? "It is set aside and cannot be a feature." : "It is set aside. In Features it can be used, encoded as numbers.",
        { split, file: fileName, column: name },
      ),
    );
}

function distinctText(kind: ColumnSummary["kind"], distinct: number | null): string {
  if (kind === "discarded") return " with too many different or too long values to keep";
  return distinct === null ? ` with more than ${MAX_COUNTED_VALUES} different values` : "";
}

function constants({ split, fileName, columns, rows }: SplitSummary, used: ReadonlySet<string>): Problem[] {
  if (split !== "train") return [];
  return columns
    .filter(({ name, values, missing }) => used.has(name) && values?.length === 1 && missing < rows)
    .map(({ name, values }) =>
      problem(
        "warning",
        "constant-column",
        `"${fileName}" (train): column "${name}" is ${values?.[0]?.value ?? ""} in every row.`,
        "Nothing can be learned from it. It may stay, or be taken off the features.",
        { split, file: fileName, column: name, value: values?.[0]?.value ?? null },
      ),
    );
}
