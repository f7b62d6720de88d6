import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { checkpointBytes, CheckpointShelf, type Checkpoint } from "./checkpoint";
import type { Weights } from "./weights";

function weightsOf(floats: number): Weights {
  return [{ weight: new Float32Array(floats), bias: new Float32Array(1) }];
}

/** With an optimiser of two slots: three times the bytes of the weights. */
function checkpoint(epoch: number, floats = 9): Checkpoint {
  const weights = weightsOf(floats);
  return { epoch, step: epoch * 5, weights, optimizer: { type: "adam", steps: epoch * 5, slots: [weights, weights] } };
}

function epochsOf(shelf: CheckpointShelf): number[] {
  return shelf.list().map(({ epoch }) => epoch);
}

function filled(epochs: number, limit: number, pinAt = -1): CheckpointShelf {
  const shelf = new CheckpointShelf(limit);
  for (let epoch = 0; epoch <= epochs; epoch++) shelf.add(checkpoint(epoch), { pin: epoch === pinAt });
  return shelf;
}

/** Bytes of one checkpoint above. */
const ONE = 120;

const runs = fc.record({ epochs: fc.integer({ min: 0, max: 300 }), room: fc.integer({ min: 2, max: 40 }) });

describe("a shelf of checkpoints", () => {
  it("counts weights and the optimiser's memory", () => {
    expect(checkpointBytes(checkpoint(1))).toBe(ONE);
    expect(checkpointBytes({ ...checkpoint(1), optimizer: null })).toBe(ONE / 3);
  });

  it("keeps everything while there is room", () => {
    expect(epochsOf(filled(5, 6 * ONE))).toEqual([0, 1, 2, 3, 4, 5]);
  });

  it("stays within its limit, the first and the last kept", () => {
    fc.assert(
      fc.property(runs, ({ epochs, room }) => {
        const shelf = filled(epochs, room * ONE);
        expect(shelf.list().reduce((sum, { bytes }) => sum + bytes, 0)).toBeLessThanOrEqual(room * ONE);
        expect(shelf.get(0)).not.toBeNull();
        expect(shelf.last()?.epoch).toBe(epochs);
      }),
    );
  });

  it("thins evenly, and no more than it must", () => {
    fc.assert(
      fc.property(runs, ({ epochs, room }) => {
        const kept = epochsOf(filled(epochs, room * ONE));
        const gaps = kept.slice(1).map((epoch, index) => epoch - (kept[index] ?? 0));
        const inner = gaps.slice(0, -1);
        expect(new Set(inner).size).toBeLessThanOrEqual(1);
        expect(gaps.at(-1) ?? 0).toBeLessThanOrEqual(inner[0] ?? Infinity);
        if (kept.length <= epochs) expect(kept.length * 2).toBeGreaterThanOrEqual(room);
      }),
    );
  });

  it("keeps a pinned one until another is pinned", () => {
    const shelf = filled(97, 6 * ONE, 3);
    expect(shelf.get(3)?.step).toBe(15);
    shelf.add(checkpoint(98), { pin: true });
    shelf.add(checkpoint(99));
    expect(shelf.get(3)).toBeNull();
    expect(epochsOf(shelf).slice(-2)).toEqual([98, 99]);
  });

  it("keeps the last alone where one is larger than the limit", () => {
    const shelf = new CheckpointShelf(ONE - 1);
    shelf.add(checkpoint(0));
    shelf.add(checkpoint(1));
    expect(epochsOf(shelf)).toEqual([1]);
  });

  it("forgets what came after an epoch, and takes its place anew", () => {
    const shelf = filled(9, 100 * ONE);
    shelf.dropAfter(4);
    expect(epochsOf(shelf)).toEqual([0, 1, 2, 3, 4]);
    const again = checkpoint(4);
    shelf.add(again);
    expect(shelf.get(4)).toBe(again);
    expect(shelf.last()).toBe(again);
    shelf.clear();
    expect(shelf.last()).toBeNull();
  });
});
