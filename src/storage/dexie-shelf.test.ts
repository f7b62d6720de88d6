import "fake-indexeddb/auto";
import { Dexie } from "dexie";
import { IDBFactory } from "fake-indexeddb";
import { beforeEach, describe, expect, it, vi } from "vitest";
import { DEFAULT_READ_RULES } from "../domain/reading";
import { openShelf } from "./dexie-shelf";
import type { KeptDataset, KeptFile } from "./dataset-shelf";

const roomy = () => Promise.resolve({ usage: 0, quota: 1e6 });

function file(split: KeptFile["split"], text: string): KeptFile {
  return { split, name: `${split}.csv`, origin: { type: "file" }, rules: DEFAULT_READ_RULES, sha256: text, content: new Blob([text]) };
}

const dataset: KeptDataset = {
  files: [file("train", "a,b\n1,2\n"), file("test", "a,b\n3,4\n")],
  carve: { from: "train", into: ["validation"], shares: { train: 0.8, validation: 0.2 }, method: { type: "random", seed: 1 } },
  label: { column: "b", negative: ["2"] },
};

beforeEach(() => {
  Dexie.dependencies.indexedDB = new IDBFactory();
});

describe("the shelf", () => {
  it("gives back what was put there, in another visit", async () => {
    const bytes = await (await openShelf(roomy)).save(dataset);
    expect(bytes).toBe(16);
    const kept = await (await openShelf(roomy)).load();
    expect(kept).toMatchObject({ carve: dataset.carve, label: dataset.label });
    expect(kept?.files.map(({ split, name, rules }) => [split, name, rules])).toEqual(
      dataset.files.map(({ split, name, rules }) => [split, name, rules]),
    );
    expect(await kept?.files[1]?.content?.text()).toBe("a,b\n3,4\n");
  });

  it("has nothing at first and after it was cleared", async () => {
    const shelf = await openShelf(roomy);
    expect(await shelf.load()).toBeNull();
    await shelf.save(dataset);
    await shelf.clear();
    expect(await shelf.load()).toBeNull();
  });

  it("puts a newer dataset in the place of the older, and keeps no content that nothing needs", async () => {
    const shelf = await openShelf(roomy);
    await shelf.save(dataset);
    const one = { ...dataset, files: dataset.files.slice(0, 1) };
    expect(await shelf.save(one)).toBe(8);
    await expect(shelf.save(dataset)).resolves.toBe(16);
    expect((await shelf.load())?.files).toHaveLength(2);
  });

  it("keeps the sample by its name alone", async () => {
    const shelf = await openShelf(roomy);
    const sample: KeptFile = { ...file("train", "x"), origin: { type: "sample", options: { scale: 1, seed: 1 } }, content: null };
    expect(await shelf.save({ files: [sample], carve: null, label: {} })).toBe(0);
    expect((await shelf.load())?.files).toEqual([sample]);
  });

  it("asks for room first, and keeps nothing where there is none: a reload brings back no older dataset", async () => {
    const full = vi.fn(() => Promise.resolve({ usage: 90, quota: 100 }));
    await (await openShelf(roomy)).save({ ...dataset, files: dataset.files.slice(0, 1) });
    const shelf = await openShelf(full);
    // What is there already needs no room.
    await expect(shelf.save({ ...dataset, files: dataset.files.slice(0, 1) })).resolves.toBe(8);
    await expect(shelf.save({ ...dataset, files: [file("test", "x".repeat(1000))] })).rejects.toThrow(/1\.0\sMB|1000|1\.0\skB/u);
    expect(await shelf.load()).toBeNull();
  });

  it("gives up what was kept before for the room that a newer dataset needs", async () => {
    const usages = [0, 60, 0];
    const shelf = await openShelf(() => Promise.resolve({ usage: usages.shift() ?? 0, quota: 100 }));
    await shelf.save({ ...dataset, files: [file("train", "x".repeat(60))] });
    expect(await shelf.save({ ...dataset, files: [file("train", "y".repeat(70))] })).toBe(70);
    expect(await (await shelf.load())?.files[0]?.content?.text()).toBe("y".repeat(70));
  });

  it("remembers whether it is wanted", async () => {
    const shelf = await openShelf(roomy);
    expect(await shelf.wanted()).toBe(true);
    await shelf.want(false);
    expect(await (await openShelf(roomy)).wanted()).toBe(false);
  });

  it("says in words that the browser has no store", async () => {
    Dexie.dependencies.indexedDB = {
      open: () => {
        throw new DOMException("denied", "SecurityError");
      },
    } as unknown as IDBFactory;
    await expect(openShelf(roomy)).rejects.toThrow("This browser window keeps nothing");
  });
});
