import type { GPGPUProgram } from "@tensorflow/tfjs-backend-webgl/dist/webgl";
import { ACTIVATION_SHADERS } from "./shader-formulas";
import type { AtlasBlock, WeightAtlas } from "./weight-atlas";

/*
 * Fragment programs over matrices in the packed layout of tfjs: a texel holds the values
 * (row, column), (row, column + 1), (row + 1, column), (row + 1, column + 1) in x, y, z, w.
 * They address texels themselves and so need the texture to have the matrix's own shape: true while no side is
 * longer than twice the largest texture.
 */

type Shape = readonly [number, number];
type Uniforms = NonNullable<GPGPUProgram["customUniforms"]>;

function program(inputs: string[], shape: Shape, code: string, uniforms: Uniforms = []): GPGPUProgram {
  return {
    variableNames: inputs,
    outputShape: [...shape],
    userCode: code,
    packedInputs: true,
    packedOutput: true,
    customUniforms: uniforms,
  };
}

const AT = "ivec2 at = ivec2(gl_FragCoord.xy);";

/**
 * Reads texel (x, y) of a texture of `columns` x `rows` texels in an inner loop. A software renderer spends nearly all
 * its time on these reads, and a third less on this form than on `texelFetch`.
 */
function texel(name: string, columns: number, rows: number, x: string, y: string): string {
  return `texture(${name}, (vec2(${x}, ${y}) + 0.5) * vec2(1.0 / ${columns}.0, 1.0 / ${rows}.0))`;
}

/** `activation(inputs . weights + bias)`, `[rows, out]`. Inputs: inputs, atlas. */
export function forwardProgram(rows: number, block: AtlasBlock, atlas: WeightAtlas): GPGPUProgram {
  const pairs = Math.floor(block.in / 2);
  const a = texel("inputs", Math.ceil(block.in / 2), rows / 2, "k", "at.y");
  const b = texel("atlas", atlas.shape[1] / 2, atlas.shape[0] / 2, "at.x", `${block.top} + k`);
  const activation = block.activation === null ? "return v;" : ACTIVATION_SHADERS[block.activation].value;
  // The bias is the weight of an input that is 1: the second lane of the last texel, or a texel of its own.
  const tail =
    block.in % 2 === 0
      ? "sum += b.xyxy;"
      : `vec4 a = texelFetch(inputs, ivec2(${pairs}, at.y), 0); sum += a.xxzz * b.xyxy + b.zwzw;`;
  return program(
    ["inputs", "atlas"],
    [rows, block.out],
    `vec4 activate(vec4 v) { ${activation} }
    void main() {
      ${AT}
      vec4 sum = vec4(0.0);
      for (int k = 0; k < ${pairs}; k++) {
        vec4 a = ${a};
        vec4 b = ${b};
        sum += a.xxzz * b.xyxy;
        sum += a.yyww * b.zwzw;
      }
      vec4 b = texelFetch(atlas, ivec2(at.x, ${block.top + pairs}), 0);
      ${tail}
      setOutput(activate(sum));
    }`,
  );
}

/** Gradient by a block's input, taken through the activation that made it, `[rows, in]`. Inputs: delta, atlas, inputs. */
export function inputGradientProgram(
  rows: number,
  block: AtlasBlock,
  atlas: WeightAtlas,
  made: AtlasBlock["activation"],
): GPGPUProgram {
  const d = texel("delta", block.texelColumns, rows / 2, "k", "at.y");
  const w = texel("atlas", atlas.shape[1] / 2, atlas.shape[0] / 2, "k", `${block.top} + at.x`);
  const slope = made === null ? "return vec4(1.0);" : ACTIVATION_SHADERS[made].slope;
  // Past an odd width lies the bias row: what came of it must not reach the weights before.
  const padding = block.in % 2 === 0 ? "" : `if (at.x == ${(block.in - 1) / 2}) sum.yw = vec2(0.0);`;
  return program(
    ["delta", "atlas", "inputs"],
    [rows, block.in],
    `vec4 slope(vec4 a) { ${slope} }
    void main() {
      ${AT}
      vec4 sum = vec4(0.0);
      for (int k = 0; k < ${block.texelColumns}; k++) {
        vec4 d = ${d};
        vec4 w = ${w};
        sum += d.xxzz * w.xzxz;
        sum += d.yyww * w.ywyw;
      }
      sum *= slope(texelFetch(inputs, at, 0));
      ${padding}
      setOutput(sum);
    }`,
  );
}

/**
 * Gradient by a block's weights and bias: `[inputs, 1]^T . delta`, in `parts` sums over equal shares of the rows,
 * one under another, so that a GPU has enough fragments to work on; `parts` divides the pairs of rows.
 * Inputs: inputs, delta.
 */
