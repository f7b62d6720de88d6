import type { NumericColumn, TextColumn } from "../table";
import { eachBlock } from "./distribution";
import { LEAST_ROWS, type RepeatedColumn } from "./repeated-column";
import type { Stepwise } from "./stepwise";

/** A column as codes of its values; -1 where one is missing. */
interface Coded {
  readonly name: string;
  readonly codes: TextColumn["codes"];
  /** The values as text. */
  readonly dictionary: readonly string[];
  readonly numeric: boolean;
}

/**
 * Columns of text whose values stand one for one for those of an earlier column, and columns of few numbers that do so for
 * one of text: an id and its name. Numbers among themselves are compared by how they correlate.
 */
export function* patternRepeats(texts: readonly TextColumn[], numbers: readonly NumericColumn[]): Stepwise<RepeatedColumn[]> {
  const found: RepeatedColumn[] = [];
  const originals = new Map<number, Coded[]>();
  const most = Math.max(0, ...texts.map(({ dictionary }) => dictionary.length));
  const all = [...texts, ...numbers];
  for (const [index, source] of all.entries()) {
    const column = source.kind === "text" ? { ...source, numeric: false } : most < 2 ? null : yield* coded(source, most);
    yield index / all.length;
    const print = column === null ? null : yield* patternPrint(column);
    // One value throughout says nothing that another could repeat.
    if (column === null || print === null) continue;
    const alike = originals.get(print) ?? [];
    const original = alike.find((other) => !(column.numeric && other.numeric) && samePattern(column, other));
    if (original === undefined) originals.set(print, [...alike, column]);
    else {
      // Two columns that each have another value in every row stand for each other whatever they say.
      const how = sameTexts(column, original) ? "same" : "renamed";
      const telling = how === "same" || column.dictionary.length < column.codes.length;
      if (telling && column.codes.length >= LEAST_ROWS) found.push({ column: column.name, repeats: original.name, how, correlation: NaN });
    }
  }
  return found;
}

/** Numbers as codes, in the order in which they first come; null where there are more than so many different ones. */
function* coded({ name, values }: NumericColumn, most: number): Stepwise<Coded | null> {
  const codes = new Int16Array(values.length);
  const codeOf = new Map<number, number>();
  let full = false;
  const work = eachBlock(values, (block, from) => {
    for (let at = 0; at < block.length && !full; at++) {
      const x = block[at]! + 0;
      const code = x === x ? (codeOf.get(x) ?? codeOf.size) : -1;
      if (code === codeOf.size) codeOf.set(x, code);
      codes[from + at] = code;
      full = codeOf.size > most;
    }
  });
  for (;;) {
    if (full) return null;
    const step = work.next();
    if (step.done === true) break;
    yield step.value;
  }
  return { name, codes, dictionary: [...codeOf.keys()].map(String), numeric: true };
}

/** A hash of which rows have the same value, whatever the values are; null where all rows are alike. */
function* patternPrint({ codes, dictionary }: Coded): Stepwise<number | null> {
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

/** Whether each value of one column stands for one value of the other, and the other way round; missing for missing. */
function samePattern(a: Coded, b: Coded): boolean {
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

/** Of columns of the same pattern: whether the values are the same, too. */
function sameTexts(a: Coded, b: Coded): boolean {
  const compared = new Uint8Array(a.dictionary.length);
  for (let row = 0; row < a.codes.length; row++) {
    const code = a.codes[row]!;
    if (code < 0 || compared[code] === 1) continue;
    compared[code] = 1;
    if (a.dictionary[code] !== b.dictionary[b.codes[row]!]) return false;
  }
  return true;
}
