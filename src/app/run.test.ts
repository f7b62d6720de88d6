import { describe, expect, it } from "vitest";
import { presetOf } from "../domain/run-config";
import { trainingBlocker } from "../state/selectors";
import { stageStatus } from "../state/stage-status";
import { events, RANKING } from "./testing/fake-trainer";
import { csv, loadedPage, nextRequest, runBeyond, settled, startRun } from "./testing/open-page";

describe("a run", () => {
  it("takes up its events, drops those of an older run, and ends with every figure", async () => {
    const page = await loadedPage();
    const { store, trainer } = page;
    const id = await startRun(page);
    trainer.emit([events.engine(id, "cpu")]);
    expect(store.getState().run?.status).toBe("running");
    trainer.emit([events.epoch(id, 0), events.batchLoss(id, 0.5)]);
    trainer.end("finished");
    await settled(page);
    expect(store.getState().run).toMatchObject({
      status: "finished",
      history: [{ epoch: 0 }],
      batchLosses: [{ at: 0.5 }],
      checkpoints: [{ epoch: 0, bytes: 8 }],
      startEpoch: 0,
      notices: [],
    });
    expect(store.getState().run?.results?.figures.train.evaluation.accuracy).toBe(1);
    await startRun(page);
    trainer.emit([events.epoch(id, 9)]);
    expect(store.getState().run).toMatchObject({ history: [], checkpoints: [] });
  });

  it("passes label, features and seed on, and a preset keeps the seed", async () => {
    const page = await loadedPage();
    page.store.getState().configure({ seed: 9 });
    page.store.getState().choosePreset("notebook");
    await startRun(page);
    expect(page.trainer.requests[0]).toMatchObject({
      start: { kind: "draw" },
      until: null,
      config: {
        seed: 9,
        loss: { type: "cross-entropy-single-output" },
        label: { column: "label" },
        features: { include: ["a", "b"] },
      },
    });
  });

  it("does not start while its settings do not go together, and says which", async () => {
    const { store } = await loadedPage();
    const earlyStop = { metric: "holdout.loss", patience: 3, restoreBest: true } as const;
    store.getState().configure({ earlyStop });
    expect(trainingBlocker(store.getState())).toContain("none are set aside");
    store.getState().switchOff("earlyStop");
    expect(store.getState().config).not.toHaveProperty("earlyStop");
    expect(trainingBlocker(store.getState())).toBeNull();
  });

  it("starts from weights that were opened", async () => {
    const page = await loadedPage();
    page.store.getState().startFrom({ name: "w.json", weights: [] });
    await startRun(page);
    expect(page.trainer.requests[0]?.start).toEqual({ kind: "weights", weights: [] });
  });

  it("can be paused, resumed and stopped, and only then started again", async () => {
    const page = await loadedPage();
    const { store, trainer } = page;
    const id = await startRun(page);
    trainer.emit([events.engine(id, "cpu")]);
    const { transport } = store.getState();
    const status = (): string | undefined => store.getState().run?.status;
    transport.pause();
    expect(status()).toBe("paused");
    trainer.emit([events.progress(id, "training", 1)]);
    expect(status()).toBe("paused");
    trainer.emit([events.progress(id, "paused", 1)]);
    transport.train();
    expect(trainer.requests).toHaveLength(1);
    transport.resume();
    expect(status()).toBe("running");
    transport.stop();
    expect(status()).toBe("stopping");
    trainer.end("stopped");
    await settled(page);
    expect(status()).toBe("stopped");
    expect(trainer.calls.filter((call) => /^(pause|resume|stop)/.test(call))).toEqual([`pause ${id}`, `resume ${id}`, `stop ${id}`]);
  });

  it("that fails says so, with the trainer's words", async () => {
    const page = await loadedPage();
    await startRun(page);
    page.trainer.fail(new Error("The batch is larger than the data."));
    await settled(page);
    expect(page.store.getState().run).toMatchObject({
      status: "failed",
      error: { code: "internal", message: "The batch is larger than the data." },
    });
    expect(stageStatus(page.store.getState(), "train")).toBe("problem");
    expect(page.trainer.requests).toHaveLength(1);
  });

  it("that diverged has the results of its last good weights, and the reason", async () => {
    const page = await loadedPage();
    const id = await runBeyond(page, 2);
    page.trainer.end("diverged", { reason: "The loss in epoch 3, batch 4 is not a finite number.", weightsEpoch: 2 });
    await settled(page);
    expect(page.store.getState().run).toMatchObject({
      id,
      status: "diverged",
      error: { code: "diverged", message: "The loss in epoch 3, batch 4 is not a finite number." },
      results: { figures: { train: { evaluation: { accuracy: 1 } } } },
    });
    expect(stageStatus(page.store.getState(), "train")).toBe("problem");
  });

  it("that ended early says why", async () => {
    const page = await loadedPage();
    await runBeyond(page, 5);
    page.trainer.end("finished", { reason: "The validation loss has not improved for 3 epochs." });
    await settled(page);
    expect(page.store.getState().run?.notices).toEqual(["The validation loss has not improved for 3 epochs."]);
  });

  it("starts with another seed at the press of one button", async () => {
    const page = await loadedPage();
    await nextRequest(page, page.store.getState().drawAnother);
    expect(page.trainer.requests[0]?.config.seed).toBe(4242);
    expect(presetOf(page.store.getState().config)).toBe("trains");
  });
});

