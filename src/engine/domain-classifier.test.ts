import { readFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import type { PreparedSplit } from "../domain/prepared";
import { createRandom } from "../domain/random";
import { DEFAULT_CONFIG, type RunConfig } from "../domain/run-config";
import { isTold } from "../domain/shift/apart-words";
import type { DomainAnswer, DomainMeasure, DomainQuestion, DomainResult } from "../domain/shift/domain-question";
import type { Matrices } from "../domain/trainer";
import { EngineLostError, type Backend } from "./backend";
import { LocalTrainer } from "./local-trainer";
import { fakeBackend } from "./testing/fake-backend";
import { eventsOf, fakeMatrices, fakeRequest, fakeTrainer, runFake } from "./testing/fake-run";
import { WasmBackend } from "./wasm/wasm-backend";

const kernel = new WebAssembly.Module(readFileSync(join(import.meta.dirname, "wasm/generated/fused-simd.wasm")));
const FEATURES = 3;
const QUESTION: DomainQuestion = {
  against: "test",
  groups: Array.from({ length: FEATURES }, (_, column) => ({ name: `x${column}`, columns: [column] })),
  seed: 1,
  engine: "wasm",
};

interface Plan {
  readonly rows: number;
  readonly prevalence: number;
  /** Added to the last column of a row of the class. */
  readonly positive?: number;
  readonly negative?: number;
}

/** The first column tells the class, the others do not; a shift within a class is in the last. */
function rowsOf({ rows, prevalence, positive = 0, negative = 0 }: Plan, seed: number): PreparedSplit {
  const random = createRandom(seed, "domain test");
  const y = Uint8Array.from({ length: rows }, (_, row) => (row < prevalence * rows ? 1 : 0));
  const x = new Float32Array(rows * FEATURES);
  y.forEach((label, row) => {
    x.set([random.normal() + 2 * label, random.normal(), random.normal() + (label === 1 ? positive : negative)], row * FEATURES);
  });
  return { rows, x, y, positives: y.reduce((sum, label) => sum + label, 0) };
}

function matricesOf(train: Plan, test: Plan): Matrices {
  return { features: FEATURES, splits: { train: rowsOf(train, 1), validation: rowsOf({ rows: 20, prevalence: 0.5 }, 2), test: rowsOf(test, 3) } };
}

/** A trainer on the kernel itself, and the back ends that it opened. */
async function kernelTrainer(matrices: Matrices): Promise<{ trainer: LocalTrainer; opened: WasmBackend[] }> {
  const opened: WasmBackend[] = [];
  let time = 0;
  const engine = { name: "wasm", variant: "fused-simd", pool: 1, renderer: null } as const;
  const trainer = new LocalTrainer({
    detectEngines: () => Promise.resolve([{ choice: "wasm", available: true, engine, reason: "" }]),
    createBackend: () => {
      const backend = new WasmBackend(kernel, "fused-simd");
      opened.push(backend);
      return Promise.resolve(backend);
    },
    // Every look at the clock is 5 ms later, so that turns come about on a machine of any speed.
    now: () => (time += 5),
  });
  await trainer.load(matrices);
  return { trainer, opened };
}

async function answerOf(train: Plan, test: Plan, question = QUESTION): Promise<DomainAnswer> {
  const { trainer } = await kernelTrainer(matricesOf(train, test));
  return trainer.examiner.domain(question);
}

function measured(result: DomainResult): DomainMeasure {
  if (result.type === "undefined") throw new Error(result.reason);
  return result;
}

describe("telling splits apart, where the truth is known", () => {
  it("finds nothing between rows of one distribution", async () => {
    const plan = { rows: 3000, prevalence: 0.3 };
    const { plain, sameMix } = await answerOf(plan, plan);
    for (const result of [measured(plain), measured(sameMix)]) {
      expect(result.interval.low).toBeLessThan(0.5);
      expect(result.interval.high).toBeGreaterThan(0.5);
    }
  });

  it("finds a pure label shift in all rows, by the column that tells the class, and nothing in equal mixes", async () => {
    const { plain, sameMix } = await answerOf({ rows: 6000, prevalence: 0.1 }, { rows: 6000, prevalence: 0.9 });
    expect(measured(plain).auc).toBeGreaterThan(0.8);
    expect(measured(plain).columns[0]?.name).toBe("x0");
    expect(isTold(measured(plain))).toBe(true);
    expect(isTold(measured(sameMix))).toBe(false);
    expect(measured(sameMix).auc).toBeLessThan(0.54);
    expect(measured(plain).within).toBeNull();
  });

  it("finds a shift of a column in both, and which column it is", async () => {
    const shifted = { rows: 4000, prevalence: 0.3, positive: 1.5, negative: 1.5 };
    const { plain, sameMix } = await answerOf({ rows: 4000, prevalence: 0.3 }, shifted);
    // The best that can be done: Phi(1.5 / sqrt 2) = 0.8556.
    for (const result of [measured(plain), measured(sameMix)]) {
      expect(result.auc).toBeGreaterThan(0.82);
      expect(result.auc).toBeLessThan(0.885);
      expect(result.columns[0]?.name).toBe("x2");
      expect(result.columns[0]?.mean).toBeGreaterThan(0.2);
    }
  });

  it("finds a shift within one class beside a label shift, and in which class", async () => {
    const { sameMix } = await answerOf({ rows: 6000, prevalence: 0.2 }, { rows: 6000, prevalence: 0.8, positive: 2 });
    const { within, ...result } = measured(sameMix);
    expect(isTold(result)).toBe(true);
    expect(within?.positive.auc).toBeGreaterThan(0.85);
    expect(within?.negative.auc).toBeLessThan(0.6);
  });

  it("gives the same bits for the same seed, and other rows for another", async () => {
    const plans = [{ rows: 400, prevalence: 0.3 }, { rows: 300, prevalence: 0.6, positive: 1 }] as const;
    const first = await answerOf(...plans);
    expect(await answerOf(...plans)).toEqual(first);
    expect((await answerOf(...plans, { ...QUESTION, seed: 2 })).plain).not.toEqual(first.plain);
  });

  it("says in words what cannot be measured, and what can is measured all the same", async () => {
    const { plain, sameMix } = await answerOf({ rows: 200, prevalence: 0.01 }, { rows: 200, prevalence: 0.5 });
    expect(plain.type).toBe("measured");
    expect(sameMix).toEqual({ type: "undefined", reason: expect.stringContaining("Train has only 2 positive rows") as string });
    const small = await answerOf({ rows: 200, prevalence: 0.5 }, { rows: 10, prevalence: 0.5 });
    expect(small.plain).toEqual({ type: "undefined", reason: expect.stringContaining("Test has only 10 rows") as string });
  });

  it("does not mind constant columns: rows that are all alike cannot be told apart", async () => {
    const flat = (rows: number): PreparedSplit => ({ rows, x: new Float32Array(rows * FEATURES).fill(7), y: Uint8Array.from({ length: rows }, (_, row) => row % 2), positives: rows / 2 });
    const { trainer } = await kernelTrainer({ features: FEATURES, splits: { train: flat(300), validation: flat(100), test: flat(200) } });
    const { plain } = await trainer.examiner.domain(QUESTION);
    expect(measured(plain)).toMatchObject({ auc: 0.5, interval: { low: 0.5, high: 0.5 } });
    expect(measured(plain).columns.every(({ mean }) => mean === 0)).toBe(true);
  });
});

const CONFIG: RunConfig = { ...DEFAULT_CONFIG, holdout: 0.2, batchSize: 50, epochs: 2, seed: 5 };

describe("what was there before", () => {
  it("is there after: the run's net, its engine and what was kept of the last question", async () => {
    const { trainer, opened } = await kernelTrainer(matricesOf({ rows: 500, prevalence: 0.3 }, { rows: 300, prevalence: 0.6 }));
    const { events } = await runFake(trainer, { runId: 1, config: CONFIG, engine: "wasm", start: { kind: "draw" }, until: null });
    const weights = eventsOf(events, "epoch")[0]?.checkpoint.weights ?? [];
    const net = { config: CONFIG, engine: "wasm", weights } as const;
    const x = Float32Array.of(0.5, -1, 2);
    const before = { evaluation: await trainer.evaluate(0.5), answer: await trainer.predict(x, 1), comparison: await trainer.examiner.compare({ net, threshold: 0.5 }), memory: await trainer.memory() };
    await trainer.examiner.domain(QUESTION);
    expect(await trainer.memory()).toEqual(before.memory);
    expect(await trainer.examiner.compare({ net, threshold: 0.5 })).toEqual(before.comparison);
    expect(await trainer.predict(x, 1)).toEqual(before.answer);
    expect(await trainer.evaluate(0.5)).toEqual(before.evaluation);
    expect(opened.map((backend) => backend.liveBuffers() > 0)).toEqual([true, false]);
  });

  it("needs no run: a run after it comes out as it would have without", async () => {
    const data = matricesOf({ rows: 500, prevalence: 0.3 }, { rows: 300, prevalence: 0.6 });
    const request = { runId: 1, config: CONFIG, engine: "wasm", start: { kind: "draw" }, until: null } as const;
    const asked = await kernelTrainer(data);
    await asked.trainer.examiner.domain(QUESTION);
    const plain = await kernelTrainer(data);
    expect((await runFake(asked.trainer, request)).outcome.weights).toEqual((await runFake(plain.trainer, request)).outcome.weights);
  });

  it("stays when the small net's own engine is lost", async () => {
    const lost: Backend = fakeBackend({ onAccumulate: () => { throw new EngineLostError("The GPU is gone."); } });
    const trainer = await fakeTrainer(fakeBackend(), lost);
    await trainer.load({ features: FEATURES, splits: { ...matricesOf({ rows: 200, prevalence: 0.5 }, { rows: 200, prevalence: 0.5 }).splits } });
    await runFake(trainer, fakeRequest());
    const before = await trainer.evaluate(0.5);
    await expect(trainer.examiner.domain({ ...QUESTION, engine: "cpu" })).rejects.toMatchObject({ code: "engine-unavailable", message: "The engine was lost meanwhile: The GPU is gone." });
    expect(await trainer.evaluate(0.5)).toEqual(before);
  });
});

describe("copies of rows", () => {
  const answerOn = async (train: PreparedSplit, test: PreparedSplit, seed = 1): Promise<DomainAnswer> => {
    const { trainer } = await kernelTrainer({ features: FEATURES, splits: { train, validation: rowsOf({ rows: 20, prevalence: 0.5 }, 2), test } });
    return trainer.examiner.domain({ ...QUESTION, seed });
  };
  /** Every row of a split so many times, one after the other. */
  const repeated = ({ rows, x, y, positives }: PreparedSplit, times: number): PreparedSplit => ({
    rows: rows * times,
    x: Float32Array.from({ length: x.length * times }, (_, at) => x[Math.floor(at / (FEATURES * times)) * FEATURES + (at % FEATURES)] ?? NaN),
    y: Uint8Array.from({ length: rows * times }, (_, row) => y[Math.floor(row / times)] ?? 0),
    positives: positives * times,
  });

  it.each([100, 400, 2000])("between two splits of the same %i rows give exactly one half", async (rows) => {
    const one = rowsOf({ rows, prevalence: 0.5 }, 5);
    const order = createRandom(1).permutation(rows);
    const shuffled: PreparedSplit = { ...one, x: Float32Array.from({ length: one.x.length }, (_, at) => one.x[(order[Math.floor(at / FEATURES)] ?? 0) * FEATURES + (at % FEATURES)] ?? NaN), y: Uint8Array.from(order, (row) => one.y[row] ?? 0) };
    for (const other of [one, shuffled]) {
      const { plain, sameMix } = await answerOn(one, other);
      for (const result of [plain, sameMix]) {
        if (rows === 100 && result.type === "undefined") continue;
        expect(measured(result).auc).toBe(0.5);
        expect(measured(result).interval.high - measured(result).interval.low).toBeLessThan(1e-6);
      }
    }
  });

  it("within a split are no rows of their own: fifty sources, forty times each, of one world are not told apart", async () => {
    const seeds = [1, 2, 3, 4, 5, 6, 7, 8];
    const areas = await Promise.all(seeds.map(async (seed) => measured((await answerOn(repeated(rowsOf({ rows: 50, prevalence: 0.3 }, 2 * seed), 40), repeated(rowsOf({ rows: 50, prevalence: 0.3 }, 2 * seed + 1), 40), seed)).plain)));
    for (const { auc, distinctRows, copiesTogether, interval } of areas) {
      expect([distinctRows, copiesTogether]).toEqual([100, true]);
      expect(auc).toBeLessThan(0.8);
      expect(interval.high - interval.low).toBeGreaterThan(0.2);
    }
    expect(areas.filter(isTold).length).toBeLessThanOrEqual(1);
  });

  it("do not hide a shift that is there", async () => {
    const { plain } = await answerOn(repeated(rowsOf({ rows: 60, prevalence: 0.3 }, 1), 30), repeated(rowsOf({ rows: 60, prevalence: 0.3, positive: 2.5, negative: 2.5 }, 2), 30));
    expect(isTold(measured(plain))).toBe(true);
    expect(measured(plain).columns[0]?.name).toBe("x2");
  });
});

describe("the question", () => {
  it("is refused before there is data, while a run is under way, and on an engine that is not there", async () => {
    const bare = new LocalTrainer({ detectEngines: () => Promise.resolve([]), createBackend: () => Promise.reject(new Error()), now: () => 0 });
    await expect(bare.examiner.domain(QUESTION)).rejects.toMatchObject({ code: "no-data" });
    const trainer = await fakeTrainer(fakeBackend());
    await expect(trainer.examiner.domain({ ...QUESTION, engine: "webgl" })).rejects.toMatchObject({ code: "engine-unavailable", message: "This browser has no WebGL." });
    const running = runFake(trainer, fakeRequest({ epochs: 1000 }));
    await expect(trainer.examiner.domain({ ...QUESTION, engine: "cpu" })).rejects.toMatchObject({ code: "busy" });
    await trainer.stop(1);
    await running;
    expect((await trainer.examiner.domain({ ...QUESTION, engine: "auto" })).plain.type).toBe("undefined");
  });

  it("ends when it is given up and gives way to a run; its engine ends with it", async () => {
    const { trainer, opened } = await kernelTrainer(matricesOf({ rows: 4000, prevalence: 0.3 }, { rows: 4000, prevalence: 0.6 }));
    const abort = new AbortController();
    const shares: number[] = [];
    const asked = trainer.examiner.domain(QUESTION, {
      signal: abort.signal,
      onShare: (share) => {
        shares.push(share);
        if (share > 0.1) abort.abort();
      },
    });
    await expect(asked).rejects.toMatchObject({ name: "AbortError" });
    expect(shares.at(-1)).toBeLessThan(1);
    const late = trainer.examiner.domain(QUESTION);
    const running = runFake(trainer, { runId: 1, config: CONFIG, engine: "wasm", start: { kind: "draw" }, until: null });
    await expect(late).rejects.toMatchObject({ code: "busy" });
    expect((await running).outcome.status).toBe("finished");
    expect(opened.filter((backend) => backend.liveBuffers() > 0)).toHaveLength(1);
  });

  it("tells how far it is, never less than before", async () => {
    const { trainer } = await kernelTrainer(matricesOf({ rows: 2000, prevalence: 0.3 }, { rows: 2000, prevalence: 0.6 }));
    const shares: number[] = [];
    await trainer.examiner.domain(QUESTION, { onShare: (share) => shares.push(share) });
    expect(shares.length).toBeGreaterThan(3);
    expect(shares).toEqual(shares.toSorted((a, b) => a - b));
  });

  it("ends when other data is loaded", async () => {
    const { trainer } = await kernelTrainer(matricesOf({ rows: 2000, prevalence: 0.3 }, { rows: 2000, prevalence: 0.6 }));
    const asked = trainer.examiner.domain(QUESTION);
    await trainer.load(fakeMatrices());
    await expect(asked).rejects.toMatchObject({ code: "data-changed" });
  });
});
