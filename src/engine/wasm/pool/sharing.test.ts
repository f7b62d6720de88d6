import { describe, expect, it } from "vitest";
import { type ModelSpec, REFERENCE_MODEL, toBlocks } from "../../../domain/model-spec";
import { poolSize } from "./pool-size";
import { poolChunkRows, sharingRule } from "./sharing";

const reference = toBlocks(REFERENCE_MODEL, 7);

function wide(width: number, layers: number): ReturnType<typeof toBlocks> {
  const hidden = Array.from({ length: layers }, () => [{ type: "linear", out: width }, { type: "relu" }] as const).flat();
  const model: ModelSpec = { layers: [...hidden, { type: "linear", out: 1 }, { type: "sigmoid" }], init: "pytorch-default" };
  return toBlocks(model, 7);
}

describe("poolChunkRows", () => {
  it.each([1, 2, 3, 8])("gives %i members as many rows each, and fewer the larger the net", (members) => {
    const [small, middle, large] = [reference, wide(256, 3), wide(1024, 8)].map((blocks) => poolChunkRows(blocks, members));
    for (const rows of [small, middle, large]) expect((rows ?? NaN) % (members * (members === 1 ? 256 : 1024))).toBe(0);
    expect(small).toBeGreaterThan(middle ?? NaN);
    expect(middle).toBeGreaterThan(large ?? NaN);
  });
});

describe("sharingRule", () => {
  it("shares the reference net's batches of 1,024 rows between two, and leaves those of 512 alone", () => {
    const { training } = sharingRule(reference, 2);
    expect(training).toBeLessThanOrEqual(1024 / 2);
    expect(training).toBeGreaterThan(512 / 2);
  });

  it("shares small batches of a large net, and only large ones of a small net", () => {
    expect(sharingRule(wide(1024, 8), 2).training).toBeLessThan(64);
    expect(sharingRule(wide(8, 1), 2).training).toBeGreaterThan(4096);
  });

  it("wants more rows for logits, which are less work a row", () => {
    const { training, logits } = sharingRule(reference, 4);
    expect(logits).toBeGreaterThan(2 * training);
  });
});

describe("poolSize", () => {
  it("is the number of cores, eight at most, and one where workers cannot start workers", () => {
    expect(poolSize(2, true)).toBe(2);
    expect(poolSize(64, true)).toBe(8);
    expect(poolSize(16, false)).toBe(1);
  });

  it("is one where the browser does not tell", () => {
    expect(poolSize(0, true)).toBe(1);
    expect(poolSize(NaN, true)).toBe(1);
  });
});
