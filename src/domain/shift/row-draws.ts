import { createRandom, mix32 } from "../random";

const TWO_32 = 2 ** 32;

/** Draws of which each follows from the seed, the stream and a row's number alone, in whatever order they are made. */
export interface RowDraws {
  /** A number in [0, 1) with 32 random bits. */
  uniform(row: number): number;
  /** A draw from the normal distribution with mean 0 and standard deviation 1 (Box and Muller 1958). */
  normal(row: number): number;
}

/**
 * @param seed any safe integer
 * @param stream sets this use of the seed apart from others
 * @throws RangeError when the seed is not a safe integer
 */
export function rowDraws(seed: number, stream: string): RowDraws {
  const random = createRandom(seed, stream);
  const keys = { first: [random.nextUint32(), random.nextUint32()], second: [random.nextUint32(), random.nextUint32()] } as const;
  const word = (row: number, [before, after]: readonly [number, number]): number => mix32(mix32(row ^ before) ^ after);
  return {
    uniform: (row) => word(row, keys.first) / TWO_32,
    normal: (row) => {
      // Half a step from 0, so that the logarithm is finite.
      const radius = Math.sqrt(-2 * Math.log((word(row, keys.first) + 0.5) / TWO_32));
      return radius * Math.cos((2 * Math.PI * word(row, keys.second)) / TWO_32);
    },
  };
}
