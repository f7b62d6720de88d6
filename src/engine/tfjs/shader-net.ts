import type { Tensor } from "@tensorflow/tfjs-core";
import type { Rows, StepSettings } from "../backend";
import type { Chunk } from "./arithmetic";
import { gatherProgram } from "./shader-atlas";
import { dropoutUniforms, rowNumberHalves, type RowsKind } from "./shader-dropout";
import { activationShader, LOSS_SHADERS, lossNumbers } from "./shader-formulas";
import type { ShaderRunner } from "./shader-program";
import {
  activationProgram,
  forwardProgram,
  headProgram,
  inputGradientProgram,
  lossProgram,
  preActivationProgram,
  weightGradientProgram,
} from "./shaders";
import type { AtlasBlock, WeightAtlas } from "./weight-atlas";

/** Rows that one fragment of a weight gradient sums up: few, so that a GPU has fragments enough to be busy. */
const ROWS_A_PART = 512;

/** Fragments of one weight gradient after which more of them only cost memory. */
const ENOUGH_FRAGMENTS = 2 ** 18;

/** A fragment program may read at least 16 textures (OpenGL ES 3.0); deeper nets are gathered in several goes. */
const BLOCKS_A_GATHER = 12;

/** A loss that has something to compute. */
type RealLoss = Exclude<StepSettings["loss"], { type: "cross-entropy-single-output" }>;

/** What dropout adds to a program that makes or takes back a block's output. */
interface Dropping {
  readonly kind: RowsKind;
  readonly inputs: readonly Tensor[];
  readonly uniforms: readonly (readonly number[])[];
}

/** One chunk's way through the net, for the way back. */
interface Trace {
  /** What went into each block. */
  readonly inputs: readonly Tensor[];
  /** Of each block but the last: what its activation's derivative follows from. */
  readonly made: readonly Tensor[];
  readonly dropping: readonly (Dropping | null)[];
  readonly head: Tensor;
}

/** Forward and backward of one net as dispatches; all tensors made on the way belong to the caller's `tidy`. */
export class ShaderNet {
  readonly atlas: WeightAtlas;
  readonly #runner: ShaderRunner;
  readonly #maxTexture: number;

  constructor(atlas: WeightAtlas, runner: ShaderRunner, maxTexture: number) {
    this.atlas = atlas;
    this.#runner = runner;
    this.#maxTexture = maxTexture;
  }

