import { describe, expect, it } from "vitest";
import type { PoolMethod, PoolPlan } from "../../domain/pool";
import { SPLITS, type Split } from "../../domain/split";
import { splitSummary, summaryColumn } from "../../domain/testing/summaries";
import type { Column } from "../../domain/table";
import { loaded, read } from "../testing/read-text";
import type { CarveSource } from "../carve";
import { inOneGo } from "../../domain/inspect/stepwise";
import { dealPool, foreseePool } from "./pool";
import { commonArray } from "./pooled-numbers";

const label = { column: "y", positive: ["1"] };
const plan = (method: PoolMethod): PoolPlan => ({ from: "pool", of: SPLITS, shares: { train: 0.5, validation: 0.25, test: 0.25 }, method });
const stratified = plan({ type: "stratified", label, seed: 1 });

async function source(split: Split, text: string): Promise<CarveSource> {
  const { table, summary } = loaded(await read(text, { file: `${split}.csv`, split }));
  return { table, summary };
}

/** `id` names each row of the pool; only test is mostly positive, and it alone has the host c. */
async function files(): Promise<Record<Split, CarveSource>> {
  const rows = (from: number, count: number, hosts: string, positives: number): string =>
    ["id,host,y,x,extra", ...Array.from({ length: count }, (_, i) => `${from + i},${hosts[i % hosts.length] ?? ""},${i < positives ? 1 : 0},${i === 1 ? "" : i / 4},${i}`)].join("\n");
  return {
    train: await source("train", rows(0, 40, "ab", 2)),
    validation: await source("validation", rows(40, 20, "b", 2)),
    test: await source("test", rows(60, 20, "c", 16).replaceAll(/,extra|,\d+$/gm, "")),
  };
}

function dealt(of: Record<Split, CarveSource>, by: PoolPlan) {
  const outcome = inOneGo(dealPool(of, by));
  if (outcome.status === "refused") throw new Error(outcome.problem.message);
  return outcome;
}

function column({ table }: CarveSource, name: string): Exclude<Column, { kind: "discarded" }> {
  const found = table.columns.find((each) => each.name === name);
  if (found === undefined || found.kind === "discarded") throw new Error(`There is no ${name}.`);
  return found;
}

const numbers = (of: CarveSource, name: string): number[] => {
  const found = column(of, name);
  if (found.kind !== "numeric") throw new Error(`${name} holds no numbers.`);
  return [...found.values];
};

