import { describe, expect, it } from "vitest";
import type { EngineChoice, EngineName, EngineOption } from "../domain/engine-identity";
import { DEFAULT_CONFIG, PRESETS, type RunConfig } from "../domain/run-config";
import { perSplit } from "../domain/split";
import type { EngineRanking, Matrices } from "../domain/trainer";
import { LocalTrainer } from "./local-trainer";
import { fakeBackend, type FakeBackend } from "./testing/fake-backend";
import { eventsOf, fakeRequest, runFake } from "./testing/fake-run";

const SOFTWARE = "Google SwiftShader";

/** An engine as the clock of these tests sees it. */
interface Pace {
  readonly rowsPerMs: number;
  /** Milliseconds until it can take its first step. */
  readonly startMs: number;
}

const FAST: Pace = { rowsPerMs: 500, startMs: 30 };
const SLOW: Pace = { rowsPerMs: 6, startMs: 60 };

function matricesOf(rows: number): Matrices {
  const split = (count: number): Matrices["splits"]["train"] => ({
    rows: count,
    x: new Float32Array(count * 2),
    y: new Uint8Array(count).fill(1, 0, count / 2),
    positives: Math.floor(count / 2),
  });
  return { features: 2, splits: { ...perSplit(() => split(8)), train: split(rows) } };
}

interface Scene {
  readonly trainer: LocalTrainer;
  /** All that were made, in order. */
  readonly made: readonly FakeBackend[];
  readonly clock: { time: number };
}

/** A machine with these engines. */
async function machine(paces: Partial<Record<EngineName, Pace | "broken">>, rows = 100_000): Promise<Scene> {
  const clock = { time: 0 };
  const made: FakeBackend[] = [];
  const identity = (name: EngineName) => ({ name, variant: "fake", pool: 1, renderer: name === "webgl" ? SOFTWARE : null });
  const names = Object.keys(paces) as EngineName[];
  const option = (choice: EngineChoice, name: EngineName): EngineOption => ({
    choice,
    available: true,
    engine: identity(name),
    reason: "",
  });
  const options = names.map((name) => option(name, name));
  if (names[0] !== undefined) options.unshift(option("auto", names[0]));
  const trainer = new LocalTrainer({
    detectEngines: () => Promise.resolve(options),
    createBackend: (name) => {
      const pace = paces[name];
      if (pace === undefined || pace === "broken") return Promise.reject(new Error("It would not start."));
      clock.time += pace.startMs;
      const backend = fakeBackend({
        identity: identity(name),
        chunkRows: 512,
        onAccumulate: (count) => {
          clock.time += count / pace.rowsPerMs;
        },
      });
      made.push(backend);
      return Promise.resolve(backend);
    },
    now: () => clock.time,
  });
  await trainer.load(matricesOf(rows));
  return { trainer, made, clock };
}

function ratesOf({ engines }: EngineRanking): Record<string, number | null> {
  return Object.fromEntries(engines.map(({ engine, rowsPerSecond }) => [engine.name, rowsPerSecond]));
}

const config: RunConfig = { ...DEFAULT_CONFIG, batchSize: 256 };

