import type { ColumnTreatment, ResolvedTreatment } from "../domain/features/plan";
import { defaultTreatment, refuseTreatment } from "../domain/features/treatments";
import { isLikelyLabel, type LoadedSummaries } from "../domain/label";
import { SPLITS, SPLIT_TITLES, type Split } from "../domain/split";
import type { Column, ColumnSummary } from "../domain/table";
import { columnsAcrossSplits, type ColumnAcrossSplits } from "./columns";

/** A column that can become a feature holds numbers, or text that was kept. */
export type FeatureKind = "numeric" | "text";

/** A column of the files as the Features stage shows it. */
export interface FeatureColumn {
  readonly name: string;
  readonly kind: Column["kind"];
  readonly dtype: ColumnSummary["dtype"];
  /** Missing values over all loaded splits. */
  readonly missing: number;
  readonly used: boolean;
  /** Why it cannot be a feature, in a few words; null when it can. */
  readonly unusable: string | null;
  /** What else should be known of it; empty when nothing. */
  readonly notes: readonly string[];
  readonly treatment: ResolvedTreatment;
  /** Of train, else of the first split that has it. */
  readonly summary: ColumnSummary;
}

export interface FeatureColumnParts {
  readonly files: LoadedSummaries;
  readonly label: string | null;
  readonly features: readonly string[];
  readonly treatments: readonly ColumnTreatment[];
}

/** All columns of the loaded files, in their order. */
export function featureColumns({ files, label, features, treatments }: FeatureColumnParts): FeatureColumn[] {
  const loaded = SPLITS.filter((split) => files[split] !== undefined);
  const used = new Set(features);
  const treated = new Map(treatments.map((treatment) => [treatment.column, treatment]));
  return columnsAcrossSplits(files).flatMap((column) => {
    const summary = column.bySplit.train ?? column.bySplit.validation ?? column.bySplit.test;
    if (summary === undefined) return [];
    const { name, kind, dtype } = summary;
    return {
      name,
      kind,
      dtype,
      missing: loaded.reduce((sum, split) => sum + (column.bySplit[split]?.missing ?? 0), 0),
      used: used.has(name),
      unusable: unusable(column, { loaded, label }),
      notes: notes(column, summary, label),
      treatment: treatmentShown(name, kind === "text" ? "text" : "numeric", treated.get(name)),
      summary,
    };
  });
}

/** The default stands in for a treatment that the kind does not allow, as it does in the plan. */
function treatmentShown(name: string, kind: FeatureKind, wish: ColumnTreatment | undefined): ResolvedTreatment {
  const standard = defaultTreatment(name, kind);
  const wished = { ...standard, ...wish };
  return refuseTreatment(wished, kind) === null ? wished : standard;
}

interface Circumstances {
  readonly loaded: readonly Split[];
  readonly label: string | null;
}

function unusable({ name, bySplit }: ColumnAcrossSplits, { loaded, label }: Circumstances): string | null {
  if (name === label) return "the label";
  const without = loaded.filter((split) => bySplit[split] === undefined);
  if (without.length > 0) return `not in ${titles(without)}`;
  const summaries = loaded.flatMap((split) => bySplit[split] ?? []);
  if (summaries.some(({ kind }) => kind === "discarded")) return "long or varied text, not kept";
  return null;
}

function notes({ name, bySplit }: ColumnAcrossSplits, { kind, values, missing }: ColumnSummary, label: string | null): string[] {
  const textIn = SPLITS.filter((split) => kind === "numeric" && bySplit[split]?.kind === "text");
  const numbersIn = SPLITS.filter((split) => kind === "text" && bySplit[split]?.kind === "numeric");
  return [
    ...(textIn.length > 0 ? [`text in ${titles(textIn)}`] : []),
    ...(numbersIn.length > 0 ? [`numbers in ${titles(numbersIn)}`] : []),
    ...(name !== label && isLikelyLabel(name) ? ["looks like another label: it may tell the answer"] : []),
    ...(values?.length === 0 ? ["nothing in it"] : []),
    ...(values?.length === 1 && missing === 0 ? ["constant: it tells the net nothing"] : []),
  ];
}

function titles(splits: readonly Split[]): string {
  return splits.map((split) => SPLIT_TITLES[split].toLowerCase()).join(" and ");
}

export const COLUMN_ORDERS = ["file", "name", "kind", "used"] as const;
export type ColumnOrder = (typeof COLUMN_ORDERS)[number];

const KIND_RANK: Record<Column["kind"], number> = { numeric: 0, text: 1, discarded: 2 };

/** The columns whose name contains a text, whatever its case, in an order. */
export function shownColumns(columns: readonly FeatureColumn[], filter: string, order: ColumnOrder): FeatureColumn[] {
  const wanted = filter.trim().toLowerCase();
  const found = columns.filter(({ name }) => name.toLowerCase().includes(wanted));
  switch (order) {
    case "file":
      return found;
    case "name":
      return found.sort((a, b) => a.name.localeCompare(b.name, "en-GB", { numeric: true }));
    case "kind":
      return found.sort((a, b) => KIND_RANK[a.kind] - KIND_RANK[b.kind]);
    case "used":
      return found.sort((a, b) => Number(b.used) - Number(a.used));
  }
}
