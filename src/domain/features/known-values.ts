import type { FittedFeature } from "./fitted";

/** The values of a column of the data that its encoding tells apart, as text; null where it takes any. */
export function knownValues(features: readonly FittedFeature[], source: string): readonly string[] | null {
  const values = new Set<string>();
  for (const { source: own, encoding } of features) {
    if (own !== source) continue;
    switch (encoding.type) {
      case "one-hot":
        values.add(encoding.category);
        break;
      case "one-hot-other":
      case "ordinal":
      case "frequency":
        for (const category of encoding.categories) values.add(category);
        break;
      default:
    }
  }
  return values.size === 0 ? null : [...values];
}