export function weightGradientProgram(rows: number, block: AtlasBlock, parts: number): GPGPUProgram {
  const height = block.texelRows;
  const share = rows / 2 / parts;
  // The input that is always 1 is put in by arithmetic: a branch around the loop nearly doubles a software renderer's time.
  const [keep, ones] = block.in % 2 === 0 ? ["0.0", "1.0, 0.0, 1.0, 0.0"] : ["1.0, 0.0, 1.0, 0.0", "0.0, 1.0, 0.0, 1.0"];
  return program(
    ["inputs", "delta"],
    [2 * height * parts, block.out],
    `void main() {
      ${AT}
      int part = at.y / ${height};
      int i = at.y - part * ${height};
      int first = part * ${share};
      bool hasBias = i == ${height - 1};
      vec4 keep = hasBias ? vec4(${keep}) : vec4(1.0);
      vec4 ones = hasBias ? vec4(${ones}) : vec4(0.0);
      vec4 sum = vec4(0.0);
      for (int t = 0; t < ${share}; t++) {
        vec4 a = ${texel("inputs", Math.ceil(block.in / 2), rows / 2, "i", "first + t")} * keep + ones;
        vec4 b = ${texel("delta", block.texelColumns, rows / 2, "at.x", "first + t")};
        sum += a.xxyy * b.xyxy;
        sum += a.zzww * b.zwzw;
      }
      setOutput(sum);
    }`,
  );
}

/** Gradients of some blocks (each in `parts` partial sums) placed in the atlas and added to what is there already. */
export function gatherProgram(atlas: WeightAtlas, from: number, to: number, parts: number, hasPrevious: boolean): GPGPUProgram {
  const blocks = atlas.blocks.slice(from, to);
  const names = blocks.map((_, b) => `gradient${from + b}`);
  const places = blocks.map(
    (block, b) => `if (at.y >= ${block.top} && at.y < ${block.top + block.texelRows} && at.x < ${block.texelColumns}) {
        for (int part = 0; part < ${parts}; part++) {
          sum += texelFetch(${names[b] ?? ""}, ivec2(at.x, part * ${block.texelRows} + at.y - ${block.top}), 0);
        }
      }`,
  );
  return program(
    [...(hasPrevious ? ["previous"] : []), ...names],
    atlas.shape,
    `void main() {
      ${AT}
      vec4 sum = vec4(0.0);
      ${places.join(" else ")}
      ${hasPrevious ? "sum += texelFetch(previous, at, 0);" : ""}
      setOutput(sum);
    }`,
  );
}

/** Derivative of the batch's mean loss by the logits, `[rows, 1]`, 0 for padding. Inputs: logits, labels. */
export function outputGradientProgram(rows: number, slope: string): GPGPUProgram {
  return program(
    ["logits", "labels"],
    [rows, 1],
    `float slope(float z, float y) { ${slope} }
    void main() {
      ${AT}
      vec4 z = texelFetch(logits, at, 0);
      vec4 y = texelFetch(labels, at, 0);
      int row = 2 * at.y;
      setOutput(vec4(
        row < rows ? slope(z.x, y.x) * scale : 0.0, 0.0,
        row + 1 < rows ? slope(z.z, y.z) * scale : 0.0, 0.0));
    }`,
    [
      { name: "rows", type: "int" },
      { name: "scale", type: "float" },
    ],
  );
}

/** Lanes of the loss sum: enough of them for a GPU, few enough to read back in no time. */
export const LOSS_SHAPE: Shape = [128, 1];

/** Losses added to the running sums, each lane taking every 64th pair of rows. Inputs: previous, logits, labels. */
export function lossProgram(rows: number, value: string): GPGPUProgram {
  return program(
    ["previous", "logits", "labels"],
    LOSS_SHAPE,
    `float value(float z, float y) { ${value} }
    void main() {
      ${AT}
      vec2 sum = vec2(0.0);
      for (int t = at.y; t < ${rows / 2}; t += ${LOSS_SHAPE[0] / 2}) {
        vec4 z = texelFetch(logits, ivec2(0, t), 0);
        vec4 y = texelFetch(labels, ivec2(0, t), 0);
        if (2 * t < rows) sum.x += value(z.x, y.x);
        if (2 * t + 1 < rows) sum.y += value(z.z, y.z);
      }
      vec4 before = texelFetch(previous, at, 0);
      setOutput(vec4(before.x + sum.x, 0.0, before.z + sum.y, 0.0));
    }`,
    [{ name: "rows", type: "int" }],
  );
}

/** One value from values at the same place: GLSL over vec4s named as the inputs, floats named as the uniforms. */
export function elementwiseProgram(inputs: string[], shape: Shape, formula: string, uniforms: string[]): GPGPUProgram {
  const fetches = inputs.map((name) => `vec4 ${name} = texelFetch(${name}Texture, at, 0);`);
  return program(
    inputs.map((name) => `${name}Texture`),
    shape,
    `void main() {
      ${AT}
      ${fetches.join("\n      ")}
      setOutput(${formula});
    }`,
    uniforms.map((name) => ({ name, type: "float" as const })),
  );
}
