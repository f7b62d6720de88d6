import { describe, expect, it } from "vitest";
import { ENGINE_NAMES, type EngineName, type EngineOption } from "../domain/engine-identity";
import { WorkerGoneError } from "../protocol/errors";
import { lossOf, Recovery, recoveryWords } from "./recovery";

function offers(...names: EngineName[]): EngineOption[] {
  return ENGINE_NAMES.map((choice) => ({ choice, available: names.includes(choice), engine: null, reason: "" }));
}

describe("recovery", () => {
  it("takes the same engine once, then the next that is offered, and ends after three times", () => {
    const recovery = new Recovery();
    const all = offers("webgl", "wasm", "cpu");
    expect(recovery.next("engine", "webgl", all)).toBe("webgl");
    expect(recovery.next("engine", "webgl", all)).toBe("wasm");
    expect(recovery.next("worker", "wasm", all)).toBe("wasm");
    expect(recovery.next("engine", "wasm", all)).toBeNull();
  });

  it("passes over what the machine does not offer, and what was lost before", () => {
    const recovery = new Recovery();
    recovery.next("engine", "wasm", offers("wasm", "cpu"));
    expect(recovery.next("engine", "wasm", offers("wasm", "cpu"))).toBe("cpu");
    const alone = new Recovery();
    alone.next("engine", "cpu", offers("cpu"));
    expect(alone.next("engine", "cpu", offers("cpu"))).toBeNull();
  });

  it("takes another at once where the engine cannot be had again", () => {
    const recovery = new Recovery();
    recovery.next("engine", "webgl", offers("webgl", "cpu"));
    expect(recovery.unavailable("webgl", offers("webgl", "cpu"))).toBe("cpu");
  });

  it("does not count lost matrices against the engine", () => {
    const recovery = new Recovery();
    expect(recovery.next("matrices", "auto", [])).toBe("auto");
    expect(recovery.next("engine", "webgl", offers("webgl"))).toBe("webgl");
  });

  it.each([
    [Object.assign(new Error("lost"), { code: "engine-lost" }), "engine"],
    [new WorkerGoneError("gone"), "worker"],
    [Object.assign(new Error("none"), { code: "no-data" }), "matrices"],
    [Object.assign(new Error("bad"), { code: "config" }), null],
    ["text", null],
  ])("knows what %s stands for", (reason, loss) => {
    expect(lossOf(reason)).toBe(loss);
  });

  it.each([
    [
      { loss: "engine", lost: "webgl", epoch: 7, from: 6, engine: "webgl" },
      "The graphics context was lost in epoch 7; the run went on from the end of epoch 6 on WebGL.",
    ],
    [
      { loss: "engine", lost: "wasm", epoch: 1, from: 0, engine: "cpu" },
      "A kernel worker stopped in epoch 1; the run went on from the untrained net on CPU.",
    ],
    [
      { loss: "worker", lost: "auto", epoch: 0, from: null, engine: "auto" },
      "The training worker stopped before the first epoch; the run began again.",
    ],
    [
      { loss: "worker", lost: "wasm", epoch: null, from: 9, engine: "wasm" },
      "The training worker stopped after the last epoch; the final metrics were worked out again on Fused WASM.",
    ],
  ] as const)("says %o in one line", (facts, words) => {
    expect(recoveryWords(facts)).toBe(words);
  });
});
