import { describe, expect, it } from "vitest";
import { DEFAULT_ADAM, DEFAULT_SGD, type OptimizerSpec } from "../domain/run-config";
import { PARTS, type Backend, type Program, type Rows, type StepSettings } from "./backend";
import { TEST_ENGINES, withEngine, type OpenEngine } from "./testing/engines";
import { madeBlocks, madeParts, madeSplit, madeWeights } from "./testing/made-data";
import { flatWeights } from "./testing/run-training-case";

const FEATURES = 5;
const BLOCKS = madeBlocks(FEATURES, [
  { out: 9, activation: { type: "tanh" } },
  { out: 6, activation: { type: "relu" } },
]);
const PROGRAM: Program = { blocks: BLOCKS, weights: madeWeights(BLOCKS), optimizer: null };
const STEP: Omit<StepSettings, "batchRows"> = { loss: { type: "bce", positiveWeight: 1 }, dropout: null };
const DROPPING: typeof STEP = { ...STEP, dropout: [{ key: 12345, p: 0.5 }, { key: 67890, p: 0.2 }, null] };
const BIG_STEP: OptimizerSpec = { ...DEFAULT_SGD, lr: 1 };

function withData(open: OpenEngine, rows: number, use: (backend: Backend) => Promise<void>): Promise<void> {
  return withEngine(open, async (backend) => {
    await backend.load(madeParts(rows, FEATURES), FEATURES);
    await backend.compile(PROGRAM);
    await use(backend);
  });
}

function range(start: number, count: number): Rows {
  return { kind: "range", start, count };
}

function countOf(rows: Rows): number {
  return rows.kind === "range" ? rows.count : rows.indices.length;
}

async function step(
  backend: Backend,
  chunks: readonly Rows[],
  optimizer: OptimizerSpec,
  settings = STEP,
): Promise<void> {
  const batchRows = chunks.reduce((sum, chunk) => sum + countOf(chunk), 0);
  for (const chunk of chunks) await backend.accumulate(chunk, { ...settings, batchRows });
  await backend.update({ optimizer, clipNorm: null });
}

/** The 96 rows in a fixed disorder, a batch of 20 at a time, the last one smaller; then all parts are measured. */
async function epoch(backend: Backend): Promise<void> {
  const order = Uint32Array.from({ length: 96 }, (_, i) => (i * 35) % 96);
  for (let at = 0; at < 96; at += 20) {
    await step(backend, [{ kind: "indices", indices: order.slice(at, at + 20) }], DEFAULT_ADAM, DROPPING);
  }
  await backend.takeLoss();
  const parts = madeParts(96, FEATURES);
  for (const part of PARTS) await backend.logits(part, 0, parts[part].rows);
  await backend.readOptimizer();
}

async function weightsOf(backend: Backend): Promise<number[]> {
  return flatWeights(await backend.readWeights());
}

function furthest(a: ArrayLike<number>, b: ArrayLike<number>): number {
  expect(a.length).toBe(b.length);
  return Array.from(a).reduce((most, value, i) => Math.max(most, Math.abs(value - (b[i] ?? NaN))), 0);
}

