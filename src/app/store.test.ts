import { describe, expect, it } from "vitest";
import { presetOf } from "../domain/run-config";
import { readModelFile } from "../interop/read-model-file";
import { WorkerGoneError } from "../protocol/errors";
import { blockingProblem } from "../state/blockers";
import { allProblems } from "../state/problems";
import { isSample, trainingBlocker } from "../state/selectors";
import { stageNote, stageStatus } from "../state/stage-status";
import { events } from "./testing/fake-trainer";
import { csv, downloadedReport, loadedPage, openPage, selectFeatures, settled, startRun } from "./testing/open-page";

describe("loading", () => {
  it("gives files their roles, guesses label and features, and prepares at once", async () => {
    const { store, trainer } = await loadedPage();
    const state = store.getState();
    expect(state.files.train).toMatchObject({ rows: 12, split: "train" });
    expect(state.label).toEqual({ column: "label", positive: ["1"] });
    expect(state.features).toEqual(["a", "b"]);
    expect(state.positives("train")).toBe(4);
    expect(state.preparation.status).toBe("ready");
    expect(trainer.loaded).toEqual([2]);
    expect(trainingBlocker(state)).toBeNull();
    expect([stageStatus(state, "data"), stageNote(state, "data")]).toEqual(["done", "24 rows"]);
  });

  it("keeps what is loaded when another file is refused, and says why", async () => {
    const { store } = await loadedPage();
    await store.getState().addFileAs("train", new File([], "train.csv"));
    expect(store.getState().files.train?.rows).toBe(12);
    expect(store.getState().refusals.map(({ code }) => code)).toEqual(["empty-file"]);
    store.getState().dismissRefusals();
    expect(store.getState().refusals).toEqual([]);
  });

  it("asks about files whose role is taken instead of replacing what is there", async () => {
    const { store } = await loadedPage();
    const other = new File([await csv("train", 30).text()], "train-2.csv");
    await store.getState().addFiles([other]);
    expect(store.getState().files.train?.rows).toBe(12);
    expect(store.getState().unplaced).toEqual([other]);
    await store.getState().addFileAs("train", other);
    expect(store.getState().files.train?.rows).toBe(30);
    expect(store.getState().unplaced).toEqual([]);
  });

  it("exchanges two files, their summaries included", async () => {
    const { store } = await loadedPage();
    await store.getState().moveFile("train", "test");
    const { files } = store.getState();
    expect([files.train?.fileName, files.train?.split, files.test?.fileName, files.test?.split]).toEqual([
      "test.csv",
      "train",
      "train.csv",
      "test",
    ]);
  });

  it("says a thing once, though the summaries and the matrices both find it", async () => {
    const { store } = openPage();
    const one = new File(["a,label\n1,1\n2,1\n3,1"], "train.csv");
    await store.getState().addFiles([one, csv("validation", 6), csv("test", 6)]);
    await store.getState().prepared();
    await expect.poll(() => store.getState().preparation.status).toBe("ready");
    expect(allProblems(store.getState()).filter(({ code }) => code === "one-class")).toHaveLength(1);
  });

  it("shows that the data worker failed, and keeps what is there", async () => {
    const gone = (): Promise<never> => Promise.reject(new Error("The data worker stopped working."));
    const working = openPage();
    const { store } = openPage({ dataSource: { ...working.dataSource, forget: gone, reassign: gone } });
    await store.getState().addFiles([csv("train")]);
    await store.getState().removeFile("train");
    await store.getState().moveFile("train", "test");
    expect(store.getState().refusals.map(({ message }) => message)).toEqual(Array(2).fill("The data worker stopped working."));
    expect(store.getState().files.train?.rows).toBe(12);
  });

  it("forgets the files that the data worker lost, and says so", async () => {
    const working = await loadedPage();
    const other = openPage();
    // A worker that was started anew has no tables.
    const { store } = openPage({
      dataSource: { ...working.dataSource, prepare: (spec) => other.dataSource.prepare(spec) },
    });
    await store.getState().addFiles([csv("train"), csv("validation", 6), csv("test", 6)]);
    await expect.poll(() => store.getState().files).toEqual({});
    expect(store.getState().refusals).toMatchObject([
      { message: "The data worker has lost the files that it had read.", remedy: "Load the files again." },
    ]);
  });

  it("makes the matrices once more when the trainer is lost with them", async () => {
    const page = openPage();
    page.trainer.failNext("load", new WorkerGoneError("The training worker no longer answers."));
    await page.store.getState().addFiles([csv("train"), csv("validation", 6), csv("test", 6)]);
    await expect.poll(() => page.store.getState().preparation.status).toBe("ready");
    expect(page.trainer.loaded).toEqual([2, 2]);
  });

  it("names the missing split as what stands in the way", async () => {
    const { store } = await loadedPage();
    await store.getState().removeFile("test");
    expect(blockingProblem(store.getState())).toMatchObject({ code: "split-missing", split: "test" });
    expect(trainingBlocker(store.getState())).toBe("The test file is missing. Load it first.");
  });

  it("takes the reason of a refused file as the reason for the missing split", async () => {
    const { store } = openPage();
    await store.getState().addFiles([csv("train"), csv("validation"), new File([], "test.csv")]);
    expect(blockingProblem(store.getState())).toMatchObject({ code: "empty-file", split: "test" });
  });

  it("prepares again when label or features change, and only the last choice counts", async () => {
    const { store, trainer } = await loadedPage();
    selectFeatures(store, { include: ["a"] });
    selectFeatures(store, { include: ["b"] });
    const meta = await store.getState().prepared();
    expect(meta.fitted.columns.map(({ name }) => name)).toEqual(["b"]);
    await expect.poll(() => store.getState().preparation.status).toBe("ready");
    expect(trainer.loaded.at(-1)).toBe(1);
    store.getState().choosePositives(["0"]);
    expect(store.getState().positives("train")).toBe(8);
  });

  it("makes one set of matrices at a time, and none that nobody wants any more", async () => {
    const working = await loadedPage();
    const made: string[] = [];
    const gates: (() => void)[] = [];
    const { store } = openPage({
      dataSource: {
        ...working.dataSource,
        prepare: async (spec) => {
          made.push(spec.features.map(({ column }) => column).join());
          await new Promise<void>((resolve) => gates.push(resolve));
          return working.dataSource.prepare(spec);
        },
      },
    });
    await store.getState().addFiles([csv("train"), csv("validation", 6), csv("test", 6)]);
    await expect.poll(() => gates.length).toBe(1);
    selectFeatures(store, { include: ["a"] });
    const overtaken = store.getState().prepared();
    selectFeatures(store, { include: ["b"] });
    gates[0]?.();
    await expect.poll(() => gates.length).toBe(2);
    gates[1]?.();
    expect((await overtaken).fitted.columns.map(({ name }) => name)).toEqual(["b"]);
    expect(made).toEqual(["a,b", "b"]);
    expect(store.getState().preparation.status).toBe("ready");
  });

  it("loads the small sample, marks it as such, and takes the seed that it is shown with", async () => {
    const { store } = openPage();
    await store.getState().loadSample("small");
    const state = store.getState();
    expect(state.files.train?.rows).toBe(19_079);
    expect(isSample(state)).toBe(true);
    expect(state.config.seed).not.toBe(0);
    expect(presetOf(state.config)).toBe("trains");
  });

  it("says that a sample could not be fetched", async () => {
    const { store } = openPage({ fetchFile: () => Promise.reject(new Error("404")) });
    await store.getState().loadSample("small");
    expect(store.getState().refusals[0]?.message).toContain("404");
    expect(store.getState().makingSample).toBe(false);
  });

  it("reads files without a header", async () => {
    const { store } = openPage();
    store.getState().setHasHeader(false);
    await store.getState().addFileAs("train", new File(["1,2,0\n3,4,1\n5,6,0"], "train.csv"));
    const { files } = store.getState();
    expect(files.train?.rows).toBe(3);
    expect(files.train?.columns.map(({ name }) => name)).toEqual(["c0", "c1", "c2"]);
  });
});

