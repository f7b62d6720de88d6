const TWO_32 = 2 ** 32;

/** A stream of pseudo-random numbers; everything drawn from it follows from its seed and its stream. */
export interface Random {
  /** A whole number from 0 to 2^32 - 1. */
  nextUint32(): number;
  /** Fills the array with the next such numbers, several times as quick as one by one. */
  fill(words: Uint32Array): void;
  /** A number in [0, 1) with 53 random bits; takes two draws. */
  uniform(): number;
  /** A whole number from 0 to `n - 1`, without bias. @throws RangeError unless `n` is a whole number from 1 to 2^32. */
  integer(n: number): number;
  /**
   * A draw from the normal distribution with mean 0 and standard deviation 1 (Box and Muller 1958).
   * Browsers may round its logarithm and sine differently in the last digit; all other draws are the same everywhere.
   */
  normal(): number;
  /** Puts `values` in random order, in place, every order being equally likely (Fisher and Yates). */
  shuffle(values: Uint32Array): void;
  /** The numbers 0 to `n - 1` in random order, for n below 2^31. */
  permutation(n: number): Uint32Array<ArrayBuffer>;
}

/**
 * xoshiro128** 1.1 (Blackman and Vigna 2018): period 2^128 - 1, 32-bit arithmetic only, so every browser draws the same.
 * Streams of one seed are unrelated, so that, for example, changing what is drawn for the weights leaves the batches as they were.
 * @param seed any safe integer
 * @param stream a name or number that sets this use of the seed apart from others
 * @throws RangeError when the seed is not a safe integer
 */
export function createRandom(seed: number, stream: string | number = 0): Random {
  if (!Number.isSafeInteger(seed)) throw new RangeError(`A seed must be a safe integer, not ${seed}.`);
  const { next: nextUint32, fill } = xoshiro128(initialState(seed, stream));
  let spareNormal: number | null = null;

  const uniform = (): number => {
    const high = nextUint32() >>> 5;
    const low = nextUint32() >>> 6;
    return (high * 2 ** 26 + low) / 2 ** 53;
  };

  const integer = (n: number): number => {
    if (!Number.isInteger(n) || n < 1 || n > TWO_32) {
      throw new RangeError(`The number of choices must be a whole number from 1 to 2^32, not ${n}.`);
    }
    // Draws at or above the largest multiple of n would favour the small remainders.
    const limit = TWO_32 - (TWO_32 % n);
    let draw = nextUint32();
    while (draw >= limit) draw = nextUint32();
    return draw % n;
  };

  const shuffle = (values: Uint32Array): void => {
    for (let i = values.length - 1; i > 0; i--) {
      const j = integer(i + 1);
      const held = values[i] ?? 0;
      values[i] = values[j] ?? 0;
      values[j] = held;
    }
  };

  return {
    nextUint32,
    fill,
    uniform,
    integer,
    shuffle,
    normal() {
      if (spareNormal !== null) {
        const held = spareNormal;
        spareNormal = null;
        return held;
      }
      // 1 - u lies in (0, 1], so that the logarithm is finite.
      const radius = Math.sqrt(-2 * Math.log(1 - uniform()));
      const angle = 2 * Math.PI * uniform();
      spareNormal = radius * Math.sin(angle);
      return radius * Math.cos(angle);
    },
    permutation(n) {
      const values = new Uint32Array(n);
      for (let i = 0; i < n; i++) values[i] = i;
      // Drawn before each epoch for every row, so without the divisions of `integer`: bits are drawn until they fit.
      let mask = 2 ** (32 - Math.clz32(n)) - 1;
      for (let i = n - 1; i > 0; i--) {
        while (mask >>> 1 >= i) mask >>>= 1;
        let j = nextUint32() & mask;
        while (j > i) j = nextUint32() & mask;
        const held = values[i] ?? 0;
        values[i] = values[j] ?? 0;
        values[j] = held;
      }
      return values;
    },
  };
}

type State = readonly [number, number, number, number];

/** The bare generator. @param state four 32-bit words, not all 0 */
export function xoshiro128(state: State): { next: () => number; fill: (words: Uint32Array) => void } {
  let [a, b, c, d] = state;
  return {
    next: () => {
      const times5 = Math.imul(b, 5);
      const result = Math.imul((times5 << 7) | (times5 >>> 25), 9) >>> 0;
      const shifted = b << 9;
      c ^= a;
      d ^= b;
      b ^= c;
      a ^= d;
      c ^= shifted;
      d = (d << 11) | (d >>> 21);
      return result;
    },
    // The same with the state in local variables, where the loop keeps it in registers.
    fill: (words) => {
      let [e, f, g, h] = [a, b, c, d];
      for (let at = 0; at < words.length; at++) {
        const times5 = Math.imul(f, 5);
        words[at] = Math.imul((times5 << 7) | (times5 >>> 25), 9);
        const shifted = f << 9;
        g ^= e;
        h ^= f;
        f ^= g;
        e ^= h;
        g ^= shifted;
        h = (h << 11) | (h >>> 21);
      }
      [a, b, c, d] = [e, f, g, h];
    },
  };
}

/** Spreads seed and stream over 128 bits, so that seeds 0, 1, 2, … start far apart. */
function initialState(seed: number, stream: string | number): State {
  const key = typeof stream === "number" ? `#${stream}` : `"${stream}`;
  let hash = mix32((seed >>> 0) ^ 0x9e3779b9);
  hash = mix32(hash ^ (Math.floor(seed / TWO_32) >>> 0));
  for (let i = 0; i < key.length; i++) hash = mix32(hash ^ key.charCodeAt(i));
  const word = (): number => {
    hash = (hash + 0x9e3779b9) | 0;
    return mix32(hash);
  };
  // Four values of a bijection at four different points: at most one of them is 0.
  return [word(), word(), word(), word()];
}

/** A bijection of 32-bit words in which every input bit affects every output bit (Wellons' `lowbias32`). */
export function mix32(word: number): number {
  let x = word | 0;
  x = Math.imul(x ^ (x >>> 16), 0x7feb352d);
  x = Math.imul(x ^ (x >>> 15), 0x846ca68b);
  return (x ^ (x >>> 16)) >>> 0;
}
