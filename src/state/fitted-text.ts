import { csvLine } from "../domain/csv-text";
import type { FittedFeature, FittedFeatures } from "../domain/features/fitted";
import { FITTED_ON, fittedEncodingText, transformText } from "./feature-text";

const HEAD = ["name", "source", "missing", "fill", "transform", "encoding", "center", "scale", "mean", "std", "min", "max", "constant", "fitted on"];

/** The fitted table as a CSV file: a line for each column of the matrix, numbers in full, formulas neutralised. */
export function fittedCsv({ columns, fitOn }: FittedFeatures): string {
  return [HEAD, ...columns.map((column) => [...cells(column), FITTED_ON[fitOn]])].map(csvLine).join("");
}

/** The same as JSON, with everything that makes the matrix; what is not a number is null. */
export function fittedJson(fitted: FittedFeatures): string {
  return `${JSON.stringify(fitted, null, 2)}\n`;
}

function cells({ name, source, missing, fill, transform, encoding, center, scale, statistics, constant }: FittedFeature): string[] {
  const { mean, variance, min, max } = statistics;
  return [
    name,
    source,
    missing,
    String(fill ?? ""),
    transform.map(transformText).join("; "),
    fittedEncodingText(encoding),
    ...[center, scale, mean, Math.sqrt(variance), min, max].map(String),
    String(constant),
  ];
}
