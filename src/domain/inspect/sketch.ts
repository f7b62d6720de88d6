import { createRandom } from "../random";
import { BLOCK_ROWS, eachBlock } from "./distribution";
import type { Centred } from "./pair-correlation";
import type { Stepwise } from "./stepwise";

/** Sums of a sketch; the cosine of unrelated columns is off by about one over its square root. */
const MAX_SUMS = 256;
const MIN_SUMS = 128;
const MANY_COLUMNS = 1500;
/** The same for every data set: what is found must not change from look to look. */
const SEED = 1;

/**
 * Short stand-ins of columns whose cosines come close to correlations: every row's deviation is added, with a sign of its
 * own, to one of a few sums, so that even what only a few rows show is not lost as in a sample of rows. Source: count
 * sketch (Charikar, Chen, Farach-Colton 2002), as a projection that keeps inner products.
 */
export class Sketches {
  readonly #sums: number;
  readonly #all: Float32Array;
  /** For each row of a block twice the number of its sum, plus one where its sign is negative. */
  readonly #places: Uint16Array;

  constructor(columns: number) {
    this.#sums = columns > MANY_COLUMNS ? MIN_SUMS : MAX_SUMS;
    this.#all = new Float32Array(columns * this.#sums);
    const random = createRandom(SEED, "sketch");
    this.#places = Uint16Array.from({ length: BLOCK_ROWS }, () => random.nextUint32() % (2 * this.#sums));
  }

  /** Takes up the column of a number. A missing value stands where the mean does. */
  *add(column: number, { values, centre: middle, unit }: Centred): Stepwise<void> {
    const sums = new Float64Array(this.#sums);
    yield* eachBlock(values, (block, from) => {
      addBlock(block, this.#places, turnOf(from), sums, middle, unit);
    });
    let squares = 0;
    for (let at = 0; at < sums.length; at++) squares += sums[at]! * sums[at]!;
    const length = Math.sqrt(squares);
    for (let at = 0; at < sums.length; at++) this.#all[column * this.#sums + at] = length === 0 ? 0 : sums[at]! / length;
  }

  /** About the correlation of two columns; smaller where values are missing. */
  cosine(a: number, b: number): number {
    const x = a * this.#sums;
    const y = b * this.#sums;
    let even = 0;
    let odd = 0;
    for (let at = 0; at < this.#sums; at += 2) {
      even += this.#all[x + at]! * this.#all[y + at]!;
      odd += this.#all[x + at + 1]! * this.#all[y + at + 1]!;
    }
    return even + odd;
  }
}

/** Each block begins at another row's place, so that no period of the file meets that of the places. */
function turnOf(from: number): number {
  return Math.imul(from / BLOCK_ROWS, 0x9e3779b1) >>> 0;
}

function addBlock(
  block: Float64Array,
  places: Uint16Array,
  turn: number,
  sums: Float64Array,
  middle: number,
  unit: number,
): void {
  for (let at = 0; at < block.length; at++) {
    const x = block[at]!;
    if (x !== x) continue;
    const place = places[(at + turn) & (BLOCK_ROWS - 1)]!;
    const deviation = (x - middle) / unit;
    const sum = place >>> 1;
    sums[sum] = sums[sum]! + ((place & 1) === 0 ? deviation : -deviation);
  }
}
