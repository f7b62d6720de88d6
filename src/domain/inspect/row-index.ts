import { RowBlock, type ComparedColumn } from "./row-hash";
import type { Stepwise } from "./stepwise";

/** Slots for each row, at least: fuller tables make for long searches. */
const SLOTS_A_ROW = 1.5;

/** The distinct rows of some columns, to be found by their values. */
export class RowIndex {
  readonly #columns: readonly ComparedColumn[];
  readonly #rows: number;
  /** Open addressing; 0 is free, else the row's number + 1 in the lower bits and part of its hash in the upper ones. */
  readonly #slots: Uint32Array;
  readonly #slotMask: number;
  readonly #rowMask: number;

  constructor(columns: readonly ComparedColumn[], rows: number) {
    this.#columns = columns;
    this.#rows = rows;
    const slots = powerAbove(rows * SLOTS_A_ROW);
    this.#slots = new Uint32Array(slots);
    this.#slotMask = slots - 1;
    this.#rowMask = powerAbove(rows + 1) - 1;
  }

  /** Takes up all rows. @returns how many repeat an earlier one */
  *fill(): Stepwise<number> {
    const block = new RowBlock(this.#columns);
    let repeated = 0;
    for (let from = 0; from < this.#rows; from += block.capacity) {
      const length = Math.min(block.capacity, this.#rows - from);
      block.load(from, length);
      for (let row = 0; row < length; row++) {
        const slot = this.#find(block, row);
        if (this.#slots[slot] === 0) this.#slots[slot] = (block.hashes[row]! & ~this.#rowMask) | (from + row + 1);
        else repeated++;
      }
      yield from / this.#rows;
    }
    return repeated;
  }

  /** How many rows of the same columns of another table stand here. */
  *countOf(columns: readonly ComparedColumn[], rows: number): Stepwise<number> {
    const block = new RowBlock(columns);
    let found = 0;
    for (let from = 0; from < rows; from += block.capacity) {
      const length = Math.min(block.capacity, rows - from);
      block.load(from, length);
      for (let row = 0; row < length; row++) if (this.#slots[this.#find(block, row)] !== 0) found++;
      yield from / rows;
    }
    return found;
  }

  /** The slot of an equal row, or the free one where it would go. */
  #find(block: RowBlock, row: number): number {
    const hash = block.hashes[row]!;
    let slot = hash & this.#slotMask;
    for (;;) {
      const entry = this.#slots[slot]!;
      if (entry === 0) return slot;
      const alike = ((entry ^ hash) & ~this.#rowMask) === 0;
      if (alike && block.equals(row, this.#columns, (entry & this.#rowMask) - 1)) return slot;
      slot = (slot + 1) & this.#slotMask;
    }
  }
}

function powerAbove(least: number): number {
  let power = 16;
  while (power < least) power *= 2;
  return power;
}
