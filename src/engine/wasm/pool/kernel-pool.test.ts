import { readFileSync } from "node:fs";
import { join } from "node:path";
import { afterEach, describe, expect, it } from "vitest";
import { dropoutMasks } from "../../../domain/dropout";
import { initialiseWeights } from "../../../domain/initialisation";
import { REFERENCE_MODEL, toBlocks } from "../../../domain/model-spec";
import { createRandom } from "../../../domain/random";
import { DEFAULT_ADAM, DEFAULT_SGD } from "../../../domain/run-config";
import { EngineLostError, PARTS, type PerPart, type Program, type Rows, type StepSettings, type UpdateSettings } from "../../backend";
import { madeSplit } from "../../testing/made-data";
import { apart, flatWeights } from "../../testing/run-training-case";
import { WasmBackend } from "../wasm-backend";
import { KernelPool } from "./kernel-pool";
import { mapParts } from "./map-parts";
import { inProcessMember, type InProcessMember } from "./testing/in-process-member";

// Run `node tools/build-kernel.mjs` first.
const module = new WebAssembly.Module(readFileSync(join(import.meta.dirname, "../generated/fused-simd.wasm")));

const FEATURES = 7;
const BLOCKS = toBlocks(REFERENCE_MODEL, FEATURES);
const PROGRAM: Program = {
  blocks: BLOCKS,
  weights: initialiseWeights("pytorch-default", BLOCKS, createRandom(7, "initialisation")),
  optimizer: null,
};
const ROWS: PerPart<number> = { train: 5003, validation: 2049, test: 1, holdout: 0 };
const SGD: UpdateSettings = { optimizer: { ...DEFAULT_SGD, lr: 0.1, momentum: 0.9 }, clipNorm: null };
const CLOSE = { abs: 1e-6, rel: 1e-6 };

interface Pooled {
  readonly backend: WasmBackend;
  readonly members: readonly InProcessMember[];
}

const opened: WasmBackend[] = [];

afterEach(async () => {
  for (const backend of opened.splice(0)) await backend.dispose();
});

async function open(size: number, rows = ROWS, silenceMs?: number): Promise<Pooled> {
  const members: InProcessMember[] = [];
  const spawn = (): InProcessMember => {
    const member = inProcessMember();
    members.push(member);
    return member;
  };
  const pool = await KernelPool.start(module, { size, spawn, ...(silenceMs === undefined ? {} : { silenceMs }) });
  const backend = new WasmBackend(module, "fused-simd", pool);
  opened.push(backend);
  await backend.load(mapParts((part) => madeSplit(rows[part], FEATURES)), FEATURES);
  await backend.compile(PROGRAM);
  return { backend, members };
}

const range = (start: number, count: number): Rows => ({ kind: "range", start, count });

/** `count` rows of train in a fixed disorder. */
function scattered(count: number, rows = ROWS.train, from = 0): Rows {
  return { kind: "indices", indices: Uint32Array.from({ length: count }, (_, i) => ((from + i) * 1009) % rows) };
}

function settings(batchRows: number): StepSettings {
  return { batchRows, loss: { type: "bce", positiveWeight: 1 }, dropout: null };
}

async function step(backend: WasmBackend, chunks: readonly Rows[], update = SGD): Promise<void> {
  const rows = chunks.reduce((sum, chunk) => sum + (chunk.kind === "range" ? chunk.count : chunk.indices.length), 0);
  for (const chunk of chunks) await backend.accumulate(chunk, settings(rows));
  await backend.update(update);
}

interface Result {
  readonly losses: readonly number[];
  readonly weights: readonly number[];
  /** Of every row of every part. */
  readonly logits: readonly Float32Array[];
}

