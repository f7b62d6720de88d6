import { describe, expect, it } from "vitest";
import { createRandom } from "../random";
import { rowContents } from "./row-contents";

describe("the contents of rows", () => {
  it("have one number for all copies of a row, in whatever group they are", () => {
    const x = Float32Array.of(1, 2, 3, 4, 1, 2, 0, -1);
    const other = Float32Array.of(3, 4, 5, 6, -0, -1);
    const { ids, distinct } = rowContents([{ x, rows: Uint32Array.of(0, 1, 2, 3) }, { x: other, rows: Uint32Array.of(0, 1, 2) }], 2);
    expect(ids.map((own) => [...own])).toEqual([[0, 1, 0, 2], [1, 3, 2]]);
    expect(distinct).toBe(4);
  });

  it("are told apart as texts of their values would be, of many rows", () => {
    const random = createRandom(4);
    const x = Float32Array.from({ length: 3 * 5000 }, () => random.integer(13));
    const { ids, distinct } = rowContents([{ x, rows: Uint32Array.from({ length: 5000 }, (_, row) => row) }], 3);
    const texts = new Map<string, number>();
    const wanted = Array.from({ length: 5000 }, (_, row) => {
      const text = x.subarray(3 * row, 3 * row + 3).join();
      if (!texts.has(text)) texts.set(text, texts.size);
      return texts.get(text);
    });
    expect([...(ids[0] ?? [])]).toEqual(wanted);
    expect(distinct).toBe(texts.size);
  });

  it("are none of no rows, and one of rows without a column", () => {
    expect(rowContents([], 3)).toEqual({ ids: [], distinct: 0 });
    expect(rowContents([{ x: new Float32Array(), rows: Uint32Array.of(0, 1) }], 0)).toMatchObject({ distinct: 1 });
  });
});
