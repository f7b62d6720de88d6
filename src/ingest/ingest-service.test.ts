import { createHash } from "node:crypto";
import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { afterEach, describe, expect, it, vi } from "vitest";
import type { CarvePlan } from "../domain/carve";
import type { ResolvedTreatment } from "../domain/features/plan";
import { BETH_FEATURES, defaultFeatures } from "../domain/feature-selection";
import { guessLabelColumn, guessLabelSpec } from "../domain/label";
import type { PoolPlan } from "../domain/pool";
import type { PreparationSpec, PreparedData } from "../domain/prepared";
import { DEFAULT_READ_RULES, type ReadOutcome } from "../domain/reading";
import { assignRoles } from "../domain/roles";
import { SPLITS, type Split } from "../domain/split";
import { MAX_HELD_BYTES } from "./byte-source";
import { createIngestService, type Ingest } from "./ingest-service";
import { localReader } from "./readers/local-reader";
import { loaded, read } from "./testing/read-text";

const spec: PreparationSpec = { label: { column: "y", positive: ["1"] }, features: [treated("a")], scaler: "standard", fitOn: "train" };

function treated(column: string): ResolvedTreatment {
  return { column, missing: { type: "drop-row" }, transform: [], encoding: { type: "numeric" } };
}

const watch = { signal: new AbortController().signal, emit: () => undefined };

function give(ingest: Ingest, split: Split, text: string, name = `${split}.csv`, signal = new AbortController().signal): Promise<ReadOutcome> {
  return ingest.read({ split, file: new File([text], name), rules: DEFAULT_READ_RULES }, { signal, emit: () => undefined });
}

async function filled(): Promise<Ingest> {
  const ingest = createIngestService(localReader);
  await give(ingest, "train", "a,y\n1,0\n3,1\n");
  await give(ingest, "validation", "a,y\n5,0\n5,1\n");
  await give(ingest, "test", "a,y\n7,0\n7,1\n7,1\n");
  return ingest;
}

async function matricesOf(ingest: Ingest, of: PreparationSpec = spec): Promise<PreparedData> {
  const outcome = await ingest.prepare(of);
  if (outcome.status === "refused") throw new Error(outcome.problem.message);
  return outcome.data;
}

describe("the ingest service", () => {
  it("reads three files and makes matrices of them", async () => {
    const { splits } = await matricesOf(await filled());
    expect([...splits.train.x]).toEqual([-1, 1]);
    expect(splits.test.rows).toBe(3);
  });

  it("keeps the table of a split when another file for it is refused", async () => {
    const ingest = await filled();
    expect(await give(ingest, "train", "")).toMatchObject({ status: "refused", problems: [{ code: "empty-file" }] });
    expect((await matricesOf(ingest)).splits.train.rows).toBe(2);
  });

  it("keeps the table of a split when reading is cancelled", async () => {
    const ingest = await filled();
    await expect(give(ingest, "train", "a,y\n1,1\n", "x.csv", AbortSignal.abort())).rejects.toMatchObject({ name: "AbortError" });
    expect((await matricesOf(ingest)).splits.train.rows).toBe(2);
  });

  it("lets the newest reading of a split win", async () => {
    const ingest = await filled();
    const older = give(ingest, "train", `a,y\n${"1,0\n".repeat(50_000)}`);
    const newer = give(ingest, "train", "a,y\n1,0\n2,0\n3,0\n");
    await expect(older).rejects.toMatchObject({ name: "AbortError" });
    expect(await newer).toMatchObject({ status: "loaded" });
    expect((await matricesOf(ingest)).splits.train.rows).toBe(3);
  });

  it("exchanges and forgets tables", async () => {
    const ingest = await filled();
    await ingest.reassign({ moves: [{ from: "train", to: "test" }, { from: "test", to: "train" }] });
    expect((await matricesOf(ingest)).splits).toMatchObject({ train: { rows: 3 }, test: { rows: 2 } });
    await ingest.forget({ split: "validation" });
    expect(await ingest.prepare(spec)).toMatchObject({ status: "refused", problem: { code: "split-missing", split: "validation" } });
  });
});

