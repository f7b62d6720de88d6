import type { PlannedSource } from "../features/fit";
import { asPart, type Stepwise } from "../inspect/stepwise";
import type { PerSplit } from "../split";
import { AGAINST, type Against } from "./against";
import type { DriftAnswer, DriftMeasures, FeatureDrift } from "./drift";
import { jsDistanceOfNumbers, ksStatistic, psiOfNumbers, wassersteinDistance } from "./number-measures";
import { pairedCounts, type PairedCounts } from "./paired-counts";
import { chiSquareOfCounts, jsDistanceOfCounts, psiOfCounts } from "./share-distances";
import { valueTable, type LabelledRows, type ValueTable } from "./value-table";

/** Which rows are held against each other. */
const SCOPES = ["all", "withinPositive", "withinNegative"] as const;
type Scope = (typeof SCOPES)[number];

/** Encodings that tell every value from every other; the rest go by size, or by a few values that they name. */
const BY_VALUE: ReadonlySet<string> = new Set(["one-hot", "ordinal", "frequency"]);

/**
 * Drift of every feature column of the data, in all rows and in the rows of each class: values as they stand in the files,
 * before any transform, of the rows that the matrices are of. A value that is missing or infinite takes no part, though the
 * matrix may have it filled in; where missing values leave a row out, the row takes no part in any column.
 */
export function* featureDrift(sources: readonly PlannedSource[], rows: PerSplit<LabelledRows>): Stepwise<DriftAnswer> {
  const found: Record<Against, FeatureDrift[]> = { validation: [], test: [] };
  for (const [index, { source, treatment }] of sources.entries()) {
    const from = index / sources.length;
    const to = (index + 1) / sources.length;
    const kind = source.kind === "text" || BY_VALUE.has(treatment.encoding.type) ? "category" : "number";
    const table = yield* asPart(valueTable(source, rows), from, from + 0.6 * (to - from));
    const deviation = trainDeviation(table);
    for (const against of AGAINST) {
      const measured: Partial<Record<Scope, DriftMeasures | null>> = {};
      for (const scope of SCOPES) {
        const there = scope === "all" || (hasClass(rows.train, scope) && hasClass(rows[against], scope));
        measured[scope] = there ? measure(kind, pairOf(table, against, scope), deviation) : null;
        yield to;
      }
      const { all, withinPositive = null, withinNegative = null } = measured;
      found[against].push({ name: source.name, kind, against, all: all ?? NOTHING, withinPositive, withinNegative });
    }
  }
  return [...found.validation, ...found.test];
}

function hasClass({ y }: LabelledRows, scope: Exclude<Scope, "all">): boolean {
  return y.includes(scope === "withinPositive" ? 1 : 0);
}

function pairOf({ values, counts }: ValueTable, against: Against, scope: Scope): PairedCounts {
  return pairedCounts(values, ofScope(counts.train, scope), ofScope(counts[against], scope));
}

function ofScope(counts: Uint32Array, scope: Scope): Uint32Array {
  const own = new Uint32Array(counts.length / 2);
  for (let at = 0; at < own.length; at++) {
    const negatives = counts[2 * at]!;
    const positives = counts[2 * at + 1]!;
    own[at] = scope === "all" ? negatives + positives : scope === "withinPositive" ? positives : negatives;
  }
  return own;
}

const NOTHING: DriftMeasures = {
  ...{ referenceRows: 0, currentRows: 0, ks: null, wasserstein: null, jsDistance: null, psi: null },
  ...{ chiSquare: null, cramersV: null, unseenShare: null, categories: null },
};

/** @param deviation what a distance is told in, above 0 */
export function measure(kind: FeatureDrift["kind"], pair: PairedCounts, deviation: number): DriftMeasures {
  const { reference, current, referenceRows, currentRows, values } = pair;
  if (kind === "number") {
    const distance = wassersteinDistance(pair);
    return {
      ...NOTHING,
      referenceRows,
      currentRows,
      ks: ksStatistic(pair),
      wasserstein: distance === null ? null : distance / deviation,
      jsDistance: jsDistanceOfNumbers(pair),
      psi: psiOfNumbers(pair),
    };
  }
  const table = chiSquareOfCounts(reference, current);
  return {
    ...NOTHING,
    referenceRows,
    currentRows,
    jsDistance: jsDistanceOfCounts(reference, current),
    psi: psiOfCounts(reference, current),
    chiSquare: table?.chiSquare ?? null,
    cramersV: table?.cramersV ?? null,
    unseenShare: unseenShare(pair),
    categories: values.length,
  };
}

function unseenShare({ reference, current, referenceRows, currentRows }: PairedCounts): number | null {
  if (referenceRows === 0 || currentRows === 0) return null;
  let unseen = 0;
  for (let at = 0; at < current.length; at++) if (reference[at] === 0) unseen += current[at]!;
  return unseen / currentRows;
}

/** Standard deviation of train's values (divides by n); 1 where they are all the same, or there is none. */
function trainDeviation({ values, counts: { train } }: ValueTable): number {
  const own = ofScope(train, "all");
  const first = own.findIndex((count) => count > 0);
  if (first < 0) return 1;
  const from = values[first]!;
  let rows = 0;
  let sum = 0;
  let last = first;
  for (let at = first; at < own.length; at++) {
    if (own[at] === 0) continue;
    rows += own[at]!;
    sum += own[at]! * (values[at]! - from);
    last = at;
  }
  if (last === first) return 1;
  const mean = sum / rows;
  let squares = 0;
  for (let at = first; at <= last; at++) squares += own[at]! * (values[at]! - from - mean) ** 2;
  const deviation = Math.sqrt(squares / rows);
  // The squares of very small numbers vanish, those of very large ones overflow.
  return deviation > 0 && Number.isFinite(deviation) ? deviation : 1;
}
