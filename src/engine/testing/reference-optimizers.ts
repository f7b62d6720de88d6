import type { AdamSpec, AdamWSpec, OptimizerSpec, RmspropSpec, SgdSpec } from "../../domain/run-config";

/** All parameters, or something of each of them, in the order of `parameters()`. */
export type Vector = Float64Array<ArrayBuffer>;

/** What the optimiser remembers, one vector a slot, in the order of `OptimizerMemory.slots`. */
export interface ReferenceMemory {
  type: OptimizerSpec["type"] | null;
  /** Updates so far. */
  steps: number;
  slots: Vector[];
}

/**
 * One step of PyTorch's optimiser of that name, in float64.
 * @param memory is brought up to date
 * @returns the new parameters
 */
export function referenceUpdate(
  spec: OptimizerSpec,
  memory: ReferenceMemory,
  parameters: Vector,
  gradients: Vector,
): Vector {
  if (memory.type !== spec.type) Object.assign(memory, { type: spec.type, steps: 0, slots: [] });
  memory.steps++;
  switch (spec.type) {
    case "sgd":
      return sgd(spec, memory, parameters, gradients);
    case "adam":
      return adam(spec, memory, parameters, withDecay(gradients, spec.weightDecay, parameters));
    case "adamw":
      return adam(spec, memory, scaled(parameters, 1 - spec.lr * spec.weightDecay), gradients);
    case "rmsprop":
      return rmsprop(spec, memory, parameters, withDecay(gradients, spec.weightDecay, parameters));
  }
}

function sgd(spec: SgdSpec, memory: ReferenceMemory, p: Vector, gradients: Vector): Vector {
  const { lr, momentum, nesterov, weightDecay } = spec;
  const g = withDecay(gradients, weightDecay, p);
  if (momentum === 0) return p.map((value, i) => value - lr * at(g, i));
  const [before] = memory.slots;
  const buffer = before === undefined ? g.slice() : before.map((b, i) => momentum * b + at(g, i));
  memory.slots = [buffer];
  return p.map((value, i) => value - lr * (nesterov ? at(g, i) + momentum * at(buffer, i) : at(buffer, i)));
}

function adam(
  { lr, betas: [beta1, beta2], eps }: AdamSpec | AdamWSpec,
  memory: ReferenceMemory,
  p: Vector,
  g: Vector,
): Vector {
  const [m = zeros(p), v = zeros(p)] = memory.slots;
  const first = m.map((value, i) => beta1 * value + (1 - beta1) * at(g, i));
  const second = v.map((value, i) => beta2 * value + (1 - beta2) * at(g, i) ** 2);
  memory.slots = [first, second];
  return p.map((value, i) => {
    const mean = at(first, i) / (1 - beta1 ** memory.steps);
    const square = at(second, i) / (1 - beta2 ** memory.steps);
    return value - (lr * mean) / (Math.sqrt(square) + eps);
  });
}

function rmsprop(spec: RmspropSpec, memory: ReferenceMemory, p: Vector, g: Vector): Vector {
  const { lr, alpha, eps, momentum } = spec;
  const [s = zeros(p), b = zeros(p)] = memory.slots;
  const square = s.map((value, i) => alpha * value + (1 - alpha) * at(g, i) ** 2);
  const step = g.map((value, i) => value / (Math.sqrt(at(square, i)) + eps));
  if (momentum === 0) {
    memory.slots = [square];
    return p.map((value, i) => value - lr * at(step, i));
  }
  const buffer = b.map((value, i) => momentum * value + at(step, i));
  memory.slots = [square, buffer];
  return p.map((value, i) => value - lr * at(buffer, i));
}

function withDecay(gradients: Vector, weightDecay: number, parameters: Vector): Vector {
  return gradients.map((g, i) => g + weightDecay * at(parameters, i));
}

function scaled(values: Vector, by: number): Vector {
  return values.map((value) => value * by);
}

function zeros(like: Vector): Vector {
  return new Float64Array(like.length);
}

function at(values: Vector, i: number): number {
  return values[i] ?? NaN;
}
