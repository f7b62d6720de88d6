import type { GPGPUProgram } from "@tensorflow/tfjs-backend-webgl/dist/webgl";
import { DROPOUT_UNIFORMS, dropoutCode, dropoutInputs, type RowsKind } from "./shader-dropout";
import { activationShader, LOSS_HELPERS, type LossShader } from "./shader-formulas";
import { AT, fragmentProgram, texel, type Shape } from "./shader-program";
import type { AtlasBlock, WeightAtlas } from "./weight-atlas";

/** `vec4 product(ivec2 at)`: a texel of `inputs . weights + bias`. Inputs: inputs, atlas. */
function productCode(rows: number, block: AtlasBlock, atlas: WeightAtlas): string {
  const pairs = Math.floor(block.in / 2);
  const column = `${block.left} + at.x`;
  const a = texel("inputs", Math.ceil(block.in / 2), rows / 2, "k", "at.y");
  const b = texel("atlas", atlas.shape[1] / 2, atlas.shape[0] / 2, column, `${block.top} + k`);
  // The bias is the weight of an input that is 1: the second lane of the last texel, or a texel of its own.
  const tail =
    block.in % 2 === 0
      ? "sum += b.xyxy;"
      : `vec4 a = texelFetch(inputs, ivec2(${pairs}, at.y), 0); sum += a.xxzz * b.xyxy + b.zwzw;`;
  return `vec4 product(ivec2 at) {
      vec4 sum = vec4(0.0);
      for (int k = 0; k < ${pairs}; k++) {
        vec4 a = ${a};
        vec4 b = ${b};
        sum += a.xxzz * b.xyxy;
        sum += a.yyww * b.zwzw;
      }
      vec4 b = texelFetch(atlas, ivec2(${column}, ${block.top + pairs}), 0);
      ${tail}
      return sum;
    }`;
}

/** `vec4 activate(vec4 v)`, and dropout's `vec4 kept(ivec2 at)` where there is one. */
function activationCode(block: AtlasBlock, dropout: RowsKind | null): string {
  const shader = block.activation === null ? null : activationShader(block.activation);
  return `${shader?.helpers ?? ""}
    vec4 activate(vec4 v) { ${shader?.value ?? "return v;"} }
    ${dropout === null ? "" : dropoutCode(dropout, block.out)}`;
}

function dropoutFactor(dropout: RowsKind | null): string {
  return dropout === null ? "" : "* kept(at) * dropoutShares.x";
}

/**
 * A block's output `[rows, out]`. Inputs: inputs, atlas, and row numbers where dropout needs them.
 * @param dropout how rows are known, where values are dropped
 */
export function forwardProgram(rows: number, block: AtlasBlock, atlas: WeightAtlas, dropout: RowsKind | null): GPGPUProgram {
  return fragmentProgram(
    ["inputs", "atlas", ...(dropout === null ? [] : dropoutInputs(dropout))],
    [rows, block.out],
    `${productCode(rows, block, atlas)}
    ${activationCode(block, dropout)}
    void main() {
      ${AT}
      setOutput(activate(product(at)) ${dropoutFactor(dropout)});
    }`,
    dropout === null ? [] : DROPOUT_UNIFORMS,
  );
}

/** What goes into a block's activation, for those whose derivative needs it. Inputs: inputs, atlas. */
export function preActivationProgram(rows: number, block: AtlasBlock, atlas: WeightAtlas): GPGPUProgram {
  return fragmentProgram(
    ["inputs", "atlas"],
    [rows, block.out],
    `${productCode(rows, block, atlas)}
    void main() {
      ${AT}
      setOutput(product(at));
    }`,
  );
}

/** A block's output from what goes into its activation. Inputs: before, and row numbers where dropout needs them. */
export function activationProgram(rows: number, block: AtlasBlock, dropout: RowsKind | null): GPGPUProgram {
  return fragmentProgram(
    ["before", ...(dropout === null ? [] : dropoutInputs(dropout))],
    [rows, block.out],
    `${activationCode(block, dropout)}
    void main() {
      ${AT}
      setOutput(activate(texelFetch(before, at, 0)) ${dropoutFactor(dropout)});
    }`,
    dropout === null ? [] : DROPOUT_UNIFORMS,
  );
}

/**
 * The output block in training, `[rows, 2]`: the logits, and beside them the derivative of the batch's mean loss by
 * them, 0 for padding. Inputs: inputs, atlas, labels. Uniforms: rows, scale, the loss's numbers.
 */
export function headProgram(rows: number, block: AtlasBlock, atlas: WeightAtlas, loss: LossShader): GPGPUProgram {
  return fragmentProgram(
    ["inputs", "atlas", "labels"],
    [rows, 2],
    `${productCode(rows, block, atlas)}
    ${LOSS_HELPERS}
    float slope(float z, float y, vec2 k) { ${loss.slope} }
    void main() {
      ${AT}
      vec4 z = product(at);
      vec4 y = texelFetch(labels, at, 0);
      int row = 2 * at.y;
      setOutput(vec4(
        z.x, row < rows ? slope(z.x, y.x, numbers) * scale : 0.0,
        z.z, row + 1 < rows ? slope(z.z, y.z, numbers) * scale : 0.0));
    }`,
    [
      { name: "rows", type: "int" },
      { name: "scale", type: "float" },
      { name: "numbers", type: "vec2" },
    ],
  );
}

