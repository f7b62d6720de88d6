import { describe, expect, it } from "vitest";
import { DEFAULT_READ_RULES } from "../domain/reading";
import type { Split } from "../domain/split";
import type { AppState } from "../state/app-state";
import { dataLocked, trainingBlocker } from "../state/selectors";
import type { AppStore } from "../state/store";
import { fakeDataSource, type FakeDataSource } from "./testing/fake-data-source";
import { memoryShelf, type MemoryShelf } from "./testing/memory-shelf";
import { openPage } from "./testing/open-page";

interface Opened {
  readonly store: AppStore;
  readonly source: FakeDataSource;
  readonly state: () => AppState;
  readonly page: ReturnType<typeof openPage>;
}

function open(shelf: MemoryShelf = memoryShelf()): Opened {
  const source = fakeDataSource();
  const page = openPage({ dataSource: source, shelf });
  return { store: page.store, source, state: page.store.getState, page };
}

const file = (name: string, text = "x,y\n1,0\n"): File => new File([text], name);

/** Ends all readings that are under way, with so many rows. */
function loadAll({ source }: Opened, rows = 10): void {
  for (const reading of [...source.pending]) reading.load(rows);
}

async function withFiles(opened: Opened, ...names: string[]): Promise<void> {
  const adding = opened.state().addFiles(names.map((name) => file(name)));
  loadAll(opened);
  await adding;
}

