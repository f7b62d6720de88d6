import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { keeps, type DropoutMask } from "../../domain/dropout";
import type { Rows } from "../backend";
import { dropoutUniforms, rowNumberHalves } from "./shader-dropout";
import { ShaderRunner } from "./shader-program";
import { activationProgram } from "./shaders";
import { WeightAtlas } from "./weight-atlas";
import { WebglContext } from "./webgl-context";

const ROWS = 32;
let context: WebglContext;
let runner: ShaderRunner;

beforeAll(() => {
  context = new WebglContext();
  runner = new ShaderRunner(context.open());
});
afterAll(() => {
  context.giveUp();
});

/** What the shader makes of a matrix of ones: 0 where it drops, else the factor that keeps the mean. */
async function dropped(mask: DropoutMask, rows: Rows, out: number): Promise<Float32Array> {
  const block = new WeightAtlas([{ index: 0, in: 1, out, activation: null, dropout: mask.p }], 64).blocks[0];
  if (block === undefined) throw new Error("There is no block.");
  const ones = runner.makeTensor(new Float32Array(ROWS * out).fill(1), [ROWS, out]);
  const inputs = rows.kind === "range" ? [ones] : [ones, runner.makeTensor(rowNumberHalves(rows.indices, ROWS), [ROWS, 2])];
  const made = runner.run(
    `${rows.kind} ${out}`,
    () => activationProgram(ROWS, block, rows.kind),
    inputs,
    dropoutUniforms(mask, rows),
  );
  try {
    return await made.data<"float32">();
  } finally {
    [made, ...inputs].forEach((tensor) => {
      tensor.dispose();
    });
  }
}

function expected(mask: DropoutMask, numbers: readonly number[], out: number): Float32Array {
  const factor = 1 / (1 - mask.p);
  return Float32Array.from({ length: ROWS * out }, (_, i) =>
    keeps(mask, numbers[Math.floor(i / out)] ?? 0, i % out, out) ? factor : 0,
  );
}

const FIRSTS = [0, 2 ** 24 - 7, 2 ** 24 + 1, 2 ** 31 - 11, 2 ** 32 - ROWS];
const MASKS: readonly DropoutMask[] = [
  { key: 0, p: 0.5 },
  { key: 0xdeadbeef, p: 0.1 },
  { key: 0x80000000, p: 0.999 },
];

describe.each(FIRSTS)("rows from %i", (first) => {
  const numbers = Array.from({ length: ROWS }, (_, i) => first + i);

  it.each(MASKS)("are dropped as the domain says, with key $key and share $p", async (mask) => {
    for (const out of [1, 6, 7]) {
      const neighbours = await dropped(mask, { kind: "range", start: first, count: ROWS }, out);
      expect(neighbours).toEqual(expected(mask, numbers, out));
      const gathered = numbers.toReversed();
      expect(await dropped(mask, { kind: "indices", indices: Uint32Array.from(gathered) }, out)).toEqual(
        expected(mask, gathered, out),
      );
    }
  });
});
