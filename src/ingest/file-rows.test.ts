import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { inOneGo } from "../domain/inspect/stepwise";
import type { CarvePlan } from "../domain/carve";
import type { Table } from "../domain/table";
import { carve } from "./carve";
import { cells, loaded, numbersOf, read, rulesWith } from "./testing/read-text";

/** In these files the first column of each row is its number in the file. */
function numbers(table: Table): (number | string | null)[] {
  return cells(table.columns[0]);
}

function fileRows({ rows, fileRows: known }: Table): number[] {
  return known === undefined ? Array.from({ length: rows }, (_, row) => row) : [...known];
}

const ORDER: CarvePlan = { from: "train", into: ["test"], shares: { train: 0.5, test: 0.5 }, method: { type: "random", seed: 3 } };

describe("rows of a table have their number in the file", () => {
  it("by their order where none is left out", async () => {
    const { table } = loaded(await read("n,a\n0,1\n\n1,2\n2,3\n"));
    expect(table.fileRows).toBeUndefined();
    expect(fileRows(table)).toEqual(numbers(table));
  });

  it("where rows before them had too many fields or text among numbers", async () => {
    const text = Array.from({ length: 40 }, (_, row) => (row % 7 === 3 ? `${row},1,2` : row % 11 === 5 ? `${row},word` : `${row},${row}`));
    const { table } = loaded(await read(`n,a\n${text.join("\n")}\n`));
    expect(table.rows).toBeLessThan(40);
    expect(fileRows(table)).toEqual(numbers(table));
  });

  it("where the last rows had too many fields", async () => {
    const { table } = loaded(await read("n,a\n0,1\n1,2\n2,3,4\n"));
    expect(fileRows(table)).toEqual([0, 1]);
  });

  it.each([true, false])("where a sample was drawn (fast lane: %s)", async (fastLane) => {
    const text = Array.from({ length: 300 }, (_, row) => (row % 50 === 9 ? `${row},1,2` : `${row},${row}`)).join("\n");
    const { table } = loaded(await read(`n,a\n${text}\n`, { fastLane, rules: rulesWith({ sample: { share: 0.4, seed: 2 } }) }));
    expect(table.rows).toBeGreaterThan(50);
    expect(fileRows(table)).toEqual(numbers(table));
  });

  it("where they were dealt to a split", async () => {
    const { table, summary } = loaded(await read(`n,a\n${Array.from({ length: 30 }, (_, row) => (row === 4 ? "4,1,2" : `${row},0`)).join("\n")}\n`));
    const carving = inOneGo(carve({ table, summary }, ORDER));
    if (carving.status === "refused") throw new Error(carving.problem.message);
    for (const made of [carving.made.train, carving.made.test]) {
      expect(made?.table.fileRows).toBeDefined();
      expect(fileRows(made?.table ?? { rows: 0, columns: [] })).toEqual(numbers(made?.table ?? { rows: 0, columns: [] }));
    }
  });

  it("whatever rows are left out, in both lanes", async () => {
    await fc.assert(
      fc.asyncProperty(fc.array(fc.constantFrom("plain", "plain", "quoted", "ragged", "blank"), { minLength: 1, maxLength: 60 }), fc.boolean(), async (kinds, fastLane) => {
        let number = 0;
        const lines = kinds.map((kind) => {
          if (kind === "blank") return "";
          const row = number++;
          return kind === "ragged" ? `${row},1,2` : kind === "quoted" ? `"${row}",1` : `${row},1`;
        });
        const outcome = await read(`n,a\n${lines.join("\n")}\n`, { fastLane });
        if (outcome.status === "refused") return;
        expect(fileRows(outcome.table)).toEqual([...numbersOf(loaded(outcome), "n").values]);
      }),
      { numRuns: 60 },
    );
  });
});