describe("what leaves and comes in", () => {
  it("writes a model file that reads back, and a report", async () => {
    const page = await loadedPage();
    const { store, trainer, downloads } = page;
    const id = await startRun(page);
    trainer.emit([events.epoch(id, 0)]);
    trainer.end("finished");
    await settled(page);
    await store.getState().downloadModel();
    const report = await downloadedReport(page);
    const [model] = downloads;
    expect(model?.name).toBe("triptych-model.json");
    const file = readModelFile(model?.text ?? "");
    expect(file.data.train).toMatchObject({ name: "train.csv", rows: 12 });
    expect(file.golden.probabilities.every((p) => p === 0.25)).toBe(true);
    expect(JSON.parse(report)).toMatchObject({
      format: "triptych.report",
      ok: true,
      initial: { epoch: 0 },
      data: { train: { rows: 12, positives: 4 } },
      timing: { trainMs: 10, longestMainThreadTaskMs: 0 },
    });
  });

  it("reports what stands in the way when nothing could be trained", async () => {
    const { store, downloads } = openPage();
    await store.getState().addFiles([csv("train"), csv("validation"), new File([], "test.csv")]);
    await store.getState().downloadReport();
    expect(JSON.parse(downloads[0]?.text ?? "")).toMatchObject({
      ok: false,
      error: { code: "empty-file", split: "test" },
      evaluation: null,
    });
  });

  it("takes over a configuration, and what it leaves open is guessed", async () => {
    const { store } = await loadedPage();
    const text = JSON.stringify({
      format: "triptych.run-config",
      version: 1,
      label: { column: "b", positive: ["0", "1"] },
      epochs: 3,
    });
    await store.getState().openFile(new File([text], "run.json"));
    const state = store.getState();
    expect(state.opened).toMatchObject({ name: "run.json", error: null });
    expect(state.config.epochs).toBe(3);
    expect(state.label).toEqual({ column: "b", positive: ["0", "1"] });
    expect(state.features).toEqual(["a"]);
  });

  it("guesses what a configuration leaves open of the label", async () => {
    const { store } = await loadedPage();
    const open = (label: object): Promise<void> =>
      store.getState().openFile(new File([JSON.stringify({ format: "triptych.run-config", version: 1, label })], "run.json"));
    await open({ negative: ["1"] });
    expect(store.getState().label).toEqual({ column: "label", negative: ["1"] });
    await open({ column: "label" });
    expect(store.getState().label).toEqual({ column: "label", positive: ["1"] });
  });

  it("refuses a file that is neither, in words, and leaves everything as it was", async () => {
    const { store } = await loadedPage();
    const before = store.getState().config;
    await store.getState().openFile(new File(["not json"], "x.json"));
    expect(store.getState().opened?.error).toMatch(/JSON/);
    expect(store.getState().config).toBe(before);
  });

  it("starts from bare weights of the right shape, and refuses others by name", async () => {
    const { store } = await loadedPage();
    const matrix = (out: number, width: number): number[][] => Array.from({ length: out }, () => Array<number>(width).fill(0.5));
    const weights = {
      "0.weight": matrix(128, 2),
      "0.bias": Array<number>(128).fill(0),
      "2.weight": matrix(64, 128),
      "2.bias": Array<number>(64).fill(0),
      "4.weight": matrix(1, 64),
      "4.bias": [0],
    };
    await store.getState().openWeights(new File([JSON.stringify(weights)], "w.json"));
    expect(store.getState().start?.name).toBe("w.json");
    await store.getState().openWeights(new File([JSON.stringify({ ...weights, "0.weight": matrix(128, 7) })], "v.json"));
    expect(store.getState().opened?.error).toContain("0.weight");
    expect(store.getState().start?.name).toBe("w.json");
  });
});
