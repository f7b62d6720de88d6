import type { OptimizerSpec } from "../domain/run-config";

type Kind = OptimizerSpec["type"];
type SpecOf<K extends Kind> = Extract<OptimizerSpec, { readonly type: K }>;

/** What an optimiser remembers between steps, in float32 as in PyTorch. */
interface State {
  /** Steps so far, the one in hand included. */
  steps: number;
  /** Momentum, or the mean of the gradients. */
  readonly first: Float32Array;
  /** The mean of the squared gradients. */
  readonly second: Float32Array;
}

type Update<K extends Kind> = (
  parameters: Float32Array,
  gradients: Float32Array,
  spec: SpecOf<K>,
  state: State,
) => void;

// Parameters and state are float32, as in PyTorch; what lies between is float64 and rounded once, when it is stored.
// Rounding after each operation as well would be nearer to PyTorch by less than its own noise, and takes twice as long.
// All arrays have one length, so `?? 0` never applies.

/** `torch.optim.SGD`: weight decay is coupled, on biases too; the first step's momentum is the gradient itself. */
const sgd: Update<"sgd"> = (parameters, gradients, spec, { steps, first }) => {
  const { lr, weightDecay, momentum, nesterov } = spec;
  const count = parameters.length;
  if (momentum === 0) {
    for (let i = 0; i < count; i++) {
      const p = parameters[i] ?? 0;
      parameters[i] = p - lr * ((gradients[i] ?? 0) + weightDecay * p);
    }
    return;
  }
  const kept = steps === 1 ? 0 : momentum;
  for (let i = 0; i < count; i++) {
    const p = parameters[i] ?? 0;
    const g = (gradients[i] ?? 0) + weightDecay * p;
    const b = kept * (first[i] ?? 0) + g;
    first[i] = b;
    parameters[i] = p - lr * (nesterov ? g + momentum * b : b);
  }
};

/** `torch.optim.Adam`: weight decay is coupled; epsilon is added after the root of the corrected mean square. */
const adam: Update<"adam"> = (parameters, gradients, spec, { steps, first, second }) => {
  const { betas, eps, lr, weightDecay } = spec;
  const [beta1, beta2] = betas;
  const take1 = 1 - beta1;
  const take2 = 1 - beta2;
  const stepSize = lr / (1 - beta1 ** steps);
  const correction = 1 / Math.sqrt(1 - beta2 ** steps);
  const count = parameters.length;
  for (let i = 0; i < count; i++) {
    const p = parameters[i] ?? 0;
    const g = (gradients[i] ?? 0) + weightDecay * p;
    const m = beta1 * (first[i] ?? 0) + take1 * g;
    const v = beta2 * (second[i] ?? 0) + take2 * g * g;
    first[i] = m;
    second[i] = v;
    parameters[i] = p - (stepSize * m) / (Math.sqrt(v) * correction + eps);
  }
};

/** To add an optimiser: its spec in the domain, its update here. */
const UPDATES: { readonly [K in Kind]: Update<K> } = { sgd, adam };

/** Optimiser steps over a flat parameter vector, with PyTorch's formulas and its float32 state. */
export class Optimizer {
  readonly #size: number;
  #kind: Kind | null = null;
  #state: State;

  constructor(size: number) {
    this.#size = size;
    this.#state = emptyState(size);
  }

  /**
   * Updates `parameters` in place. Hyperparameters may change from step to step; another kind of optimiser starts
   * with an empty memory.
   * @throws RangeError when the vectors do not have the optimiser's size.
   */
  step(parameters: Float32Array, gradients: Float32Array, spec: OptimizerSpec): void {
    if (parameters.length !== this.#size || gradients.length !== this.#size) {
      throw new RangeError(
        `The optimiser has ${this.#size} parameters; got ${parameters.length} and ${gradients.length} gradients.`,
      );
    }
    if (this.#kind !== null && this.#kind !== spec.type) this.#state = emptyState(this.#size);
    this.#kind = spec.type;
    this.#state.steps += 1;
    apply(spec.type, parameters, gradients, spec, this.#state);
  }
}

function apply<K extends Kind>(
  kind: K,
  parameters: Float32Array,
  gradients: Float32Array,
  spec: SpecOf<K>,
  state: State,
): void {
  UPDATES[kind](parameters, gradients, spec, state);
}

function emptyState(size: number): State {
  return { steps: 0, first: new Float32Array(size), second: new Float32Array(size) };
}
