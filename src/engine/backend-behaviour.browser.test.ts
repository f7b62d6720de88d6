import { describe, expect, it } from "vitest";
import { ENGINE_NAMES, type EngineName } from "../domain/engine-identity";
import { initialiseWeights } from "../domain/initialisation";
import { toBlocks, type ModelSpec } from "../domain/model-spec";
import type { PreparedSplit } from "../domain/prepared";
import { createRandom } from "../domain/random";
import { DEFAULT_ADAM, DEFAULT_SGD, type OptimizerSpec } from "../domain/run-config";
import type { Weights } from "../domain/weights";
import type { Backend, Program, Rows } from "./backend";
import { createBackend } from "./create-backend";

const FEATURES = 5;
const MODEL: ModelSpec = {
  layers: [
    { type: "linear", out: 9 },
    { type: "tanh" },
    { type: "linear", out: 6 },
    { type: "relu" },
    { type: "linear", out: 1 },
    { type: "sigmoid" },
  ],
  init: "pytorch-default",
};
const BLOCKS = toBlocks(MODEL, FEATURES);
const PROGRAM: Program = {
  blocks: BLOCKS,
  loss: { type: "bce" },
  weights: initialiseWeights("pytorch-default", BLOCKS, createRandom(7, "initialisation")),
};

function makeSplit(rows: number): PreparedSplit {
  const random = createRandom(rows, "rows");
  const x = Float32Array.from({ length: rows * FEATURES }, () => 4 * random.uniform() - 2);
  const y = Uint8Array.from({ length: rows }, (_, row) => ((x[row * FEATURES] ?? 0) > 0.5 ? 1 : 0));
  return { rows, x, y, positives: y.reduce((sum, label) => sum + label, 0) };
}

async function withBackend(name: EngineName, rows: number, use: (backend: Backend) => Promise<void>): Promise<void> {
  const backend = await createBackend(name);
  try {
    await load(backend, rows);
    await backend.compile(PROGRAM);
    await use(backend);
  } finally {
    await backend.dispose();
  }
}

async function load(backend: Backend, rows: number): Promise<void> {
  const train = makeSplit(rows);
  await backend.load({ train, validation: makeSplit(20), test: makeSplit(3) }, FEATURES);
}

function range(start: number, count: number): Rows {
  return { kind: "range", start, count };
}

async function step(backend: Backend, chunks: readonly Rows[], optimizer: OptimizerSpec): Promise<void> {
  const rows = chunks.reduce((sum, chunk) => sum + (chunk.kind === "range" ? chunk.count : chunk.indices.length), 0);
  for (const chunk of chunks) await backend.accumulate(chunk, rows);
  await backend.update(optimizer);
}

/** Ten rows of 96 in a fixed disorder, a batch at a time, the last one smaller. */
async function epoch(backend: Backend): Promise<void> {
  const order = Uint32Array.from({ length: 96 }, (_, i) => (i * 35) % 96);
  for (let at = 0; at < 96; at += 20) {
    await step(backend, [{ kind: "indices", indices: order.slice(at, at + 20) }], DEFAULT_ADAM);
  }
  await backend.takeLoss();
  for (const [split, rows] of [["train", 96], ["validation", 20], ["test", 3]] as const) {
    await backend.logits(split, 0, rows);
  }
}

function flat(weights: Weights): Float32Array {
  return Float32Array.from(weights.flatMap(({ weight, bias }) => [...weight, ...bias]));
}

function furthest(a: Float32Array, b: Float32Array): number {
  expect(a.length).toBe(b.length);
  return a.reduce((most, value, i) => Math.max(most, Math.abs(value - (b[i] ?? NaN))), 0);
}

const BIG_STEP: OptimizerSpec = { ...DEFAULT_SGD, lr: 1 };

