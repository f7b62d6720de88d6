import type { EngineName } from "../domain/engine-identity";
import type { Backend } from "./backend";
import { bestVariant } from "./wasm/variant";

/** Each engine's code is fetched when it is first asked for. */
const MAKERS: Record<EngineName, () => Promise<Backend>> = {
  webgl: async () => {
    const { createWebglBackend } = await import("./tfjs/webgl-backend");
    return createWebglBackend();
  },
  wasm: async () => {
    const [{ loadKernel }, { WasmBackend }] = await Promise.all([
      import("./wasm/load-kernel"),
      import("./wasm/wasm-backend"),
    ]);
    const variant = bestVariant();
    if (variant === null) throw new Error("This browser has no WebAssembly SIMD. Choose another engine.");
    return new WasmBackend(await loadKernel(variant), variant);
  },
  cpu: async () => {
    const { createCpuBackend } = await import("./tfjs/cpu-backend");
    return createCpuBackend();
  },
};

/** @throws Error when this machine cannot run the engine, saying why. */
export function createBackend(name: EngineName): Promise<Backend> {
  return MAKERS[name]();
}
