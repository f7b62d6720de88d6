import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { DEFAULT_ADAM, DEFAULT_SGD, type OptimizerSpec } from "../domain/run-config";
import { Optimizer } from "./optimizers";

/** Parameters after a step for each list of gradients. */
function after(spec: OptimizerSpec, start: readonly number[], steps: readonly (readonly number[])[]): Float32Array {
  const parameters = Float32Array.from(start);
  const optimizer = new Optimizer(start.length);
  for (const gradients of steps) optimizer.step(parameters, Float32Array.from(gradients), spec);
  return parameters;
}

function expectClose(actual: Float32Array, expected: readonly number[]): void {
  expect(actual.length).toBe(expected.length);
  actual.forEach((value, i) => expect(value).toBeCloseTo(expected[i] ?? NaN, 6));
}

const SGD = { ...DEFAULT_SGD, lr: 0.1, weightDecay: 0 };
const ADAM = { ...DEFAULT_ADAM, lr: 0.1 };

describe("SGD", () => {
  it("steps against the gradient", () => {
    expectClose(after(SGD, [1, -2], [[0.5, 1]]), [0.95, -2.1]);
  });

  it("adds weight decay to the gradient before momentum sees it", () => {
    const spec = { ...SGD, momentum: 0.9, weightDecay: 0.5 };
    // g = 0.5 then 0.475; momentum 0.5 then 0.925
    expectClose(after(spec, [1], [[0], [0]]), [1 - 0.05 - 0.0925]);
  });

  it("starts momentum with the gradient itself", () => {
    const spec = { ...SGD, momentum: 0.9 };
    expectClose(after(spec, [0], [[1]]), [-0.1]);
    expectClose(after(spec, [0], [[1], [1]]), [-0.1 - 0.19]);
  });

  it("looks ahead with Nesterov momentum", () => {
    const spec = { ...SGD, momentum: 0.9, nesterov: true };
    expectClose(after(spec, [0], [[1]]), [-0.19]);
  });

  it("leaves parameters alone where the gradient and the decay are 0", () => {
    expect(after({ ...SGD, momentum: 0.9 }, [1.5, -3], [[0, 0]])).toEqual(Float32Array.of(1.5, -3));
  });
});

describe("Adam", () => {
  it("takes a first step of about the learning rate, whatever the gradient's size", () => {
    const step = fc.double({ min: 1e-4, max: 1e4, noNaN: true });
    fc.assert(
      fc.property(step, (gradient) => {
        const [moved] = after(ADAM, [0], [[gradient]]);
        expect(moved).toBeCloseTo(-0.1, 4);
      }),
    );
  });

  it("adds epsilon after the root of the corrected mean square", () => {
    const [moved] = after({ ...ADAM, eps: 1 }, [0], [[1]]);
    expect(moved).toBeCloseTo(-0.05, 6);
  });

  it("adds weight decay to the gradient, so that it is normalised with it", () => {
    const [moved] = after({ ...ADAM, weightDecay: 0.01 }, [1], [[0]]);
    expect(moved).toBeCloseTo(0.9, 4);
  });

  it("never moves a parameter whose gradient is always 0", () => {
    expect(after(ADAM, [0.25], [[0], [0], [0]])).toEqual(Float32Array.of(0.25));
  });
});

describe("Optimizer", () => {
  it("keeps its memory when the learning rate changes, and starts afresh with another kind", () => {
    const optimizer = new Optimizer(1);
    const parameters = Float32Array.of(0);
    const gradient = Float32Array.of(1);
    const spec = { ...SGD, momentum: 0.9 };
    optimizer.step(parameters, gradient, spec);
    optimizer.step(parameters, gradient, { ...spec, lr: 0.01 });
    expect(parameters[0]).toBeCloseTo(-0.1 - 0.019, 6);
    parameters[0] = 0;
    optimizer.step(parameters, gradient, ADAM);
    expect(parameters[0]).toBeCloseTo(-0.1, 5);
  });

  it("refuses vectors of another length", () => {
    const optimizer = new Optimizer(2);
    expect(() => optimizer.step(new Float32Array(2), new Float32Array(3), SGD)).toThrow("2 parameters");
  });
});
