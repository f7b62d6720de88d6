import { columnNamed } from "./column-index";
import type { LoadedSummaries } from "./label";
import { problem, type Problem, type ProblemChoice } from "./problem";
import { SPLIT_TITLES, SPLITS, type Split } from "./split";
import type { ColumnSummary, SplitSummary } from "./table";

/** What a run takes from the splits. */
export interface UsedColumns {
  readonly label: string | null;
  readonly features: readonly string[];
}

const UNUSED = "It is not used as a feature, since only a column that all splits have can be one.";

interface Used {
  readonly label: string | null;
  readonly features: ReadonlySet<string>;
}

/**
 * Compares the splits that are loaded, column by column and by name, whatever their order. A difference is an error
 * where the label or a feature is concerned, else a warning.
 */
export function checkSplits(summaries: LoadedSummaries, { label, features }: UsedColumns): Problem[] {
  const loaded = SPLITS.flatMap((split) => summaries[split] ?? []);
  if (loaded.length === 0) return [];
  const names = new Set(loaded.flatMap(({ columns }) => columns.map(({ name }) => name)));
  if (label !== null) names.add(label);
  for (const name of features) names.add(name);
  const used: Used = { label, features: new Set(features) };
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

function checkColumn(name: string, loaded: readonly SplitSummary[], used: Used): Problem[] {
  const isUsed = name === used.label || used.features.has(name);
  const having = loaded.filter((summary) => columnNamed(summary, name) !== undefined);
  const lacking = loaded.filter((summary) => !having.includes(summary));
  const reference = having[0];
  const problems: Problem[] = [];
  if (having.length > 0 && having.length < lacking.length && !isUsed) {
    return having.map(({ split, fileName }) =>
      problem(
        "warning",
        "column-extra",
        `Only "${fileName}" (${titleOf(split)}) has a column "${name}".`,
        UNUSED,
        { split, file: fileName, column: name, choices: [leaveOut(name, true)] },
      ),
    );
  }
  for (const { split, fileName } of lacking) {
    problems.push(
      problem(
        isUsed ? "error" : "warning",
        "column-missing",
        `"${fileName}" (${titleOf(split)}) has no column "${name}"${reference === undefined ? "" : `, which "${reference.fileName}" (${titleOf(reference.split)}) has`}.`,
        isUsed ? lackingRemedy(name, used) : UNUSED,
        { split, file: fileName, column: name, choices: name === used.label ? [] : [leaveOut(name, !isUsed)] },
      ),
    );
  }
  if (reference !== undefined) problems.push(...checkKinds(name, reference, having.slice(1), used));
  return problems;
}

function lackingRemedy(name: string, { label }: Used): string {
  return name === label
    ? "Choose another label, or a file that has this one."
    : "Take it off the features, or choose a file that has it.";
}

function checkKinds(
  name: string,
  reference: SplitSummary,
  others: readonly SplitSummary[],
  { label, features }: Used,
): Problem[] {
  const expected = kindText(columnNamed(reference, name));
  return others.flatMap((summary) => {
    const found = kindText(columnNamed(summary, name));
    if (found === expected || isEmpty(reference, name) || isEmpty(summary, name)) return [];
    const { split, fileName } = summary;
    return [
      problem(
        features.has(name) ? "error" : "warning",
        "column-type",
        `Column "${name}" holds ${expected} in "${reference.fileName}" (${titleOf(reference.split)}) and ${found} in "${fileName}" (${titleOf(split)}).`,
        name === label
          ? "Labels are compared as text, so this may be right: check what counts as positive."
          : "Have it read alike in all files, correct the file in which it is wrong, or leave it out of the features.",
        {
          split,
          file: fileName,
          column: name,
          choices: [
            ...readAlike(name, [reference, ...others]),
            ...(name === label ? [] : [leaveOut(name, !features.has(name))]),
          ],
        },
      ),
    ];
  });
}

/** Ways to read a column that is of numbers in some files and of text in others. */
function readAlike(name: string, summaries: readonly SplitSummary[]): ProblemChoice[] {
  const splits = summaries.map(({ split }) => split);
  const ofText = summaries.filter((summary) => kindText(columnNamed(summary, name)) === "text").map(({ split }) => split);
  return [
    {
      label: "Read it as text in all",
      chosen: false,
      effect: { kind: "rules", splits, change: { columns: [{ column: name, as: "text" }] } },
    },
    {
      label: "Treat what is no number as missing",
      chosen: false,
      effect: { kind: "rules", splits: ofText, change: { columns: [{ column: name, as: "number", notANumber: "missing" }] } },
    },
  ];
}

function leaveOut(column: string, chosen: boolean): ProblemChoice {
  return { label: "Leave the column out", chosen, effect: { kind: "leave-out", column } };
}

function kindText(column: ColumnSummary | undefined): "numbers" | "text" {
  return column?.kind === "numeric" ? "numbers" : "text";
}

/** A column without a value counts as numbers by convention, and contradicts nothing. */
function isEmpty(summary: SplitSummary, name: string): boolean {
  return columnNamed(summary, name)?.missing === summary.rows;
}

function titleOf(split: Split): string {
  return SPLIT_TITLES[split].toLowerCase();
}
