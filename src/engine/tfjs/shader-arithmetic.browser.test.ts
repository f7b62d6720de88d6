import { afterAll, beforeAll, expect, it } from "vitest";
import { initialiseWeights } from "../../domain/initialisation";
import { REFERENCE_MODEL, toBlocks, type LayerSpec } from "../../domain/model-spec";
import { createRandom } from "../../domain/random";
import { DEFAULT_ADAM } from "../../domain/run-config";
import type { Weights } from "../../domain/weights";
import { ShaderArithmetic } from "./shader-arithmetic";
import { WeightAtlas } from "./weight-atlas";
import { WebglContext } from "./webgl-context";

const FEATURES = 6;
const ROWS = 64;
const HIDDEN: readonly LayerSpec[] = [30, 17, 29, 16].flatMap((out) => [{ type: "linear", out }, { type: "elu" }]);
const BLOCKS = toBlocks({ ...REFERENCE_MODEL, layers: [...HIDDEN, ...REFERENCE_MODEL.layers.slice(-2)] }, FEATURES);
const PROGRAM = { blocks: BLOCKS, weights: initialiseWeights("he-normal", BLOCKS, createRandom(4)), optimizer: null };

let context: WebglContext;

beforeAll(() => {
  context = new WebglContext();
});
afterAll(() => {
  context.giveUp();
});

async function trained(maxTexture: number): Promise<{ weights: Weights; logits: Float32Array }> {
  const arithmetic = new ShaderArithmetic(context.open(), maxTexture);
  const random = createRandom(9);
  const x = arithmetic.makeTensor(Float32Array.from({ length: ROWS * FEATURES }, () => random.normal()), [ROWS, FEATURES]);
  const y = arithmetic.makeTensor(Float32Array.from({ length: ROWS }, (_, i) => i % 2), [ROWS, 1]);
  try {
    arithmetic.compile(PROGRAM);
    for (let step = 0; step < 3; step++) {
      const numbers = { kind: "range", start: 0, count: ROWS } as const;
      arithmetic.accumulate(
        { x, y, rows: ROWS, numbers },
        { batchRows: ROWS, loss: { type: "focal", gamma: 2, alpha: 0.25 }, dropout: null },
      );
      arithmetic.update({ optimizer: DEFAULT_ADAM, clipNorm: 0.01 });
    }
    return { weights: await arithmetic.readWeights(), logits: await arithmetic.logits(x) };
  } finally {
    arithmetic.dispose();
    x.dispose();
    y.dispose();
    context.close();
  }
}

it("trains the same where the weights take several columns of the largest texture", async () => {
  const columns = (maxTexture: number): number =>
    new Set(new WeightAtlas(BLOCKS, maxTexture).blocks.map(({ left }) => left)).size;
  expect([columns(32), columns(8192)]).toEqual([2, 1]);
  const [narrow, large] = [await trained(32), await trained(8192)];
  expect(narrow.weights).toEqual(large.weights);
  expect(narrow.logits).toEqual(large.logits);
});
