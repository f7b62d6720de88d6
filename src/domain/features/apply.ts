import type { FittedEncoding, FittedFeature, RawCell } from "./fitted";
import { transformNumber } from "./transform";

/**
 * One cell as the net sees it, before it is rounded to float32: missing, transform, encode, scale. NaN where the row
 * would be left out. Matrices are made elsewhere, many cells at once, and must agree with this bit for bit.
 */
export function applyFeature(feature: FittedFeature, cell: RawCell): number {
  const { fill, transform, encoding, center, scale } = feature;
  const present = valueOf(cell, transform);
  if (encoding.type === "missing") return ((present === null ? 1 : 0) - center) / scale;
  const value = present ?? valueOf(fill, transform);
  return value === null ? NaN : (encoded(value, encoding) - center) / scale;
}

/** Raw rows as the net sees them: `[rows, features]`, row-major float32. A row has a cell for each feature. */
export function applyRows(features: readonly FittedFeature[], rows: readonly (readonly RawCell[])[]): Float32Array<ArrayBuffer> {
  return Float32Array.from(rows.flatMap((row) => features.map((feature, index) => applyFeature(feature, row[index] ?? null))));
}

/** The transformed cell; null where it has no value. */
function valueOf(cell: RawCell, transform: FittedFeature["transform"]): number | string | null {
  if (typeof cell !== "number") return cell;
  const x = transformNumber(cell, transform);
  return Number.isFinite(x) ? x : null;
}

function encoded(value: number | string, encoding: Exclude<FittedEncoding, { type: "missing" }>): number {
  switch (encoding.type) {
    case "numeric":
      return Number(value);
    case "one-hot":
      return String(value) === encoding.category ? 1 : 0;
    case "one-hot-other":
      return encoding.categories.includes(String(value)) ? 0 : 1;
    case "ordinal":
      return encoding.categories.indexOf(String(value));
    case "frequency":
      return encoding.shares[encoding.categories.indexOf(String(value))] ?? 0;
    case "not-in":
      return encoding.values.includes(String(value)) ? 0 : 1;
    case "at-least":
      return Number(value) >= encoding.limit ? 1 : 0;
    case "sign":
      return Number(value) > 0 ? 1 : Number(value) < 0 ? 2 : 0;
  }
}
