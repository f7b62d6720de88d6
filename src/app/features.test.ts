import { describe, expect, it } from "vitest";
import type { Split } from "../domain/split";
import { readModelFile } from "../interop/read-model-file";
import { isSameData } from "../state/preparation-slice";
import { downloadedReport, loadedPage, openPage, type Page, selectFeatures, settled, startRun } from "./testing/open-page";

/** A number with gaps, a word that test has more of, and a label. */
function mixedCsv(split: Split): File {
  const words = split === "test" ? ["cron", "sshd", "evil"] : ["cron", "cron", "sshd"];
  const lines = Array.from({ length: 12 }, (_, i) => `${i % 4 === 3 ? "" : i},${words[i % 3] ?? ""},${i % 3 === 0 ? 1 : 0}`);
  return new File([["n,word,label", ...lines].join("\n")], `${split}.csv`);
}

async function mixedPage(): Promise<Page> {
  const page = openPage();
  await page.store.getState().addFiles([mixedCsv("train"), mixedCsv("validation"), mixedCsv("test")]);
  const { changeFeatures, featureWish } = page.store.getState();
  changeFeatures({
    ...featureWish,
    selection: { include: ["n", "word"] },
    treatments: [{ column: "n", missing: { type: "indicator" } }],
  });
  await page.store.getState().prepared();
  return page;
}

/** Weights of the reference net for so many columns. */
function zeroWeights(inputs: number) {
  const shapes = [[inputs, 128], [128, 64], [64, 1]] as const;
  return shapes.map(([from, to]) => ({ weight: new Float32Array(from * to), bias: new Float32Array(to) }));
}