describe.each(ENGINE_NAMES)("%s", (name) => {
  it("gives the same weights bit for bit when a run is repeated", async () => {
    const runs: Float32Array[] = [];
    for (let repeat = 0; repeat < 2; repeat++) {
      await withBackend(name, 96, async (backend) => {
        for (let e = 0; e < 2; e++) await epoch(backend);
        runs.push(flat(await backend.readWeights()));
      });
    }
    expect(runs[0]).toEqual(runs[1]);
    expect(furthest(runs[0] ?? new Float32Array(), flat(PROGRAM.weights))).toBeGreaterThan(1e-3);
  });

  it("gives the same weights when the same back end runs again after another run", async () => {
    await withBackend(name, 96, async (backend) => {
      await epoch(backend);
      const first = flat(await backend.readWeights());
      await backend.compile(PROGRAM);
      await step(backend, [range(0, 96)], BIG_STEP);
      await backend.compile(PROGRAM);
      await epoch(backend);
      expect(flat(await backend.readWeights())).toEqual(first);
    });
  });

  it("holds the same number of buffers after every epoch", async () => {
    await withBackend(name, 96, async (backend) => {
      const counts: number[] = [];
      for (let e = 0; e < 4; e++) {
        await epoch(backend);
        counts.push(backend.liveBuffers());
      }
      expect(new Set(counts).size).toBe(1);
    });
  });

  it("gives all buffers back when it is disposed of", async () => {
    const backend = await createBackend(name);
    const before = backend.liveBuffers();
    await load(backend, 96);
    await backend.compile(PROGRAM);
    await epoch(backend);
    expect(backend.liveBuffers()).toBeGreaterThan(before);
    await backend.dispose();
    expect(backend.liveBuffers()).toBe(before);
  });

  it("takes a batch in one chunk as it takes it in several", async () => {
    await withBackend(name, 96, async (backend) => {
      await step(backend, [range(0, 96)], BIG_STEP);
      const whole = { weights: flat(await backend.readWeights()), loss: await backend.takeLoss() };
      await backend.compile(PROGRAM);
      const scattered = Uint32Array.from({ length: 23 }, (_, i) => 62 - i);
      await step(backend, [range(0, 40), { kind: "indices", indices: scattered }, range(63, 33)], BIG_STEP);
      expect(furthest(flat(await backend.readWeights()), whole.weights)).toBeLessThan(1e-6);
      expect(Math.abs((await backend.takeLoss()) - whole.loss)).toBeLessThan(1e-6);
    });
  });

  it("counts each row of a ragged last chunk once, and none of its padding", async () => {
    const { chunkRows } = await probe(name);
    const rest = 37;
    await withBackend(name, chunkRows + rest, async (backend) => {
      await step(backend, [range(chunkRows, rest)], BIG_STEP);
      const alone = flat(await backend.readWeights());
      await backend.compile(PROGRAM);
      const indices = Uint32Array.from({ length: rest }, (_, i) => chunkRows + i);
      await step(backend, [{ kind: "indices", indices }], BIG_STEP);
      expect(furthest(flat(await backend.readWeights()), alone)).toBeLessThan(1e-6);

      const { x } = makeSplit(chunkRows + rest);
      const resident = await backend.logits("train", chunkRows, rest);
      expect(resident.length).toBe(rest);
      expect(furthest(resident, await backend.logitsOf(x.slice(chunkRows * FEATURES), rest))).toBeLessThan(1e-6);
    });
  });

  it("forgets a step that was cut short", async () => {
    await withBackend(name, 96, async (backend) => {
      await step(backend, [range(0, 96)], DEFAULT_ADAM);
      const loss = await backend.takeLoss();
      await step(backend, [range(0, 48)], DEFAULT_ADAM);
      const expected = { weights: flat(await backend.readWeights()), loss: await backend.takeLoss() };

      await backend.compile(PROGRAM);
      await step(backend, [range(0, 96)], DEFAULT_ADAM);
      const before = flat(await backend.readWeights());
      await backend.accumulate(range(10, 50), 96);
      await backend.discard();
      expect(flat(await backend.readWeights())).toEqual(before);
      expect(await backend.takeLoss()).toBe(loss);
      await step(backend, [range(0, 48)], DEFAULT_ADAM);
      expect(flat(await backend.readWeights())).toEqual(expected.weights);
      expect(await backend.takeLoss()).toBe(expected.loss);
    });
  });

  it("moves nothing by a loss that is always 0, unless weights decay", async () => {
    await withBackend(name, 96, async (backend) => {
      await backend.compile({ ...PROGRAM, loss: { type: "cross-entropy-single-output" } });
      await step(backend, [range(0, 96)], { ...BIG_STEP, weightDecay: 0 });
      expect(flat(await backend.readWeights())).toEqual(flat(PROGRAM.weights));
      await step(backend, [range(0, 96)], { ...BIG_STEP, weightDecay: 0.5 });
      expect(flat(await backend.readWeights())).toEqual(flat(PROGRAM.weights).map((value) => value / 2));
      expect(await backend.takeLoss()).toBe(0);
    });
  });

  it("shows a net that has diverged as a loss that is not finite", async () => {
    await withBackend(name, 96, async (backend) => {
      for (let i = 0; i < 12; i++) await step(backend, [range(0, 96)], { ...BIG_STEP, lr: 1e30 });
      await backend.takeLoss();
      await step(backend, [range(0, 96)], BIG_STEP);
      expect(await backend.takeLoss()).not.toSatisfy(Number.isFinite);
    });
  });
});

describe("all engines agree", () => {
  const deep = toBlocks(
    {
      ...MODEL,
      layers: [
        ...Array.from({ length: 14 }, (_, i) => [{ type: "linear", out: 6 + (i % 3) }, { type: "tanh" }] as const).flat(),
        ...MODEL.layers.slice(-2),
      ],
    },
    FEATURES,
  );
  const programs: Record<string, Program> = {
    "over thousands of rows": PROGRAM,
    "on a net of fifteen layers": {
      ...PROGRAM,
      blocks: deep,
      weights: initialiseWeights("pytorch-default", deep, createRandom(3, "initialisation")),
    },
  };

  it.each(Object.entries(programs))("%s", async (_, program) => {
    const results: { weights: Float32Array; loss: number }[] = [];
    for (const name of ENGINE_NAMES) {
      await withBackend(name, 3000, async (backend) => {
        await backend.compile(program);
        const chunks: Rows[] = [];
        for (let start = 0; start < 3000; start += backend.chunkRows) {
          chunks.push(range(start, Math.min(backend.chunkRows, 3000 - start)));
        }
        await step(backend, chunks, BIG_STEP);
        results.push({ weights: flat(await backend.readWeights()), loss: await backend.takeLoss() });
      });
    }
    const [webgl, wasm, cpu] = results;
    for (const engine of [webgl, wasm]) {
      expect(furthest(engine?.weights ?? new Float32Array(), cpu?.weights ?? new Float32Array())).toBeLessThan(1e-5);
      expect(Math.abs((engine?.loss ?? NaN) - (cpu?.loss ?? NaN))).toBeLessThan(1e-5);
    }
    expect(furthest(cpu?.weights ?? new Float32Array(), flat(program.weights))).toBeGreaterThan(1e-3);
  });
});

async function probe(name: EngineName): Promise<{ chunkRows: number }> {
  const backend = await createBackend(name);
  const { chunkRows } = backend;
  await backend.dispose();
  return { chunkRows };
}