describe("the calibration", () => {
  it("measures every engine on the loaded rows, within a second and a half, and leaves none behind", async () => {
    const { trainer, made, clock } = await machine({ cpu: SLOW, webgl: { ...SLOW, startMs: 200 }, wasm: FAST });
    const ranking = await trainer.rank(config);
    expect(clock.time).toBeLessThan(1500);
    const { wasm, webgl, cpu } = ratesOf(ranking);
    expect(wasm).toBeCloseTo(500_000, -2);
    expect(webgl).toBeCloseTo(6000, -1);
    expect(cpu).toBeCloseTo(6000, -1);
    expect(ranking.auto.engine.name).toBe("wasm");
    expect(made.map(({ identity, calls }) => [identity.name, calls.at(-1)])).toEqual([
      ["wasm", "dispose"],
      ["cpu", "dispose"],
      ["webgl", "dispose"],
    ]);
  });

  it("gives no rate to engines that there is no time left for, or that do not start", async () => {
    const { trainer, made, clock } = await machine({ wasm: { ...FAST, startMs: 900 }, cpu: SLOW });
    expect(ratesOf(await trainer.rank(config))).toEqual({ wasm: expect.closeTo(500_000, -2) as number, cpu: null });
    expect(clock.time).toBeLessThan(1500);
    expect(made).toHaveLength(1);
    const broken = await machine({ wasm: "broken", cpu: SLOW });
    const ranking = await broken.trainer.rank(config);
    expect([ratesOf(ranking)["wasm"], ranking.auto.engine.name]).toEqual([null, "cpu"]);
  });

  it("does not wait for an engine that takes too long to start", async () => {
    const never = new Promise<FakeBackend>(() => undefined);
    const option: EngineOption = {
      choice: "wasm",
      available: true,
      engine: { name: "wasm", variant: "fake", pool: 1, renderer: null },
      reason: "It is the only one.",
    };
    const trainer = new LocalTrainer({
      detectEngines: () => Promise.resolve([{ ...option, choice: "auto" }, option]),
      createBackend: () => never,
      now: () => 0,
    });
    await trainer.load(matricesOf(100));
    const { engines, auto } = await trainer.rank(config);
    expect([engines.map(({ rowsPerSecond }) => rowsPerSecond), auto.reason]).toEqual([[null], "It is the only one."]);
  });

  it("is kept for the net and batch size, and made again for others", async () => {
    const { trainer, made } = await machine({ wasm: FAST });
    const first = await trainer.rank(config);
    expect(await trainer.rank({ ...config, seed: 9, epochs: 3, optimizer: { ...config.optimizer, lr: 1 } })).toBe(first);
    expect(made).toHaveLength(1);
    await trainer.rank({ ...config, batchSize: 4096 });
    await trainer.rank({ ...config, model: { ...config.model, layers: config.model.layers.slice(2) } });
    expect(made).toHaveLength(3);
    // Both are more rows than the sample has.
    await trainer.rank({ ...config, batchSize: "full" });
    await trainer.rank({ ...config, batchSize: 70_000 });
    expect(made).toHaveLength(4);
  });

  it("takes a sample of the rows, larger for large batches", async () => {
    const { trainer, made } = await machine({ wasm: FAST });
    await trainer.rank(config);
    await trainer.rank({ ...config, batchSize: "full" });
    expect(made.map(({ steps }) => steps[0]?.batchRows)).toEqual([256, 65_536]);
  });

  it("measures arithmetic also where the loss of the run needs none", async () => {
    const { trainer, made } = await machine({ wasm: FAST });
    await trainer.rank(PRESETS.notebook.config);
    expect(made[0]?.steps[0]?.loss).toEqual({ type: "bce", positiveWeight: 1 });
  });

  it("says that there is no data", async () => {
    const trainer = new LocalTrainer({
      detectEngines: () => Promise.resolve([]),
      createBackend: () => Promise.reject(new Error("none")),
      now: () => 0,
    });
    await expect(trainer.rank(config)).rejects.toMatchObject({ code: "no-data" });
  });
});

describe("a run on auto", () => {
  it("measures the engines once, says so, and runs on the best", async () => {
    const { trainer, made } = await machine({ wasm: FAST, cpu: SLOW });
    const phasesOf = async (runId: number): Promise<Set<string>> => {
      const { outcome, events } = await runFake(trainer, fakeRequest({ ...config, epochs: 1 }, { runId, engine: "auto" }));
      expect(outcome.engine.name).toBe("wasm");
      return new Set(eventsOf(events, "progress").map(({ phase }) => phase));
    };
    expect(await phasesOf(1)).toContain("calibrating");
    expect(made.map(({ identity }) => identity.name)).toEqual(["wasm", "cpu", "wasm"]);
    expect(await phasesOf(2)).not.toContain("calibrating");
    expect(made).toHaveLength(3);
  });

  it("tells the ranking it was chosen by while it is under way, and measures nothing else meanwhile", async () => {
    const { trainer } = await machine({ wasm: FAST, cpu: SLOW });
    const told: Promise<unknown>[] = [];
    await trainer.run(fakeRequest({ ...config, epochs: 5 }, { engine: "auto" }), (events) => {
      if (told.length > 0 || !events.some(({ type }) => type === "engine")) return;
      told.push(trainer.rank(config), trainer.rank({ ...config, batchSize: 64 }).catch((reason: unknown) => reason));
    });
    const [known, unknown] = await Promise.all(told);
    expect(known).toMatchObject({ auto: { engine: { name: "wasm" } } });
    expect(unknown).toMatchObject({ code: "busy" });
  });

  it("that is stopped while it measures ends soon, and keeps no half measurement", async () => {
    const { trainer, made } = await machine({ wasm: FAST, cpu: SLOW });
    let told = false;
    const running = trainer.run(fakeRequest(config, { engine: "auto" }), () => {
      if (!told) void trainer.stop(1);
      told = true;
    });
    expect((await running).status).toBe("stopped");
    const before = made.length;
    await trainer.rank(config);
    expect(made.length).toBeGreaterThan(before);
  });

  it("leaves the weights of the last run on its engine as they were", async () => {
    const { trainer } = await machine({ wasm: FAST, cpu: SLOW });
    await runFake(trainer, fakeRequest({ ...config, epochs: 1 }, { engine: "wasm" }));
    const before = await trainer.evaluate(0.5);
    await trainer.rank({ ...config, batchSize: 64 });
    expect(await trainer.evaluate(0.5)).toEqual(before);
  });
});
