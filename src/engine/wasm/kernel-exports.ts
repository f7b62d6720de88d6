/** What assembly/kernel.ts exports, compiled. Addresses are bytes of linear memory. */
export interface KernelExports {
  readonly memory: WebAssembly.Memory;
  heapBase(): number;
  prepare(program: number): void;
  areBelow(indices: number, count: number, limit: number): number;
  accumulate(program: number, set: number, indices: number, start: number, count: number, scale: number): number;
  evaluate(program: number, set: number, start: number, count: number, logits: number): void;
  addGradients(program: number): void;
  takeGradients(program: number): void;
  clearGradients(program: number): void;
  gradientNorm(program: number): number;
  updateSgd(program: number, clip: number, lr: number, decay: number): void;
  updateMomentum(
    program: number,
    memory: number,
    clip: number,
    lr: number,
    decay: number,
    kept: number,
    momentum: number,
    nesterov: number,
  ): void;
  updateAdam(
    program: number,
    mean: number,
    square: number,
    clip: number,
    shrink: number,
    decay: number,
    beta1: number,
    take1: number,
    beta2: number,
    take2: number,
    stepSize: number,
    correction: number,
    eps: number,
  ): void;
  updateRmsprop(
    program: number,
    square: number,
    buffer: number,
    clip: number,
    lr: number,
    decay: number,
    alpha: number,
    take: number,
    eps: number,
    momentum: number,
  ): void;
}

function isFunction<F>(value: unknown): value is F {
  return typeof value === "function";
}

/** @throws Error when the module is not the kernel. */
export function toExports(exports: WebAssembly.Exports): KernelExports {
  const { memory } = exports;
  if (!(memory instanceof WebAssembly.Memory)) throw new Error("The kernel exports no memory.");
  const named = <N extends Exclude<keyof KernelExports, "memory">>(name: N): KernelExports[N] => {
    const value: unknown = exports[name];
    if (!isFunction<KernelExports[N]>(value)) throw new Error(`The kernel exports no ${name}.`);
    return value;
  };
  return {
    memory,
    heapBase: named("heapBase"),
    prepare: named("prepare"),
    areBelow: named("areBelow"),
    accumulate: named("accumulate"),
    evaluate: named("evaluate"),
    addGradients: named("addGradients"),
    takeGradients: named("takeGradients"),
    clearGradients: named("clearGradients"),
    gradientNorm: named("gradientNorm"),
    updateSgd: named("updateSgd"),
    updateMomentum: named("updateMomentum"),
    updateAdam: named("updateAdam"),
    updateRmsprop: named("updateRmsprop"),
  };
}
