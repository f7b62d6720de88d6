import { readNumber } from "../number-text";
import { problem, quotedList, type Problem } from "../problem";
import type { Split } from "../split";
import type { ColumnSummary } from "../table";
import type { ColumnTreatment, EncodingSpec, MissingSpec, ResolvedTreatment } from "./plan";

type FeatureKind = "numeric" | "text";

/** Columns that a text feature becomes unless somebody says otherwise, one for all other values apart. */
export const DEFAULT_ONE_HOT = 10;
/** More columns than this cannot be made out of one. */
export const MAX_ONE_HOT = 256;

/** What is done with a column that nobody said anything about. */
export function defaultTreatment(column: string, kind: FeatureKind): ResolvedTreatment {
  const encoding: EncodingSpec = kind === "text" ? { type: "one-hot", max: DEFAULT_ONE_HOT } : { type: "numeric" };
  return { column, missing: { type: "drop-row" }, transform: [], encoding };
}

export interface ResolvedPlan {
  readonly plan: readonly ResolvedTreatment[];
  readonly problems: readonly Problem[];
}

interface Reference {
  readonly split: Split;
  readonly fileName: string;
  readonly columns: readonly ColumnSummary[];
}

/**
 * The features with nothing left open: what was said of a column over the default for its kind. Treatments of columns
 * that are no features wait; those that a column's kind does not allow are problems, and the default stands in.
 */
export function resolveTreatments(
  features: readonly string[],
  treatments: readonly ColumnTreatment[],
  reference: Reference | undefined,
): ResolvedPlan {
  if (reference === undefined) return { plan: [], problems: [] };
  const kinds = new Map(reference.columns.map(({ name, kind }) => [name, kind]));
  const wishes = new Map(treatments.map((each) => [each.column, each]));
  const problems: Problem[] = [];
  const plan = features.map((column) => {
    const kind = kinds.get(column) === "text" ? "text" : "numeric";
    const standard = defaultTreatment(column, kind);
    const { missing, transform, encoding } = wishes.get(column) ?? standard;
    const wish: ResolvedTreatment = {
      column,
      missing: missing ?? standard.missing,
      transform: transform ?? standard.transform,
      encoding: encoding ?? standard.encoding,
    };
    const refusal = refuseTreatment(wish, kind);
    if (refusal === null) return canonical(wish, kind);
    const place = { split: reference.split, file: reference.fileName, column };
    problems.push(problem("error", "config", refusal, "Change what is done with the column in Features.", place));
    return standard;
  });
  return { plan, problems };
}

/** Why a column of this kind cannot be treated so, in a sentence; null when it can. */
export function refuseTreatment({ column, missing, transform, encoding }: ResolvedTreatment, kind: FeatureKind): string | null {
  const name = `"${column}"`;
  if (encoding.type === "one-hot" && !(Number.isInteger(encoding.max) && encoding.max >= 1 && encoding.max <= MAX_ONE_HOT)) {
    return `Column ${name}: one-hot takes 1 to ${MAX_ONE_HOT} values, not ${encoding.max}.`;
  }
  if (encoding.type === "not-in" && encoding.values.length === 0) return `Column ${name}: no value is named that is to become 0.`;
  if (encoding.type === "at-least" && !Number.isFinite(encoding.limit)) return `Column ${name}: the limit must be a finite number.`;
  return kind === "text" ? refuseText(name, missing, transform, encoding) : refuseNumeric(name, missing, transform, encoding);
}

function refuseText(
  name: string,
  missing: MissingSpec,
  transform: ResolvedTreatment["transform"],
  encoding: EncodingSpec,
): string | null {
  if (missing.type === "mean" || missing.type === "median") return `Column ${name} holds text, which has no ${missing.type}.`;
  const [first] = transform;
  if (first !== undefined) return `Column ${name} holds text: ${first.type} takes numbers.`;
  if (encoding.type === "numeric" || encoding.type === "at-least" || encoding.type === "sign") {
    return `Column ${name} holds text: the encoding ${encoding.type} takes numbers.`;
  }
  return null;
}

function refuseNumeric(
  name: string,
  missing: MissingSpec,
  transform: ResolvedTreatment["transform"],
  encoding: EncodingSpec,
): string | null {
  if (missing.type === "constant" && !Number.isFinite(numberOf(missing.value))) {
    return `Column ${name} holds numbers: a missing value cannot be taken for "${missing.value}".`;
  }
  for (const step of transform) {
    if (step.type !== "clip") continue;
    const { low = -Infinity, high = Infinity } = step;
    if (Number.isNaN(low) || Number.isNaN(high) || low > high) {
      return `Column ${name}: values cannot be clipped to ${low} to ${high}: the lower limit is above the upper one.`;
    }
  }
  const words = encoding.type === "not-in" ? encoding.values.filter((value) => Number.isNaN(readNumber(value))) : [];
  return words.length === 0 ? null : `Column ${name} holds numbers, so ${quotedList(words)} cannot be among its values.`;
}

/** The same meaning in one way of writing: numbers of a column of numbers as numbers, and in their shortest text. */
function canonical(treatment: ResolvedTreatment, kind: FeatureKind): ResolvedTreatment {
  const { column, missing, transform, encoding } = treatment;
  const filled: MissingSpec =
    missing.type === "constant"
      ? { type: "constant", value: kind === "text" ? String(missing.value) : numberOf(missing.value) }
      : missing;
  const values = encoding.type === "not-in" && kind === "numeric" ? encoding.values.map((value) => String(readNumber(value))) : null;
  return {
    column,
    missing: filled,
    transform,
    encoding: encoding.type === "not-in" && values !== null ? { type: "not-in", values: [...new Set(values)] } : encoding,
  };
}

function numberOf(value: number | string): number {
  return typeof value === "number" ? value : readNumber(value);
}

/** What has to be said so that the same plan comes out again: all that is not the default for a column of numbers. */
export function statedTreatments(plan: readonly ResolvedTreatment[]): ColumnTreatment[] {
  return plan.flatMap(({ column, missing, transform, encoding }) => {
    const stated: ColumnTreatment = {
      column,
      ...(missing.type === "drop-row" ? {} : { missing }),
      ...(transform.length === 0 ? {} : { transform }),
      ...(encoding.type === "numeric" ? {} : { encoding }),
    };
    return Object.keys(stated).length === 1 ? [] : [stated];
  });
}

/** How many columns of the matrix a feature becomes, as far as can be told before it is fitted. */
export function widthOf({ missing, encoding }: ResolvedTreatment, { kind, values }: Pick<ColumnSummary, "kind" | "values">): number {
  const beside = missing.type === "indicator" && kind === "numeric" ? 1 : 0;
  if (encoding.type !== "one-hot") return 1 + beside;
  const distinct = values?.length ?? Infinity;
  return (distinct > encoding.max ? encoding.max + 1 : Math.max(1, distinct)) + beside;
}
