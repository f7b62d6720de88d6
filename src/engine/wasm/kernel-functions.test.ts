import { readFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import type { ActivationSpec } from "../../domain/model-spec";
import type { StepSettings } from "../backend";
import { madeBlocks } from "../testing/made-data";
import { activation, activationSlope, rowLoss, rowLossSlope } from "../testing/reference-formulas";
import { apart } from "../testing/run-training-case";
import { FusedKernel } from "./fused-kernel";
import { ACTIVATIONS, LOSSES, PLAIN } from "./testing/kernel-choices";
import { KERNEL_VARIANTS, runsVariant } from "./variant";

const STEP: StepSettings = { batchRows: 1, loss: PLAIN, dropout: null };

/** Phi(-t) for t from 3, by Laplace's continued fraction: the reference's has no digits left far out. */
function normalTail(t: number): number {
  let fraction = t;
  for (let k = 200; k > 0; k--) fraction = t + k / fraction;
  return Math.exp((-t * t) / 2) / Math.sqrt(2 * Math.PI) / fraction;
}

/** Value and slope of an activation with all digits of float64, as far as float32 can tell. */
function exactly(spec: ActivationSpec, z: number): { value: number; slope: number } {
  if (spec.type === "gelu" && Math.abs(z) > 3) {
    const tail = normalTail(Math.abs(z));
    const below = z < 0 ? tail : 1 - tail;
    return { value: z * below, slope: below + (z * Math.exp((-z * z) / 2)) / Math.sqrt(2 * Math.PI) };
  }
  const slope = spec.type === "tanh" ? 1 / Math.cosh(z) ** 2 : activationSlope(spec, z);
  return { value: activation(spec, z), slope };
}

describe.each(KERNEL_VARIANTS.filter(runsVariant))("the functions of %s", (variant) => {
  const module = new WebAssembly.Module(readFileSync(join(import.meta.dirname, "generated", `${variant}.wasm`)));

  it.each(ACTIVATIONS)("has the values and slopes of %o to the digits of float32, far out as well", (spec) => {
    const inputs = Float32Array.from({ length: 4001 }, (_, i) => {
      const t = (i - 2000) / 2000;
      return i % 2 === 0 ? 16 * t : Math.sign(t) * 10 ** (9 * Math.abs(t) - 7);
    });
    const blocks = madeBlocks(1, [{ out: 1, activation: spec }]);
    const one = { weight: Float32Array.of(1), bias: Float32Array.of(0) };
    const kernel = new FusedKernel(module, 1, inputs.length);
    const resident = kernel.addRows(inputs, new Uint8Array(inputs.length));
    kernel.compile(blocks, [one, one], null);
    const values = kernel.logits(resident, 0, inputs.length);
    const wrong = Array.from(inputs).flatMap((z, i) => {
      kernel.accumulate(resident, { kind: "range", start: i, count: 1 }, STEP);
      const [first] = kernel.weightsOf(kernel.takeGradients());
      const { value, slope } = exactly(spec, z);
      const through = rowLossSlope(PLAIN, value, 0) * slope;
      // Where the two parts of a slope cancel, it can only be as exact as they are.
      const cancelled = spec.type === "gelu" && Math.abs(z) < 2 ? 2e-7 : 0;
      return [
        ...apart(`value at ${z}`, [values[i] ?? NaN], [value], { abs: 1e-27, rel: 1e-6 }),
        ...apart(`slope at ${z}`, [first?.bias[0] ?? NaN], [through], { abs: cancelled + 1e-27, rel: 2e-6 }),
      ];
    });
    expect(wrong.slice(0, 9)).toEqual([]);
  });

  it.each(LOSSES)("has the loss and the slope of %o for logits of any size, without overflow", (loss) => {
    const logits = [0, 1e-6, 0.3, 2, 5, 9, 14, 20, 40, 65, 90, 200, 1e4].flatMap((z) => [z, -z]);
    const x = Float32Array.from(logits.flatMap((z) => [z, z]));
    const kernel = new FusedKernel(module, 1, 8);
    const resident = kernel.addRows(x, Uint8Array.from(x, (_, i) => i % 2));
    kernel.compile(madeBlocks(1, []), [{ weight: Float32Array.of(1), bias: Float32Array.of(0) }], null);
    const wrong = Array.from(x).flatMap((z, i) => {
      const y = i % 2;
      const value = kernel.accumulate(resident, { kind: "range", start: i, count: 1 }, { ...STEP, loss });
      const [gradient] = kernel.weightsOf(kernel.takeGradients());
      const limit = { abs: 1e-27, rel: 1e-5 };
      return [
        ...apart(`loss at ${z}, ${y}`, [value], [rowLoss(loss, z, y)], limit),
        ...apart(`slope at ${z}, ${y}`, [gradient?.bias[0] ?? NaN], [rowLossSlope(loss, z, y)], limit),
      ];
    });
    expect(wrong.slice(0, 9)).toEqual([]);
  });
});
