import type { PlannedSource } from "../features/fit";
import { asPart, type Stepwise } from "../inspect/stepwise";
import { perSplit, type PerSplit } from "../split";
import { AGAINST, type Against } from "./against";
import type { DriftAnswer, DriftMeasures, FeatureDrift } from "./drift";
import { cumulated, jsDistanceOfNumbers, ksStatistic, psiOfNumbers, referenceDeviation, wassersteinDistance, type CumulatedCounts } from "./number-measures";
import type { DriftScope, PairedCounts } from "./paired-counts";
import { chiSquareOfCounts, jsDistanceOfCounts, psiOfCounts } from "./share-distances";
import { orderedValues, type LabelledRows, type Workroom } from "./value-table";

const SCOPES = ["all", "withinPositive", "withinNegative"] as const satisfies readonly DriftScope[];

/** Encodings that tell every value from every other; the rest go by size, or by a few values that they name. */
const BY_VALUE: ReadonlySet<string> = new Set(["one-hot", "ordinal", "frequency"]);

/**
 * Drift of every feature column of the data, in all rows and in the rows of each class: values as they stand in the files,
 * before any transform, of the rows that the matrices are of. A value that is missing or infinite is counted as missing, and
 * takes no other part, though the matrix may have it filled in; where missing values leave a row out, the row takes no part in
 * any column.
 */
export function* featureDrift(sources: readonly PlannedSource[], rows: PerSplit<LabelledRows>): Stepwise<DriftAnswer> {
  const found: Record<Against, FeatureDrift[]> = { validation: [], test: [] };
  const workroom: Workroom = { pairs: null };
  const sizes = perSplit((split) => scopeRows(rows[split]));
  for (const [index, { source, treatment }] of sources.entries()) {
    const from = index / sources.length;
    const to = (index + 1) / sources.length;
    const kind = source.kind === "text" || BY_VALUE.has(treatment.encoding.type) ? "category" : "number";
    const pairs = yield* asPart(orderedValues(source, rows, workroom), from, from + 0.6 * (to - from));
    let deviation: number | null = null;
    for (const against of AGAINST) {
      const measured: Partial<Record<DriftScope, DriftMeasures | null>> = {};
      for (const scope of SCOPES) {
        const [before, after] = [sizes.train[scope], sizes[against][scope]];
        const there = scope === "all" || (before > 0 && after > 0);
        const pair = there ? pairs.pair(against, scope) : null;
        yield to;
        if (pair === null) {
          measured[scope] = null;
          continue;
        }
        const missing = { referenceMissing: before - pair.referenceRows, currentMissing: after - pair.currentRows };
        let work: Stepwise<ValueMeasures>;
        if (kind === "category") {
          work = ofCategories(pair);
        } else {
          const upTo = cumulated(pair);
          // Of all rows, which come first.
          deviation ??= referenceDeviation(upTo);
          work = ofNumbers(upTo, deviation);
        }
        const values = yield* asPart(work, to, to);
        measured[scope] = { ...values, ...missing };
      }
      const { all, withinPositive = null, withinNegative = null } = measured;
      found[against].push({ name: source.name, kind, against, all: all ?? NOTHING, withinPositive, withinNegative });
    }
  }
  return [...found.validation, ...found.test];
}

/** How many rows each scope has, with a value or without. */
function scopeRows({ y }: LabelledRows): Readonly<Record<DriftScope, number>> {
  let positives = 0;
  for (let row = 0; row < y.length; row++) positives += y[row]!;
  return { all: y.length, withinPositive: positives, withinNegative: y.length - positives };
}

/** Measures of the values that there are. */
type ValueMeasures = Omit<DriftMeasures, "referenceMissing" | "currentMissing">;

const NOTHING: DriftMeasures = {
  ...{ referenceRows: 0, currentRows: 0, referenceMissing: 0, currentMissing: 0, ks: null, wasserstein: null, jsDistance: null, psi: null },
  ...{ chiSquare: null, cramersV: null, unseenShare: null, categories: null },
};

/** @param deviation what a distance is told in, above 0 */
function* ofNumbers(pair: CumulatedCounts, deviation: number): Stepwise<ValueMeasures> {
  const { referenceRows, currentRows } = pair;
  const ks = ksStatistic(pair);
  yield 0;
  const distance = wassersteinDistance(pair);
  yield 0;
  const jsDistance = jsDistanceOfNumbers(pair);
  yield 0;
  const psi = psiOfNumbers(pair);
  return { ...NOTHING, referenceRows, currentRows, ks, wasserstein: distance === null ? null : distance / deviation, jsDistance, psi };
}

function* ofCategories(pair: PairedCounts): Stepwise<ValueMeasures> {
  const { values, reference, current, referenceRows, currentRows } = pair;
  const { chiSquare = null, cramersV = null } = chiSquareOfCounts(reference, current) ?? {};
  yield 0;
  const jsDistance = jsDistanceOfCounts(reference, current);
  const psi = psiOfCounts(reference, current);
  return { ...NOTHING, referenceRows, currentRows, jsDistance, psi, chiSquare, cramersV, unseenShare: unseenShare(pair), categories: values.length };
}

function unseenShare({ reference, current, referenceRows, currentRows }: PairedCounts): number | null {
  if (referenceRows === 0 || currentRows === 0) return null;
  let unseen = 0;
  for (let at = 0; at < current.length; at++) if (reference[at] === 0) unseen += current[at]!;
  return unseen / currentRows;
}
