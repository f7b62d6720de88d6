import type { GPGPUProgram } from "@tensorflow/tfjs-backend-webgl/dist/webgl";
import { AT, fragmentProgram, type Shape } from "./shader-program";
import type { WeightAtlas } from "./weight-atlas";

/**
 * Gradients of some blocks placed in the atlas and added to what is there already. Inputs: previous where there is
 * one, then the gradients.
 * @param parts of each of these blocks: in how many partial sums its gradient comes
 */
export function gatherProgram(atlas: WeightAtlas, from: number, parts: readonly number[], hasPrevious: boolean): GPGPUProgram {
  const blocks = atlas.blocks.slice(from, from + parts.length);
  const names = blocks.map((_, b) => `gradient${from + b}`);
  const places = blocks.map(
    ({ top, left, texelRows, texelColumns }, b) => `if (
        at.y >= ${top} && at.y < ${top + texelRows} && at.x >= ${left} && at.x < ${left + texelColumns}
      ) {
        for (int part = 0; part < ${parts[b] ?? 0}; part++) {
          sum += texelFetch(${names[b] ?? ""}, ivec2(at.x - ${left}, part * ${texelRows} + at.y - ${top}), 0);
        }
      }`,
  );
  return fragmentProgram(
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

/** One value from values at the same place: GLSL over vec4s named as the inputs, floats named as the uniforms. */
export function elementwiseProgram(inputs: readonly string[], shape: Shape, formula: string, uniforms: readonly string[]): GPGPUProgram {
  const fetches = inputs.map((name) => `vec4 ${name} = texelFetch(${name}Texture, ${name === FACTOR ? "ivec2(0)" : "at"}, 0);`);
  return fragmentProgram(
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

/** The elementwise input that is one texel for all places. */
export const FACTOR = "factor";

/** As many sums as each has terms, so that neither of the two dispatches waits for the other's loop. */
export function squareLanes(shape: Shape): number {
  return Math.ceil(Math.sqrt((shape[0] * shape[1]) / 4));
}

/** Sums of squares in `squareLanes` texels of four. Inputs: g. */
export function squaresProgram(shape: Shape): GPGPUProgram {
  const columns = shape[1] / 2;
  const lanes = squareLanes(shape);
  return fragmentProgram(
    ["g"],
    [2 * lanes, 2],
    `void main() {
      ${AT}
      vec4 sum = vec4(0.0);
      for (int t = at.y; t < ${(columns * shape[0]) / 2}; t += ${lanes}) {
        vec4 value = texelFetch(g, ivec2(t % ${columns}, t / ${columns}), 0);
        sum += value * value;
      }
      setOutput(sum);
    }`,
  );
}

/** What clipping multiplies the gradients by, in all lanes of one texel. Inputs: squares. Uniforms: most. */
export function clipFactorProgram(lanes: number): GPGPUProgram {
  return fragmentProgram(
    ["squares"],
    [2, 2],
    `void main() {
      vec4 sum = vec4(0.0);
      for (int t = 0; t < ${lanes}; t++) sum += texelFetch(squares, ivec2(0, t), 0);
      float norm = sqrt(dot(sum, vec4(1.0)));
      setOutput(vec4(min(1.0, most / (norm + 1e-6))));
    }`,
    [{ name: "most", type: "float" }],
  );
}
