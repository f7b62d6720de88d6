import { readFileSync } from "node:fs";
import { join } from "node:path";
import { beforeAll, describe, expect, it } from "vitest";
import { BETH_FEATURES } from "../src/domain/feature-selection";
import { defaultTreatment } from "../src/domain/features/treatments";
import type { EpochRecord } from "../src/domain/history";
import { PRESETS, type PresetName } from "../src/domain/run-config";
import { generateSampleSplit } from "../src/domain/sample/generate";
import { SAMPLE_RUN_SEED, SAMPLE_SEED } from "../src/domain/sample/profile";
import { perSplit, SPLITS, type PerSplit } from "../src/domain/split";
import type { Matrices, RunEvent } from "../src/domain/trainer";
import { LocalTrainer } from "../src/engine/local-trainer";
import { WasmBackend } from "../src/engine/wasm/wasm-backend";
import { prepare } from "../src/ingest/prepare";

/** The notebook's printed accuracies, and those of always answering 0 on the same counts. */
const PRINTED: PerSplit<number> = { train: 0.994, validation: 0.99, test: 0.092 };
const ALWAYS_0: PerSplit<number> = {
  train: 761_875 / 763_144,
  validation: 188_181 / 188_967,
  test: 17_508 / 188_967,
};

function matrices(): Matrices {
  const tables = perSplit((split) => ({ fileName: `${split}.csv`, table: generateSampleSplit(split, { scale: 1, seed: SAMPLE_SEED }) }));
  const label = { column: "sus_label", positive: ["1"] };
  const features = BETH_FEATURES.map((name) => defaultTreatment(name, "numeric"));
  const { splits, fitted } = prepare(tables, { label, features, scaler: "standard", fitOn: "train" });
  return { splits, features: fitted.columns.length };
}

function trainer(): LocalTrainer {
  const kernel = readFileSync(join(import.meta.dirname, "../src/engine/wasm/generated/fused-simd.wasm"));
  const module = new WebAssembly.Module(kernel);
  const engine = { name: "wasm", variant: "fused-simd", pool: 1, renderer: null } as const;
  return new LocalTrainer({
    detectEngines: () => Promise.resolve([{ choice: "wasm", available: true, engine, reason: "under test" }]),
    createBackend: () => Promise.resolve(new WasmBackend(module, "fused-simd")),
    now: () => performance.now(),
  });
}

/** The presets at full size and full length on the sample, with the seed that it ships. */
describe("what the presets make of the sample", { timeout: 300_000 }, () => {
  const subject = trainer();
  let runs = 0;

  beforeAll(() => subject.load(matrices()), 60_000);

  async function lastEpoch(preset: PresetName): Promise<EpochRecord> {
    const events: RunEvent[] = [];
    const config = { ...PRESETS[preset].config, seed: SAMPLE_RUN_SEED };
    await subject.run({ runId: ++runs, config, engine: "wasm", start: { kind: "draw" }, until: null }, (some) => events.push(...some));
    const record = events.flatMap((event) => (event.type === "epoch" ? [event.record] : [])).at(-1);
    if (record === undefined) throw new Error("no epoch was measured");
    expect(record.epoch).toBe(10);
    return record;
  }

  it("Notebook as written prints three figures near the notebook's, each below always-0", async () => {
    const record = await lastEpoch("notebook");
    for (const split of SPLITS) {
      expect(record[split].accuracy).toBeLessThan(ALWAYS_0[split]);
      expect(Math.abs(record[split].accuracy - PRINTED[split])).toBeLessThan(0.01);
    }
  });

  it("Notebook, loss fixed falls to always-0", async () => {
    const record = await lastEpoch("notebook-fixed");
    for (const split of SPLITS) {
      expect(record[split].accuracy).toBe(ALWAYS_0[split]);
      expect(record[split].confusion.tp + record[split].confusion.fp).toBe(0);
    }
  });

  it("Trains ends above always-0 on train and validation, and at 0.93 or more on test", async () => {
    const record = await lastEpoch("trains");
    expect(record.train.accuracy).toBeGreaterThan(ALWAYS_0.train + 0.0005);
    expect(record.validation.accuracy).toBeGreaterThan(ALWAYS_0.validation + 0.001);
    expect(record.test.accuracy).toBeGreaterThanOrEqual(0.93);
  });
});
