import type { FittedFeature, FittedFeatures } from "../domain/features/fitted";
import type { ColumnTreatment, EncodingSpec, MissingSpec, TransformSpec } from "../domain/features/plan";
import type { FeatureSelection } from "../domain/run-config";
import type { FeatureJson, PreprocessingJson, encodingSchema, missingSchema, transformsSchema } from "./feature-schema";
import type { z } from "./zod";

/** What was fitted, as the model file and the report have it. */
export function preprocessingJson({ scaler, fitOn, columns }: FittedFeatures): PreprocessingJson {
  return {
    scaler,
    fittedOn: fitOn,
    features: columns.map(({ encoding, center, scale, constant, statistics, transform, ...column }) => ({
      name: column.name,
      source: column.source,
      kind: encoding.type,
      ...(scaler === "standard" ? { mean: center } : {}),
      center,
      scale,
      variance: statistics.variance,
      constant,
      missing: column.missing,
      fill: column.fill,
      transform: [...transform],
      encoding: fittedEncodingJson(encoding),
      statistics: { ...statistics },
    })),
  };
}

function fittedEncodingJson(encoding: FittedFeature["encoding"]): NonNullable<FeatureJson["encoding"]> {
  switch (encoding.type) {
    case "one-hot-other":
    case "ordinal":
      return { ...encoding, categories: [...encoding.categories] };
    case "frequency":
      return { ...encoding, categories: [...encoding.categories], shares: [...encoding.shares] };
    case "not-in":
      return { ...encoding, values: [...encoding.values] };
    default:
      return encoding;
  }
}

/** What a model file says was fitted. Files of older versions know but a mean and a scale for each column. */
export function fittedFeatures({ scaler, fittedOn, features }: PreprocessingJson): FittedFeatures {
  return { scaler, fitOn: fittedOn ?? "train", columns: features.map(fittedFeature) };
}

function fittedFeature(feature: FeatureJson): FittedFeature {
  const { name, source, mean, scale, constant, missing, fill, transform, encoding, statistics } = feature;
  const center = feature.center ?? mean ?? NaN;
  return {
    name,
    source,
    missing: missing ?? "drop-row",
    fill: fill ?? null,
    transform: transform ?? [],
    encoding: encoding ?? { type: "numeric" },
    center,
    scale,
    constant: constant ?? false,
    statistics: statistics ?? {
      mean: mean ?? center,
      variance: feature.variance ?? scale * scale,
      min: NaN,
      max: NaN,
      median: null,
      interquartileRange: null,
    },
  };
}

/** What a run configuration says of its features, by column. */
export interface FeaturesJson {
  include?: string[];
  exclude?: string[];
  encoding?: Record<string, z.input<typeof encodingSchema>>;
  missing?: Record<string, z.input<typeof missingSchema>>;
  transform?: Record<string, z.input<typeof transformsSchema>>;
}

/** Null when a configuration leaves all of it open. */
export function featuresJson(
  selection: FeatureSelection | undefined,
  treatments: readonly ColumnTreatment[],
): FeaturesJson | null {
  const missing = treatments.flatMap(({ column, missing: spec }) => (spec === undefined ? [] : [[column, { ...spec }] as const]));
  const transform = treatments.flatMap(({ column, transform: specs }) =>
    specs === undefined ? [] : [[column, specs.map((spec) => ({ ...spec }))] as const],
  );
  const encoding = treatments.flatMap(({ column, encoding: spec }) =>
    spec === undefined ? [] : [[column, encodingJson(spec)] as const],
  );
  if (selection === undefined && missing.length + transform.length + encoding.length === 0) return null;
  return {
    ...(selection === undefined ? {} : "include" in selection ? { include: [...selection.include] } : { exclude: [...selection.exclude] }),
    // `fromEntries` makes own members of whatever name, `__proto__` too.
    encoding: Object.fromEntries(encoding),
    ...(missing.length === 0 ? {} : { missing: Object.fromEntries(missing) }),
    ...(transform.length === 0 ? {} : { transform: Object.fromEntries(transform) }),
  };
}

function encodingJson(spec: EncodingSpec): z.input<typeof encodingSchema> {
  return spec.type === "not-in" ? { ...spec, values: [...spec.values] } : spec;
}

/** What is said of single columns, in the order of their names. */
export function treatmentsOf(features: {
  readonly encoding?: ReadonlyMap<string, EncodingSpec> | undefined;
  readonly missing?: ReadonlyMap<string, MissingSpec> | undefined;
  readonly transform?: ReadonlyMap<string, readonly TransformSpec[]> | undefined;
}): ColumnTreatment[] {
  const names = new Set([...(features.missing?.keys() ?? []), ...(features.transform?.keys() ?? []), ...(features.encoding?.keys() ?? [])]);
  // In one order, because JSON puts names that are numbers first.
  return [...names].sort().map((column) => {
    const missing = features.missing?.get(column);
    const transform = features.transform?.get(column);
    const encoding = features.encoding?.get(column);
    return {
      column,
      ...(missing === undefined ? {} : { missing }),
      ...(transform === undefined ? {} : { transform }),
      ...(encoding === undefined ? {} : { encoding }),
    };
  });
}