  /** `[padded, 1]` */
  logits(x: Tensor, weights: Tensor): Tensor {
    return this.atlas.blocks.reduce((inputs, block, b) => this.#forward(b, block, inputs, weights, null), x);
  }

  /**
   * @param previous gradients so far, or null
   * @param losses the running sums of losses
   * @returns both with the chunk's added
   */
  accumulate(
    chunk: Chunk,
    step: StepSettings,
    loss: RealLoss,
    weights: Tensor,
    previous: Tensor | null,
    losses: Tensor,
  ): { gradients: Tensor; losses: Tensor } {
    const trace = this.#trace(chunk, step, loss, weights);
    const padded = heightOf(chunk.x);
    const added = this.#runner.run(
      `loss ${loss.type} ${padded}`,
      () => lossProgram(padded, LOSS_SHADERS[loss.type]),
      [losses, trace.head, chunk.y],
      [[chunk.rows], lossNumbers(loss)],
    );
    return { gradients: this.#backward(trace, weights, previous), losses: added };
  }

  #trace(chunk: Chunk, step: StepSettings, loss: RealLoss, weights: Tensor): Trace {
    const { blocks } = this.atlas;
    const hidden = blocks.slice(0, -1);
    const padded = heightOf(chunk.x);
    const dropping = this.#dropping(chunk.numbers, step, padded);
    const inputs = [chunk.x];
    const made = hidden.map((block, b) => {
      const into = inputs[b] ?? chunk.x;
      const drop = dropping[b] ?? null;
      const needsInput = block.activation !== null && activationShader(block.activation).slopeOf === "input";
      const before = needsInput ? this.#preActivation(b, block, into, weights) : null;
      const output =
        before === null ? this.#forward(b, block, into, weights, drop) : this.#activation(b, block, before, drop);
      inputs.push(output);
      return before ?? output;
    });
    const last = blocks.length - 1;
    const block = blockAt(blocks, last);
    const head = this.#runner.run(
      `head ${loss.type} ${padded}`,
      () => headProgram(padded, block, this.atlas, LOSS_SHADERS[loss.type]),
      [inputs[last] ?? chunk.x, weights, chunk.y],
      [[chunk.rows], [1 / step.batchRows], lossNumbers(loss)],
    );
    return { inputs, made, dropping, head };
  }

  #dropping(rows: Rows, { dropout }: StepSettings, padded: number): (Dropping | null)[] {
    if (dropout === null) return [];
    const inputs =
      rows.kind === "indices" ? [this.#runner.makeTensor(rowNumberHalves(rows.indices, padded), [padded, 2])] : [];
    return dropout.map((mask) =>
      mask === null ? null : { kind: rows.kind, inputs, uniforms: dropoutUniforms(mask, rows) },
    );
  }

  #forward(b: number, block: AtlasBlock, inputs: Tensor, weights: Tensor, drop: Dropping | null): Tensor {
    const padded = heightOf(inputs);
    return this.#runner.run(
      `forward ${b} ${padded} ${drop?.kind}`,
      () => forwardProgram(padded, block, this.atlas, drop?.kind ?? null),
      [inputs, weights, ...(drop?.inputs ?? [])],
      drop?.uniforms ?? [],
    );
  }

  #preActivation(b: number, block: AtlasBlock, inputs: Tensor, weights: Tensor): Tensor {
    const padded = heightOf(inputs);
    return this.#runner.run(
      `pre-activation ${b} ${padded}`,
      () => preActivationProgram(padded, block, this.atlas),
      [inputs, weights],
      [],
    );
  }

  #activation(b: number, block: AtlasBlock, before: Tensor, drop: Dropping | null): Tensor {
    const padded = heightOf(before);
    return this.#runner.run(
      `activation ${b} ${padded} ${drop?.kind}`,
      () => activationProgram(padded, block, drop?.kind ?? null),
      [before, ...(drop?.inputs ?? [])],
      drop?.uniforms ?? [],
    );
  }

  #backward({ inputs, made, dropping, head }: Trace, weights: Tensor, previous: Tensor | null): Tensor {
    const { blocks } = this.atlas;
    const padded = heightOf(head);
    const gradients: Tensor[] = [];
    let by = head;
    for (let b = blocks.length - 1; b >= 0; b--) {
      const block = blockAt(blocks, b);
      const delta = b === blocks.length - 1 ? "head" : "plain";
      gradients[b] = this.#runner.run(
        `weight gradient ${b} ${padded}`,
        () => weightGradientProgram(padded, block, delta, this.#parts(padded, block)),
        [inputs[b] ?? head, by],
        [],
      );
      if (b === 0) break;
      const drop = dropping[b - 1] ?? null;
      by = this.#runner.run(
        `input gradient ${b} ${padded} ${drop?.kind}`,
        () => inputGradientProgram(padded, block, this.atlas, delta, blockAt(blocks, b - 1), drop?.kind ?? null),
        [by, weights, made[b - 1] ?? head, ...(drop?.inputs ?? [])],
        drop?.uniforms ?? [],
      );
    }
    return this.#gather(gradients, padded, previous);
  }

  #gather(gradients: readonly Tensor[], padded: number, previous: Tensor | null): Tensor {
    let sum = previous;
    for (let from = 0; from < gradients.length; from += BLOCKS_A_GATHER) {
      const some = gradients.slice(from, from + BLOCKS_A_GATHER);
      const parts = some.map((_, i) => this.#parts(padded, blockAt(this.atlas.blocks, from + i)));
      const before = sum;
      sum = this.#runner.run(
        `gather ${from} ${padded} ${before === null ? "first" : "more"}`,
        () => gatherProgram(this.atlas, from, parts, before !== null),
        [before, ...some],
        [],
      );
    }
    if (sum === null) throw new Error("A net without blocks has no gradients.");
    return sum;
  }

  /** In how many shares the rows of a chunk are summed: a divisor of their pairs, bounded by the height of a texture. */
  #parts(padded: number, { texelRows, texelColumns }: AtlasBlock): number {
    const most = Math.min(
      padded / ROWS_A_PART,
      Math.floor(this.#maxTexture / texelRows),
      ENOUGH_FRAGMENTS / (texelRows * texelColumns),
    );
    let parts = 1;
    while (2 * parts <= most && (padded / 2) % (2 * parts) === 0) parts *= 2;
    return parts;
  }
}

function heightOf(matrix: Tensor): number {
  return matrix.shape[0] ?? 0;
}

function blockAt(blocks: readonly AtlasBlock[], b: number): AtlasBlock {
  const block = blocks[b];
  if (block === undefined) throw new Error(`The net has no block ${b}.`);
  return block;
}
