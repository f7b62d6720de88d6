import { describe, expect, it } from "vitest";
import type { ColumnProfile, Finding } from "../domain/inspect/profile";
import type { DataSource, Watching } from "../state/data-source";
import { csv, openPage, startRun, type Page } from "./testing/open-page";

const FINDING: Finding = { code: "constant-column", severity: "note", sentence: "a is constant.", columns: ["a"], split: null };

interface Asked {
  readonly what: string;
  readonly signal: AbortSignal | undefined;
  answer(): void;
  fail(message: string): void;
}

/** A page whose looks at the data are answered when the test says so; an abort settles them at once. */
function pageWithLooks(): { readonly page: Page; readonly asked: readonly Asked[] } {
  const asked: Asked[] = [];
  const wait = <T>(what: string, value: T, signal: AbortSignal | undefined): Promise<T> =>
    new Promise((resolve, reject) => {
      signal?.addEventListener("abort", () => { reject(new Error("aborted")); });
      asked.push({ what, signal, answer: () => { resolve(value); }, fail: (message) => { reject(new Error(message)); } });
    });
  const real = openPage().dataSource;
  const looks: Partial<DataSource> = {
    findings: ({ signal }: Watching = {}) => wait("findings", [FINDING], signal),
    rows: ({ split, from }, signal) => wait(`rows of ${split} from ${from}`, { from, total: 12, columns: ["a"], rows: [["1"]] }, signal),
    profile: async ({ split, columns }, watching) => {
      watching?.onEvent?.({ done: 1, total: 2 });
      return wait(`profile of ${split}: ${columns?.join() ?? "all"}`, [profileOf(columns?.[0] ?? "a")], watching?.signal);
    },
    histogram: ({ column, scale }, signal) =>
      wait(`histogram of ${column}, ${scale}`, column === "gone" ? null : { kind: "numeric" as const, column, scale, edges: [0, 1], counts: { train: [12] } }, signal),
  };
  return { page: openPage({ dataSource: { ...real, ...looks } }), asked };
}

function profileOf(name: string): ColumnProfile {
  const statistics = { count: 12, mean: 1, std: 1, min: 0, lowerQuartile: 0, median: 1, upperQuartile: 2, max: 4, infinite: 0 };
  return { name, kind: "numeric", dtype: "int64", nonNull: 12, missing: 0, unique: 5, uniqueAbout: null, memoryBytes: 96, heldBytes: 12, statistics, top: [] };
}

async function loads({ store }: Page): Promise<void> {
  await store.getState().addFiles([csv("train"), csv("validation", 6), csv("test", 6)]);
  await expect.poll(() => store.getState().preparation.status).toBe("ready");
}

const names = (asked: readonly Asked[]): string[] => asked.map(({ what }) => what);

describe("looking into the files", () => {
  it("finds what is remarkable by itself once the matrices are made, and asks for nothing else", async () => {
    const { page, asked } = pageWithLooks();
    const { store } = page;
    const statusWhenAsked: string[] = [];
    store.subscribe(({ looks, preparation }, before) => {
      if (looks.findings.status === "looking" && before.looks.findings.status !== "looking") statusWhenAsked.push(preparation.status);
    });
    await loads(page);
    await expect.poll(() => names(asked)).toEqual(["findings"]);
    expect(statusWhenAsked).toEqual(["ready"]);
    asked[0]?.answer();
    await expect.poll(() => store.getState().looks.findings.answer?.value).toEqual([FINDING]);
  });

  it("looks for findings in a single file too", async () => {
    const { page, asked } = pageWithLooks();
    await page.store.getState().addFiles([csv("train")]);
    await expect.poll(() => names(asked)).toEqual(["findings"]);
  });

  it("gives findings up for a run, and looks again after it", async () => {
    const { page, asked } = pageWithLooks();
    await loads(page);
    await expect.poll(() => asked.length).toBe(1);
    await startRun(page);
    expect(asked[0]?.signal?.aborted).toBe(true);
    expect(page.store.getState().looks.findings.status).toBe("unseen");
    page.trainer.end("finished");
    await expect.poll(() => names(asked)).toEqual(["findings", "findings"]);
  });

  it("drops what was seen and what is on its way when the files change", async () => {
    const { page, asked } = pageWithLooks();
    const { store } = page;
    await loads(page);
    store.getState().inspect("rows", { splits: ["train"], from: 0, count: 50, columns: null });
    const first = asked.find(({ what }) => what.startsWith("rows"));
    await store.getState().removeFile("test");
    first?.answer();
    expect(first?.signal?.aborted).toBe(true);
    expect(store.getState().looks.rows).toEqual({ status: "unseen", question: null, portion: null, error: null, answer: null });
  });

  it("does not ask twice for the same, and asks again after a failure when it is told to", async () => {
    const { page, asked } = pageWithLooks();
    const { store } = page;
    await loads(page);
    const rows = (from: number): void => { store.getState().inspect("rows", { splits: ["train"], from, count: 50, columns: null }); };
    const asks = (): string[] => names(asked).filter((what) => what.startsWith("rows"));
    rows(0);
    rows(0);
    expect(asks()).toEqual(["rows of train from 0"]);
    asked.at(-1)?.fail("The data worker stopped working.");
    await expect.poll(() => store.getState().looks.rows.error).toBe("The data worker stopped working.");
    rows(0);
    expect(asks()).toHaveLength(1);
    store.getState().inspectAgain("rows");
    expect(asks()).toHaveLength(2);
    asked.at(-1)?.answer();
    await expect.poll(() => store.getState().looks.rows).toMatchObject({ status: "ready", error: null });
    rows(50);
    expect(store.getState().looks.rows).toMatchObject({ status: "looking", answer: { value: { train: { from: 0 } } } });
  });

  it("profiles all splits one after the other, and tells how far it is with all of them", async () => {
    const { page, asked } = pageWithLooks();
    const { store } = page;
    await loads(page);
    store.getState().inspect("profiles", ["train", "test"]);
    await expect.poll(() => store.getState().looks.profiles.portion).toEqual({ done: 1, total: 4 });
    asked.at(-1)?.answer();
    await expect.poll(() => store.getState().looks.profiles.portion).toEqual({ done: 3, total: 4 });
    asked.at(-1)?.answer();
    await expect.poll(() => store.getState().looks.profiles.status).toBe("ready");
    expect(Object.keys(store.getState().looks.profiles.answer?.value ?? {})).toEqual(["train", "test"]);
    store.getState().downloadProfiles();
    expect(page.downloads.at(-1)?.name).toBe("triptych-columns.csv");
  });

  it("draws on the axis that was asked for, else on one that suits the column, and leaves out what is gone", async () => {
    const { page, asked } = pageWithLooks();
    const { store } = page;
    await loads(page);
    store.getState().inspect("histograms", { columns: ["a", "gone"], scale: "log" });
    await expect.poll(() => names(asked).at(-1)).toBe("histogram of a, log");
    asked.at(-1)?.answer();
    await expect.poll(() => names(asked).at(-1)).toBe("histogram of gone, log");
    asked.at(-1)?.answer();
    await expect.poll(() => store.getState().looks.histograms.answer?.value.map(({ column }) => column)).toEqual(["a"]);
    store.getState().inspect("histograms", { columns: ["b"], scale: null });
    await expect.poll(() => names(asked).at(-1)).toBe("profile of train: b");
    asked.at(-1)?.answer();
    await expect.poll(() => names(asked).at(-1)).toBe("histogram of b, linear");
  });
});