describe("a file too large to be held while it is hashed", () => {
  const bytes = new Uint8Array(MAX_HELD_BYTES + 1);
  const job = { split: "train", file: new File([bytes], "large.csv"), rules: DEFAULT_READ_RULES } as const;

  it("is hashed beside its reader", async () => {
    const { table, summary, problems } = loaded(await read("a\n1\n", { fingerprint: false }));
    expect(summary.sha256).toBe("");
    const asked: boolean[] = [];
    const ingest = createIngestService({
      read: ({ fingerprint }) => {
        asked.push(fingerprint);
        return Promise.resolve({ status: "loaded", table, summary, problems, rejected: { rows: 0, csv: "" } });
      },
    });
    const outcome = await ingest.read(job, { signal: new AbortController().signal, emit: () => undefined });
    expect(asked).toEqual([false]);
    expect(outcome).toMatchObject({ summary: { sha256: createHash("sha256").update(bytes).digest("hex") } });
  });

  it("is not hashed any further when it is refused", async () => {
    const ingest = createIngestService({ read: () => Promise.resolve({ status: "refused", problems: [] }) });
    const outcome = await ingest.read(job, { signal: new AbortController().signal, emit: () => undefined });
    expect(outcome).toEqual({ status: "refused", problems: [] });
  });
});

describe("one file for several splits", () => {
  const rows = Array.from({ length: 10 }, (_, i) => `${i},${i % 2}`).join("\n");
  const plan: CarvePlan = { from: "train", into: ["validation", "test"], shares: { train: 0.6, validation: 0.2, test: 0.2 }, method: { type: "order" } };

  it("is dealt to them, and taken back", async () => {
    const ingest = createIngestService(localReader);
    await give(ingest, "train", `a,y\n${rows}\n`);
    expect(await ingest.carve({ plan }, watch)).toMatchObject({
      status: "carved",
      summaries: { train: { rows: 6 }, validation: { rows: 2 }, test: { rows: 2, fileName: "train.csv" } },
    });
    expect((await matricesOf(ingest)).splits).toMatchObject({ train: { rows: 6 }, test: { rows: 2 } });
    expect(await ingest.carve({ plan: null }, watch)).toMatchObject({ status: "carved", summaries: {} });
    expect(await ingest.prepare(spec)).toMatchObject({ status: "refused", problem: { code: "split-missing" } });
  });

  it("is refused where there is no such file", async () => {
    expect(await createIngestService(localReader).carve({ plan }, watch)).toMatchObject({ status: "refused", problem: { code: "split-missing", split: "train" } });
  });
});

describe("the rows of all files, dealt again", () => {
  const plan = (seed: number): PoolPlan => ({
    from: "pool",
    of: SPLITS,
    shares: { train: 0.5, validation: 0.25, test: 0.25 },
    method: { type: "stratified", label: { column: "y", positive: ["1"] }, seed },
  });
  const rows = (from: number): string => `a,y\n${Array.from({ length: 40 }, (_, i) => `${from + i},${i % 4 === 0 ? 1 : 0}`).join("\n")}\n`;
  const inTrain = async (ingest: Ingest): Promise<number[]> => {
    const cells = await ingest.cells({ split: "train", rows: Array.from({ length: 60 }, (_, row) => row) });
    return cells.cells.map(([a]) => Number(a));
  };

  async function dealt(): Promise<{ ingest: Ingest; train: number[] }> {
    const ingest = createIngestService(localReader);
    for (const [place, split] of SPLITS.entries()) await give(ingest, split, rows(40 * place));
    await ingest.carve({ plan: plan(1) }, watch);
    await matricesOf(ingest);
    return { ingest, train: await inTrain(ingest) };
  }

  /** Time goes so fast that others have their turn after every step. */
  const slowly = (): void => {
    let time = 0;
    vi.spyOn(performance, "now").mockImplementation(() => (time += 200));
  };
  afterEach(() => {
    vi.restoreAllMocks();
  });

  it("stay as they were dealt, with the matrices of that, where another deal is cancelled on its way", async () => {
    const { ingest, train } = await dealt();
    slowly();
    const stop = new AbortController();
    const told: number[] = [];
    const emit = ({ done, total }: { done: number; total: number }): void => {
      told.push(done / total);
      if (done / total > 0.6) stop.abort();
    };
    await expect(ingest.carve({ plan: plan(2) }, { signal: stop.signal, emit })).rejects.toThrow(expect.objectContaining({ name: "AbortError" }));
    expect(told).toEqual(told.toSorted((a, b) => a - b));
    expect(Math.max(...told)).toBeLessThan(1);
    expect(await inTrain(ingest)).toEqual(train);
    await ingest.carve({ plan: plan(2) }, watch);
    await matricesOf(ingest);
    expect(await inTrain(ingest)).not.toEqual(train);
  });

  it("are not dealt from files that are gone by the time they would be", async () => {
    const { ingest } = await dealt();
    slowly();
    const dealing = ingest.carve({ plan: plan(2) }, watch);
    await ingest.forget({ split: "test" });
    await expect(dealing).rejects.toThrow(expect.objectContaining({ name: "AbortError" }));
    expect(await ingest.prepare(spec)).toMatchObject({ status: "refused", problem: { code: "split-missing" } });
  });

  it("are counted step by step before they are dealt, and that can be given up", async () => {
    const { ingest } = await dealt();
    slowly();
    const stop = new AbortController();
    const foreseeing = ingest.foresee({ plan: plan(2), label: spec.label }, { signal: stop.signal, emit: () => { stop.abort(); } });
    await expect(foreseeing).rejects.toThrow(expect.objectContaining({ name: "AbortError" }));
  });
});

