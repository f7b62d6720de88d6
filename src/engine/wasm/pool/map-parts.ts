import type { Part, PerPart } from "../../backend";

export function mapParts<T>(make: (part: Part) => T): PerPart<T> {
  return { train: make("train"), validation: make("validation"), test: make("test"), holdout: make("holdout") };
}
