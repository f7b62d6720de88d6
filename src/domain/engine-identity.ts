export const ENGINE_NAMES = ["webgl", "wasm", "cpu"] as const;

export type EngineName = (typeof ENGINE_NAMES)[number];

export type EngineChoice = "auto" | EngineName;

/** Everything about an engine that decides a run's weights bit for bit, besides the configuration. */
export interface EngineIdentity {
  readonly name: EngineName;
  /** Which kernel of that engine, for example `tfjs` or `fused-relaxed-simd`. */
  readonly variant: string;
  /** Number of workers that share the rows. */
  readonly pool: number;
  /** The unmasked WebGL renderer, null where there is none. */
  readonly renderer: string | null;
}

export const ENGINE_TITLES: Record<EngineName, string> = {
  webgl: "WebGL",
  wasm: "Fused WASM",
  cpu: "CPU",
};

/** An engine as this machine offers it. */
export interface EngineOption {
  readonly choice: EngineChoice;
  readonly available: boolean;
  /** The engine that the choice stands for; null when it is not available. */
  readonly engine: EngineIdentity | null;
  /** Why it was chosen, or why it cannot be had. */
  readonly reason: string;
}
