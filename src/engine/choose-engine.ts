import type { EngineIdentity, EngineName, EngineOption } from "../domain/engine-identity";
import { probeWebgl, type WebglFacts } from "./tfjs/webgl-probe";
import { bestVariant, type KernelVariant } from "./wasm/variant";

/** What was found out about this machine. */
export interface EngineFacts {
  /** Null where there is no WebGL 2. */
  readonly webgl: WebglFacts | null;
  /** The kernel that runs here; null where there is no WebAssembly SIMD. */
  readonly wasm: KernelVariant | null;
  /** Members of the kernel's pool; absent: 1. */
  readonly pool?: number;
}

/** Looks at this machine; takes some milliseconds. `pool` is the size that the WASM engine will be given. */
export async function detectEngines({ pool = 1 }: Pick<EngineFacts, "pool"> = {}): Promise<readonly EngineOption[]> {
  return listEngines({ webgl: probeWebgl(), wasm: bestVariant(), pool });
}

/**
 * The engines as options, `auto` first: WebGL on a real GPU that keeps 32-bit floats, else the fused kernel where
 * there is WebAssembly SIMD, else the CPU. Each reason is a sentence for the user.
 */
export function listEngines(facts: EngineFacts): readonly EngineOption[] {
  const options = [webglOption(facts.webgl), wasmOption(facts), CPU];
  return [autoOption(facts, options), ...options];
}

function autoOption({ webgl, wasm }: EngineFacts, options: readonly EngineOption[]): EngineOption {
  const auto = (name: EngineName, reason: string): EngineOption => {
    const engine = options.find(({ choice }) => choice === name)?.engine ?? null;
    return { choice: "auto", available: engine !== null, engine, reason };
  };
  if (webgl?.float32 === true && !webgl.software) return auto("webgl", `There is a GPU: ${webgl.renderer}.`);
  const noGpu =
    webgl === null
      ? "There is no WebGL 2 here"
      : webgl.software
        ? "There is no GPU here"
        : "The GPU keeps 16-bit floats only, too coarse to train with";
  if (wasm !== null) return auto("wasm", `${noGpu}; this is the fastest engine on a processor.`);
  return auto("cpu", `${noGpu}, and no WebAssembly SIMD: this is the engine that works everywhere.`);
}

function webglOption(webgl: WebglFacts | null): EngineOption {
  const option = (engine: EngineIdentity | null, reason: string): EngineOption => ({
    choice: "webgl",
    available: engine !== null,
    engine,
    reason,
  });
  if (webgl === null) {
    return option(null, "This browser offers no WebGL 2 here; graphics acceleration may be switched off.");
  }
  if (!webgl.float32) {
    return option(null, "This device's WebGL keeps 16-bit floats only, too coarse to train with.");
  }
  const { renderer } = webgl;
  return option(
    { name: "webgl", variant: "tfjs", pool: 1, renderer },
    webgl.software ? `Drawn by the processor, not by a GPU, and so slow: ${renderer}.` : `Runs on the GPU: ${renderer}.`,
  );
}

function wasmOption({ wasm: variant, pool = 1 }: EngineFacts): EngineOption {
  if (variant === null) {
    return { choice: "wasm", available: false, engine: null, reason: "This browser has no WebAssembly SIMD." };
  }
  return {
    choice: "wasm",
    available: true,
    engine: { name: "wasm", variant, pool, renderer: null },
    reason: pool === 1 ? "Runs on the processor's vector units." : `Runs on the vector units of ${pool} processor cores.`,
  };
}

const CPU: EngineOption = {
  choice: "cpu",
  available: true,
  engine: { name: "cpu", variant: "tfjs", pool: 1, renderer: null },
  reason: "Plain JavaScript on one core: works everywhere, slowly.",
};
