import type { LoadedSummaries } from "./label";
import { problem, type Problem } from "./problem";
import { SPLIT_TITLES, SPLITS, type Split } from "./split";
import type { ColumnSummary, SplitSummary } from "./table";

/** What a run takes from the splits. */
export interface UsedColumns {
  readonly label: string | null;
  readonly features: readonly string[];
}

/**
 * Compares the splits that are loaded, column by column and by name, whatever their order. A difference is an error
 * where the label or a feature is concerned, else a warning.
 */
export function checkSplits(summaries: LoadedSummaries, used: UsedColumns): Problem[] {
  const loaded = SPLITS.flatMap((split) => summaries[split] ?? []);
  if (loaded.length === 0) return [];
  const names = new Set(loaded.flatMap(({ columns }) => columns.map(({ name }) => name)));
  for (const name of usedNames(used)) names.add(name);
  return [...missingSplits(summaries), ...[...names].flatMap((name) => checkColumn(name, loaded, used))];
}

function missingSplits(summaries: LoadedSummaries): Problem[] {
  return SPLITS.filter((split) => summaries[split] === undefined).map((split) =>
    problem(
      "error",
      "split-missing",
      `There is no file for the ${titleOf(split)} split.`,
      `Add a file for ${titleOf(split)}. If the data is in one file or two, divide a file into splits first.`,
      { split },
    ),
  );
}

function checkColumn(name: string, loaded: readonly SplitSummary[], used: UsedColumns): Problem[] {
  const isUsed = usedNames(used).includes(name);
  const having = loaded.filter((summary) => columnOf(summary, name) !== undefined);
  const lacking = loaded.filter((summary) => !having.includes(summary));
  const reference = having[0];
  const problems: Problem[] = [];
  if (having.length > 0 && having.length < lacking.length && !isUsed) {
    return having.map(({ split, fileName }) =>
      problem(
        "warning",
        "column-extra",
        `Only "${fileName}" (${titleOf(split)}) has a column "${name}".`,
        "It is not used. Nothing needs to be done unless it should be a feature.",
        { split, file: fileName, column: name },
      ),
    );
  }
  for (const { split, fileName } of lacking) {
    problems.push(
      problem(
        isUsed ? "error" : "warning",
        "column-missing",
        `"${fileName}" (${titleOf(split)}) has no column "${name}"${reference === undefined ? "" : `, which "${reference.fileName}" (${titleOf(reference.split)}) has`}.`,
        isUsed ? lackingRemedy(name, used) : "It is not used. Nothing needs to be done unless it should be a feature.",
        { split, file: fileName, column: name },
      ),
    );
  }
  if (reference !== undefined) problems.push(...checkKinds(name, reference, having.slice(1), used));
  return problems;
}

function lackingRemedy(name: string, { label }: UsedColumns): string {
  return name === label
    ? "Choose another label, or a file that has this one."
    : "Take it off the features, or choose a file that has it.";
}

function checkKinds(
  name: string,
  reference: SplitSummary,
  others: readonly SplitSummary[],
  { label, features }: UsedColumns,
): Problem[] {
  const expected = kindText(columnOf(reference, name));
  return others.flatMap((summary) => {
    const found = kindText(columnOf(summary, name));
    if (found === expected || isEmpty(reference, name) || isEmpty(summary, name)) return [];
    const { split, fileName } = summary;
    return [
      problem(
        features.includes(name) ? "error" : "warning",
        "column-type",
        `Column "${name}" holds ${expected} in "${reference.fileName}" (${titleOf(reference.split)}) and ${found} in "${fileName}" (${titleOf(split)}).`,
        name === label
          ? "Labels are compared as text, so this may be right: check what counts as positive."
          : "Correct the file in which the column is wrong, or leave the column out of the features.",
        { split, file: fileName, column: name },
      ),
    ];
  });
}

function usedNames({ label, features }: UsedColumns): string[] {
  return label === null ? [...features] : [label, ...features];
}

function columnOf({ columns }: SplitSummary, name: string): ColumnSummary | undefined {
  return columns.find((column) => column.name === name);
}

function kindText(column: ColumnSummary | undefined): "numbers" | "text" {
  return column?.kind === "numeric" ? "numbers" : "text";
}

/** A column without a value counts as numbers by convention, and contradicts nothing. */
function isEmpty(summary: SplitSummary, name: string): boolean {
  return columnOf(summary, name)?.missing === summary.rows;
}

function titleOf(split: Split): string {
  return SPLIT_TITLES[split].toLowerCase();
}
