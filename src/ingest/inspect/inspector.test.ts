import { describe, expect, it } from "vitest";
import type { Table } from "../../domain/table";
import { loaded, read } from "../testing/read-text";
import { createInspector, type InspectedSplit, type InspectedSplits } from "./inspector";

const watcher = { signal: new AbortController().signal, emit: () => undefined };

async function split(csv: string): Promise<InspectedSplit> {
  return loaded(await read(csv));
}

const csvOf = (lines: readonly string[]): string => `${lines.join("\n")}\n`;
const numbered = (count: number, line: (row: number) => string): string[] => Array.from({ length: count }, (_, row) => line(row));

describe("rows of an inspector", () => {
  const over1000Texts = numbered(1500, (row) => `free text ${row}`);

  it("are text as short as it can be, null where missing or not held", async () => {
    const csv = csvOf(["id,x,host,args", ...numbered(1500, (row) => `${row},${row === 1 ? "" : row / 4},${row === 2 ? "" : "a"},${over1000Texts[row]}`)]);
    const train = await split(csv);
    const { rows } = createInspector(() => ({ train }));
    expect(rows({ split: "train", from: 0, count: 3, columns: null })).toEqual({
      from: 0,
      total: 1500,
      columns: ["id", "x", "host", "args"],
      rows: [["0", "0", "a", null], ["1", null, "a", null], ["2", "0.5", null, null]],
    });
    expect(rows({ split: "train", from: 1498, count: 10, columns: ["x", "no such", "id"] })).toEqual({
      from: 1498,
      total: 1500,
      columns: ["x", "id"],
      rows: [["374.5", "1498"], ["374.75", "1499"]],
    });
  });

  it("are none beyond the end, and of a split that is not loaded", async () => {
    const train = await split("a\n1\n");
    const { rows } = createInspector(() => ({ train }));
    expect(rows({ split: "train", from: 5, count: 5, columns: null })).toEqual({ from: 1, total: 1, columns: ["a"], rows: [] });
    expect(rows({ split: "train", from: -5, count: 5, columns: null }).rows).toEqual([["1"]]);
    expect(rows({ split: "test", from: 0, count: 5, columns: null })).toEqual({ from: 0, total: 0, columns: [], rows: [] });
  });

  it("are never more cells than can be sent at once", () => {
    const columns = Array.from({ length: 5000 }, (_, index) => ({ kind: "numeric", name: `c${index}`, values: new Uint8Array(1000), integer: true }) as const);
    const table: Table = { rows: 1000, columns };
    const page = createInspector(() => ({ train: { table, summary: { columns: [] } } })).rows({ split: "train", from: 0, count: 1000, columns: null });
    expect(page.rows).toHaveLength(40);
  });
});

describe("an inspector", () => {
  it("looks at the columns that are named, in their order, and at none that there are not", async () => {
    const train = await split("a,b\n1,x\n2,x\n");
    const inspector = createInspector(() => ({ train }));
    const profiles = await inspector.profile({ split: "train", columns: ["b", "c", "a"] }, watcher);
    expect(profiles.map(({ name }) => name)).toEqual(["b", "a"]);
    expect(await inspector.profile({ split: "test", columns: null }, watcher)).toEqual([]);
    expect(await inspector.histogram({ column: "c", scale: "linear" }, watcher)).toBeNull();
    expect(await inspector.correlation({ split: "train", columns: ["a", "b"] }, watcher)).toMatchObject({ columns: ["a"], matrix: Float64Array.of(1) });
    expect(await inspector.correlation({ split: "test", columns: ["a"] }, watcher)).toMatchObject({ columns: [] });
  });

  it("looks at what is loaded when it is asked", async () => {
    const first = await split("a\n1\n1\n");
    const second = await split("a\n1\n2\n");
    let splits: InspectedSplits = { train: first, test: second };
    const inspector = createInspector(() => splits);
    expect((await inspector.duplicates(watcher)).within).toEqual({ train: 1, test: 0 });
    splits = { train: second };
    expect((await inspector.duplicates(watcher)).within).toEqual({ train: 0 });
    expect((await inspector.profile({ split: "train", columns: null }, watcher))[0]?.unique).toBe(2);
    splits = { train: first, test: second };
    expect((await inspector.duplicates(watcher)).within).toEqual({ train: 1, test: 0 });
    splits = {};
    expect(await inspector.findings(watcher)).toEqual([]);
  });

  it("says in sentences what is remarkable", async () => {
    const lines = numbered(200, (row) => `${row},${row % 7},${(row % 7) * 2 + (row === 3 ? 1 : 0)},5`);
    const train = await split(csvOf(["flowId,processId,threadId,zone", ...lines]));
    const test = await split(csvOf(["flowId,processId,threadId,zone", ...lines.slice(0, 12), ...numbered(188, (row) => `${1000 + row},${row % 7},${row % 5},5`)]));
    const found = await createInspector(() => ({ train, test })).findings(watcher);
    expect(found.map(({ sentence }) => sentence)).toEqual([
      "12 rows of test (6.0\u202f%) also stand in train, a leak: the net has seen them in training, so figures of test look better than they are.",
      "flowId has a different value in every row: it identifies the row and cannot generalise.",
      "threadId repeats processId: correlation 0.9998; dropping one costs nothing.",
      "zone has the same value, 5, in every row: nothing can be learned from it.",
    ]);
  });

  it("stops when it is given up", async () => {
    const train = await split("a,b\n1,2\n2,3\n");
    const inspector = createInspector(() => ({ train }));
    const gone = { signal: AbortSignal.abort(), emit: () => undefined };
    await expect(inspector.findings(gone)).rejects.toMatchObject({ name: "AbortError" });
    await expect(inspector.histogram({ column: "a", scale: "linear" }, gone)).rejects.toMatchObject({ name: "AbortError" });
  });
});