describe("a step", () => {
  it("of a paused run goes on and pauses again", async () => {
    const page = await loadedPage();
    const { store, trainer } = page;
    const id = await runBeyond(page, 1);
    const { transport } = store.getState();
    transport.stepBatch();
    expect(trainer.calls.some((call) => call.startsWith("step"))).toBe(false);
    transport.pause();
    trainer.emit([events.progress(id, "paused", 2)]);
    transport.stepEpoch();
    expect(store.getState().run?.status).toBe("running");
    trainer.emit([events.progress(id, "training", 2)]);
    trainer.emit([...events.epochs(id, 2, 2), events.progress(id, "paused", 2)]);
    expect(store.getState().run).toMatchObject({ status: "paused", checkpoints: [{}, {}, { epoch: 2 }] });
    transport.stepBatch();
    expect(trainer.calls.filter((call) => call.startsWith("step"))).toEqual([`step ${id} epoch`, `step ${id} batch`]);
  });

  it.each([
    ["stepBatch", "batch"],
    ["stepEpoch", "epoch"],
  ] as const)("by %s starts a run that pauses after its first %s", async (button, until) => {
    const page = await loadedPage();
    const id = await nextRequest(page, page.store.getState().transport[button]);
    expect(page.trainer.requests[0]?.until).toBe(until);
    page.trainer.emit([events.engine(id, "cpu"), events.progress(id, "paused", 1)]);
    expect(page.store.getState().run?.status).toBe("paused");
  });
});

describe("a change in the middle of a run", () => {
  it("is recorded when the trainer says that it took effect", async () => {
    const page = await loadedPage();
    const { store, trainer } = page;
    const id = await runBeyond(page, 1);
    store.getState().changeRun("optimizer.lr", 0.01);
    expect(trainer.calls).toContain(`change ${id} optimizer.lr 0.01`);
    expect(store.getState().run?.changes).toEqual([]);
    trainer.emit([events.learningRate(id, 2, 5, 0.01)]);
    expect(store.getState().run?.changes).toEqual([{ epoch: 2, step: 5, field: "optimizer.lr", from: 0.001, to: 0.01 }]);
    expect(store.getState().run?.config.optimizer.lr).toBe(0.001);
  });

  it("that is refused is told of", async () => {
    const page = await loadedPage();
    await runBeyond(page, 1);
    page.trainer.failNext("change", new Error("The loss of this run has no positive weight."));
    page.store.getState().changeRun("loss.positiveWeight", 3);
    await expect.poll(() => page.store.getState().run?.notices).toEqual(["The loss of this run has no positive weight."]);
    expect(page.store.getState().run?.status).toBe("running");
  });

  it("of the threshold counts in the final figures", async () => {
    const page = await loadedPage();
    await runBeyond(page, 1);
    page.trainer.end("finished", { config: { ...page.store.getState().config, threshold: 0.9 } });
    await settled(page);
    expect(page.trainer.calls).toContain("evaluate 0.9");
  });
});

