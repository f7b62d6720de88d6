import { SPLITS, type PerSplit, type Split } from "./split";
import type { ValueCount } from "./table";

/** Numbers by size, days and other texts by their letters. */
export function inNaturalOrder(values: readonly ValueCount[]): ValueCount[] {
  const collator = new Intl.Collator("en-GB", { numeric: true });
  return values.toSorted((a, b) => Number(a.value) - Number(b.value) || collator.compare(a.value, b.value));
}

/**
 * A first proposal for dealing rows by the values of a column: in their order, the first ones to train and the last ones to
 * test, each split getting about its share of the rows and, where there are enough values, at least one of them.
 */
export function proposedValues(
  values: readonly ValueCount[],
  splits: readonly Split[],
  shares: Partial<PerSplit<number>>,
): Partial<PerSplit<readonly string[]>> {
  const ordered = inNaturalOrder(values);
  const rows = ordered.reduce((sum, { count }) => sum + count, 0);
  const targets = SPLITS.filter((split) => splits.includes(split));
  const dealt = new Map<Split, string[]>(targets.map((split) => [split, []]));
  let place = 0;
  let seen = 0;
  let due = (shares[targets[0] ?? "train"] ?? 0) * rows;
  ordered.forEach(({ value, count }, index) => {
    const own = dealt.get(targets[place] ?? "train") ?? [];
    const enough = own.length > 0 && seen + count / 2 > due;
    // Those that come after need a value each.
    const scarce = own.length > 0 && ordered.length - index <= targets.length - 1 - place;
    if (place < targets.length - 1 && (enough || scarce)) {
      place++;
      due += (shares[targets[place] ?? "train"] ?? 0) * rows;
    }
    dealt.get(targets[place] ?? "train")?.push(value);
    seen += count;
  });
  return Object.fromEntries(dealt);
}
