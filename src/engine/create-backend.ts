import type { EngineName } from "../domain/engine-identity";
import type { Backend } from "./backend";
import type { MemberPort } from "./wasm/pool/messages";
import { poolSize } from "./wasm/pool/pool-size";
import { bestVariant } from "./wasm/variant";

export interface BackendOptions {
  /** Starts a worker that runs a `KernelMember`; absent: the WASM engine works on the calling thread alone. */
  readonly spawnKernel?: () => MemberPort;
  /** Members of the WASM engine's pool; absent: as many as this machine is good for. */
  readonly pool?: number;
}

/** Each engine's code is fetched when it is first asked for. */
const MAKERS: Record<EngineName, (options: BackendOptions) => Promise<Backend>> = {
  webgl: async () => {
    const { createWebglBackend } = await import("./tfjs/webgl-backend");
    return createWebglBackend();
  },
  wasm: async ({ spawnKernel, pool = poolSize() }) => {
    const [{ loadKernel }, { WasmBackend }, { KernelPool }] = await Promise.all([
      import("./wasm/load-kernel"),
      import("./wasm/wasm-backend"),
      import("./wasm/pool/kernel-pool"),
    ]);
    const variant = bestVariant();
    if (variant === null) throw new Error("This browser has no WebAssembly SIMD. Choose another engine.");
    const module = await loadKernel(variant);
    const members =
      spawnKernel === undefined || pool === 1 ? null : await KernelPool.start(module, { size: pool, spawn: spawnKernel });
    return new WasmBackend(module, variant, members);
  },
  cpu: async () => {
    const { createCpuBackend } = await import("./tfjs/cpu-backend");
    return createCpuBackend();
  },
};

/** @throws Error when this machine cannot run the engine, saying why. */
export function createBackend(name: EngineName, options: BackendOptions = {}): Promise<Backend> {
  return MAKERS[name](options);
}