describe("rows that were left out", () => {
  it("can be had as a CSV file", async () => {
    const ingest = createIngestService(localReader);
    await give(ingest, "train", `a,y\n1,0\n3\n${"5,1\n".repeat(30)}=x,1\n`);
    const text = await (await ingest.rejected({ split: "train" })).text();
    const lines = text.trimEnd().split("\n");
    expect(lines.map((line) => line.split(",")[0])).toEqual(["line", "3", "34"]);
    expect(lines[2]).toContain("'=x");
    await expect(ingest.rejected({ split: "test" })).rejects.toThrow("No file");
  });
});

const RAW_HEADER =
  "timestamp,processId,threadId,parentProcessId,userId,mountNamespace,processName,hostName,eventId,eventName,stackAddresses,argsNum,returnValue,args,sus,evil";

/** A row in the shape of the raw format; the values are made up. */
function rawRow(i: number): string {
  const args = `"[{'name': 'path', 'type': 'const char*', 'value': '/tmp/""a"", ${i}'}, {'name': 'flags', 'value': ${i}}]"`;
  const stack = `"[${140_000_000_000_000 + i}, 11649800180280676, ${i}]"`;
  return `${(124.5 + i / 7).toFixed(6)},${380 + i},${380 + i},1,${i % 5 === 0 ? 1000 : 101},402653${i % 2 === 0 ? "1840" : "2232"},systemd,ip-10-0-0-1,41,socket,${stack},${i % 5},-${i % 3},${args},${i % 5 === 0 ? 1 : 0},0`;
}

describe("data in BETH's raw format", () => {
  it("is read, its label and features recognised, its long lists let go", async () => {
    const ingest = createIngestService(localReader);
    const text = [RAW_HEADER, ...Array.from({ length: 1500 }, (_, i) => rawRow(i))].join("\n");
    const outcome = await give(ingest, "train", text, "labelled_training_data.csv");
    if (outcome.status === "refused") throw new Error("refused");
    const { summary, problems } = outcome;
    expect(problems.map(({ code, column }) => [code, column])).toEqual([["text-not-kept", "stackAddresses"], ["text-not-kept", "args"]]);
    expect(summary).toMatchObject({ rows: 1500, rejectedRows: 0 });
    expect(summary.columns.filter(({ kind }) => kind === "discarded").map(({ name }) => name)).toEqual(["stackAddresses", "args"]);
    const summaries = { train: summary };
    expect(guessLabelColumn(summaries)).toBe("sus");
    expect(guessLabelSpec(summaries, "sus")).toEqual({ column: "sus", positive: ["1"] });
    expect(defaultFeatures(summaries, "sus")).toEqual([...BETH_FEATURES]);
  });
});

const rawDirectory = process.env["BETH_RAW_DIR"];
if (rawDirectory !== undefined) {
  describe("the genuine raw files in BETH_RAW_DIR", () => {
    it("are read whole and made into matrices", async () => {
      const ingest = createIngestService(localReader);
      const names = readdirSync(rawDirectory).filter((name) => name.endsWith(".csv"));
      const { assigned } = assignRoles(names, {});
      expect(assigned).toHaveLength(3);
      for (const { split, fileName } of assigned) {
        const outcome = await give(ingest, split, readFileSync(join(rawDirectory, fileName), "utf8"), fileName);
        expect(outcome).toMatchObject({ status: "loaded", summary: { rejectedRows: 0 } });
      }
      const { splits } = await matricesOf(ingest, {
        label: { column: "sus", positive: ["1"] },
        features: BETH_FEATURES.map(treated),
        scaler: "standard",
        fitOn: "train",
      });
      expect(splits.train.x.every(Number.isFinite)).toBe(true);
    });
  });
}