describe("the features of the store", () => {
  it("are what was wished, with the scaler of the configuration following", async () => {
    const { store, trainer } = await loadedPage();
    const { featureWish, changeFeatures } = store.getState();
    changeFeatures({ ...featureWish, selection: { include: ["a"] }, treatments: [{ column: "a", transform: [{ type: "symlog" }] }], scaler: "robust" });
    expect(store.getState().config.scaler).toBe("robust");
    expect(store.getState().featurePlan).toMatchObject([{ column: "a", missing: { type: "drop-row" }, transform: [{ type: "symlog" }] }]);
    const meta = await store.getState().prepared();
    expect(meta.fitted).toMatchObject({ scaler: "robust", fitOn: "train", columns: [{ name: "a", transform: [{ type: "symlog" }] }] });
    expect(trainer.loaded.at(-1)).toBe(1);
    store.getState().choosePreset("notebook");
    expect(store.getState().config.scaler).toBe("robust");
  });

  it("can be taken back and made again, and a new change forgets what was taken back", async () => {
    const { store } = await loadedPage();
    const first = store.getState().featureWish;
    const second = { ...first, scaler: "minmax" } as const;
    store.getState().changeFeatures(second);
    selectFeatures(store, { include: ["b"] });
    expect(store.getState().featuresPast).toEqual([first, second]);
    store.getState().undoFeatures();
    expect(store.getState()).toMatchObject({ featureWish: second, features: ["a", "b"] });
    store.getState().undoFeatures();
    store.getState().undoFeatures();
    expect(store.getState().config.scaler).toBe("standard");
    store.getState().redoFeatures();
    expect(store.getState().featureWish).toEqual(second);
    store.getState().changeFeatures({ ...second });
    expect(store.getState()).toMatchObject({ featuresPast: [first], featuresFuture: [{ selection: { include: ["b"] } }] });
    selectFeatures(store, { include: ["a"] });
    expect(store.getState().featuresFuture).toEqual([]);
    selectFeatures(store, undefined);
    expect(store.getState().featureWish).not.toHaveProperty("selection");
  });

  it("of a file that was opened can be taken back too", async () => {
    const { store } = await mixedPage();
    const own = store.getState().featureWish;
    const config = { format: "triptych.run-config", version: 1, features: { include: ["word"] }, scaler: "none" };
    await store.getState().openFile(new File([JSON.stringify(config)], "run.json"));
    expect(store.getState().features).toEqual(["word"]);
    store.getState().undoFeatures();
    expect(store.getState().featureWish).toBe(own);
    expect(store.getState().config.scaler).toBe("standard");
  });

  it("say how wide the net's input is, before the matrices are made and after", async () => {
    const { store } = await mixedPage();
    expect(store.getState().inputs).toBe(4);
    const { featureWish, changeFeatures } = store.getState();
    changeFeatures({ ...featureWish, treatments: [{ column: "word", encoding: { type: "one-hot", max: 1 } }] });
    expect(store.getState().inputs).toBe(3);
    const { fitted } = await store.getState().prepared();
    expect(fitted.columns.map(({ name }) => name)).toEqual(["n", "word=cron", "word (other)"]);
  });

  it("name a treatment that a column cannot have among the problems", async () => {
    const { store } = await mixedPage();
    const { featureWish, changeFeatures } = store.getState();
    changeFeatures({ ...featureWish, treatments: [{ column: "word", missing: { type: "mean" } }] });
    expect(store.getState().dataProblems).toContainEqual(expect.objectContaining({ code: "config", severity: "error", column: "word" }));
  });

  it("leave as a model file and a report, and come back whole", async () => {
    const page = await mixedPage();
    const { store, trainer, downloads } = page;
    await startRun(page);
    trainer.end("finished", { weights: zeroWeights(4) });
    await settled(page);
    await store.getState().downloadModel();
    const model = downloads[0]?.text ?? "";
    const report = await downloadedReport(page);
    const file = readModelFile(model);
    expect(file.fitted.columns.map(({ name }) => name)).toEqual(["n", "n is missing", "word=cron", "word=sshd"]);
    expect(file.golden.rows.flat()).toContain(null);
    expect(file.config.treatments).toEqual([
      { column: "n", missing: { type: "indicator" } },
      { column: "word", encoding: { type: "one-hot", max: 10 } },
    ]);
    expect(JSON.parse(report)).toMatchObject({
      preprocessing: { scaler: "standard", fittedOn: "train", features: [{ name: "n", mean: expect.any(Number) as number }, {}, {}, {}] },
      unseen: [{ column: "word", rows: { train: 0, validation: 0, test: 4 }, examples: ["evil"] }],
      warnings: expect.arrayContaining([expect.objectContaining({ code: "unseen-category", split: "test" })]) as unknown,
    });

    const other = openPage();
    await other.store.getState().openFile(new File([model], "model.json"));
    expect(other.store.getState().featureWish).toEqual({
      selection: { include: ["n", "word"] },
      treatments: file.config.treatments,
      scaler: "standard",
      fitOn: "train",
    });
    await other.store.getState().addFiles([mixedCsv("train"), mixedCsv("validation"), mixedCsv("test")]);
    const again = await other.store.getState().prepared();
    const before = store.getState().run?.data;
    expect(before !== undefined && before !== null && isSameData(again, before)).toBe(true);
  });

  it("are marked as leaking in the report where they are fitted on everything", async () => {
    const { store, downloads } = await mixedPage();
    store.getState().changeFeatures({ ...store.getState().featureWish, fitOn: "everything" });
    const { fitted, unseen } = await store.getState().prepared();
    expect(fitted.fitOn).toBe("everything");
    expect(unseen).toEqual([]);
    await expect.poll(() => store.getState().preparation.status).toBe("ready");
    await store.getState().downloadReport();
    const report = JSON.parse(downloads[0]?.text ?? "") as { warnings: { code: string }[] };
    expect(report.warnings.map(({ code }) => code)).toContain("leakage");
  });

  it("are marked in what leaves of a run that leaked, whatever was chosen since, and only there", async () => {
    const page = await mixedPage();
    const { store, trainer, downloads } = page;
    const trainOnce = async (fitOn: "train" | "everything"): Promise<void> => {
      store.getState().changeFeatures({ ...store.getState().featureWish, fitOn });
      await startRun(page);
      trainer.end("finished", { weights: zeroWeights(store.getState().inputs) });
      await settled(page);
    };
    const warned = async (): Promise<boolean[]> => {
      const before = downloads.length;
      await downloadedReport(page);
      await store.getState().downloadModel();
      return downloads.slice(before).map(({ text }) => (JSON.parse(text) as { warnings: { code: string }[] }).warnings.some(({ code }) => code === "leakage"));
    };
    await trainOnce("everything");
    store.getState().changeFeatures({ ...store.getState().featureWish, fitOn: "train" });
    await store.getState().prepared();
    expect(await warned()).toEqual([true, true]);
    await trainOnce("train");
    store.getState().changeFeatures({ ...store.getState().featureWish, fitOn: "everything" });
    await store.getState().prepared();
    expect(await warned()).toEqual([false, false]);
  });
});
