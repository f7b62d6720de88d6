import { dominantColumns } from "../domain/features/dominance";
import type { FittedSource } from "../domain/features/fit";
import type { FittedFeatures, RawCell } from "../domain/features/fitted";
import type { EncodingSpec, ScalerKind } from "../domain/features/plan";
import type { UnseenCategories } from "../domain/prepared";
import { counted, DataError, problem, quotedList, type Problem } from "../domain/problem";
import { SPLITS, type PerSplit } from "../domain/split";
import { whereOf } from "./row-problems";
import type { UsableRows } from "./usable-rows";

const CONSTANT_REMEDY: Record<ScalerKind, string> = {
  standard: "It is centred and not scaled, so other values in the other splits may be large.",
  minmax: "Its minimum is taken off and it is not scaled, so other values in the other splits may be large.",
  robust: "Its median is taken off and it is not scaled, so other values in the other splits may be large.",
  none: "Take it off the features, unless the other splits matter.",
};

export function constantColumns({ columns, scaler, fitOn }: FittedFeatures, file: string): Problem[] {
  const where = fitOn === "train" ? `"${file}" (train)` : "All splits";
  return columns
    .filter(({ constant }) => constant)
    .map(({ name, source }) =>
      problem(
        "warning",
        "constant-column",
        `${where}: column "${name}" has the same value in all rows, or all but the same.`,
        `Nothing can be learned from it. ${CONSTANT_REMEDY[scaler]}`,
        { split: "train", file, column: source },
      ),
    );
}

/** A warning for each split and column with categories that the fitted rows do not have. */
export function unseenProblems(
  unseen: readonly UnseenCategories[],
  sources: readonly Pick<FittedSource, "treatment">[],
  rows: PerSplit<Pick<UsableRows, "fileName">>,
): Problem[] {
  return unseen.flatMap(({ column, rows: counts, examples }) => {
    const encoding = sources.find(({ treatment }) => treatment.column === column)?.treatment.encoding;
    return SPLITS.filter((split) => counts[split] > 0).map((split) => {
      const file = rows[split].fileName;
      const count = counts[split];
      return problem(
        "warning",
        "unseen-category",
        `${whereOf({ split, file })}: ${counted(count, "row")} with a value in column "${column}" that train does not have, such as ${quotedList(examples, 3)}.`,
        encoding === undefined ? "" : UNSEEN_REMEDY[encoding.type],
        { split, file, column, count, value: examples[0] ?? null },
      );
    });
  });
}

const PLAIN = "They are encoded by the same rule as all others.";

const UNSEEN_REMEDY: Record<EncodingSpec["type"], string> = {
  "one-hot": 'They count as "other": none of the columns of single values is 1 for them.',
  ordinal: 'They count as "other", which is −1.',
  frequency: 'They count as "other", with a frequency of 0.',
  numeric: PLAIN,
  "not-in": PLAIN,
  "at-least": PLAIN,
  sign: PLAIN,
};

export function dominance({ columns }: FittedFeatures, std: readonly number[], file: string): Problem[] {
  return dominantColumns(columns, std).map(({ column, sentence }) =>
    problem(
      "warning",
      "dominant-column",
      `"${file}" (train): ${sentence}`,
      "The net sees little of the others. Choose another scaler, or symlog or clip for this column.",
      { split: "train", file, column },
    ),
  );
}

export function tooLarge({ split, fileName }: UsableRows, column: string, cell: RawCell): DataError {
  return new DataError(
    problem(
      "error",
      "infinite-values",
      `${whereOf({ split, file: fileName })}: a value of column "${column}" is too large to be scaled to 32 bits.`,
      "Take the column off the features, clip it, or correct the value.",
      { split, file: fileName, column, value: String(cell ?? "") },
    ),
  );
}