/** Steps of all kinds: large and small, neighbours and not, in one chunk and in several, and one that is discarded. */
async function train(backend: WasmBackend): Promise<Result> {
  const losses: number[] = [];
  for (const chunks of [
    [scattered(4096)],
    [range(0, 2048), range(2048, ROWS.train - 2048)],
    [scattered(200)],
    [scattered(2500), range(700, 2100), scattered(33, ROWS.train, 9)],
    [range(1000, 24)],
  ]) {
    await backend.accumulate(range(5, 4000), settings(ROWS.train));
    await backend.discard();
    await step(backend, chunks);
    losses.push(await backend.takeLoss());
  }
  const logits: Float32Array[] = [];
  for (const part of PARTS) logits.push(await backend.logits(part, 0, ROWS[part]));
  return { losses, weights: flatWeights(await backend.readWeights()), logits };
}

describe("a pool of kernels", () => {
  it.each([2, 3, 8])("of %i members trains and evaluates as one alone does", async (size) => {
    const [alone, pooled] = [await train((await open(1)).backend), await train((await open(size)).backend)];
    expect(apart("loss", pooled.losses, alone.losses, CLOSE)).toEqual([]);
    expect(apart("weight", pooled.weights, alone.weights, CLOSE)).toEqual([]);
    PARTS.forEach((part, i) => {
      const [actual, expected] = [pooled.logits[i] ?? [], alone.logits[i] ?? []];
      expect(expected.length).toBe(ROWS[part]);
      expect(apart(part, actual, expected, { abs: 1e-5, rel: 1e-5 })).toEqual([]);
    });
  });

  it.each([1, 2, 3])("of %i members comes to the same bits each time", async (size) => {
    expect(await train((await open(size)).backend)).toEqual(await train((await open(size)).backend));
  });

  it.each([2, 3])("of %i members works with fewer rows than a block for each", async (size) => {
    const rows = { train: 1500, validation: 3, test: 1030, holdout: 0 };
    const results: number[][] = [];
    for (const { backend } of [await open(1, rows), await open(size, rows)]) {
      for (let i = 0; i < 3; i++) await step(backend, [range(0, 1500)]);
      const test = await backend.logits("test", 0, 1030);
      results.push([await backend.takeLoss(), ...flatWeights(await backend.readWeights()), ...test]);
    }
    expect(apart("value", results[1] ?? [], results[0] ?? [], { abs: 1e-5, rel: 1e-5 })).toEqual([]);
  });

  it("hands a batch over in one message and gets everything back in one", async () => {
    const { backend, members } = await open(3);
    const before = members.map(({ asked }) => asked.length);
    for (let i = 0; i < 4; i++) await step(backend, [scattered(4096, ROWS.train, i)]);
    await backend.takeLoss();
    members.forEach(({ asked }, i) => {
      expect(asked.slice(before[i])).toEqual(["accumulate", "accumulate", "accumulate", "accumulate"]);
    });
  });

  it("keeps small batches to its own thread, and lets the others catch up at the next large one", async () => {
    const [alone, { backend, members }] = [await open(1), await open(2)];
    const [member] = members;
    const before = member?.asked.length;
    for (const pooled of [alone.backend, backend]) for (let i = 0; i < 3; i++) await step(pooled, [scattered(128)]);
    expect(member?.asked.length).toBe(before);
    for (const pooled of [alone.backend, backend]) await step(pooled, [scattered(4096)]);
    expect(member?.asked.slice(before)).toEqual(["accumulate"]);
    const [expected, weights] = [await alone.backend.readWeights(), await backend.readWeights()];
    expect(apart("weight", flatWeights(weights), flatWeights(expected), CLOSE)).toEqual([]);
  });

  it("asks nobody about a loss that is always 0", async () => {
    const { backend, members } = await open(2);
    const before = members[0]?.asked.length;
    await backend.accumulate(range(0, 5003), { ...settings(5003), loss: { type: "cross-entropy-single-output" } });
    await backend.update(SGD);
    expect(await backend.takeLoss()).toBe(0);
    expect(members[0]?.asked.length).toBe(before);
  });

  it("takes an update when fewer rows came than were announced", async () => {
    const results: number[][] = [];
    for (const size of [1, 2]) {
      const { backend } = await open(size);
      await backend.accumulate(scattered(3000), settings(4000));
      await backend.update(SGD);
      results.push(flatWeights(await backend.readWeights()));
    }
    expect(apart("weight", results[1] ?? [], results[0] ?? [], CLOSE)).toEqual([]);
  });

  it.each([2, 3])("of %i members drops the same values as one alone, and clips and weighs alike", async (size) => {
    const blocks = BLOCKS.map((block) => (block.activation === null ? block : { ...block, dropout: 0.4 }));
    const masks = dropoutMasks([0.4, 0.4, 0], 3, 5);
    const results: number[][] = [];
    for (const { backend } of [await open(1), await open(size)]) {
      await backend.compile({ ...PROGRAM, blocks });
      const withMasks: StepSettings = { batchRows: 8003, loss: { type: "bce", positiveWeight: 3 }, dropout: masks };
      for (const chunk of [scattered(3000), range(0, 4100), range(4100, 903)]) await backend.accumulate(chunk, withMasks);
      await backend.update({ ...SGD, clipNorm: 0.01 });
      results.push([await backend.takeLoss(), ...flatWeights(await backend.readWeights())]);
    }
    expect(apart("value", results[1] ?? [], results[0] ?? [], CLOSE)).toEqual([]);
  });

  it("reads the loss in the middle of a step, and each row's once", async () => {
    const { backend } = await open(2);
    await backend.accumulate(range(0, 2048), settings(4096));
    const first = await backend.takeLoss();
    await backend.accumulate(range(2048, 2048), settings(4096));
    await backend.update({ ...SGD, optimizer: { ...DEFAULT_SGD, lr: 0 } });
    const second = await backend.takeLoss();
    await step(backend, [range(0, 4096)]);
    expect((first + second) / 2).toBeCloseTo(await backend.takeLoss(), 6);
    expect(await backend.takeLoss()).toBeNaN();
  });

  it("forgets a step that was discarded with work in flight", async () => {
    const [straight, interrupted] = [await open(3), await open(3)];
    for (const { backend } of [straight, interrupted]) await step(backend, [range(0, 5003)]);
    await interrupted.backend.takeLoss();
    void interrupted.backend.accumulate(range(0, 2048), settings(5003));
    void interrupted.backend.accumulate(scattered(2955), settings(5003));
    await interrupted.backend.discard();
    await straight.backend.takeLoss();
    for (const { backend } of [straight, interrupted]) await step(backend, [scattered(4000)]);
    expect(await interrupted.backend.takeLoss()).toBe(await straight.backend.takeLoss());
    expect(await interrupted.backend.readWeights()).toEqual(await straight.backend.readWeights());
  });

  it("starts a new run with nothing left of the old one", async () => {
    const { backend } = await open(2);
    const first = await train(backend);
    await backend.accumulate(range(0, 3000), settings(5003));
    await backend.compile(PROGRAM);
    expect(await train(backend)).toEqual(first);
  });

  it("answers logits that are asked for ahead, each with its own", async () => {
    const { backend } = await open(3);
    const whole = await backend.logits("train", 0, ROWS.train);
    const ahead = await Promise.all([backend.logits("train", 0, 3000), backend.logits("train", 3000, 2003)]);
    expect(ahead).toEqual([whole.slice(0, 3000), whole.slice(3000)]);
  });

  it("holds the same buffers after every step, and none once it is disposed of", async () => {
    const { backend, members } = await open(3);
    const before = { buffers: backend.liveBuffers(), bytes: backend.bufferBytes(), workers: backend.workers() };
    expect(before.workers).toBe(2);
    for (let i = 0; i < 3; i++) {
      await step(backend, [range(0, 5003)], { optimizer: DEFAULT_ADAM, clipNorm: null });
      await backend.logits("validation", 0, 2049);
      expect({ buffers: backend.liveBuffers(), bytes: backend.bufferBytes(), workers: 2 }).toEqual(before);
    }
    await backend.dispose();
    expect([backend.liveBuffers(), backend.bufferBytes(), backend.workers()]).toEqual([0, 0, 0]);
    expect(members.map(({ ended }) => ended)).toEqual([true, true]);
  });

  it.each([1, 2, 8])("of %i members and its source hold full-size data in less than three times the matrix", async (size) => {
    const rows = { train: 763_144, validation: 188_967, test: 188_967, holdout: 0 };
    const pool = await KernelPool.start(module, { size, spawn: inProcessMember });
    const backend = new WasmBackend(module, "fused-simd", pool);
    opened.push(backend);
    const blank = (count: number) => ({
      rows: count,
      x: new Float32Array(count * FEATURES),
      y: new Uint8Array(count),
      positives: 0,
    });
    const parts = mapParts((part) => blank(rows[part]));
    await backend.load(parts, FEATURES);
    await backend.compile(PROGRAM);
    const matrix = Object.values(parts).reduce((sum, { x }) => sum + x.byteLength, 0);
    const labels = Object.values(parts).reduce((sum, { y }) => sum + y.byteLength, 0);
    expect(backend.bufferBytes()).toBeGreaterThan(matrix);
    // Besides a logit for each row, which a run keeps.
    expect((matrix + labels + backend.bufferBytes() + 4 * labels) / matrix).toBeLessThan(3);
  });
});