describe("reading", () => {
  it("reads several files side by side, each with its own progress, and ends when all have", async () => {
    const opened = open();
    const adding = opened.state().addFiles([file("train.csv"), file("val.csv"), file("test.csv")]);
    expect(Object.keys(opened.state().readings)).toEqual(["train", "validation", "test"]);
    opened.source.pending[1]?.progress(4);
    expect(opened.state().readings.validation).toMatchObject({ bytesRead: 4, rows: 4 });
    expect(opened.state().readings.train?.bytesRead).toBe(0);
    opened.source.pending[1]?.load();
    await expect.poll(() => Object.keys(opened.state().readings)).toEqual(["train", "test"]);
    expect(trainingBlocker(opened.state())).toBe("Reading files…");
    expect(dataLocked(opened.state())).toBe(true);
    loadAll(opened);
    await adding;
    expect(opened.state().readings).toEqual({});
    expect(opened.state().files.test?.rows).toBe(10);
    expect(opened.state().timing.ingestMs).toBeGreaterThan(0);
  });

  it("reckons what is left from where a file is read once more", async () => {
    const opened = open();
    const adding = opened.state().addFileAs("train", file("train.csv", "x".repeat(100)));
    const left = (bytesRead: number): number | null | undefined => {
      opened.source.pending[0]?.progress(bytesRead);
      return opened.state().readings.train?.secondsLeft;
    };
    for (let tick = 0; tick < 50; tick++) left(90);
    // By the clock of the test, a tick a look: the time of the first pass no longer counts.
    left(5);
    expect(left(10)).toBeLessThan(0.05);
    loadAll(opened);
    await adding;
  });

  it("cancels one file and goes on with the others", async () => {
    const opened = open();
    const adding = opened.state().addFiles([file("train.csv"), file("test.csv")]);
    opened.state().cancelReading("train");
    await expect.poll(() => Object.keys(opened.state().readings)).toEqual(["test"]);
    loadAll(opened);
    await adding;
    expect(Object.keys(opened.state().sources)).toEqual(["test"]);
    expect(opened.state().refusals).toEqual([]);
  });

  it("takes the newer file of a split, whatever becomes of the older", async () => {
    const opened = open();
    const first = opened.state().addFileAs("train", file("a.csv"));
    const second = opened.state().addFileAs("train", file("b.csv"));
    expect(opened.source.pending.map(({ job }) => job.file.name)).toEqual(["b.csv"]);
    loadAll(opened);
    await Promise.all([first, second]);
    expect(opened.state().files.train?.fileName).toBe("b.csv");
  });

  it("reads files again by other rules, and keeps what is loaded until that has succeeded", async () => {
    const opened = open();
    await withFiles(opened, "train.csv", "test.csv");
    const change = opened.state().changeRules(["train", "test"], { header: false, columns: [{ column: "x", as: "text" }] });
    expect(opened.source.pending.map(({ job }) => [job.split, job.rules.header, job.rules.columns])).toEqual([
      ["train", false, [{ column: "x", as: "text" }]],
      ["test", false, [{ column: "x", as: "text" }]],
    ]);
    expect(opened.state().files.train?.rows).toBe(10);
    opened.source.pending[0]?.load(12);
    opened.source.pending[0]?.refuse();
    await change;
    expect([opened.state().files.train?.rows, opened.state().files.test?.rows]).toEqual([12, 10]);
    expect(opened.state().sources.test?.rules).toEqual(DEFAULT_READ_RULES);
    expect(opened.state().refusals).toHaveLength(1);
  });

  it("reads a refused file by other rules", async () => {
    const opened = open();
    const adding = opened.state().addFileAs("train", file("train.csv"));
    opened.source.pending[0]?.refuse();
    await adding;
    const again = opened.state().readRefused("train", { encoding: "windows-1252" });
    expect(opened.source.pending[0]?.job.rules.encoding).toBe("windows-1252");
    loadAll(opened);
    await again;
    expect(opened.state().files.train?.rows).toBe(10);
    expect(opened.state().refusals).toEqual([]);
  });

  it("keeps what was said of the other refused files, and their choices, while one is read again", async () => {
    const opened = open();
    const adding = opened.state().addFiles([file("train.csv"), file("test.csv")]);
    for (const reading of [...opened.source.pending]) reading.refuse();
    await adding;
    expect(opened.state().refusals.map(({ split }) => split)).toEqual(["train", "test"]);
    const again = opened.state().readRefused("train", { encoding: "windows-1252" });
    loadAll(opened);
    await again;
    expect(opened.state().refusals.map(({ split }) => split)).toEqual(["test"]);
    const other = opened.state().readRefused("test", { encoding: "windows-1252" });
    loadAll(opened);
    await other;
    expect(opened.state().refusals).toEqual([]);
    expect(Object.keys(opened.state().files)).toEqual(["train", "test"]);
  });

  it("lets a file of no known role be left out, with what was said of it", async () => {
    const opened = open();
    const leaveOutFirst = (): void => {
      for (const each of opened.state().unplaced.slice(0, 1)) opened.state().leaveOut(each);
    };
    await opened.state().addFiles(["a.csv", "b.csv", "c.csv", "d.csv"].map((name) => file(name)));
    expect(opened.state().refusals.map((each) => each.file)).toEqual([null, "a.csv", "b.csv", "c.csv", "d.csv"]);
    leaveOutFirst();
    expect(opened.state().unplaced.map(({ name }) => name)).toEqual(["b.csv", "c.csv", "d.csv"]);
    expect(opened.state().refusals.map((each) => each.file)).toEqual([null, "b.csv", "c.csv", "d.csv"]);
    for (let left = 3; left > 0; left--) leaveOutFirst();
    expect([opened.state().unplaced, opened.state().refusals]).toEqual([[], []]);
  });

  it("does what a problem's choice says", async () => {
    const opened = open();
    await withFiles(opened, "train.csv");
    const rules = opened.state().applyChoice({ kind: "rules", splits: ["train"], change: { ragged: "missing" } });
    expect(opened.source.pending[0]?.job.rules.ragged).toBe("missing");
    loadAll(opened);
    await rules;
    expect(opened.state().features).toEqual(["x"]);
    await opened.state().applyChoice({ kind: "leave-out", column: "x" });
    expect(opened.state().features).toEqual([]);
  });

  it("hands over the rows that were left out", async () => {
    const opened = open();
    await withFiles(opened, "train.csv.gz");
    await opened.state().downloadRejected("train");
    expect(opened.page.downloads.map(({ name }) => name)).toEqual(["train-rejected.csv"]);
    expect(await opened.page.downloads[0]?.blob?.text()).toBe("rows of train");
  });

  it("asks before it reads a large file, and takes a sample of it if that is the answer", async () => {
    const opened = open();
    const large = file("train.csv");
    Object.defineProperty(large, "size", { value: 2e9 });
    await opened.state().addFileAs("train", large);
    expect(opened.source.pending).toEqual([]);
    expect(opened.state().largeFiles[0]?.estimate.oneIn).toBeGreaterThan(1);
    const reading = opened.state().answerLargeFile({ oneIn: 4, seed: 9 });
    expect(opened.source.pending[0]?.job.rules.sample).toEqual({ share: 0.25, seed: 9 });
    loadAll(opened);
    await reading;
    await opened.state().addFileAs("test", large);
    await opened.state().answerLargeFile(null);
    expect([opened.state().largeFiles, opened.source.pending]).toEqual([[], []]);
  });
});

