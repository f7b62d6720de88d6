import { describe, expect, it, vi } from "vitest";
import { dropoutMasks } from "../../domain/dropout";
import { initialiseWeights } from "../../domain/initialisation";
import { REFERENCE_MODEL, toBlocks, type LayerSpec, type ModelSpec } from "../../domain/model-spec";
import type { PreparedSplit } from "../../domain/prepared";
import { createRandom } from "../../domain/random";
import {
  DEFAULT_ADAM,
  DEFAULT_ADAMW,
  DEFAULT_RMSPROP,
  DEFAULT_SGD,
  type OptimizerSpec,
} from "../../domain/run-config";
import type { Backend, Program, Rows } from "../backend";
import { createWebglBackend } from "./webgl-backend";

const FEATURES = 7;
const EMPTY: PreparedSplit = { rows: 0, x: new Float32Array(), y: new Uint8Array(), positives: 0 };

function made(rows: number): PreparedSplit {
  const random = createRandom(rows);
  const x = Float32Array.from({ length: rows * FEATURES }, () => 2 * random.uniform() - 1);
  const y = Uint8Array.from({ length: rows }, (_, row) => ((x[row * FEATURES] ?? 0) > 0 ? 1 : 0));
  return { rows, x, y, positives: y.reduce((sum, label) => sum + label, 0) };
}

function programOf(spec: ModelSpec): Program {
  const blocks = toBlocks(spec, FEATURES);
  return { blocks, weights: initialiseWeights(spec.init, blocks, createRandom(1)), optimizer: null };
}

function wide(widths: readonly number[]): Program {
  const hidden = widths.flatMap((out): LayerSpec[] => [{ type: "linear", out }, { type: "relu" }]);
  return programOf({ ...REFERENCE_MODEL, layers: [...hidden, ...REFERENCE_MODEL.layers.slice(-2)] });
}

async function withBackend(rows: number, use: (backend: Backend) => Promise<void>): Promise<void> {
  const backend = createWebglBackend();
  try {
    await backend.load({ train: made(rows), validation: EMPTY, test: EMPTY, holdout: EMPTY }, FEATURES);
    await use(backend);
  } finally {
    await backend.dispose();
  }
}

const BCE = { type: "bce", positiveWeight: 1 } as const;

async function step(backend: Backend, rows: Rows, optimizer: OptimizerSpec, clipNorm: number | null = null): Promise<void> {
  await backend.accumulate(rows, { batchRows: 300, loss: BCE, dropout: null });
  await backend.update({ optimizer, clipNorm });
}

const NEIGHBOURS: Rows = { kind: "range", start: 0, count: 300 };
const GATHERED: Rows = { kind: "indices", indices: Uint32Array.from({ length: 300 }, (_, i) => 299 - i) };

describe("a step of the reference net", () => {
  const draw = vi.spyOn(WebGL2RenderingContext.prototype, "drawElements");
  const adam = DEFAULT_ADAM;

  it.each([
    { name: "SGD", optimizer: DEFAULT_SGD, clipNorm: null, dispatches: 11 },
    { name: "SGD with momentum", optimizer: { ...DEFAULT_SGD, momentum: 0.9 }, clipNorm: null, dispatches: 12 },
    { name: "Adam", optimizer: adam, clipNorm: null, dispatches: 13 },
    { name: "Adam, clipped", optimizer: adam, clipNorm: 1, dispatches: 15 },
  ])("takes $dispatches dispatches with $name, however its rows are named", async ({ optimizer, clipNorm, dispatches }) => {
    await withBackend(300, async (backend) => {
      await backend.compile(programOf(REFERENCE_MODEL));
      for (const rows of [NEIGHBOURS, GATHERED]) {
        await step(backend, rows, optimizer, clipNorm);
        draw.mockClear();
        await step(backend, rows, optimizer, clipNorm);
        expect(draw).toHaveBeenCalledTimes(dispatches);
      }
    });
  });
});

