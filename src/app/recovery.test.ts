import { describe, expect, it } from "vitest";
import { WorkerGoneError } from "../protocol/errors";
import { isActive } from "../state/run-slice";
import { events } from "./testing/fake-trainer";
import { loadedPage, nextRequest, type Page, runBeyond, selectFeatures, settled, startRun } from "./testing/open-page";

const engineLost = (): Error => Object.assign(new Error("The context was lost."), { code: "engine-lost" });
const workerGone = (): Error => new WorkerGoneError("The training worker no longer answers.");

/** Loses something, and waits for the next attempt. */
function lose(page: Page, reason: Error): Promise<number> {
  return nextRequest(page, () => {
    page.trainer.fail(reason);
  });
}

describe("a run whose engine is lost", () => {
  it("goes on from its last checkpoint on the same engine, and says so in one line", async () => {
    const page = await loadedPage();
    const { store, trainer } = page;
    const id = await runBeyond(page, 6);
    trainer.emit([events.batchLoss(id, 6.25)]);
    await lose(page, engineLost());
    expect(trainer.requests[1]).toMatchObject({
      runId: id,
      engine: "webgl",
      start: { kind: "checkpoint", checkpoint: { epoch: 6 }, history: { length: 7 } },
      until: null,
    });
    const { run } = store.getState();
    expect(isActive(run)).toBe(true);
    expect(run?.batchLosses.at(-1)?.at).toBe(5.5);
    expect(run?.notices).toEqual([
      "The graphics context was lost in epoch 7; the run went on from the end of epoch 6 on WebGL.",
    ]);
    expect(trainer.loaded).toEqual([2]);
    trainer.emit([events.engine(id, "webgl"), ...events.epochs(id, 7, 10)]);
    trainer.end("finished");
    await settled(page);
    expect(store.getState().run).toMatchObject({ status: "finished", history: { length: 11 }, error: null });
  });

  it("takes another engine when it is lost again, and gives up after three times", async () => {
    const page = await loadedPage();
    const { store, trainer } = page;
    await runBeyond(page, 1);
    await lose(page, engineLost());
    await lose(page, engineLost());
    await lose(page, engineLost());
    trainer.fail(engineLost());
    await settled(page);
    expect(trainer.requests.map(({ engine }) => engine)).toEqual(["auto", "webgl", "wasm", "wasm"]);
    expect(store.getState().run).toMatchObject({ status: "failed", error: { code: "engine-lost" } });
    expect(store.getState().run?.error?.message).toMatch(/3 times.*Choose another engine/);
    expect(store.getState().run?.notices).toHaveLength(3);
    await nextRequest(page, () => void store.getState().goOnFrom(1, 2));
  });

  it("takes another engine when the same one cannot be had again", async () => {
    const page = await loadedPage();
    await runBeyond(page, 1);
    await lose(page, engineLost());
    await lose(page, Object.assign(new Error("No WebGL."), { code: "engine-unavailable" }));
    expect(page.trainer.requests.at(-1)?.engine).toBe("wasm");
  });

  it("begins again where nothing is kept yet", async () => {
    const page = await loadedPage();
    page.store.getState().chooseEngine("wasm");
    await startRun(page);
    await lose(page, engineLost());
    expect(page.trainer.requests[1]).toMatchObject({ engine: "wasm", start: { kind: "draw" } });
    expect(page.store.getState().run?.notices).toEqual([
      "A kernel worker stopped before the first epoch; the run began again on Fused WASM.",
    ]);
  });

  it("stays paused, and still stops when that was asked", async () => {
    const page = await loadedPage();
    const { store, trainer } = page;
    const id = await runBeyond(page, 2);
    store.getState().transport.pause();
    trainer.emit([events.progress(id, "paused", 3)]);
    await lose(page, engineLost());
    expect(store.getState().run?.status).toBe("paused");
    expect(trainer.calls.filter((call) => call === `pause ${id}`)).toHaveLength(2);
    store.getState().transport.stop();
    await lose(page, engineLost());
    expect(store.getState().run?.status).toBe("stopping");
    expect(trainer.calls.filter((call) => call === `stop ${id}`)).toHaveLength(2);
  });

  it("finishes the step that it was in", async () => {
    const page = await loadedPage();
    const { store, trainer } = page;
    const id = await nextRequest(page, store.getState().transport.stepEpoch);
    trainer.emit([events.engine(id, "webgl"), events.epoch(id, 0), events.progress(id, "training", 1)]);
    await lose(page, engineLost());
    expect(trainer.requests[1]).toMatchObject({ until: "epoch", start: { checkpoint: { epoch: 0 } } });
    trainer.emit([...events.epochs(id, 1, 1), events.progress(id, "paused", 1)]);
    store.getState().transport.stepBatch();
    await lose(page, engineLost());
    expect(trainer.requests[2]).toMatchObject({ until: "batch", start: { checkpoint: { epoch: 1 } } });
  });

  it("asks again for the changes that were undone or had not come about", async () => {
    const page = await loadedPage();
    const { store, trainer } = page;
    const id = await runBeyond(page, 1);
    trainer.emit([
      events.learningRate(id, 2, 0, 0.01),
      ...events.epochs(id, 2, 2),
      events.learningRate(id, 3, 0, 0.1),
      events.learningRate(id, 3, 1, 0.2),
    ]);
    store.getState().changeRun("threshold", 0.7);
    const before = trainer.calls.length;
    await lose(page, engineLost());
    expect(store.getState().run?.changes).toMatchObject([{ epoch: 2, to: 0.01 }]);
    expect(trainer.requests[1]?.config.optimizer.lr).toBe(0.01);
    expect(trainer.calls.slice(before)).toEqual([`change ${id} optimizer.lr 0.2`, `change ${id} threshold 0.7`]);
  });

  it("after its end has its figures worked out again, from the weights that it ended with", async () => {
    const page = await loadedPage();
    const { store, trainer } = page;
    await runBeyond(page, 10);
    trainer.failNext("evaluate", engineLost());
    await nextRequest(page, () => {
      trainer.end("finished");
    });
    expect(trainer.requests[1]).toMatchObject({ config: { epochs: 0 }, start: { kind: "weights" }, engine: "cpu" });
    expect(isActive(store.getState().run)).toBe(true);
    trainer.end("finished");
    await settled(page);
    expect(store.getState().run).toMatchObject({
      status: "finished",
      config: { epochs: 10 },
      notices: ["The engine stopped after the last epoch; the final metrics were worked out again on CPU."],
    });
  });
});