describe("going on", () => {
  it("from a kept epoch keeps what came before it, changes included, and forgets what came after", async () => {
    const page = await loadedPage();
    const { store, trainer } = page;
    const first = await runBeyond(page, 1);
    trainer.emit([events.learningRate(first, 2, 0, 0.01), ...events.epochs(first, 2, 4), events.learningRate(first, 5, 1, 0.1)]);
    trainer.end("stopped");
    await settled(page);
    const id = await nextRequest(page, () => void store.getState().goOnFrom(3, 7));
    expect(store.getState().run).toMatchObject({
      id,
      status: "starting",
      startEpoch: 3,
      history: [{ epoch: 0 }, { epoch: 1 }, { epoch: 2 }, { epoch: 3 }],
      batchLosses: [{ at: -0.5 }, { at: 0.5 }, { at: 1.5 }, { at: 2.5 }],
      changes: [{ epoch: 2, to: 0.01 }],
      checkpoints: [{ epoch: 0 }, { epoch: 1 }, { epoch: 2 }, { epoch: 3 }],
    });
    expect(trainer.requests[1]).toMatchObject({
      config: { epochs: 10, optimizer: { lr: 0.01 } },
      start: { kind: "checkpoint", checkpoint: { epoch: 3, step: 9 }, history: [{}, {}, {}, { epoch: 3 }], best: null },
      until: null,
    });
    expect(store.getState().run?.config).toMatchObject({ epochs: 10, optimizer: { lr: 0.001 } });
    trainer.emit([events.engine(id, "cpu"), ...events.epochs(id, 4, 4)]);
    expect(store.getState().run?.history.map(({ epoch }) => epoch)).toEqual([0, 1, 2, 3, 4]);
    expect(store.getState().checkpointAt(4)?.step).toBe(12);
    expect(store.getState().checkpointAt(5)).toBeNull();
  });

  it("hands over the best epoch so far where the run may end with it", async () => {
    const page = await loadedPage();
    const earlyStop = { metric: "validation.loss", patience: 5, restoreBest: true } as const;
    page.store.getState().configure({ earlyStop });
    await runBeyond(page, 4);
    page.trainer.end("stopped");
    await settled(page);
    await nextRequest(page, () => void page.store.getState().goOnFrom(4, 1));
    expect(page.trainer.requests[1]?.start).toMatchObject({ kind: "checkpoint", best: { epoch: 0 } });
  });

  it("is refused in words for an epoch that is not kept, and for other data", async () => {
    const page = await loadedPage();
    const { store, trainer } = page;
    await runBeyond(page, 4);
    trainer.end("stopped");
    await settled(page);
    await store.getState().goOnFrom(9, 1);
    await store.getState().addFileAs("test", csv("test", 30));
    await store.getState().goOnFrom(4, 1);
    expect(store.getState().run?.notices).toEqual([
      "Epoch 9 is not kept. Go on from one that is, or train anew.",
      "The data is not what this run was trained on, so it cannot go on. Train anew.",
    ]);
    expect(trainer.requests).toHaveLength(1);
    expect(store.getState().checkpointAt(4)).not.toBeNull();
  });
});

describe("the ranking of the engines", () => {
  it("is asked for once the trainer has chosen by it", async () => {
    const page = await loadedPage();
    const id = await startRun(page);
    expect(page.store.getState().ranking).toBeNull();
    page.trainer.emit([events.engine(id, "wasm")]);
    await expect.poll(() => page.store.getState().ranking).toEqual(RANKING);
  });

  it("keeps the reason why it cannot be had, and forgets it when it can", async () => {
    const page = await loadedPage();
    const { store, trainer } = page;
    trainer.failNext("rank", new Error("No engine could be measured."));
    await store.getState().rankEngines();
    expect(store.getState()).toMatchObject({ ranking: null, rankingError: "No engine could be measured." });
    await store.getState().rankEngines();
    expect(store.getState()).toMatchObject({ ranking: RANKING, rankingError: null });
  });

  it("gives a trainer that was started anew its matrices first", async () => {
    const page = await loadedPage();
    page.trainer.failNext("rank", Object.assign(new Error("There is no data."), { code: "no-data" }));
    await page.store.getState().rankEngines();
    expect(page.trainer.loaded).toEqual([2, 2]);
    expect(page.store.getState().ranking).toEqual(RANKING);
  });
});
