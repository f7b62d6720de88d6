import type { NumericColumn, NumericValues, Table } from "../table";
import { centre, pairCorrelation, type Centred } from "./pair-correlation";
import { patternRepeats } from "./pattern-repeats";
import { LEAST_ROWS, type RepeatedColumn } from "./repeated-column";
import { Sketches } from "./sketch";
import { asPart, type Stepwise } from "./stepwise";

/** From this correlation on, positive or negative, a column repeats another. */
const REPEATS_FROM = 0.98;

/** Pairs below this cosine of their sketches are not looked at: without missing values it is off by 0.004 near 0.98. */
const SCREENED_FROM = 0.95;
/** Missing values shrink the cosine; below this, chance alone would let too many pairs through. */
const LEAST_SCREEN = 0.5;

/**
 * Columns of a table that repeat an earlier one, exactly or nearly; each once, with the first that it repeats. All pairs
 * are screened by sketches of all rows, and those that pass are verified on all rows.
 */
export function* findRepeats(table: Table): Stepwise<readonly RepeatedColumn[]> {
  const numeric = table.columns.filter((column) => column.kind === "numeric");
  const text = table.columns.filter((column) => column.kind === "text");
  const numbers = yield* asPart(numericRepeats(numeric), 0, 0.9);
  const texts = yield* asPart(patternRepeats(text, numeric), 0.9, 1);
  return [...numbers, ...texts];
}

function* numericRepeats(columns: readonly NumericColumn[]): Stepwise<RepeatedColumn[]> {
  const k = columns.length;
  const sketches = new Sketches(k);
  const centred: Centred[] = [];
  for (const [index, { values }] of columns.entries()) {
    const own = yield* centre(values);
    centred.push(own);
    yield* sketches.add(index, own);
    yield (0.5 * index) / k;
  }
  const found: RepeatedColumn[] = [];
  /** Columns that repeat none before them. */
  const originals: number[] = [];
  for (const [index, { name, values }] of columns.entries()) {
    const own = centred[index]!;
    if (own.constant || !Number.isFinite(own.unit)) continue;
    let repeated = false;
    for (const original of originals) {
      const other = centred[original]!;
      if (Math.abs(sketches.cosine(index, original)) < screenFor(own, other)) continue;
      const { correlation, rows } = yield* asShare(pairCorrelation(own, other), 0.5 + (0.5 * index) / k);
      if (rows < LEAST_ROWS || !(Math.abs(correlation) >= REPEATS_FROM)) continue;
      const how = sameValues(values, other.values) ? "same" : "correlated";
      found.push({ column: name, repeats: columns[original]!.name, how, correlation });
      repeated = true;
      break;
    }
    if (!repeated) originals.push(index);
    yield 0.5 + (0.5 * index) / k;
  }
  return found;
}

/** Steps of a part that is too short to tell its share. */
function* asShare<Result>(work: Stepwise<Result>, share: number): Stepwise<Result> {
  return yield* asPart(work, share, share);
}

/** Where values are missing independently, the cosine shrinks by the root of the shares that are present. */
function screenFor(a: Centred, b: Centred): number {
  const present = (a.present / a.values.length) * (b.present / b.values.length);
  return Math.max(LEAST_SCREEN, SCREENED_FROM * Math.sqrt(present));
}

function sameValues(a: NumericValues, b: NumericValues): boolean {
  for (let row = 0; row < a.length; row++) {
    const x = a[row]!;
    const y = b[row]!;
    if (x !== y && (x === x || y === y)) return false;
  }
  return true;
}