describe.each(TEST_ENGINES)("%s", (_, open) => {
  it("gives the same weights when the same back end runs again after another run", async () => {
    await withData(open, 96, async (backend) => {
      await epoch(backend);
      const first = await weightsOf(backend);
      await backend.compile(PROGRAM);
      await step(backend, [range(0, 96)], BIG_STEP);
      await backend.compile(PROGRAM);
      await epoch(backend);
      expect(await weightsOf(backend)).toEqual(first);
      expect(furthest(first, flatWeights(PROGRAM.weights))).toBeGreaterThan(1e-3);
    });
  });

  it("holds the same buffers after every epoch, and no fewer bytes than the rows have", async () => {
    await withData(open, 96, async (backend) => {
      const held: string[] = [];
      for (let e = 0; e < 4; e++) {
        await epoch(backend);
        held.push(`${backend.liveBuffers()} buffers, ${backend.bufferBytes()} bytes, ${backend.workers()} workers`);
      }
      expect(new Set(held).size).toBe(1);
      expect(backend.bufferBytes()).toBeGreaterThan(96 * FEATURES * 4);
    });
  });

  it("gives all buffers and workers back when it is disposed of", async () => {
    const backend = await open();
    const before = backend.liveBuffers();
    await backend.load(madeParts(96, FEATURES), FEATURES);
    await backend.compile(PROGRAM);
    await epoch(backend);
    expect(backend.liveBuffers()).toBeGreaterThan(before);
    await backend.dispose();
    expect(backend.liveBuffers()).toBeLessThanOrEqual(before);
    expect(backend.workers()).toBe(0);
  });

  it.each([
    ["in evaluation mode", STEP],
    ["with values dropped", DROPPING],
  ])("takes a batch in one chunk as it takes it in several, %s", async (_mode, settings) => {
    await withData(open, 96, async (backend) => {
      await step(backend, [range(0, 96)], BIG_STEP, settings);
      const whole = { weights: await weightsOf(backend), loss: await backend.takeLoss() };
      await backend.compile(PROGRAM);
      const scattered = Uint32Array.from({ length: 23 }, (_row, i) => 62 - i);
      await step(backend, [range(0, 40), { kind: "indices", indices: scattered }, range(63, 33)], BIG_STEP, settings);
      expect(furthest(await weightsOf(backend), whole.weights)).toBeLessThan(2e-6);
      expect(Math.abs((await backend.takeLoss()) - whole.loss)).toBeLessThan(2e-6);
    });
  });

  it("drops nothing when it measures", async () => {
    await withData(open, 96, async (backend) => {
      const before = await backend.logits("train", 0, 96);
      await step(backend, [range(0, 96)], { ...BIG_STEP, lr: 0, weightDecay: 0 }, DROPPING);
      expect(await backend.logits("train", 0, 96)).toEqual(before);
    });
  });

  it("counts each row of a ragged last chunk once, and none of its padding", async () => {
    const rest = 37;
    await withData(open, 1, async (backend) => {
      const { chunkRows } = backend;
      const parts = madeParts(chunkRows + rest, FEATURES);
      await backend.load(parts, FEATURES);
      await backend.compile(PROGRAM);
      expect(backend.chunkRows).toBe(chunkRows);
      await step(backend, [range(chunkRows, rest)], BIG_STEP);
      const alone = await weightsOf(backend);
      await backend.compile(PROGRAM);
      const indices = Uint32Array.from({ length: rest }, (_row, i) => chunkRows + i);
      await step(backend, [{ kind: "indices", indices }], BIG_STEP);
      expect(furthest(await weightsOf(backend), alone)).toBeLessThan(2e-6);

      const resident = await backend.logits("train", chunkRows, rest);
      expect(resident.length).toBe(rest);
      const given = await backend.logitsOf(parts.train.x.slice(chunkRows * FEATURES), rest);
      expect(furthest(resident, given)).toBeLessThan(2e-6);
    });
  });

  it("keeps the parts apart, and takes one of no rows", async () => {
    await withEngine(open, async (backend) => {
      const parts = { ...madeParts(30, FEATURES), test: madeSplit(0, FEATURES) };
      await backend.load(parts, FEATURES);
      await backend.compile(PROGRAM);
      for (const part of PARTS) {
        const { x, rows } = parts[part];
        if (rows === 0) continue;
        expect(furthest(await backend.logits(part, 0, rows), await backend.logitsOf(x, rows))).toBeLessThan(2e-6);
      }
    });
  });

  it("forgets a step that was cut short", async () => {
    await withData(open, 96, async (backend) => {
      await step(backend, [range(0, 96)], DEFAULT_ADAM);
      const loss = await backend.takeLoss();
      await step(backend, [range(0, 48)], DEFAULT_ADAM);
      const expected = { weights: await weightsOf(backend), loss: await backend.takeLoss() };

      await backend.compile(PROGRAM);
      await step(backend, [range(0, 96)], DEFAULT_ADAM);
      const before = { weights: await weightsOf(backend), memory: await backend.readOptimizer() };
      await backend.accumulate(range(10, 50), { ...STEP, batchRows: 96 });
      await backend.discard();
      expect({ weights: await weightsOf(backend), memory: await backend.readOptimizer() }).toEqual(before);
      expect(await backend.takeLoss()).toBe(loss);
      await step(backend, [range(0, 48)], DEFAULT_ADAM);
      expect(await weightsOf(backend)).toEqual(expected.weights);
      expect(await backend.takeLoss()).toBe(expected.loss);
    });
  });

  it("moves nothing by a loss that is always 0, unless weights decay", async () => {
    await withData(open, 96, async (backend) => {
      const zero: typeof STEP = { ...STEP, loss: { type: "cross-entropy-single-output" } };
      await step(backend, [range(0, 96)], { ...BIG_STEP, weightDecay: 0 }, zero);
      expect(await weightsOf(backend)).toEqual(flatWeights(PROGRAM.weights));
      await step(backend, [range(0, 96)], { ...BIG_STEP, weightDecay: 0.5 }, zero);
      expect(await weightsOf(backend)).toEqual(flatWeights(PROGRAM.weights).map((value) => value / 2));
      expect(await backend.takeLoss()).toBe(0);
    });
  });

  it("starts another optimiser with an empty memory", async () => {
    await withData(open, 96, async (backend) => {
      expect(await backend.readOptimizer()).toBeNull();
      const momentum: OptimizerSpec = { ...DEFAULT_SGD, momentum: 0.9 };
      await step(backend, [range(0, 96)], DEFAULT_ADAM);
      await step(backend, [range(0, 96)], momentum);
      expect(await backend.readOptimizer()).toMatchObject({ type: "sgd", steps: 1 });
      const weights = await backend.readWeights();
      await step(backend, [range(0, 96)], DEFAULT_ADAM);
      const after = await weightsOf(backend);

      await backend.compile({ ...PROGRAM, weights });
      await step(backend, [range(0, 96)], DEFAULT_ADAM);
      expect(await weightsOf(backend)).toEqual(after);
    });
  });

  it("shows a net that has diverged as a loss that is not finite", async () => {
    await withData(open, 96, async (backend) => {
      for (let i = 0; i < 12; i++) await step(backend, [range(0, 96)], { ...BIG_STEP, lr: 1e30 });
      await backend.takeLoss();
      await step(backend, [range(0, 96)], BIG_STEP);
      expect(await backend.takeLoss()).not.toSatisfy(Number.isFinite);
    });
  });
});

it("all engines agree over thousands of rows", async () => {
  const results: { weights: number[]; loss: number }[] = [];
  for (const [, open] of TEST_ENGINES) {
    await withData(open, 3000, async (backend) => {
      const chunks: Rows[] = [];
      for (let start = 0; start < 3000; start += backend.chunkRows) {
        chunks.push(range(start, Math.min(backend.chunkRows, 3000 - start)));
      }
      await step(backend, chunks, BIG_STEP, DROPPING);
      results.push({ weights: await weightsOf(backend), loss: await backend.takeLoss() });
    });
  }
  const cpu = results.at(-1);
  for (const { weights, loss } of results) {
    expect(furthest(weights, cpu?.weights ?? [])).toBeLessThan(1e-5);
    expect(Math.abs(loss - (cpu?.loss ?? NaN))).toBeLessThan(1e-5);
  }
  expect(furthest(cpu?.weights ?? [], flatWeights(PROGRAM.weights))).toBeGreaterThan(1e-3);
});
