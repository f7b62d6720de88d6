import type { PlannedSource } from "../../features/fit";
import type { EncodingSpec } from "../../features/plan";
import { featureSource } from "../../features/source";
import { inOneGo } from "../../inspect/stepwise";
import { perSplit, type PerSplit } from "../../split";
import type { NumericColumn, TextColumn } from "../../table";
import type { DriftAnswer } from "../drift";
import { featureDrift } from "../feature-drift";
import type { LabelledRows } from "../value-table";

export type Cells = readonly (number | string | null)[] | Float64Array;

/** A column of the data; cells of text make it one of text, null is a missing value. */
export function plannedColumn(name: string, cells: PerSplit<Cells>, encoding?: EncodingSpec): PlannedSource {
  const columns = perSplit((split) => columnOf(name, cells[split]));
  const source = featureSource(name, columns);
  const own = encoding ?? (source.kind === "text" ? { type: "one-hot", max: 10 } : { type: "numeric" });
  return { source, treatment: { column: name, missing: { type: "drop-row" }, transform: [], encoding: own } };
}

function columnOf(name: string, cells: Cells): NumericColumn | TextColumn {
  if (cells instanceof Float64Array) return { kind: "numeric", name, values: cells, integer: false };
  if (cells.every((cell) => typeof cell !== "string")) {
    return { kind: "numeric", name, values: Float64Array.from(cells, (cell) => cell ?? NaN), integer: false };
  }
  const dictionary = [...new Set(cells.filter((cell) => cell !== null).map(String))];
  return { kind: "text", name, dictionary, codes: Int16Array.from(cells, (cell) => (cell === null ? -1 : dictionary.indexOf(String(cell)))) };
}

/** All rows, with these labels. */
export function labelled(labels: ArrayLike<number>): LabelledRows {
  return { total: labels.length, kept: labels.length, leftOut: null, y: Uint8Array.from(labels) };
}

export function driftOf(sources: readonly PlannedSource[], labels: PerSplit<ArrayLike<number>>): DriftAnswer {
  return inOneGo(featureDrift(sources, perSplit((split) => labelled(labels[split]))));
}