/** The gradient by a block's output that a program reads as "delta": a plain one, or the second column of the head. */
type Delta = "plain" | "head";

function deltaTexel(delta: Delta, fetched: string): string {
  return delta === "plain" ? `vec4 d = ${fetched};` : `vec4 head = ${fetched}; vec4 d = vec4(head.y, 0.0, head.w, 0.0);`;
}

/**
 * Gradient by a block's input, taken back through the dropout and the activation that made it, `[rows, in]`.
 * Inputs: delta, atlas, made (what the activation's derivative follows from), and row numbers where dropout needs them.
 * @param maker the block whose output this block's input is
 */
export function inputGradientProgram(
  rows: number,
  block: AtlasBlock,
  atlas: WeightAtlas,
  delta: Delta,
  maker: AtlasBlock,
  dropout: RowsKind | null,
): GPGPUProgram {
  const w = texel("atlas", atlas.shape[1] / 2, atlas.shape[0] / 2, `${block.left} + k`, `${block.top} + at.x`);
  const shader = maker.activation === null ? null : activationShader(maker.activation);
  // Outputs are kept as dropout left them.
  const undone = dropout !== null && shader?.slopeOf === "output" ? "* dropoutShares.y" : "";
  // Past an odd width lies the bias row: what came of it must not reach the weights before.
  const padding = block.in % 2 === 0 ? "" : `if (at.x == ${(block.in - 1) / 2}) sum.yw = vec2(0.0);`;
  return fragmentProgram(
    ["delta", "atlas", "made", ...(dropout === null ? [] : dropoutInputs(dropout))],
    [rows, block.in],
    `${shader?.helpers ?? ""}
    vec4 slope(vec4 a) { ${shader?.slope ?? "return vec4(1.0);"} }
    ${dropout === null ? "" : dropoutCode(dropout, block.in)}
    void main() {
      ${AT}
      vec4 sum = vec4(0.0);
      for (int k = 0; k < ${block.texelColumns}; k++) {
        ${deltaTexel(delta, texel("delta", block.texelColumns, rows / 2, "k", "at.y"))}
        vec4 w = ${w};
        sum += d.xxzz * w.xzxz;
        sum += d.yyww * w.ywyw;
      }
      sum *= slope(texelFetch(made, at, 0) ${undone}) ${dropoutFactor(dropout)};
      ${padding}
      setOutput(sum);
    }`,
    dropout === null ? [] : DROPOUT_UNIFORMS,
  );
}

/**
 * Gradient by a block's weights and bias: `[inputs, 1]^T . delta`, in `parts` sums over equal shares of the rows,
 * one under another, so that a GPU has enough fragments to work on; `parts` divides the pairs of rows.
 * Inputs: inputs, delta.
 */
export function weightGradientProgram(rows: number, block: AtlasBlock, delta: Delta, parts: number): GPGPUProgram {
  const height = block.texelRows;
  const share = rows / 2 / parts;
  // The input that is always 1 is put in by arithmetic: a branch around the loop nearly doubles a software renderer's time.
  const [keep, ones] = block.in % 2 === 0 ? ["0.0", "1.0, 0.0, 1.0, 0.0"] : ["1.0, 0.0, 1.0, 0.0", "0.0, 1.0, 0.0, 1.0"];
  return fragmentProgram(
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
        ${deltaTexel(delta, texel("delta", block.texelColumns, rows / 2, "at.x", "first + t"))}
        sum += a.xxyy * d.xyxy;
        sum += a.zzww * d.zwzw;
      }
      setOutput(sum);
    }`,
  );
}

/** Lanes of the loss sum: enough of them for a GPU, few enough to read back in no time. */
export const LOSS_SHAPE: Shape = [128, 1];

/** Losses added to the running sums, each lane taking every 64th pair of rows. Inputs: previous, head, labels. */
export function lossProgram(rows: number, loss: LossShader): GPGPUProgram {
  return fragmentProgram(
    ["previous", "head", "labels"],
    LOSS_SHAPE,
    `${LOSS_HELPERS}
    float value(float z, float y, vec2 k) { ${loss.value} }
    void main() {
      ${AT}
      vec2 sum = vec2(0.0);
      for (int t = at.y; t < ${rows / 2}; t += ${LOSS_SHAPE[0] / 2}) {
        vec4 z = texelFetch(head, ivec2(0, t), 0);
        vec4 y = texelFetch(labels, ivec2(0, t), 0);
        if (2 * t < rows) sum.x += value(z.x, y.x, numbers);
        if (2 * t + 1 < rows) sum.y += value(z.z, y.z, numbers);
      }
      vec4 before = texelFetch(previous, at, 0);
      setOutput(vec4(before.x + sum.x, 0.0, before.z + sum.y, 0.0));
    }`,
    [
      { name: "rows", type: "int" },
      { name: "numbers", type: "vec2" },
    ],
  );
}
