import { describe, expect, it } from "vitest";
import { DEFAULT_READ_RULES } from "../../domain/reading";
import type { CsvOutcome } from "../read-csv";
import { ReaderPool, readerCount } from "./reader-pool";
import type { ReadJob, TableReader } from "./table-reader";

const REFUSED: CsvOutcome = { status: "refused", problems: [] };

interface Begun {
  readonly name: string;
  readonly end: () => void;
  readonly fail: (reason: Error) => void;
}

/** A reader whose files are read when the test says so. */
function waitingReader(begun: Begun[]): TableReader {
  return {
    read: ({ file }) =>
      new Promise((resolve, reject) => {
        begun.push({ name: file.name, end: () => resolve(REFUSED), fail: reject });
      }),
  };
}

function job(name: string): ReadJob {
  return { split: "train", file: new File([], name), rules: DEFAULT_READ_RULES, fingerprint: true };
}

const watch = (signal = new AbortController().signal) => ({ signal, onProgress: () => undefined });

/** Lets everything happen that needs no outside help. */
const settle = (): Promise<void> => new Promise((resolve) => setTimeout(resolve));

describe("a pool of readers", () => {
  it("reads as many files at once as it has readers, the others in their turn", async () => {
    const begun: Begun[] = [];
    const pool = new ReaderPool([waitingReader(begun), waitingReader(begun)]);
    const all = ["a", "b", "c", "d"].map((name) => pool.read(job(name), watch()));
    await settle();
    expect(begun.map(({ name }) => name)).toEqual(["a", "b"]);
    begun[1]?.end();
    await settle();
    expect(begun.map(({ name }) => name)).toEqual(["a", "b", "c"]);
    begun[0]?.fail(new Error("fault"));
    await expect(all[0]).rejects.toThrow("fault");
    await settle();
    begun[2]?.end();
    begun[3]?.end();
    expect(await Promise.all(all.slice(1))).toEqual([REFUSED, REFUSED, REFUSED]);
  });

  it("answers a cancel at once, and hands on the next file only when the reader has let go", async () => {
    const begun: Begun[] = [];
    const pool = new ReaderPool([waitingReader(begun)]);
    const abort = new AbortController();
    const first = pool.read(job("a"), watch(abort.signal));
    const second = pool.read(job("b"), watch());
    await settle();
    abort.abort();
    await expect(first).rejects.toMatchObject({ name: "AbortError" });
    expect(begun).toHaveLength(1);
    begun[0]?.fail(new Error("let go"));
    await settle();
    begun[1]?.end();
    expect(await second).toEqual(REFUSED);
  });

  it("forgets a file that is cancelled while it waits", async () => {
    const begun: Begun[] = [];
    const pool = new ReaderPool([waitingReader(begun)]);
    const abort = new AbortController();
    const first = pool.read(job("a"), watch());
    const second = pool.read(job("b"), watch(abort.signal));
    const third = pool.read(job("c"), watch());
    await settle();
    abort.abort();
    await expect(second).rejects.toMatchObject({ name: "AbortError" });
    await expect(pool.read(job("d"), watch(abort.signal))).rejects.toMatchObject({ name: "AbortError" });
    begun[0]?.end();
    await settle();
    begun[1]?.end();
    expect(await Promise.all([first, third])).toEqual([REFUSED, REFUSED]);
    expect(begun.map(({ name }) => name)).toEqual(["a", "c"]);
  });

  it("keeps its reader when a file is cancelled in the moment of its turn", async () => {
    const begun: Begun[] = [];
    const pool = new ReaderPool([waitingReader(begun)]);
    const abort = new AbortController();
    const first = pool.read(job("a"), watch());
    const second = pool.read(job("b"), watch(abort.signal));
    await settle();
    begun[0]?.end();
    await first;
    abort.abort();
    await expect(second).rejects.toMatchObject({ name: "AbortError" });
    const third = pool.read(job("c"), watch());
    await settle();
    begun.at(-1)?.end();
    await settle();
    begun.at(-1)?.end();
    expect(await third).toEqual(REFUSED);
  });

  it("is never larger than there are splits or cores", () => {
    expect([1, 2, 3, 64].map(readerCount)).toEqual([1, 2, 3, 3]);
  });
});
