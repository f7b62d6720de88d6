import { expect, it } from "vitest";
import { ENGINE_NAMES } from "../domain/engine-identity";
import { DEFAULT_CONFIG, type RunConfig } from "../domain/run-config";
import { detectEngines } from "./choose-engine";
import { createBackend } from "./create-backend";
import { LocalTrainer } from "./local-trainer";
import { fakeRequest, runFake } from "./testing/fake-run";
import { madeSplit } from "./testing/made-data";

const FEATURES = 7;
const CONFIG: RunConfig = { ...DEFAULT_CONFIG, batchSize: 256, epochs: 1 };

it("ranks the engines of this browser, takes a measured one for auto, and leaves every engine fit for a run", async () => {
  const trainer = new LocalTrainer({
    detectEngines: () => detectEngines({ pool: 1 }),
    createBackend: (name) => createBackend(name, { pool: 1 }),
    now: () => performance.now(),
  });
  const splits = { train: madeSplit(2000, FEATURES), validation: madeSplit(200, FEATURES), test: madeSplit(200, FEATURES) };
  await trainer.load({ splits, features: FEATURES });
  const ranking = await trainer.rank(CONFIG);
  expect(ranking.engines.map(({ engine }) => engine.name).sort()).toEqual([...ENGINE_NAMES].sort());
  const chosen = ranking.engines.find(({ engine }) => engine.name === ranking.auto.engine.name);
  expect(chosen?.rowsPerSecond).toBeGreaterThan(0);
  for (const [i, engine] of (["auto", ...ENGINE_NAMES] as const).entries()) {
    const { outcome } = await runFake(trainer, fakeRequest(CONFIG, { engine, runId: i }));
    expect(outcome).toMatchObject({ status: "finished", engine: { name: engine === "auto" ? ranking.auto.engine.name : engine } });
  }
});
