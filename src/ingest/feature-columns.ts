import type { PlannedSource } from "../domain/features/fit";
import type { ResolvedTreatment } from "../domain/features/plan";
import { featureSource, type FeatureSource } from "../domain/features/source";
import { refuseTreatment } from "../domain/features/treatments";
import { DataError, problem, quotedList } from "../domain/problem";
import { perSplit, SPLIT_TITLES, SPLITS, type PerSplit, type Split } from "../domain/split";
import type { Column, NumericColumn, TextColumn } from "../domain/table";
import type { LoadedTable } from "./usable-rows";

/**
 * Every feature over the three splits.
 * @throws DataError where a split lacks one, does not hold its text, or holds what the treatment cannot take
 */
export function requireFeatures(tables: PerSplit<LoadedTable>, features: readonly ResolvedTreatment[]): PlannedSource[] {
  const named = perSplit((split) => new Map(tables[split].table.columns.map((column) => [column.name, column])));
  return features.map((treatment) => ({ source: requireFeature(tables, named, treatment), treatment }));
}

function requireFeature(
  tables: PerSplit<LoadedTable>,
  named: PerSplit<ReadonlyMap<string, Column>>,
  treatment: ResolvedTreatment,
): FeatureSource {
  const { column } = treatment;
  const columns = perSplit((split) => requireHeld(split, tables[split], column, named[split].get(column)));
  const reference = SPLITS.find((split) => !isEmpty(columns[split])) ?? "train";
  for (const split of SPLITS) {
    if (columns[split].kind !== columns[reference].kind && !isEmpty(columns[split])) {
      throw otherKind(split, tables[split].fileName, columns[split], reference);
    }
  }
  const source = featureSource(treatment.column, columns);
  checkTreatment(treatment, source, tables[reference].fileName, reference);
  return source;
}

function requireHeld(split: Split, loaded: LoadedTable, name: string, column: Column | undefined): NumericColumn | TextColumn {
  if (column !== undefined && column.kind !== "discarded") return column;
  const place = { split, file: loaded.fileName, column: name };
  const where = whereOf(split, loaded.fileName);
  throw new DataError(
    column === undefined
      ? problem(
          "error",
          "column-missing",
          `${where} has no column "${name}", which is chosen as a feature.`,
          `Take it off the features, or use another file. Its columns are ${quotedList(loaded.table.columns.map((c) => c.name), 20)}.`,
          place,
        )
      : problem(
          "error",
          "text-column",
          `${where}: column "${name}" holds text with too many different or too long values, which is not kept.`,
          "Take it off the features, or shorten its values in the file.",
          place,
        ),
  );
}

/** A column without a value counts as numbers by convention, and goes with text as well. */
function isEmpty(column: NumericColumn | TextColumn): boolean {
  return column.kind === "numeric" && column.values.every((value) => Number.isNaN(value));
}

function otherKind(split: Split, file: string, column: NumericColumn | TextColumn, reference: Split): DataError {
  const [holds, not] = column.kind === "text" ? ["text", "numbers"] : ["numbers", "text"];
  return new DataError(
    problem(
      "error",
      column.kind === "text" ? "text-column" : "column-type",
      `${whereOf(split, file)}: the feature "${column.name}" holds ${holds}, not ${not} as in ${SPLIT_TITLES[reference].toLowerCase()}.`,
      "Take it off the features, or correct the file in which it is wrong.",
      { split, file, column: column.name },
    ),
  );
}

function checkTreatment(treatment: ResolvedTreatment, { kind }: FeatureSource, file: string, split: Split): void {
  const refusal = refuseTreatment(treatment, kind);
  if (refusal === null) return;
  const code = kind === "text" && treatment.encoding.type === "numeric" ? "text-column" : "config";
  throw new DataError(
    problem("error", code, refusal, "Change what is done with the column in Features, or take it off them.", {
      split,
      file,
      column: treatment.column,
    }),
  );
}

function whereOf(split: Split, file: string): string {
  return `"${file}" (${SPLIT_TITLES[split].toLowerCase()})`;
}
