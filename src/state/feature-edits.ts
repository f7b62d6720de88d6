import type { ColumnTreatment, EncodingSpec, MissingSpec, ResolvedTreatment } from "../domain/features/plan";
import { defaultTreatment } from "../domain/features/treatments";
import type { FeatureWish } from "../domain/run-config";
import type { FeatureColumn, FeatureKind } from "./feature-columns";

export type TreatmentChange = Partial<Omit<ResolvedTreatment, "column">>;

/** Which columns a treatment is taken over to. */
export const TREATMENT_TARGETS = ["used", "numeric", "text"] as const;
export type TreatmentTarget = (typeof TREATMENT_TARGETS)[number];

const MISSING_OF: Record<FeatureKind, readonly MissingSpec["type"][]> = {
  numeric: ["drop-row", "mean", "median", "constant", "indicator"],
  text: ["drop-row", "constant", "indicator"],
};

const ENCODINGS_OF: Record<FeatureKind, readonly EncodingSpec["type"][]> = {
  numeric: ["numeric", "one-hot", "ordinal", "frequency", "not-in", "at-least", "sign"],
  text: ["one-hot", "ordinal", "frequency", "not-in"],
};

export function missingChoices(kind: FeatureKind): readonly MissingSpec["type"][] {
  return MISSING_OF[kind];
}

export function encodingChoices(kind: FeatureKind): readonly EncodingSpec["type"][] {
  return ENCODINGS_OF[kind];
}

/** The kind that a column is treated as; null for text that was not kept. */
export function featureKind({ kind }: Pick<FeatureColumn, "kind">): FeatureKind | null {
  return kind === "discarded" ? null : kind;
}

/** Uses columns, or uses them no longer; those that cannot be used stay out. The matrix keeps the order of the files. */
export function withUse(wish: FeatureWish, columns: readonly FeatureColumn[], names: readonly string[], use: boolean): FeatureWish {
  const changed = new Set(names);
  const include = columns
    .filter(({ name, used, unusable }) => (changed.has(name) ? use && unusable === null : used))
    .map(({ name }) => name);
  return { ...wish, selection: { include } };
}

/** Changes what is done with one column; what is as by default is not written down. */
export function withTreatment(wish: FeatureWish, column: FeatureColumn, change: TreatmentChange): FeatureWish {
  const kind = featureKind(column);
  if (kind === null) return wish;
  return { ...wish, treatments: replaced(wish.treatments, [written({ ...column.treatment, ...change }, kind)]) };
}

/** Says nothing of a column any more: the default for its kind is done with it. */
export function withoutTreatment(wish: FeatureWish, name: string): FeatureWish {
  return { ...wish, treatments: wish.treatments.filter(({ column }) => column !== name) };
}

/**
 * Takes what is done with one column over to others. Steps that make no sense for a column of another kind (a mean of
 * text) stay as they are there.
 */
export function withTreatmentOfAll(
  wish: FeatureWish,
  columns: readonly FeatureColumn[],
  from: ResolvedTreatment,
  target: TreatmentTarget,
): FeatureWish {
  const changed = targets(columns, target).flatMap((column) => {
    const kind = featureKind(column);
    return kind === null ? [] : [written(fitted(column.treatment, from, kind), kind)];
  });
  return { ...wish, treatments: replaced(wish.treatments, changed) };
}

/** The columns that a treatment would be taken over to. */
export function targets(columns: readonly FeatureColumn[], target: TreatmentTarget): FeatureColumn[] {
  return columns.filter((column) => column.unusable === null && (target === "used" ? column.used : column.kind === target));
}

/** Of `from`, what fits the kind; the rest of `own`. */
function fitted(own: ResolvedTreatment, from: ResolvedTreatment, kind: FeatureKind): ResolvedTreatment {
  return {
    column: own.column,
    missing: missingFits(from.missing, kind) ? from.missing : own.missing,
    transform: kind === "numeric" ? from.transform : own.transform,
    encoding: ENCODINGS_OF[kind].includes(from.encoding.type) ? from.encoding : own.encoding,
  };
}

function missingFits(spec: MissingSpec, kind: FeatureKind): boolean {
  if (!MISSING_OF[kind].includes(spec.type)) return false;
  return spec.type !== "constant" || typeof spec.value === (kind === "numeric" ? "number" : "string");
}

/** A treatment without what is as by default. */
function written(treatment: ResolvedTreatment, kind: FeatureKind): ColumnTreatment {
  const usual = defaultTreatment(treatment.column, kind);
  const differs = (key: keyof TreatmentChange): boolean => JSON.stringify(treatment[key]) !== JSON.stringify(usual[key]);
  return {
    column: treatment.column,
    ...(differs("missing") ? { missing: treatment.missing } : {}),
    ...(differs("transform") ? { transform: treatment.transform } : {}),
    ...(differs("encoding") ? { encoding: treatment.encoding } : {}),
  };
}

/** Each change takes the place of what was said of its column; one that says nothing takes it away. */
function replaced(treatments: readonly ColumnTreatment[], changes: readonly ColumnTreatment[]): ColumnTreatment[] {
  const byColumn = new Map(treatments.map((treatment) => [treatment.column, treatment]));
  for (const change of changes) {
    if (Object.keys(change).length === 1) byColumn.delete(change.column);
    else byColumn.set(change.column, change);
  }
  return [...byColumn.values()];
}
