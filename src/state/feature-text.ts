import { formatStatistic } from "../domain/format";
import type { FittedEncoding, FittedFeature } from "../domain/features/fitted";
import type { EncodingSpec, FitOn, MissingSpec, ResolvedTreatment, ScalerKind, TransformSpec } from "../domain/features/plan";
import { quotedList } from "../domain/problem";

export const MISSING_TITLES: Record<MissingSpec["type"], string> = {
  "drop-row": "drop row",
  mean: "mean",
  median: "median",
  constant: "constant",
  indicator: "indicator",
};

export const TRANSFORM_TITLES: Record<TransformSpec["type"], string> = {
  clip: "clip",
  log1p: "log1p",
  symlog: "symlog",
};

export const ENCODING_TITLES: Record<EncodingSpec["type"], string> = {
  numeric: "numeric",
  "one-hot": "one-hot",
  ordinal: "ordinal",
  frequency: "frequency",
  "not-in": "none of some values",
  "at-least": "at least",
  sign: "sign",
};

interface ScalerWords {
  readonly title: string;
  readonly formula: string;
  readonly text: string;
}

export const SCALERS: Record<ScalerKind, ScalerWords> = {
  standard: { title: "Standard", formula: "z = (x − mean) / std", text: "Each column gets mean 0 and standard deviation 1." },
  minmax: { title: "MinMax", formula: "z = (x − min) / (max − min)", text: "The fitted rows lie from 0 to 1; others may lie outside." },
  robust: { title: "Robust", formula: "z = (x − median) / IQR", text: "Median 0 and interquartile range 1: outliers have no say." },
  none: { title: "None", formula: "z = x", text: "Numbers go in as they are; large columns drown small ones." },
};

/** The rows that something is fitted on, in a sentence: "the median of train". */
export const FITTED_ON: Record<FitOn, string> = { train: "train", everything: "all three splits" };

/** What is done with a column, in the fixed order: "median → symlog → numeric → standard". */
export function treatmentLine({ missing, transform, encoding }: ResolvedTreatment, scaler: ScalerKind): string {
  const steps = [missingText(missing), ...transform.map(transformText), encodingText(encoding)];
  return [...steps, scaler === "none" ? "unscaled" : SCALERS[scaler].title.toLowerCase()].join(" → ");
}

function missingText(spec: MissingSpec): string {
  return spec.type === "constant" ? `constant ${valueText(spec.value)}` : MISSING_TITLES[spec.type];
}

export function transformText(spec: TransformSpec): string {
  if (spec.type !== "clip") return TRANSFORM_TITLES[spec.type];
  return `clip ${spec.low ?? "−∞"} to ${spec.high ?? "∞"}`;
}

export function encodingText(spec: EncodingSpec): string {
  switch (spec.type) {
    case "one-hot":
      return `one-hot ≤ ${spec.max}`;
    case "not-in":
      return `none of ${quotedList(spec.values, 3)}`;
    case "at-least":
      return `at least ${spec.limit}`;
    default:
      return ENCODING_TITLES[spec.type];
  }
}

/** A column of the matrix, by what became of its encoding. */
export function fittedEncodingText(encoding: FittedEncoding): string {
  switch (encoding.type) {
    case "missing":
      return "1 where missing";
    case "one-hot":
      return `one-hot "${encoding.category}"`;
    case "one-hot-other":
      return `one-hot, any value but ${encoding.categories.length}`;
    case "ordinal":
      return `ordinal of ${encoding.categories.length}`;
    case "frequency":
      return `frequency of ${encoding.categories.length}`;
    case "numeric":
    case "not-in":
    case "at-least":
    case "sign":
      return encodingText(encoding);
  }
}

export function fillText({ fill }: Pick<FittedFeature, "fill">): string {
  if (fill === null) return "row dropped";
  return typeof fill === "number" ? formatStatistic(fill) : `"${fill}"`;
}

/** What is done about missing values, in a sentence. */
export function explainMissing(spec: MissingSpec, kind: "numeric" | "text", fitOn: FitOn): string {
  switch (spec.type) {
    case "drop-row":
      return "A row with a missing value here is dropped, in every split.";
    case "mean":
    case "median":
      return `A missing value is taken for the ${spec.type} of ${FITTED_ON[fitOn]}.`;
    case "constant":
      return kind === "numeric"
        ? `A missing value is taken for ${spec.value}.`
        : `A missing value is taken for the text ${valueText(spec.value)}.`;
    case "indicator":
      return kind === "numeric"
        ? `A missing value is taken for the median of ${FITTED_ON[fitOn]}; a column of 0 and 1 beside it says where.`
        : "Missing is a category of its own.";
  }
}

export function explainTransform(spec: TransformSpec): string {
  switch (spec.type) {
    case "clip":
      return explainClip(spec);
    case "log1p":
      return "log(1 + x). A value of −1 or less has none and counts as missing.";
    case "symlog":
      return "sign(x) · log(1 + |x|): a logarithm that takes negative numbers too.";
  }
}

function explainClip({ low, high }: Extract<TransformSpec, { type: "clip" }>): string {
  if (low === undefined && high === undefined) return "Without a limit nothing is changed.";
  const below = low === undefined ? [] : [`values below ${low} become ${low}`];
  const above = high === undefined ? [] : [`values above ${high} become ${high}`];
  const text = [...below, ...above].join(", ");
  return `${text.charAt(0).toUpperCase()}${text.slice(1)}.`;
}

/** How the column becomes columns of the matrix, in a sentence or two. */
export function explainEncoding(spec: EncodingSpec, fitOn: FitOn): string {
  const rows = FITTED_ON[fitOn];
  switch (spec.type) {
    case "numeric":
      return "The number itself: one column.";
    case "one-hot":
      return `A column of 0 and 1 for each of the ${spec.max} commonest values of ${rows}, and one for all others where there are others.`;
    case "ordinal":
      return `The place of the value among those of ${rows}, in order: 0, 1, 2, … Values not seen there become −1.`;
    case "frequency":
      return `The share of the rows of ${rows} that have the value. Values not seen there become 0.`;
    case "not-in":
      return spec.values.length === 0
        ? "Name at least one value: it becomes 0, all others 1."
        : `0 for ${quotedList(spec.values)}, 1 for every other value.`;
    case "at-least":
      return `0 below ${spec.limit}, 1 from ${spec.limit} on.`;
    case "sign":
      return "0 for 0, 1 for positive numbers, 2 for negative ones.";
  }
}

function valueText(value: number | string): string {
  return typeof value === "number" ? String(value) : `"${value}"`;
}
