import type { Against } from "./against";

/** How often each of some values occurs on two sides: the reference and the current rows. */
export interface PairedCounts {
  /** Ascending and distinct; each occurs on one side at least. */
  readonly values: Float64Array;
  readonly reference: Uint32Array;
  readonly current: Uint32Array;
  /** The sums of the counts. */
  readonly referenceRows: number;
  readonly currentRows: number;
}

/** Which rows are meant: all, or those of one class. */
export type DriftScope = "all" | "withinPositive" | "withinNegative";

/** Whose a value is: twice the number of its split among train, validation and test, and 1 more where its row is positive. */
export const TAGS = 6;

/** For each tag whether it is of the reference (1), of the current rows (2), or of neither. */
function sidesOf(against: Against, scope: DriftScope): Uint8Array {
  const sides = new Uint8Array(TAGS);
  const other = against === "validation" ? 2 : 4;
  for (const label of [0, 1]) {
    if (scope === (label === 1 ? "withinNegative" : "withinPositive")) continue;
    sides[label] = 1;
    sides[other + label] = 2;
  }
  return sides;
}

/** Counts of the rows of a scope, without the values that neither side has. */
export interface Pairs {
  /** What is given holds until the next is asked for: the arrays may be the same ones. */
  pair(against: Against, scope: DriftScope): PairedCounts;
}

/** @param counts `[TAGS * values]` of values that are ascending and distinct */
export function pairsOfCounts(values: Float64Array, counts: Uint32Array): Pairs {
  return {
    pair: (against, scope) => {
      const sides = sidesOf(against, scope);
      const room = new PairRoom(values.length);
      for (let at = 0; at < values.length; at++) {
        let [before, after] = [0, 0];
        for (let tag = 0; tag < TAGS; tag++) {
          const count = counts[TAGS * at + tag]!;
          if (sides[tag] === 1) before += count;
          else if (sides[tag] === 2) after += count;
        }
        if (before + after > 0) room.add(values[at]!, before, after);
      }
      return room.taken();
    },
  };
}

/** @param values ascending, one of each row. @param room for as many values; it is used for every pair */
export function pairsOfRows(values: Float64Array, tags: Uint8Array, room: PairRoom): Pairs {
  return {
    pair: (against, scope) => {
      room.clear();
      countRows(values, tags, sidesOf(against, scope), room);
      return room.taken();
    },
  };
}

function countRows(values: Float64Array, tags: Uint8Array, sides: Uint8Array, room: PairRoom): void {
  const { values: own, reference, current } = room;
  let [to, referenceRows, currentRows] = [-1, 0, 0];
  let last = NaN;
  for (let row = 0; row < values.length; row++) {
    const side = sides[tags[row]!]!;
    if (side === 0) continue;
    const x = values[row]!;
    const [before, after] = [side & 1, side >> 1];
    referenceRows += before;
    currentRows += after;
    if (x === last) {
      reference[to]! += before;
      current[to]! += after;
    } else {
      last = x;
      own[++to] = x;
      reference[to] = before;
      current[to] = after;
    }
  }
  room.fill(to + 1, referenceRows, currentRows);
}

/** Where the counts of a pair are put. */
export class PairRoom {
  readonly values: Float64Array;
  readonly reference: Uint32Array;
  readonly current: Uint32Array;
  #filled = 0;
  #referenceRows = 0;
  #currentRows = 0;

  /** @param most different values that there is room for */
  constructor(most: number) {
    this.values = new Float64Array(most);
    this.reference = new Uint32Array(most);
    this.current = new Uint32Array(most);
  }

  clear(): void {
    this.fill(0, 0, 0);
  }

  add(value: number, before: number, after: number): void {
    const at = this.#filled++;
    this.values[at] = value;
    this.reference[at] = before;
    this.current[at] = after;
    this.#referenceRows += before;
    this.#currentRows += after;
  }

  /** Says what was put into the arrays. */
  fill(filled: number, referenceRows: number, currentRows: number): void {
    this.#filled = filled;
    this.#referenceRows = referenceRows;
    this.#currentRows = currentRows;
  }

  taken(): PairedCounts {
    const part = this.#filled;
    return {
      values: this.values.subarray(0, part),
      reference: this.reference.subarray(0, part),
      current: this.current.subarray(0, part),
      referenceRows: this.#referenceRows,
      currentRows: this.#currentRows,
    };
  }
}
