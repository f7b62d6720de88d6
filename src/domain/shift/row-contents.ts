import { mix32 } from "../random";

/** Some rows of a matrix `[rows, features]`, row-major, by their numbers. */
interface ChosenRows {
  readonly x: Float32Array;
  readonly rows: Uint32Array;
}

/** What rows hold, as numbers: rows with the same number have the same features. */
export interface RowContents {
  /** A number for each of the chosen rows, group by group. */
  readonly ids: readonly Uint32Array<ArrayBuffer>[];
  /** How many different rows there are; the numbers lie below. */
  readonly distinct: number;
}

/** Numbers rows by their features, which are compared themselves wherever their hashes agree. */
export function rowContents(groups: readonly ChosenRows[], features: number): RowContents {
  const total = groups.reduce((sum, { rows }) => sum + rows.length, 0);
  const places = 2 ** Math.ceil(Math.log2(2 * total + 2));
  /** The number of the content at each place, plus one; 0 where there is none. */
  const table = new Uint32Array(places);
  const hashes = new Uint32Array(total);
  /** Where each content was seen first. */
  const seenIn = new Uint8Array(total);
  const seenAt = new Uint32Array(total);
  let distinct = 0;

  const idOf = (x: Float32Array, start: number, group: number): number => {
    const hash = hashOf(x, start, features);
    for (let place = hash & (places - 1); ; place = (place + 1) & (places - 1)) {
      const known = table[place]!;
      if (known === 0) {
        hashes[distinct] = hash;
        seenIn[distinct] = group;
        seenAt[distinct] = start;
        table[place] = ++distinct;
        return distinct - 1;
      }
      if (hashes[known - 1] === hash && isSame(x, start, groups[seenIn[known - 1]!]!.x, seenAt[known - 1]!, features)) return known - 1;
    }
  };

  const ids = groups.map(({ x, rows }, group) => {
    const own = new Uint32Array(rows.length);
    for (let at = 0; at < rows.length; at++) own[at] = idOf(x, rows[at]! * features, group);
    return own;
  });
  return { ids, distinct };
}

const value = new Float32Array(1);
const bits = new Uint32Array(value.buffer);

function hashOf(x: Float32Array, start: number, features: number): number {
  let hash = 0;
  for (let at = start; at < start + features; at++) {
    // Adding 0 makes one zero of the two that there are.
    value[0] = x[at]! + 0;
    hash = Math.imul(hash ^ bits[0]!, 0x9e3779b1);
    hash ^= hash >>> 15;
  }
  return mix32(hash);
}

function isSame(a: Float32Array, from: number, b: Float32Array, other: number, features: number): boolean {
  for (let at = 0; at < features; at++) if (a[from + at] !== b[other + at]) return false;
  return true;
}