describe("carving", () => {
  const plan = {
    from: "train",
    into: ["validation", "test"],
    shares: { train: 0.6, validation: 0.2, test: 0.2 },
    method: { type: "random", seed: 1 },
  } as const;

  const rows = ({ state }: Opened): Partial<Record<Split, number>> => {
    const { train, validation, test } = state().files;
    return { train: train?.rows ?? 0, validation: validation?.rows ?? 0, test: test?.rows ?? 0 };
  };

  it("makes three splits of one file, and takes that back", async () => {
    const opened = open();
    await withFiles(opened, "train.csv");
    await opened.state().carve(plan);
    expect(rows(opened)).toEqual({ train: 6, validation: 2, test: 2 });
    expect(opened.state().files.test?.carved).toContain("seed 1");
    await opened.state().takeBackCarving();
    expect(rows(opened)).toEqual({ train: 10, validation: 0, test: 0 });
  });

  it("divides one file of no known role three ways at once", async () => {
    const opened = open();
    await opened.state().addFiles([file("flows.csv")]);
    const [flows] = opened.state().unplaced;
    if (flows === undefined) throw new Error("It was not asked about.");
    const splitting = opened.state().splitFile(flows);
    loadAll(opened);
    await splitting;
    expect(rows(opened)).toEqual({ train: 6, validation: 2, test: 2 });
    expect(opened.state().carvePlan?.method).toEqual({ type: "stratified", column: "y", seed: 0 });
  });

  it("leaves everything as it was when a plan is refused, and says why", async () => {
    const opened = open();
    await withFiles(opened, "train.csv");
    await opened.state().carve(plan);
    await opened.state().carve({ ...plan, shares: { train: 0, validation: 0.5, test: 0.5 } });
    expect(opened.state().refusals).toHaveLength(1);
    expect(opened.state().carvePlan).toEqual(plan);
    expect(rows(opened)).toEqual({ train: 6, validation: 2, test: 2 });
  });

  it("gives way to a file of a split's own", async () => {
    const opened = open();
    await withFiles(opened, "train.csv");
    await opened.state().carve(plan);
    await withFiles(opened, "test.csv");
    expect(rows(opened)).toEqual({ train: 8, validation: 2, test: 10 });
    expect(opened.state().files.test?.carved).toBeNull();
    await withFiles(opened, "validation.csv");
    expect(opened.state().carvePlan).toBeNull();
    expect(rows(opened)).toEqual({ train: 10, validation: 10, test: 10 });
  });

  it("deals anew when its file is read again, and ends when the file goes", async () => {
    const opened = open();
    await withFiles(opened, "train.csv");
    await opened.state().carve(plan);
    // What is wrong with a carved split is wrong with the file that it comes from.
    const change = opened.state().changeRules(["test"], { header: false });
    expect(opened.source.pending.map(({ job }) => job.split)).toEqual(["train"]);
    loadAll(opened, 20);
    await change;
    expect(rows(opened)).toEqual({ train: 12, validation: 4, test: 4 });
    await opened.state().removeFile("train");
    expect(opened.state().files).toEqual({});
    expect(opened.state().carvePlan).toBeNull();
  });

  it("gives the rows of one split back", async () => {
    const opened = open();
    await withFiles(opened, "train.csv");
    await opened.state().carve(plan);
    await opened.state().removeFile("test");
    expect(rows(opened)).toEqual({ train: 8, validation: 2, test: 0 });
  });

  it("follows the file to another role", async () => {
    const opened = open();
    await withFiles(opened, "train.csv");
    await opened.state().carve(plan);
    await opened.state().moveFile("train", "test");
    expect(opened.state().carvePlan).toMatchObject({ from: "test", into: ["validation", "train"] });
    expect(rows(opened)).toEqual({ train: 2, validation: 2, test: 6 });
  });
});

