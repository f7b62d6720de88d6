/** The three panels of the triptych, in the order they are always shown. */
export const SPLITS = ["train", "validation", "test"] as const;

export type Split = (typeof SPLITS)[number];

export type PerSplit<T> = Record<Split, T>;

export const SPLIT_TITLES: PerSplit<string> = {
  train: "Train",
  validation: "Validation",
  test: "Test",
};

/** Builds a value for each split, in the fixed order. */
export function perSplit<T>(make: (split: Split) => T): PerSplit<T> {
  return { train: make("train"), validation: make("validation"), test: make("test") };
}
