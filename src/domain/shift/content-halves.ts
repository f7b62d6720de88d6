import { createRandom } from "../random";

/** Fewer different rows of a group in a half tell nothing of others: what is measured there is how few they are. */
const LEAST_CONTENTS = 10;

/**
 * Halves different rows by chance: 0 to learn from, 1 to measure on. Those that stand in the same groups are halved among
 * themselves, so that each half has about half of every group's.
 * @param groups the contents of the rows of each group, 31 groups at most
 * @returns null where a half would have too few different rows of a group
 */
export function contentHalves(groups: readonly Uint32Array[], distinct: number, seed: number): Uint8Array<ArrayBuffer> | null {
  const groupsOf = new Uint32Array(distinct);
  groups.forEach((contents, group) => {
    for (const content of contents) groupsOf[content]! |= 1 << group;
  });
  const halves = new Uint8Array(distinct);
  const nextOf = new Map<number, number>();
  const counts = groups.map((): [number, number] => [0, 0]);
  for (const content of createRandom(seed, "domain contents").permutation(distinct)) {
    const own = groupsOf[content]!;
    // Of every other kind the first one is measured, so that odd ones do not all end up on one side.
    const half = nextOf.get(own) ?? nextOf.size % 2;
    nextOf.set(own, 1 - half);
    halves[content] = half;
    for (let group = 0; group < groups.length; group++) if ((own >> group) % 2 === 1) counts[group]![half]!++;
  }
  return counts.flat().some((count) => count < LEAST_CONTENTS) ? null : halves;
}