describe("keeping", () => {
  it("keeps files, roles, rules, carving and label, and loads them again in another visit", async () => {
    const shelf = memoryShelf();
    const first = open(shelf);
    await withFiles(first, "train.csv");
    await first.state().carve({ from: "train", into: ["test"], shares: { train: 0.5, test: 0.5 }, method: { type: "order" } });
    first.state().chooseNegatives(["0"]);
    await expect.poll(() => first.state().keeping.status, { timeout: 3000 }).toBe("kept");

    const second = open(shelf);
    const restoring = second.state().restore();
    await expect.poll(() => second.source.pending.length).toBe(1);
    expect(second.state().restoring).toBe(true);
    expect(second.state().readings.train).toMatchObject({ fileName: "train.csv", restoring: true });
    loadAll(second);
    await restoring;
    expect(second.state().files.test).toMatchObject({ rows: 5 });
    expect(second.state().label).toEqual({ column: "y", negative: ["0"] });
    expect(second.state().restoring).toBe(false);
  });

  it("keeps of the sample only that it is the sample", async () => {
    const shelf = memoryShelf();
    const first = open(shelf);
    const loading = first.state().loadSample("full");
    await expect.poll(() => first.source.pending.length).toBe(3);
    loadAll(first);
    await loading;
    await expect.poll(() => first.state().keeping, { timeout: 3000 }).toEqual({ status: "kept", bytes: 0 });
    expect(shelf.kept?.files.map(({ content, origin }) => [content, origin.type])).toEqual(Array(3).fill([null, "sample"]));
    const second = open(shelf);
    const restoring = second.state().restore();
    await expect.poll(() => second.source.pending.length).toBe(3);
    loadAll(second);
    await restoring;
    expect(Object.keys(second.state().sources)).toHaveLength(3);
  });

  it("leaves what is kept where it is when restoring is cancelled", async () => {
    const shelf = memoryShelf();
    const first = open(shelf);
    await withFiles(first, "train.csv");
    await expect.poll(() => shelf.kept, { timeout: 3000 }).not.toBeNull();
    const second = open(shelf);
    const restoring = second.state().restore();
    await expect.poll(() => second.source.pending.length).toBe(1);
    second.state().cancelReading();
    await restoring;
    expect(second.state().sources).toEqual({});
    expect(shelf.kept?.files).toHaveLength(1);
    expect(second.state().keeping.status).toBe("kept");
  });

  it("forgets, and does not keep the same files once more", async () => {
    const shelf = memoryShelf();
    const opened = open(shelf);
    await withFiles(opened, "train.csv");
    await expect.poll(() => shelf.kept, { timeout: 3000 }).not.toBeNull();
    await opened.state().forgetKept();
    expect([shelf.kept, opened.state().keeping.status]).toEqual([null, "nothing"]);
    opened.state().chooseNegatives(["1"]);
    await withFiles(opened, "test.csv");
    await expect.poll(() => shelf.kept?.files.length, { timeout: 3000 }).toBe(2);
  });

  it("keeps nothing while it is not wanted", async () => {
    const shelf = memoryShelf();
    const opened = open(shelf);
    await withFiles(opened, "train.csv");
    await opened.state().setKeepWanted(false);
    expect(shelf.kept).toBeNull();
    const second = open(shelf);
    await second.state().restore();
    expect(second.state().keepWanted).toBe(false);
    await opened.state().setKeepWanted(true);
    expect(shelf.kept?.files).toHaveLength(1);
  });

  it("empties the shelf with the last file", async () => {
    const shelf = memoryShelf();
    const opened = open(shelf);
    await withFiles(opened, "train.csv");
    await expect.poll(() => shelf.kept, { timeout: 3000 }).not.toBeNull();
    await opened.state().removeFile("train");
    expect(shelf.kept).toBeNull();
  });

  it("says that the browser keeps nothing, and what is loaded is not touched", async () => {
    const shelf = memoryShelf();
    const opened = open(shelf);
    shelf.failNext(new Error("The browser has no room for it."));
    await withFiles(opened, "train.csv");
    await expect.poll(() => opened.state().keeping, { timeout: 3000 }).toEqual({ status: "failed", reason: "The browser has no room for it." });
    expect(opened.state().files.train?.rows).toBe(10);
  });
});
