import { engine, type Tensor } from "@tensorflow/tfjs-core";
import type { GPGPUProgram, MathBackendWebGL } from "@tensorflow/tfjs-backend-webgl/dist/webgl";

/*
 * Fragment programs over matrices in the packed layout of tfjs: a texel holds the values
 * (row, column), (row, column + 1), (row + 1, column), (row + 1, column + 1) in x, y, z, w.
 * They address texels themselves and so need the texture to have the matrix's own shape: true while no side is
 * longer than twice the largest texture.
 */

export type Shape = readonly [number, number];
export type Uniforms = NonNullable<GPGPUProgram["customUniforms"]>;

export function fragmentProgram(inputs: readonly string[], shape: Shape, code: string, uniforms: Uniforms = []): GPGPUProgram {
  return {
    variableNames: [...inputs],
    outputShape: [...shape],
    userCode: code,
    packedInputs: true,
    packedOutput: true,
    customUniforms: uniforms,
  };
}

export const AT = "ivec2 at = ivec2(gl_FragCoord.xy);";

/**
 * Reads texel (x, y) of a texture of `columns` x `rows` texels in an inner loop. A software renderer spends nearly all
 * its time on these reads, and a third less on this form than on `texelFetch`.
 */
export function texel(name: string, columns: number, rows: number, x: string, y: string): string {
  return `texture(${name}, (vec2(${x}, ${y}) + 0.5) * vec2(1.0 / ${columns}.0, 1.0 / ${rows}.0))`;
}

/** Runs fragment programs on one device, each made once under its key, and makes the tensors they work on. */
export class ShaderRunner {
  readonly #device: MathBackendWebGL;
  readonly #programs = new Map<string, GPGPUProgram>();

  constructor(device: MathBackendWebGL) {
    this.#device = device;
  }

  /** The values are on the device when this returns, laid out as programs read them: tfjs's own way takes a dispatch more. */
  makeTensor(values: Float32Array, shape: Shape): Tensor {
    const info = this.#device.makeTensorInfo([...shape], "float32");
    this.#device.getDataInfo(info.dataId).isPacked = true;
    const [width, height] = texels(shape);
    this.#device
      .getGPGPUContext()
      .uploadDenseMatrixToTexture(this.#device.getTexture(info.dataId), width, height, toTexels(values, shape));
    return engine().makeTensorFromTensorInfo(info, this.#device);
  }

  /** @param inputs in the program's order; null: one that this variant of the program has not */
  run(
    key: string,
    make: () => GPGPUProgram,
    inputs: readonly (Tensor | null)[],
    uniforms: readonly (readonly number[])[],
  ): Tensor {
    const program = this.#programs.get(key) ?? make();
    this.#programs.set(key, program);
    const tensors = inputs.filter((tensor) => tensor !== null);
    const values = uniforms.map((value) => [...value]);
    const info = this.#device.runWebGLProgram(program, tensors, "float32", values);
    return engine().makeTensorFromTensorInfo(info, this.#device);
  }

  /** The programs of a net gone by are of no use to the next; tfjs finds their compiled forms again if they are. */
  forget(): void {
    this.#programs.clear();
  }
}

/** Width and height of a matrix's texture. */
function texels([rows, columns]: Shape): Shape {
  return [Math.ceil(columns / 2), Math.ceil(rows / 2)];
}

/** A row-major matrix in squares of 2 x 2, what lies past its sides being 0. */
function toTexels(values: Float32Array, [rows, columns]: Shape): Float32Array {
  const [width, height] = texels([rows, columns]);
  const cells = new Float32Array(4 * width * height);
  for (let row = 0, from = 0; row < rows; row++) {
    const first = (row >> 1) * width * 4 + (row & 1) * 2;
    for (let column = 0; column < columns; column++) {
      cells[first + (column >> 1) * 4 + (column & 1)] = values[from++] ?? 0;
    }
  }
  return cells;
}
