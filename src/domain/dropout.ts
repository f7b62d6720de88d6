import { createRandom, mix32 } from "./random";

/** One step's mask of one block. */
export interface DropoutMask {
  /** 32 random bits that set this step and block apart. */
  readonly key: number;
  /** Share of values that are dropped. */
  readonly p: number;
}

/**
 * The masks of a step, one a block. They follow from the seed and the step's number, not from what was drawn before, so
 * that a resumed run draws the same; null when no block drops anything.
 * @param rates dropout of each block, 0 for none
 * @param step updates before this one, from the start of the run
 */
export function dropoutMasks(rates: readonly number[], seed: number, step: number): readonly (DropoutMask | null)[] | null {
  if (rates.every((p) => p === 0)) return null;
  const random = createRandom(seed, `dropout ${step}`);
  return rates.map((p) => {
    const key = random.nextUint32();
    return p === 0 ? null : { key, p };
  });
}

/** `keeps` compares 32 random bits with this: below it a value is dropped. */
export function dropoutLimit(p: number): number {
  return Math.min(2 ** 32 - 1, Math.round(p * 2 ** 32));
}

/**
 * Whether training keeps a value. All engines decide by this, in whatever order they work, so that their masks agree.
 * @param row number of the row within the rows trained on
 * @param unit number of the value among the block's `out` outputs
 */
export function keeps({ key, p }: DropoutMask, row: number, unit: number, out: number): boolean {
  return mix32((Math.imul(row, out) + unit) ^ key) >= dropoutLimit(p);
}