describe("a member that is lost", () => {
  it("rejects what waits for it and all that comes after, and takes the others with it", async () => {
    const { backend, members } = await open(3);
    await step(backend, [range(0, 5003)]);
    members[1]?.hush();
    await backend.accumulate(range(0, 5003), settings(5003));
    const update = backend.update(SGD);
    members[1]?.onerror?.(Object.assign(new Event("error", { cancelable: true }), { message: "out of memory" }) as ErrorEvent);
    await expect(update).rejects.toThrow(EngineLostError);
    await expect(backend.accumulate(range(0, 10), settings(10))).rejects.toThrow("out of memory");
    await expect(backend.takeLoss()).rejects.toThrow(EngineLostError);
    await expect(backend.logits("test", 0, 1)).rejects.toThrow(EngineLostError);
    expect(backend.workers()).toBe(0);
    expect(members.map(({ ended }) => ended)).toEqual([true, true]);
  });

  it("is missed when it gives no answer for too long", async () => {
    const { backend, members } = await open(2, ROWS, 40);
    members[0]?.hush();
    await backend.accumulate(range(0, 5003), settings(5003));
    await expect(backend.update(SGD)).rejects.toThrow(/gave no answer.*goes on by itself/);
  });

  it("is not missed while it has nothing to do", async () => {
    const { backend, members } = await open(2, ROWS, 20);
    members[0]?.hush();
    await new Promise((resolve) => setTimeout(resolve, 100));
    expect(backend.workers()).toBe(1);
  });

  it("is told apart from a call that the caller got wrong", async () => {
    const { backend } = await open(2);
    const beyond = { kind: "indices", indices: Uint32Array.from({ length: 4096 }, (_, i) => i + 2000) } as const;
    await expect(backend.accumulate(beyond, settings(4096))).rejects.toThrow("There is no row 5003");
    await expect(backend.accumulate(range(4000, 1004), settings(1004))).rejects.toThrow(RangeError);
    await step(backend, [range(0, 5003)]);
    expect(await backend.takeLoss()).toBeGreaterThan(0);
  });
});

describe("KernelPool.start", () => {
  it("gives null where a worker cannot be started, so that the caller works alone", async () => {
    const spawn = (): never => {
      throw new Error("no workers here");
    };
    expect(await KernelPool.start(module, { size: 2, spawn })).toBeNull();
  });

  it("gives null, and ends the others, when one of them never answers", async () => {
    const started = inProcessMember();
    const silent = inProcessMember();
    silent.hush();
    const members = [started, silent];
    const spawn = (): InProcessMember => members.shift() ?? inProcessMember();
    expect(await KernelPool.start(module, { size: 3, spawn, silenceMs: 40 })).toBeNull();
    expect([started.ended, silent.ended]).toEqual([true, true]);
  });
});
