import { SPLITS, type Split } from "../domain/split";

/** Values of some of the splits. */
type BySplit<T> = Partial<Record<Split, T>>;

export function without<T>(values: BySplit<T>, split: Split): BySplit<T> {
  const rest = { ...values };
  delete rest[split];
  return rest;
}

export function exchange<T>(values: BySplit<T>, a: Split, b: Split): BySplit<T> {
  const exchanged = without(without(values, a), b);
  const [atA, atB] = [values[a], values[b]];
  if (atA !== undefined) exchanged[b] = atA;
  if (atB !== undefined) exchanged[a] = atB;
  return exchanged;
}

export function mapSplits<T, U>(values: BySplit<T>, map: (value: T, split: Split) => U): BySplit<U> {
  const mapped: BySplit<U> = {};
  for (const split of SPLITS) {
    const value = values[split];
    if (value !== undefined) mapped[split] = map(value, split);
  }
  return mapped;
}