describe("a run that goes on from exported weights and memory", () => {
  const dropping = programOf({
    ...REFERENCE_MODEL,
    layers: [
      ...([{ type: "linear", out: 33 }, { type: "gelu" }, { type: "dropout", p: 0.3 }] as const),
      ...([{ type: "linear", out: 20 }, { type: "elu" }, { type: "dropout", p: 0.1 }] as const),
      ...REFERENCE_MODEL.layers.slice(-2),
    ],
  });
  const optimizers: readonly (readonly [string, OptimizerSpec])[] = [
    ["SGD", DEFAULT_SGD],
    ["SGD with Nesterov momentum", { ...DEFAULT_SGD, momentum: 0.9, nesterov: true }],
    ["Adam with decay", { ...DEFAULT_ADAM, weightDecay: 0.01 }],
    ["AdamW", DEFAULT_ADAMW],
    ["RMSprop", DEFAULT_RMSPROP],
    ["RMSprop with momentum", { ...DEFAULT_RMSPROP, momentum: 0.9 }],
  ];

  async function train(backend: Backend, optimizer: OptimizerSpec, from: number, to: number): Promise<void> {
    for (let at = from; at < to; at++) {
      const dropout = dropoutMasks(dropping.blocks.map((block) => block.dropout), 5, at);
      for (const rows of [NEIGHBOURS, GATHERED]) await backend.accumulate(rows, { batchRows: 600, loss: BCE, dropout });
      await backend.update({ optimizer, clipNorm: 0.05 });
    }
  }

  it.each(optimizers)("comes out bit for bit as one without the break: %s", async (_, optimizer) => {
    await withBackend(300, async (backend) => {
      await backend.compile(dropping);
      expect(await backend.readOptimizer()).toBe(null);
      await train(backend, optimizer, 0, 3);
      const checkpoint = { weights: await backend.readWeights(), optimizer: await backend.readOptimizer() };
      await train(backend, optimizer, 3, 5);
      const unbroken = [await backend.readWeights(), await backend.readOptimizer()];

      await backend.compile({ ...dropping, ...checkpoint });
      expect(await backend.readOptimizer()).toEqual(checkpoint.optimizer);
      await train(backend, optimizer, 3, 5);
      expect([await backend.readWeights(), await backend.readOptimizer()]).toEqual(unbroken);
    });
  });
});

describe("a net that is wider than the one before", () => {
  it("is trained in smaller chunks on the same data, and back", async () => {
    await withBackend(5000, async (backend) => {
      const reference = programOf(REFERENCE_MODEL);
      await backend.compile(reference);
      const { chunkRows } = backend;
      const before = await backend.logits("train", chunkRows, 5000 - chunkRows);
      await backend.compile(wide([300, 300]));
      const fewer = backend.chunkRows;
      expect(fewer).toBeLessThan(chunkRows);
      const [resident, given] = [
        await backend.logits("train", fewer, fewer),
        await backend.logitsOf(made(5000).x.slice(fewer * FEATURES, 2 * fewer * FEATURES), fewer),
      ];
      expect(resident).toEqual(given);
      await backend.compile(reference);
      expect(backend.chunkRows).toBe(chunkRows);
      expect(await backend.logits("train", chunkRows, 5000 - chunkRows)).toEqual(before);
    });
  });

  it("gives its memory back when another net follows", async () => {
    await withBackend(300, async (backend) => {
      await backend.compile(wide([1024, 1024, 1024, 1024, 1024, 1024]));
      for (let i = 0; i < 2; i++) await backend.update({ optimizer: DEFAULT_ADAM, clipNorm: null });
      const most = backend.bufferBytes();
      const small = programOf(REFERENCE_MODEL);
      await backend.compile(small);
      await step(backend, NEIGHBOURS, DEFAULT_ADAM);
      expect(backend.bufferBytes()).toBeLessThan(most / 10);
      const held = [backend.liveBuffers(), backend.bufferBytes()];
      for (let i = 0; i < 3; i++) {
        await backend.compile(small);
        await step(backend, NEIGHBOURS, DEFAULT_ADAM);
        await backend.readWeights();
      }
      expect(backend.liveBuffers()).toBe(held[0]);
      expect(backend.bufferBytes()).toBeLessThan(most / 10);
    });
  });
});
