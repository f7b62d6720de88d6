/** The two builds of the kernel, best first. */
export const KERNEL_VARIANTS = ["fused-relaxed-simd", "fused-simd"] as const;

export type KernelVariant = (typeof KERNEL_VARIANTS)[number];

const HEADER = [0, 0x61, 0x73, 0x6d, 1, 0, 0, 0, 1, 5, 1, 0x60, 0, 1, 0x7b, 3, 2, 1, 0];
const SPLAT_ZERO = [0x41, 0, 0xfd, 0x0f];

/** The smallest module of each kind: one function that returns a vector. */
const PROBES: Record<KernelVariant, readonly number[]> = {
  // f32x4.relaxed_madd of three zero vectors
  "fused-relaxed-simd": [10, 19, 1, 17, 0, ...SPLAT_ZERO, ...SPLAT_ZERO, ...SPLAT_ZERO, 0xfd, 0x85, 2, 0x0b],
  // i32x4.splat of zero
  "fused-simd": [10, 8, 1, 6, 0, ...SPLAT_ZERO, 0x0b],
};

/** Whether this engine compiles the variant. */
export function runsVariant(variant: KernelVariant): boolean {
  return WebAssembly.validate(Uint8Array.from([...HEADER, ...PROBES[variant]]));
}

/** The best variant that this engine compiles, or null where there is no WASM SIMD. */
export function bestVariant(): KernelVariant | null {
  return KERNEL_VARIANTS.find(runsVariant) ?? null;
}
