import type { AdamSpec, AdamWSpec, OptimizerSpec, RmspropSpec, SgdSpec } from "../../domain/run-config";
import type { KernelExports } from "./kernel-exports";
import type { KernelMemory } from "./kernel-memory";

/** What the kernel's optimiser works on. */
export interface OptimizerPlace {
  /** Address of the program's table. */
  readonly table: number;
  /** Addresses of the vectors for what is remembered: as many as any optimiser wants. */
  readonly slots: readonly [number, number];
  /** Numbers in a vector. */
  readonly length: number;
}

/** What an optimiser remembers, as vectors in the kernel's layout: see `OptimizerMemory`. */
export interface OptimizerVectors {
  readonly type: OptimizerSpec["type"];
  readonly steps: number;
  readonly slots: readonly Float32Array[];
}

/**
 * PyTorch's optimisers over the kernel's parameter vector, in place. The kernel does the arithmetic, in float32 as
 * PyTorch does; here are the factors of a step, in float64 and rounded once.
 */
export class KernelOptimizer {
  readonly #exports: KernelExports;
  readonly #memory: KernelMemory;
  readonly #place: OptimizerPlace;
  #type: OptimizerSpec["type"] | null = null;
  #steps = 0;
  /** Slots in use. */
  #used = 0;

  /** @param before what it goes on from; null: nothing */
  constructor(exports: KernelExports, memory: KernelMemory, place: OptimizerPlace, before: OptimizerVectors | null) {
    this.#exports = exports;
    this.#memory = memory;
    this.#place = place;
    if (before === null) return;
    this.#type = before.type;
    this.#steps = before.steps;
    before.slots.forEach((slot, i) => {
      this.#slot(i).set(slot);
    });
    this.#used = before.slots.length;
  }

  /**
   * Takes one step with the gradients that the kernel has taken, times `clip`. Hyperparameters may change from step to
   * step; another kind of optimiser starts with an empty memory.
   */
  step(spec: OptimizerSpec, clip: number): void {
    if (this.#type !== spec.type) this.#steps = this.#used = 0;
    this.#type = spec.type;
    this.#steps += 1;
    switch (spec.type) {
      case "sgd":
        this.#sgd(spec, clip);
        break;
      case "adam":
        this.#adam(spec, clip, 1, spec.weightDecay);
        break;
      case "adamw":
        this.#adam(spec, clip, 1 - spec.lr * spec.weightDecay, 0);
        break;
      case "rmsprop":
        this.#rmsprop(spec, clip);
    }
  }

  /** Views that are valid until the next step; null before the first. */
  vectors(): OptimizerVectors | null {
    if (this.#type === null) return null;
    const slots = Array.from({ length: this.#used }, (_, i) => this.#slot(i));
    return { type: this.#type, steps: this.#steps, slots };
  }

  /** `torch.optim.SGD`: the first momentum is the gradient itself. */
  #sgd({ lr, weightDecay, momentum, nesterov }: SgdSpec, clip: number): void {
    const { table, slots } = this.#place;
    if (momentum === 0) {
      this.#exports.updateSgd(table, clip, lr, weightDecay);
      return;
    }
    const kept = this.#used === 0 ? 0 : momentum;
    this.#use(1);
    this.#exports.updateMomentum(table, slots[0], clip, lr, weightDecay, kept, momentum, nesterov ? 1 : 0);
  }

  /** `torch.optim.Adam`, and `torch.optim.AdamW`, which shrinks the parameters first. */
  #adam({ lr, betas, eps }: AdamSpec | AdamWSpec, clip: number, shrink: number, decay: number): void {
    const { table, slots } = this.#place;
    const [beta1, beta2] = betas;
    const stepSize = lr / (1 - beta1 ** this.#steps);
    const correction = 1 / Math.sqrt(1 - beta2 ** this.#steps);
    this.#use(2);
    const means = [beta1, 1 - beta1, beta2, 1 - beta2] as const;
    this.#exports.updateAdam(table, ...slots, clip, shrink, decay, ...means, stepSize, correction, eps);
  }

  /** `torch.optim.RMSprop` */
  #rmsprop({ lr, alpha, eps, momentum, weightDecay }: RmspropSpec, clip: number): void {
    const { table, slots } = this.#place;
    this.#use(1);
    if (momentum === 0) this.#used = 1;
    else this.#use(2);
    const buffer = momentum === 0 ? 0 : slots[1];
    this.#exports.updateRmsprop(table, slots[0], buffer, clip, lr, weightDecay, alpha, 1 - alpha, eps, momentum);
  }

  /** Makes so many slots ready; new ones are 0. */
  #use(count: number): void {
    for (; this.#used < count; this.#used++) this.#slot(this.#used).fill(0);
  }

  /** @throws RangeError when no optimiser has so many */
  #slot(index: number): Float32Array<ArrayBuffer> {
    const address = this.#place.slots[index];
    if (address === undefined) throw new RangeError(`An optimiser remembers no more than ${index} vectors.`);
    return this.#memory.floats(address, this.#place.length);
  }
}
