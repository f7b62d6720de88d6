import { parameterCount, type Block } from "../domain/model-spec";
import { parameterNames, type BlockWeights, type Weights } from "../domain/weights";
import { isObject, ModelFileError } from "./contract-error";
import { float32Text } from "./float32-text";
import { show } from "./issue-text";
import { RawJson } from "./json-text";

/**
 * Weights as files have them: PyTorch's names, `[out][in]`, the shortest decimals that read back to the same float32.
 * @throws ModelFileError when a weight is not finite: JSON has no such number and no reader could use it.
 */
export function weightsJson(blocks: readonly Block[], weights: Weights): Record<string, RawJson[] | RawJson> {
  const members: Record<string, RawJson[] | RawJson> = {};
  blocks.forEach((block, index) => {
    const layer = weights[index];
    const names = parameterNames(block);
    if (layer?.weight.length !== block.in * block.out || layer.bias.length !== block.out) {
      throw new RangeError(`The weights of layer ${block.index} do not have the shape of the layer.`);
    }
    members[names.weight] = Array.from({ length: block.out }, (_, out) =>
      rowJson(layer.weight.subarray(out * block.in, (out + 1) * block.in), names.weight),
    );
    members[names.bias] = rowJson(layer.bias, names.bias);
  });
  return members;
}

function rowJson(values: Float32Array, name: string): RawJson {
  const texts: string[] = [];
  for (const value of values) {
    if (!Number.isFinite(value)) {
      throw new ModelFileError(
        `${name} holds ${value}: the run diverged, so there is no model to write. Lower the learning rate and train again.`,
        `weights.${name}`,
      );
    }
    texts.push(float32Text(value));
  }
  return new RawJson(`[${texts.join(", ")}]`);
}

/**
 * Reads weights of a given net from a `{"0.weight": [[…]], "0.bias": […], …}` map, which must hold each parameter of
 * the net in its shape and nothing else.
 * @throws ModelFileError naming the parameter and both shapes.
 */
export function weightsFrom(map: unknown, blocks: readonly Block[]): Weights {
  if (!isObject(map)) throw new ModelFileError(`weights must be an object of arrays, not ${show(map)}.`, "weights");
  const known = blocks.flatMap((block) => Object.values(parameterNames(block)));
  const stranger = Object.keys(map).find((name) => !known.includes(name));
  if (stranger !== undefined) {
    throw new ModelFileError(
      `weights holds "${stranger}", which this net does not have: it has ${known.join(", ")} (${parameterCount(blocks)} parameters).`,
      `weights.${stranger}`,
    );
  }
  return blocks.map((block): BlockWeights => {
    const names = parameterNames(block);
    return {
      weight: tensorFrom(map[names.weight], names.weight, [block.out, block.in]),
      bias: tensorFrom(map[names.bias], names.bias, [block.out]),
    };
  });
}

function tensorFrom(value: unknown, name: string, shape: readonly number[]): Float32Array<ArrayBuffer> {
  const needed = `this net needs shape [${shape.join(", ")}]`;
  if (value === undefined) throw new ModelFileError(`weights."${name}" is missing: ${needed}.`, `weights.${name}`);
  const found = shapeOf(value);
  if (found.length !== shape.length || found.some((length, axis) => length !== shape[axis])) {
    const is = found.length === 0 ? "is not an array" : `has shape [${found.join(", ")}]`;
    throw new ModelFileError(`weights."${name}" ${is}, but ${needed}.`, `weights.${name}`);
  }
  const out = new Float32Array(shape.reduce((product, length) => product * length, 1));
  fill(out, 0, value, name, shape);
  return out;
}

/** The lengths of an array of arrays, by its first entries. */
function shapeOf(value: unknown): number[] {
  return Array.isArray(value) ? [value.length, ...(Array.isArray(value[0]) ? shapeOf(value[0]) : [])] : [];
}

/** Copies numbers in row-major order and returns the next free place. */
function fill(out: Float32Array, start: number, value: unknown, name: string, shape: readonly number[]): number {
  const [length, ...inner] = shape;
  if (length === undefined) {
    const rounded = typeof value === "number" ? Math.fround(value) : NaN;
    if (!Number.isFinite(rounded)) {
      throw new ModelFileError(`weights."${name}" holds ${show(value)}, which is not a number that float32 can hold.`, `weights.${name}`);
    }
    out[start] = rounded;
    return start + 1;
  }
  if (!Array.isArray(value) || value.length !== length) {
    const found = Array.isArray(value) ? `a row of ${value.length}` : show(value);
    throw new ModelFileError(`weights."${name}" holds ${found} where a row of ${length} numbers belongs.`, `weights.${name}`);
  }
  let at = start;
  for (const item of value) at = fill(out, at, item, name, inner);
  return at;
}
