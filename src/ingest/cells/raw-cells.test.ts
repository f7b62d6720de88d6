import { describe, expect, it } from "vitest";
import type { ResolvedTreatment } from "../../domain/features/plan";
import type { PreparationSpec } from "../../domain/prepared";
import { DEFAULT_READ_RULES } from "../../domain/reading";
import type { Split } from "../../domain/split";
import { createIngestService, type Ingest } from "../ingest-service";
import { localReader } from "../readers/local-reader";

function treated(column: string): ResolvedTreatment {
  return { column, missing: { type: "drop-row" }, transform: [], encoding: { type: "numeric" } };
}

const spec: PreparationSpec = { label: { column: "y", positive: ["1"] }, features: [treated("a")], scaler: "standard", fitOn: "train" };

const watch = { signal: new AbortController().signal, emit: () => undefined };

async function give(ingest: Ingest, split: Split, text: string): Promise<void> {
  const { status } = await ingest.read({ split, file: new File([text], `${split}.csv`), rules: DEFAULT_READ_RULES }, watch);
  expect(status).toBe("loaded");
}

/** In train the first row lacks its value, and the third its label: the matrix has the second, the fourth and the fifth. */
async function prepared(): Promise<Ingest> {
  const ingest = createIngestService(localReader);
  await give(ingest, "train", "host,a,b,y\nred,,1,0\nblue,3,,1\nred,5,3,\nred,7,inf,0\n,7,4,1\n");
  await give(ingest, "validation", "host,a,b,y\nred,5,2,0\nblue,5,3,1\n");
  await give(ingest, "test", "host,a,b,y\nred,7,4,0\nred,7,6,1\n");
  expect((await ingest.prepare(spec)).status).toBe("prepared");
  return ingest;
}

describe("raw cells of matrix rows", () => {
  it("are those of the rows that are left where earlier ones were dropped", async () => {
    const ingest = await prepared();
    expect(await ingest.cells({ split: "train", rows: [2, 0, 1] })).toEqual({
      columns: ["host", "a", "b", "y"],
      notKept: [],
      cells: [
        [null, 7, 4, 1],
        ["blue", 3, null, 1],
        ["red", 7, Infinity, 0],
      ],
      fileRows: [4, 1, 3],
    });
    expect(await ingest.cells({ split: "test", rows: [1] })).toMatchObject({ cells: [["red", 7, 6, 1]], fileRows: [1] });
  });

  it("are known by their file too where rows of several were dealt again", async () => {
    const ingest = await prepared();
    const shares = { train: 0.5, validation: 0.25, test: 0.25 };
    const plan = { from: "pool", of: ["train", "validation", "test"], shares, method: { type: "order", column: "a" } } as const;
    expect(await ingest.carve({ plan }, watch)).toMatchObject({ status: "carved", summaries: { train: { rows: 5 }, test: { rows: 2 } } });
    expect((await ingest.prepare(spec)).status).toBe("prepared");
    // Ordered by a: one without, 3, 5, 5 and 5; then 7 and 7; then 7 and 7. The first lacks its value, the third its label.
    expect(await ingest.cells({ split: "train", rows: [0, 1, 2] })).toMatchObject({
      cells: [["blue", 3, null, 1], ["red", 5, 2, 0], ["blue", 5, 3, 1]],
      fileRows: [1, 0, 1],
      files: ["train.csv", "validation.csv", "validation.csv"],
    });
    expect(await ingest.cells({ split: "test", rows: [1] })).toMatchObject({ cells: [["red", 7, 6, 1]], fileRows: [1], files: ["test.csv"] });
  });

  it("are refused for rows that there are not", async () => {
    const ingest = await prepared();
    await expect(ingest.cells({ split: "train", rows: [3] })).rejects.toThrow("no row 3 in a matrix of 3 rows");
    await expect(ingest.cells({ split: "train", rows: [-1] })).rejects.toThrow(RangeError);
    await expect(ingest.cells({ split: "train", rows: [0.5] })).rejects.toThrow(RangeError);
  });

  it.each([
    ["another file", (ingest: Ingest) => give(ingest, "test", "host,a,b,y\nred,7,4,0\nred,7,6,1\n")],
    ["an exchange", (ingest: Ingest) => ingest.reassign({ moves: [{ from: "train", to: "test" }, { from: "test", to: "train" }] })],
    ["a file taken away", (ingest: Ingest) => ingest.forget({ split: "test" })],
    ["a carving taken back", (ingest: Ingest) => ingest.carve({ plan: null }, watch)],
    ["matrices that could not be made", (ingest: Ingest) => ingest.prepare({ ...spec, features: [] })],
  ])("are refused after %s, until matrices are made anew", async (_, change) => {
    const ingest = await prepared();
    await change(ingest);
    await expect(ingest.cells({ split: "train", rows: [0] })).rejects.toMatchObject({ code: "data-changed" });
    await expect(ingest.grid({ split: "train", column: "a", points: 5 })).rejects.toMatchObject({ code: "data-changed" });
  });

  it("follow the newest matrices", async () => {
    const ingest = await prepared();
    await ingest.prepare({ ...spec, features: [treated("b")] });
    expect((await ingest.cells({ split: "train", rows: [0, 1] })).fileRows).toEqual([0, 4]);
  });
});

describe("a grid over matrix rows", () => {
  it("has the values of rows that are left, and no others", async () => {
    const ingest = await prepared();
    expect(await ingest.grid({ split: "train", column: "a", points: 5 })).toEqual({ grid: [3, 7] });
    expect(await ingest.grid({ split: "train", column: "host", points: 1 })).toEqual({ grid: ["blue"] });
    expect(await ingest.grid({ split: "train", column: "b", points: 5 })).toEqual({ grid: [4] });
  });

  it("reaches to the rare values where nearly all rows have the same one", async () => {
    const ingest = await prepared();
    const rows = Array.from({ length: 200 }, (_, row) => `red,${row < 195 ? 0 : row},4,${row % 2}`);
    await give(ingest, "test", `host,a,b,y\n${rows.join("\n")}\n`);
    await ingest.prepare(spec);
    const { grid } = await ingest.grid({ split: "test", column: "a", points: 3 });
    expect(grid).toHaveLength(3);
    expect(grid?.[0]).toBe(0);
    expect(Number(grid?.[2])).toBeGreaterThan(195);
  });

  it("is null where there is none", async () => {
    const ingest = await prepared();
    expect(await ingest.grid({ split: "test", column: "gone", points: 5 })).toEqual({ grid: null });
  });
});