describe("a run whose worker is gone", () => {
  it("goes on in a new one, which gets the matrices again", async () => {
    const page = await loadedPage();
    const { store, trainer } = page;
    const id = await runBeyond(page, 3);
    await lose(page, workerGone());
    expect(trainer.loaded).toEqual([2, 2]);
    expect(trainer.requests[1]).toMatchObject({ runId: id, engine: "webgl", start: { checkpoint: { epoch: 3 } } });
    expect(store.getState().run?.notices).toEqual([
      "The training worker stopped in epoch 4; the run went on from the end of epoch 3 on WebGL.",
    ]);
  });

  it("keeps its own data, whatever was chosen since", async () => {
    const page = await loadedPage();
    await runBeyond(page, 3);
    selectFeatures(page.store, { include: ["a"] });
    await lose(page, workerGone());
    expect(page.trainer.loaded).toEqual([2, 2]);
  });

  it("gets the matrices without a word where nothing of the run was lost", async () => {
    const page = await loadedPage();
    await startRun(page);
    await lose(page, Object.assign(new Error("There is no data."), { code: "no-data" }));
    expect(page.trainer.loaded).toEqual([2, 2]);
    expect(page.trainer.requests[1]).toMatchObject({ engine: "auto", start: { kind: "draw" } });
    expect(page.store.getState().run?.notices).toEqual([]);
  });
});