describe("dealing the rows of three files anew", () => {
  it("deals each row once and whole, and says from which row of which file it is", async () => {
    const { made } = dealt(await files(), stratified);
    expect(SPLITS.flatMap((split) => numbers(made[split], "id")).sort((a, b) => a - b)).toEqual(Array.from({ length: 80 }, (_, row) => row));
    for (const split of SPLITS) {
      const { table } = made[split];
      const host = column(made[split], "host");
      if (host.kind !== "text") throw new Error("unreachable");
      numbers(made[split], "id").forEach((id, row) => {
        const [file, start] = id < 40 ? ["train.csv", 0] : id < 60 ? ["validation.csv", 40] : ["test.csv", 60];
        expect(table.parts?.findLast(({ from }) => from <= row)?.file).toBe(file);
        expect(table.fileRows?.[row]).toBe(id - start);
        expect(host.dictionary[host.codes[row] ?? -1]).toBe(id < 40 ? "ab"[id % 2] : id < 60 ? "b" : "c");
      });
    }
  });

  it("gives every split the same mix, and sums each up", async () => {
    const { made } = dealt(await files(), stratified);
    expect(SPLITS.map((split) => made[split].summary.rows)).toEqual([40, 20, 20]);
    const counts = SPLITS.map((split) => made[split].summary.columns.find(({ name }) => name === "y")?.values);
    expect(counts.map((values) => values?.find(({ value }) => value === "1")?.count)).toEqual([10, 5, 5]);
    expect(made.test.summary).toMatchObject({ fileName: "test.csv", split: "test", carved: expect.stringContaining("25 % of the rows of all three files") as string });
    expect(made.test.summary.head).toHaveLength(5);
    const missing = SPLITS.map((split) => made[split].summary.columns.find(({ name }) => name === "x")?.missing ?? 0);
    expect(missing.reduce((sum, count) => sum + count, 0)).toBe(3);
  });

  it("does without a column that a file lacks, and says so", async () => {
    const { made, problems } = dealt(await files(), stratified);
    expect(made.train.table.columns.map(({ name }) => name)).toEqual(["id", "host", "y", "x"]);
    expect(problems.map(({ message }) => message)).toEqual(['"test.csv" has no column "extra".']);
  });

  it("does without a column of two kinds; an empty one is of any kind", async () => {
    const three = await files();
    const one = { ...three, train: await source("train", "id,host,y,x\nu,,1,\nv,,0,\n") };
    const { made, problems } = dealt(one, plan({ type: "stratified", label, seed: 0 }));
    expect(problems.map(({ message }) => message)).toContainEqual(expect.stringContaining('Column "id" holds numbers in one file and text in another'));
    expect(made.train.table.columns.map(({ name, kind }) => [name, kind])).toEqual([["host", "text"], ["y", "numeric"], ["x", "numeric"]]);
  });

  it("deals by order, by values and to shares of positives", async () => {
    const three = await files();
    const ordered = dealt(three, plan({ type: "order", column: "id" })).made;
    expect(numbers(ordered.validation, "id")).toEqual(Array.from({ length: 20 }, (_, row) => 40 + row));
    const byHost = dealt(three, plan({ type: "column", column: "host", values: { validation: ["a"], test: ["c"] } })).made;
    expect(SPLITS.map((split) => byHost[split].summary.rows)).toEqual([40, 20, 20]);
    const even = plan({ type: "prevalence", label, prevalences: { train: 0.5, validation: 0.5, test: 0.5 }, seed: 2 });
    const outcome = inOneGo(foreseePool(three, even, label));
    if (outcome.status === "refused") throw new Error(outcome.problem.message);
    expect(outcome.forecast).toEqual({
      splits: { train: { rows: 20, positives: 10 }, validation: { rows: 10, positives: 5 }, test: { rows: 10, positives: 5 } },
      leftOut: 40,
      withoutValue: 0,
    });
    expect(SPLITS.map((split) => dealt(three, even).made[split].summary.rows)).toEqual([20, 10, 10]);
  });

  it("deals dates in their order, whatever the order of their letters, and those without one to train", async () => {
    const stamps = ["2021-05-03T10:00:00Z", "2021-05-03 11:30:00+02:00", "", "2021-05-02"];
    const one = (from: number): string => ["id,at,y", ...stamps.map((at, i) => `${from + i},${at},${i % 2}`)].join("\n");
    const three = { train: await source("train", one(0)), validation: await source("validation", one(4)), test: await source("test", one(8)) };
    expect(three.train.summary.columns.map(({ dates }) => dates)).toEqual([undefined, true, undefined]);
    const { made } = dealt(three, plan({ type: "order", column: "at" }));
    expect(numbers(made.train, "id")).toEqual([2, 3, 6, 7, 10, 11]);
    expect(numbers(made.validation, "id")).toEqual([1, 5, 9]);
    expect(numbers(made.test, "id")).toEqual([0, 4, 8]);
    expect(made.test.summary.columns.map(({ dates }) => dates)).toEqual([undefined, true, undefined]);
  });

  it("deals logs with quoted lists by seconds since the start and by hosts that not all files have", async () => {
    const row = (at: number, host: string, evil: number): string => `${(100 + at / 8).toFixed(6)},38${at % 3},systemd,${host},41,socket,"[140159, 94656]",3,-2,"[{'name': 'fd', 'value': ${at}}, {'name': 'x'}]",0,${evil}`;
    const head = "timestamp,processId,processName,hostName,eventId,eventName,stackAddresses,argsNum,returnValue,args,sus,evil";
    const log = (from: number, hosts: readonly string[]): string => [head, ...Array.from({ length: 12 }, (_, i) => row(from + i, hosts[i % hosts.length] ?? "", i % 2))].join("\n");
    const three = {
      train: await source("train", log(24, ["ip-10-1", "ip-10-2"])),
      validation: await source("validation", log(12, ["ip-10-2"])),
      test: await source("test", log(0, ["ip-10-3"])),
    };
    const ordered = dealt(three, plan({ type: "order", column: "timestamp" })).made;
    expect(Math.max(...numbers(ordered.train, "timestamp"))).toBeLessThan(Math.min(...numbers(ordered.validation, "timestamp")));
    expect(Math.max(...numbers(ordered.validation, "timestamp"))).toBeLessThan(Math.min(...numbers(ordered.test, "timestamp")));
    const byHost = dealt(three, plan({ type: "column", column: "hostName", values: { validation: ["ip-10-1"], test: ["ip-10-3"] } })).made;
    expect(SPLITS.map((split) => byHost[split].summary.rows)).toEqual([18, 6, 12]);
    expect(byHost.validation.summary.columns.find(({ name }) => name === "hostName")?.values).toEqual([{ value: "ip-10-1", count: 6 }]);
  });

  it("says why a deal cannot be", async () => {
    const three = await files();
    const said = (by: PoolPlan): string => {
      const outcome = inOneGo(dealPool(three, by));
      return outcome.status === "refused" ? outcome.problem.message : "";
    };
    expect(said(plan({ type: "order", column: "host" }))).toContain("does not hold numbers or dates");
    expect(said(plan({ type: "order", column: "extra" }))).toContain('column "extra"');
    expect(said(plan({ type: "stratified", label: { column: "z", positive: ["1"] }, seed: 0 }))).toContain('column "z"');
    expect(said(plan({ type: "column", column: "host", values: { validation: ["nobody"], test: ["c"] } }))).toContain("No row would be left for the validation split");
    const { train, validation } = three;
    expect(inOneGo(dealPool({ train, validation }, stratified))).toMatchObject({ status: "refused", problem: { code: "split-missing" } });
  });

  it("deals one file or two to three splits", async () => {
    const { train, test } = await files();
    const { made } = dealt({ train, test } as Record<Split, CarveSource>, { ...stratified, of: ["train", "test"] });
    expect(SPLITS.map((split) => made[split].summary.rows)).toEqual([30, 15, 15]);
    expect(made.validation.summary).toMatchObject({ fileName: "train.csv", rejectedRows: 0 });
  });

  it("foresees no positives where no label is known", async () => {
    const outcome = inOneGo(foreseePool(await files(), plan({ type: "order", column: "id" }), null));
    expect(outcome).toMatchObject({ status: "foreseen", forecast: { splits: { train: { rows: 40, positives: null } } } });
  });
});

