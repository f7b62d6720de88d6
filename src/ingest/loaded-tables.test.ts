import { describe, expect, it } from "vitest";
import { SPLITS } from "../domain/split";
import { LoadedTables, type LoadedFile } from "./loaded-tables";
import { loaded, read } from "./testing/read-text";

async function fileOf(name: string): Promise<LoadedFile> {
  const { table, summary } = loaded(await read("a\n1\n2\n"));
  return { fileName: name, table, summary, rejected: { rows: 0, csv: "" } };
}

const names = ({ splits }: LoadedTables) => SPLITS.map((split) => splits[split]?.fileName ?? null);

describe("the tables that are kept", () => {
  it("move all at once", async () => {
    const tables = new LoadedTables();
    tables.put("train", await fileOf("x"));
    tables.put("test", await fileOf("y"));
    tables.move([{ from: "train", to: "test" }, { from: "test", to: "train" }]);
    expect(names(tables)).toEqual(["y", null, "x"]);
    expect(tables.files.train?.summary.split).toBe("train");
    tables.move([{ from: "train", to: "validation" }]);
    expect(names(tables)).toEqual([null, "y", "x"]);
    tables.forget("test");
    expect(names(tables)).toEqual([null, "y", null]);
  });

  it("show what was carved until files change", async () => {
    const tables = new LoadedTables();
    tables.put("train", await fileOf("x"));
    tables.carve({ train: await fileOf("part of x"), test: await fileOf("rest of x") });
    expect(names(tables)).toEqual(["part of x", null, "rest of x"]);
    expect(tables.files.train?.fileName).toBe("x");
    tables.put("validation", await fileOf("z"));
    expect(names(tables)).toEqual(["x", "z", null]);
  });
});
