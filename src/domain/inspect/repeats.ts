import type { NumericColumn, NumericValues, Table, TextColumn } from "../table";
import { eachBlock } from "./distribution";
import { centre, pairCorrelation, type Centred } from "./pair-correlation";
import { Sketches } from "./sketch";
import { asPart, type Stepwise } from "./stepwise";

/** A column that says what an earlier one says. */
export interface RepeatedColumn {
  readonly column: string;
  readonly repeats: string;
  /** "same": equal in every row. "renamed": each text of one stands for one text of the other. "correlated": nearly a multiple. */
  readonly how: "same" | "renamed" | "correlated";
  /** Of numbers; NaN for text. */
  readonly correlation: number;
}

/** From this correlation on, positive or negative, a column repeats another. */
const REPEATS_FROM = 0.98;

/** Of fewer rows that have both, nearly anything can be said. */
const LEAST_ROWS = 10;

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
  const texts = yield* asPart(textRepeats(text), 0.9, 1);
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

function* textRepeats(columns: readonly TextColumn[]): Stepwise<RepeatedColumn[]> {
  const found: RepeatedColumn[] = [];
  const originals = new Map<number, TextColumn[]>();
  for (const [index, column] of columns.entries()) {
    const print = yield* patternPrint(column);
    yield index / columns.length;
    // One text throughout says nothing that another could repeat.
    if (print === null) continue;
    const alike = originals.get(print) ?? [];
    const original = alike.find((other) => samePattern(column, other));
    if (original === undefined) originals.set(print, [...alike, column]);
    else {
      // Two columns that each have another text in every row stand for each other whatever they say.
      const how = sameTexts(column, original) ? "same" : "renamed";
      const telling = how === "same" || column.dictionary.length < column.codes.length;
      if (telling && column.codes.length >= LEAST_ROWS) found.push({ column: column.name, repeats: original.name, how, correlation: NaN });
    }
  }
  return found;
}

/** A hash of which rows have the same text, whatever the texts are; null where all rows are alike. */
function* patternPrint({ codes, dictionary }: TextColumn): Stepwise<number | null> {
  const pattern = new Pattern(dictionary.length);
  yield* eachBlock(codes, (block) => {
    pattern.add(block);
  });
  return pattern.kinds < 2 ? null : pattern.hash;
}

class Pattern {
  hash = 0;
  kinds = 0;
  /** For each code, that of a missing text first, the number of its first appearance, from 1 on. */
  readonly #seen: Int32Array;

  constructor(texts: number) {
    this.#seen = new Int32Array(texts + 1);
  }

  add(block: Float64Array): void {
    const seen = this.#seen;
    let { hash, kinds } = this;
    for (let at = 0; at < block.length; at++) {
      const code = block[at]! + 1;
      if (seen[code] === 0) seen[code] = ++kinds;
      hash = Math.imul(hash ^ seen[code]!, 0x01000193);
    }
    this.hash = hash;
    this.kinds = kinds;
  }
}

/** Whether each text of one column stands for one text of the other, and the other way round; missing for missing. */
function samePattern(a: TextColumn, b: TextColumn): boolean {
  const bOf = new Int32Array(a.dictionary.length).fill(-1);
  const aOf = new Int32Array(b.dictionary.length).fill(-1);
  for (let row = 0; row < a.codes.length; row++) {
    const x = a.codes[row]!;
    const y = b.codes[row]!;
    if (x < 0 !== y < 0) return false;
    if (x < 0) continue;
    if (bOf[x] === -1 && aOf[y] === -1) {
      bOf[x] = y;
      aOf[y] = x;
    } else if (bOf[x] !== y || aOf[y] !== x) return false;
  }
  return true;
}

/** Of columns of the same pattern: whether the texts are the same, too. */
function sameTexts(a: TextColumn, b: TextColumn): boolean {
  const compared = new Uint8Array(a.dictionary.length);
  for (let row = 0; row < a.codes.length; row++) {
    const code = a.codes[row]!;
    if (code < 0 || compared[code] === 1) continue;
    compared[code] = 1;
    if (a.dictionary[code] !== b.dictionary[b.codes[row]!]) return false;
  }
  return true;
}