describe("the array that holds the numbers of several", () => {
  it("is the smallest that holds all exactly", () => {
    const of = (arrays: Parameters<typeof commonArray>[0], missing = false): string => commonArray(arrays, missing).name;
    expect(of([new Int8Array(1), new Uint8Array(1)])).toBe("Int16Array");
    expect(of([new Uint16Array(1), new Int8Array(1)])).toBe("Int32Array");
    expect(of([new Uint32Array(1), new Int8Array(1)])).toBe("Float64Array");
    expect(of([new Uint32Array(1), new Uint8Array(1)])).toBe("Uint32Array");
    expect(of([new Float32Array(1), new Uint16Array(1)])).toBe("Float32Array");
    expect(of([new Float32Array(1), new Int32Array(1)])).toBe("Float64Array");
    expect(of([new Int8Array(1)], true)).toBe("Float32Array");
    expect(of([new Float32Array(1), new Float64Array(1)])).toBe("Float64Array");
  });

  it("is fit for a table of no columns too", () => {
    const empty: CarveSource = { table: { rows: 1, columns: [] }, summary: splitSummary("train", [summaryColumn("x")], 1) };
    expect(inOneGo(dealPool({ train: empty }, { ...stratified, of: ["train"] }))).toMatchObject({ status: "refused" });
  });
});
